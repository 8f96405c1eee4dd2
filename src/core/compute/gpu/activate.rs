//! What units do with their sums, as `activate.wgsl` does it: with functions of its own, and of arguments kept small.

use crate::compute::dense::Activation;

/// Beyond this e to the power of it leaves f32.
pub(super) const FARTHEST: f32 = 87.0;

/// The number of [`Activation::Relu`] in a shader.
pub(super) const RELU: u32 = 1;
/// That of [`Activation::Tanh`].
pub(super) const TANH: u32 = 2;
/// That of [`Activation::Sigmoid`].
pub(super) const SIGMOID: u32 = 3;

/// The number of an activation in a shader.
pub(super) fn code(activation: Activation) -> u32 {
    match activation {
        Activation::Identity => 0,
        Activation::Relu => RELU,
        Activation::Tanh => TANH,
        Activation::Sigmoid => SIGMOID,
    }
}

/// What becomes of a sum.
pub(super) fn activate(kind: u32, sum: f32) -> f32 {
    match kind {
        RELU => sum.max(0.0),
        TANH => libm::tanhf(sum),
        SIGMOID => logistic(sum),
        _ => sum,
    }
}

/// The logistic function.
pub(super) fn logistic(v: f32) -> f32 {
    let e = libm::expf(-v.abs().min(FARTHEST));
    if v < 0.0 { e / (1.0 + e) } else { 1.0 / (1.0 + e) }
}
