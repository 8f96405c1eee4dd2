//! Signed bars, one a feature, with their standard errors.

use super::{LocalChart, Scene};

/// Draws them.
pub fn scene(chart: &LocalChart) -> Scene {
    let _ = chart;
    todo!("helper: chart")
}
