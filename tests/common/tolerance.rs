//! The tolerances that hold natively and in the browser, by name and with their reasons. Loosening one is a change to be
//! reviewed as such.

/// Whether two numbers differ by no more than `tolerance`, absolutely. NaN is close to nothing.
pub fn close(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance
}

/// An operation on a GPU against plain sums in f64, relative to the largest number of the answer: sums of up to a thousand
/// terms in f32, and functions of some units in the last place.
pub const GPU: f64 = 1e-5;

/// Log-odds of means on a GPU, relative to the larger of their size and 1: what is allowed of attributions.
pub const GPU_LOG_ODDS: f64 = 1e-4;
