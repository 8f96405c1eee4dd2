//! The screens, one question each.

pub mod data;
pub mod evaluate;
pub mod explain;
pub mod model;
mod parameters;
mod quality;
mod reading;
mod row;
