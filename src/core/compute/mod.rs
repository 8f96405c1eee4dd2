//! The few coarse operations that all heavy work is made of, on the CPU and in part on a GPU. On the CPU each sums in a
//! fixed order and works on four numbers at once that do not enter one sum, so that the bits are the same everywhere.

pub mod simd;
pub mod real;
mod tile;
pub mod dense;
pub mod stack;
pub mod backward;
pub mod optimiser;
pub mod sparse;
pub mod coalition;
pub mod branch;
pub mod subsets;
pub mod masked;
pub mod relu_pair;
pub mod gram;
pub mod quantile;
pub mod exponential;
pub mod gpu;
pub mod choice;
