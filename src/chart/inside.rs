//! The inside of a model: a linear model's coefficients as signed bars, a network's units and weights as a diagram.

use super::Scene;
use crate::model::Inside;

/// Draws it; a list longer than `shown` is cut, and says so. `class` chooses the list of coefficients.
pub fn scene(inside: &Inside, class: usize, shown: usize, width: f64) -> Scene {
    let _ = (inside, class, shown, width);
    todo!("helper: chart")
}
