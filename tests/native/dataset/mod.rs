//! Data sets.

pub mod build;
pub mod predicted;
pub mod split;
pub mod scaling;
pub mod insights;
