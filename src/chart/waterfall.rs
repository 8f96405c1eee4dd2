//! The waterfall: from the base value, one step a feature, to the prediction.

use super::{LocalChart, Scene};

/// Draws it.
pub fn scene(chart: &LocalChart) -> Scene {
    let _ = chart;
    todo!("helper: chart")
}
