//! The parts that screens are made of. They take values and signals, never the whole state.

pub mod canvas;
pub mod clipboard;
pub mod date;
pub mod exports;
pub mod field;
pub mod figure;
pub mod grid;
pub mod intake;
pub mod deferred;
pub mod dynamic;
pub mod measured;
pub mod modal;
pub mod more;
pub mod marks;
pub mod nodes;
pub mod name;
pub mod picture;
pub mod figures;
pub mod said;
pub mod saving;
pub mod settings;
pub mod answer_view;
pub mod term;
