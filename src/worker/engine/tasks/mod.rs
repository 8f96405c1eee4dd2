//! The tasks, one a kind of question, in the order in which they are worked on.

pub mod table;
pub mod dataset;
pub mod insights;
pub mod model;
pub mod evaluation;
pub mod rows;
pub mod prediction;
pub mod explanation;
pub mod counterfactuals;
pub mod cohort;
pub mod intervals;
