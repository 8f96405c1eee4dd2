//! Scores and how sure they are.

pub mod metrics;
pub mod intervals;
pub mod bootstrap;
pub mod verdict;
pub mod groups;
