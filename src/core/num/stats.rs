//! Sums, means and quantiles in f64 and in a fixed order.

use super::math;

/// Neumaier's compensated sum (1974).
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    sum: f64,
    compensation: f64,
}

impl Sum {
    /// Adds one number.
    pub fn add(&mut self, v: f64) {
        let t = self.sum + v;
        self.compensation += if self.sum.abs() >= v.abs() { (self.sum - t) + v } else { (v - t) + self.sum };
        self.sum = t;
    }

    /// The sum so far.
    pub fn total(&self) -> f64 {
        self.sum + self.compensation
    }
}

/// The compensated sum of some numbers.
pub fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut s = Sum::default();
    for v in values {
        s.add(v);
    }
    s.total()
}

/// The mean; `None` of nothing.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| sum(values.iter().copied()) / values.len() as f64)
}

/// Standard deviation with divisor n, as scikit-learn's scaler has it; `None` of nothing.
pub fn deviation(values: &[f64]) -> Option<f64> {
    let m = mean(values)?;
    let root =
        |unit: f64| math::sqrt(sum(values.iter().map(|v| ((v - m) / unit) * ((v - m) / unit))) / values.len() as f64);
    let largest = values.iter().map(|v| (v - m).abs()).fold(0.0, f64::max);
    // Squares of so small numbers vanish.
    let vanishes = largest > 0.0 && largest < 1e-150;
    Some(if vanishes { largest * root(largest) } else { root(1.0) })
}

/// The `q` quantile of ascending numbers by linear interpolation, as numpy's default; `None` of nothing.
pub fn quantile(sorted: &[f64], q: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let at = q.clamp(0.0, 1.0) * last as f64;
    let low = at.floor() as usize;
    let share = at - low as f64;
    let (a, b) = (sorted[low], sorted[(low + 1).min(last)]);
    // numpy's order of operations, which is exact at both ends.
    Some(if share >= 0.5 { b - (b - a) * (1.0 - share) } else { a + (b - a) * share })
}
