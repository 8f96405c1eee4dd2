//! Dense layers: forward fused with bias and activation, and backward. Generic over f32, in which networks live, and f64,
//! in which the tests hold the gradients against finite differences.

use serde::{Deserialize, Serialize};
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// What a hidden unit does with its sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Activation {
    /// `max(0, v)`.
    Relu,
    /// Hyperbolic tangent.
    Tanh,
    /// Logistic sigmoid.
    Sigmoid,
    /// The sum itself.
    Identity,
}

/// A floating-point number of either width, with portable functions.
pub trait Real:
    Copy
    + PartialOrd
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + AddAssign
{
    /// Rounds to this width.
    fn of(v: f64) -> Self;
    /// Widens.
    fn wide(self) -> f64;
    /// Hyperbolic tangent.
    fn tanh(self) -> Self;
    /// e to this power.
    fn exp(self) -> Self;
}

impl Real for f32 {
    fn of(v: f64) -> f32 {
        v as f32
    }
    fn wide(self) -> f64 {
        f64::from(self)
    }
    fn tanh(self) -> f32 {
        libm::tanhf(self)
    }
    fn exp(self) -> f32 {
        libm::expf(self)
    }
}

impl Real for f64 {
    fn of(v: f64) -> f64 {
        v
    }
    fn wide(self) -> f64 {
        self
    }
    fn tanh(self) -> f64 {
        libm::tanh(self)
    }
    fn exp(self) -> f64 {
        libm::exp(self)
    }
}

impl Activation {
    fn of<R: Real>(self, v: R) -> R {
        let (zero, one) = (R::of(0.0), R::of(1.0));
        match self {
            Activation::Relu => {
                if v > zero {
                    v
                } else {
                    zero
                }
            }
            Activation::Tanh => v.tanh(),
            Activation::Sigmoid if v < zero => {
                let e = v.exp();
                e / (one + e)
            }
            Activation::Sigmoid => one / (one + (-v).exp()),
            Activation::Identity => v,
        }
    }

    /// The slope, from the activated value.
    fn slope<R: Real>(self, out: R) -> R {
        let (zero, one) = (R::of(0.0), R::of(1.0));
        match self {
            Activation::Relu => {
                if out > zero {
                    one
                } else {
                    zero
                }
            }
            Activation::Tanh => one - out * out,
            Activation::Sigmoid => out * (one - out),
            Activation::Identity => one,
        }
    }
}

/// One layer for one row: `out[j] = activation(biases[j] + sum over i of x[i] weights[i, j])`. `weights` is n_in x n_out,
/// row-major, so that the inner loop runs over independent units. Inputs of zero are skipped: most of a one-hot row is.
pub fn forward<R: Real>(x: &[R], weights: &[R], biases: &[R], activation: Activation, out: &mut [R]) {
    out.copy_from_slice(biases);
    for (&v, row) in x.iter().zip(weights.chunks_exact(out.len())) {
        if v != R::of(0.0) {
            for (o, &w) in out.iter_mut().zip(row) {
                *o += v * w;
            }
        }
    }
    if activation != Activation::Identity {
        out.iter_mut().for_each(|o| *o = activation.of(*o));
    }
}

/// The gradients of one layer for one row. `delta` comes in as the loss's slope by `out`, the activated outputs, and goes
/// out as the slope by the sums; gradients are added to. `dx`, if wanted, is set to the slope by the inputs.
#[expect(clippy::too_many_arguments, reason = "a kernel takes its buffers one by one")]
pub fn backward<R: Real>(
    x: &[R],
    weights: &[R],
    out: &[R],
    activation: Activation,
    delta: &mut [R],
    weight_gradients: &mut [R],
    bias_gradients: &mut [R],
    dx: Option<&mut [R]>,
) {
    for ((d, &o), g) in delta.iter_mut().zip(out).zip(bias_gradients) {
        *d = *d * activation.slope(o);
        *g += *d;
    }
    for (&v, row) in x.iter().zip(weight_gradients.chunks_exact_mut(delta.len())) {
        if v != R::of(0.0) {
            for (g, &d) in row.iter_mut().zip(delta.iter()) {
                *g += v * d;
            }
        }
    }
    if let Some(dx) = dx {
        for (slope, row) in dx.iter_mut().zip(weights.chunks_exact(delta.len())) {
            let mut sum = R::of(0.0);
            for (&w, &d) in row.iter().zip(delta.iter()) {
                sum += w * d;
            }
            *slope = sum;
        }
    }
}
