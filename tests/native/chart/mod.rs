//! Pictures.

pub mod explanations;
pub mod insides;
pub mod plots;
pub mod colours;
pub mod words;
pub mod importances;
pub mod dependences;
pub mod cohorts;
pub mod model_views;
