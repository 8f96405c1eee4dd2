//! A scene onto any plotters backend: the page hands in a canvas, tests a bitmap of their own.

use super::Scene;
use plotters::prelude::DrawingBackend;

/// Paints a scene, scaled by `ratio` (device pixels a CSS pixel), in the light or dark palette.
///
/// # Errors
/// The backend's own.
pub fn paint<B: DrawingBackend>(scene: &Scene, backend: &mut B, ratio: f64, dark: bool) -> Result<(), B::ErrorType> {
    let _ = (scene, backend, ratio, dark);
    todo!("helper: chart")
}
