//! Nothing that is no finite number goes to the device or is taken from it: shaders may compute anything from NaN, and on some
//! devices e to the power of NaN is infinite.

use super::{GpuError, NumberOf};

/// Fails with the place of the first number that is not finite.
pub(super) fn screen(what: NumberOf, numbers: &[f32]) -> Result<(), GpuError> {
    match numbers.iter().position(|v| !v.is_finite()) {
        Some(at) => Err(GpuError::NotFinite { what, at }),
        None => Ok(()),
    }
}
