//! Dense layers: forward fused with bias and activation, backward, in f32.

use serde::{Deserialize, Serialize};

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
