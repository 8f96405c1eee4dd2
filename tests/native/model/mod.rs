//! Models: fit, checkpoints, export.

pub mod fit;
pub mod checkpoints;
pub mod corrupt_artifacts;
pub mod rebuilt;
