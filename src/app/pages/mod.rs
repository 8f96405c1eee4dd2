//! The screens, one question each.

pub mod standalone;
pub mod computing;
pub mod data;
pub mod evaluate;
pub mod explain;
mod counterfactuals;
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
