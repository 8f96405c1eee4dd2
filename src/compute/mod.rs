//! The few coarse operations that all heavy work is made of, on the CPU. Each sums in a fixed order, so that the compiler
//! may vectorise over independent outputs and the bits stay the same everywhere.

pub mod coalition;
pub mod dense;
pub mod masked;
