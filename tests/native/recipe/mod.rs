//! Recipes: settings, runs, undo.

pub mod history;
pub mod runs;
pub mod settings;
