//! Scaling of a number: an affine map fitted on the training rows, of the value or of its logarithm.

use super::Scaling;
use crate::num::order;
use crate::num::stats;
use serde::{Deserialize, Serialize};

/// `(v - centre) / spread`, or the same of the value's logarithm.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scaler {
    /// Whether the logarithm is scaled.
    pub log: bool,
    /// What becomes 0.
    pub centre: f64,
    /// How much becomes 1; never 0.
    pub spread: f64,
}

impl Scaler {
    /// Fits it on training values without missing ones. Where the asked spread is 0 the deviation stands in for it, and 1
    /// where that is 0 too.
    pub fn fit(scaling: Scaling, log: bool, train: &[f64]) -> Scaler {
        let values: Vec<f64> = if log { train.iter().map(|&v| signed_log(v)).collect() } else { train.to_vec() };
        let (mean, deviation) = moments(&values);
        let (centre, spread) = match scaling {
            Scaling::Standard => (mean, deviation),
            Scaling::Off => (0.0, 1.0),
            Scaling::MinMax => {
                let least = values.iter().copied().fold(f64::INFINITY, f64::min);
                let greatest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                if values.is_empty() { (0.0, 1.0) } else { (least, spread(greatest - least, greatest, deviation)) }
            }
            Scaling::Robust => {
                let mut sorted = values;
                order::sort(&mut sorted);
                let at = |q: f64| stats::quantile(&sorted, q).unwrap_or(0.0);
                (at(0.5), spread(at(0.75) - at(0.25), at(0.75), deviation))
            }
        };
        Scaler { log, centre, spread }
    }

    /// What a value becomes.
    pub fn scale(&self, value: f64) -> f64 {
        let value = if self.log { signed_log(value) } else { value };
        (value - self.centre) / self.spread
    }

    /// The value that becomes this.
    pub fn unscale(&self, scaled: f64) -> f64 {
        let value = scaled * self.spread + self.centre;
        if self.log { libm::copysign(libm::expm1(libm::fabs(value)), value) } else { value }
    }
}

/// Mean and deviation (divisor n), which is 1 where only rounding keeps it from 0.
pub fn moments(values: &[f64]) -> (f64, f64) {
    let mean = stats::mean(values).unwrap_or(0.0);
    let deviation = stats::deviation(values).unwrap_or(0.0);
    // Rounding alone leaves so much deviation in a constant column (scikit-learn's bound).
    let noise = values.len() as f64 * mean.abs() * f64::EPSILON;
    (mean, if deviation > noise { deviation } else { 1.0 })
}

/// ln(1 + v), and the same of the size with the sign for values below 0, so that there is no value that it cannot take.
pub fn signed_log(v: f64) -> f64 {
    libm::copysign(libm::log1p(libm::fabs(v)), v)
}

fn spread(found: f64, size: f64, deviation: f64) -> f64 {
    if found > 10.0 * f64::EPSILON * size.abs().max(f64::MIN_POSITIVE) { found } else { deviation }
}
