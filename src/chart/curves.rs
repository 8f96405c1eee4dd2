//! Learning curves: loss of the training and the validation part by epoch.

use super::Scene;
use crate::model::EpochScore;

/// What the curves show.
#[derive(Clone, Copy, Debug)]
pub struct Curves<'a> {
    /// One entry an epoch.
    pub history: &'a [EpochScore],
    /// The epoch whose weights were kept, once it is known.
    pub kept: Option<usize>,
    /// What the loss is called ("cross-entropy", "squared error").
    pub loss: &'a str,
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels.
    pub height: f64,
}

/// Draws them.
pub fn scene(curves: &Curves) -> Scene {
    let _ = curves;
    todo!("helper: chart")
}
