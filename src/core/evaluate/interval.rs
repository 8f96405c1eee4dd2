//! Intervals that hold a true figure in 95 of 100 samples: of a rate by Wilson (1927), of a mean by Student (1908), of what is
//! added or subtracted by Newcombe (1998) and Zou and Donner (2008), of two rates on the same rows by Newcombe (1998).

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
pub const Z: f64 = 1.959_963_984_540_054;

impl Interval {
    /// Whether a figure lies in it, its ends included.
    pub fn holds(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

/// Of a rate, `hits` of `n`, by Wilson; `None` of nothing.
pub fn of_share(hits: u32, n: u32) -> Option<Interval> {
    of_share_at(hits, n, Z)
}

/// The same at another normal quantile.
pub fn of_share_at(hits: u32, n: u32, z: f64) -> Option<Interval> {
    if n == 0 {
        return None;
    }
    let (is_none, is_all) = (hits == 0, hits == n);
    let (n, p) = (f64::from(n), f64::from(hits) / f64::from(n));
    let z2 = z * z;
    let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = z / (1.0 + z2 / n) * math::sqrt(p * (1.0 - p) / n + z2 / (4.0 * n * n));
    // At the ends the two are equal but for rounding.
    Some(Interval {
        low: if is_none { 0.0 } else { (middle - half).max(0.0) },
        high: if is_all { 1.0 } else { (middle + half).min(1.0) },
    })
}

/// Of a mean, by Student's distribution and the standard error; `None` of fewer than two values.
pub fn of_mean(values: &[f64]) -> Option<Interval> {
    of_mean_at(values, Z)
}

/// The same at another normal quantile.
pub fn of_mean_at(values: &[f64], z: f64) -> Option<Interval> {
    let n = values.len() as f64;
    let mean = stats::mean(values).filter(|_| values.len() > 1)?;
    let variance = stats::sum(values.iter().map(|v| (v - mean) * (v - mean))) / (n - 1.0);
    let half = student(z, n - 1.0) * math::sqrt(variance / n);
    Some(Interval { low: mean - half, high: mean + half })
}

/// Student's quantile at a normal one, by the series of Cornish and Fisher (Abramowitz and Stegun 1964, 26.7.5): within 0.2 % from
/// three degrees of freedom up, and within 12 % at one.
fn student(z: f64, degrees: f64) -> f64 {
    let z2 = z * z;
    let terms = [
        (z2 + 1.0) / 4.0,
        ((5.0 * z2 + 16.0) * z2 + 3.0) / 96.0,
        (((3.0 * z2 + 19.0) * z2 + 17.0) * z2 - 15.0) / 384.0,
        ((((79.0 * z2 + 776.0) * z2 + 1482.0) * z2 - 1920.0) * z2 - 945.0) / 92_160.0,
    ];
    z * (1.0 + terms.iter().rev().fold(0.0, |sum, term| (sum + term) / degrees))
}

/// Of a weighted sum of figures that do not depend on each other, from their own intervals: what each may be below or above is
/// added as lengths of perpendicular lines are. A term is a weight, a figure and its interval. Of two rates, weighted 1 and -1, it
/// is Newcombe's hybrid score interval.
pub fn of_sum(terms: impl IntoIterator<Item = (f64, f64, Interval)>) -> Interval {
    let (mut sum, mut below, mut above) = (stats::Sum::default(), 0.0, 0.0);
    for (weight, value, own) in terms {
        sum.add(weight * value);
        let (down, up) = (weight * (value - own.low), weight * (own.high - value));
        below += if weight < 0.0 { up * up } else { down * down };
        above += if weight < 0.0 { down * down } else { up * up };
    }
    Interval { low: sum.total() - math::sqrt(below), high: sum.total() + math::sqrt(above) }
}

/// Of the difference of two rates on the same rows (the first's less the second's) by Newcombe's method 10 for paired rows, from
/// the counts of rows that are right by both, by the first only, by the second only, and by neither; `None` of nothing.
pub fn of_paired([both, first, second, neither]: [u32; 4]) -> Option<Interval> {
    let n = both + first + second + neither;
    let (hits_a, hits_b) = (both + first, both + second);
    let (a, b) = (of_share(hits_a, n)?, of_share(hits_b, n)?);
    let all = f64::from(n);
    let (p, q) = (f64::from(hits_a) / all, f64::from(hits_b) / all);
    let [both, first, second, neither] = [both, first, second, neither].map(f64::from);
    let together = both * neither - first * second;
    // A correction for continuity, where the two go together.
    let together = if together > 0.0 { (together - all / 2.0).max(0.0) } else { together };
    let margins = (both + first) * (second + neither) * (both + second) * (first + neither);
    let phi = if margins > 0.0 { together / math::sqrt(margins) } else { 0.0 };
    let length = |x: f64, y: f64| math::sqrt((x * x - 2.0 * phi * x * y + y * y).max(0.0));
    Some(Interval { low: p - q - length(p - a.low, b.high - q), high: p - q + length(a.high - p, q - b.low) })
}
