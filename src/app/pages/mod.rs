//! The screens, one question each.

pub mod alone;
pub mod computing;
pub mod data;
pub mod evaluate;
pub mod explain;
mod flips;
pub mod health;
mod current_explanation;
pub mod linked;
pub mod model;
mod parameters;
mod picker;
mod quality;
mod reading;
pub mod reporting;
mod row;
mod rows;
mod runs;
pub mod sharing;
