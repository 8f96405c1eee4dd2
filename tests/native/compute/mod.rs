//! Kernels, on the CPU and on a GPU.

pub mod kernels;
pub mod gpu;
pub mod choice;
