//! The worker's session, and the whole way of the data.

pub mod session;
pub mod helpers;
pub mod intake;
pub mod restored;
pub mod no_stale_result;
pub mod what_if;
pub mod whole_model;
pub mod rows;
pub mod flow;
pub mod generator;
pub mod fingerprints;
