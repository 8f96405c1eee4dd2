//! Intervals that hold a true figure in 95 of 100 samples.

use crate::num::{math, stats};
use serde::{Deserialize, Serialize};

/// From a lower to an upper end.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The normal quantile of 97.5 %.
const Z: f64 = 1.959_963_984_540_054;

impl Interval {
    /// Whether two have a point in common.
    pub fn overlaps(self, other: Interval) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}

/// Of a share, `hits` of `n`, by Wilson (1927); `None` of nothing.
pub fn of_share(hits: u32, n: u32) -> Option<Interval> {
    if n == 0 {
        return None;
    }
    let (n, p) = (f64::from(n), f64::from(hits) / f64::from(n));
    let z2 = Z * Z;
    let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z / (1.0 + z2 / n) * math::sqrt(p * (1.0 - p) / n + z2 / (4.0 * n * n));
    Some(Interval { low: (middle - half).max(0.0), high: (middle + half).min(1.0) })
}

/// Of a mean, by the normal distribution and the standard error; `None` of fewer than two values.
pub fn of_mean(values: &[f64]) -> Option<Interval> {
    let n = values.len() as f64;
    let mean = stats::mean(values).filter(|_| values.len() > 1)?;
    let variance = stats::sum(values.iter().map(|v| (v - mean) * (v - mean))) / (n - 1.0);
    let half = Z * math::sqrt(variance / n);
    Some(Interval { low: mean - half, high: mean + half })
}
