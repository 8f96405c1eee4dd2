//! A floating-point number of either width. Networks live in f32; in f64 the tests hold the same kernels' gradients against
//! finite differences.

use super::simd::{F32x4, F64x4, Lanes};
use std::fmt::Debug;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// A floating-point number with portable functions.
pub trait Real:
    Copy
    + Debug
    + Default
    + PartialOrd
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + AddAssign
{
    /// Four of them.
    type Four: Lanes<One = Self>;
    /// Rounds to this width.
    fn from_f64(v: f64) -> Self;
    /// Widens.
    fn wide(self) -> f64;
    /// Hyperbolic tangent.
    fn tanh(self) -> Self;
    /// e to this power.
    fn exp(self) -> Self;
}

impl Real for f32 {
    type Four = F32x4;
    fn from_f64(v: f64) -> f32 {
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
    type Four = F64x4;
    fn from_f64(v: f64) -> f64 {
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
