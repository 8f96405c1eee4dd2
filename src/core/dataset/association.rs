//! How far two columns go together: one measure between 0 and 1 for each pair of kinds, so that they can be ranked
//! together. Rows where either cell is missing are passed over.

use crate::num::order;
use crate::num::stats::Sum;
use crate::num::{math, stats};
use serde::{Deserialize, Serialize};

/// Which measure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Measure {
    /// Two numbers: the size of Pearson's correlation.
    Correlation,
    /// A number and a category: the correlation ratio, corrected for the number of levels (the root of Kelley's epsilon
    /// squared, 1935).
    CorrelationRatio,
    /// Two categories: Cramér's V, corrected for the number of levels (Bergsma 2013).
    CramersV,
}

/// How far two columns go together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Association {
    /// By which measure.
    pub measure: Measure,
    /// 0 (not at all) to 1 (one follows from the other); `None` where either does not vary or rows are too few.
    pub value: Option<f64>,
}

/// A column to compare, one value a row; NaN marks a missing cell.
#[derive(Clone, Debug)]
pub enum Series {
    /// Numbers.
    Numbers(Vec<f64>),
    /// Indices of levels.
    Levels(Vec<f64>),
}

impl Series {
    fn values(&self) -> &[f64] {
        match self {
            Series::Numbers(v) | Series::Levels(v) => v,
        }
    }
}

/// Compares two columns of the same rows.
pub fn associate(a: &Series, b: &Series) -> Association {
    let both = || a.values().iter().zip(b.values()).filter(|(a, b)| !a.is_nan() && !b.is_nan());
    let (measure, value) = match (a, b) {
        (Series::Numbers(_), Series::Numbers(_)) => {
            let (a, b): (Vec<f64>, Vec<f64>) = both().unzip();
            (Measure::Correlation, correlation(&a, &b))
        }
        (Series::Levels(_), Series::Levels(_)) => {
            (Measure::CramersV, cramers_v(both().map(|(a, b)| (*a as usize, *b as usize))))
        }
        (Series::Levels(_), Series::Numbers(_)) => {
            (Measure::CorrelationRatio, ratio(both().map(|(a, b)| (*a as usize, *b)).unzip()))
        }
        (Series::Numbers(_), Series::Levels(_)) => {
            (Measure::CorrelationRatio, ratio(both().map(|(a, b)| (*b as usize, *a)).unzip()))
        }
    };
    // Rounding may lead beyond 1.
    Association { measure, value: value.filter(|v| v.is_finite()).map(|v| v.clamp(0.0, 1.0)) }
}

/// Differences from the mean by the largest of them, so that no square overflows; `None` where only rounding makes any.
fn centred(values: &[f64]) -> Option<Vec<f64>> {
    let mean = stats::mean(values)?;
    let largest = values.iter().map(|v| (v - mean).abs()).fold(0.0, f64::max);
    let noise = values.len() as f64 * mean.abs() * f64::EPSILON;
    (largest > noise).then(|| values.iter().map(|v| (v - mean) / largest).collect())
}

fn correlation(a: &[f64], b: &[f64]) -> Option<f64> {
    let (a, b) = (centred(a)?, centred(b)?);
    let mut sums = [Sum::default(); 3];
    for (a, b) in a.iter().zip(&b) {
        sums[0].add(a * b);
        sums[1].add(a * a);
        sums[2].add(b * b);
    }
    let [ab, aa, bb] = sums.map(|s| s.total());
    Some(ab.abs() / math::sqrt(aa * bb))
}

/// Of numbers by level: the root of 1 - (1 - eta^2) (n - 1) / (n - k).
fn ratio((levels, numbers): (Vec<usize>, Vec<f64>)) -> Option<f64> {
    let numbers = centred(&numbers)?;
    let n_levels = levels.iter().max()? + 1;
    let (mut sums, mut counts) = (vec![Sum::default(); n_levels], vec![0usize; n_levels]);
    for (&level, &v) in levels.iter().zip(&numbers) {
        sums[level].add(v);
        counts[level] += 1;
    }
    let k = counts.iter().filter(|&&n| n > 0).count();
    let n = numbers.len();
    if k < 2 || n <= k {
        return None;
    }
    let means: Vec<f64> = sums.iter().zip(&counts).map(|(s, &n)| s.total() / n.max(1) as f64).collect();
    let within = stats::sum(levels.iter().zip(&numbers).map(|(&level, v)| (v - means[level]) * (v - means[level])));
    let all = stats::sum(numbers.iter().map(|v| v * v));
    let share = 1.0 - within / all * (n - 1) as f64 / (n - k) as f64;
    Some(math::sqrt(share.max(0.0)))
}

fn cramers_v(pairs: impl Iterator<Item = (usize, usize)>) -> Option<f64> {
    let mut pairs: Vec<(usize, usize)> = pairs.collect();
    let n_columns = pairs.iter().map(|p| p.1).max()? + 1;
    order::sort_ascending(&mut pairs, |p| (p.0 * n_columns + p.1) as f64);
    let size = |at: fn(&(usize, usize)) -> usize| pairs.iter().map(at).max().map(|m| m + 1);
    let (mut rows, mut columns) = (vec![0usize; size(|p| p.0)?], vec![0usize; size(|p| p.1)?]);
    for (a, b) in &pairs {
        rows[*a] += 1;
        columns[*b] += 1;
    }
    let present = |counts: &[usize]| counts.iter().filter(|&&n| n > 0).count() as f64;
    let (r, k, n) = (present(&rows), present(&columns), pairs.len() as f64);
    if r < 2.0 || k < 2.0 {
        return None;
    }
    // chi^2 / n + 1 is the sum of n_ab^2 / (n_a n_b) over the cells that have any row.
    let cell = |run: &[(usize, usize)]| {
        let (a, b) = run[0];
        let n_ab = run.len() as f64;
        n_ab * n_ab / (rows[a] as f64 * columns[b] as f64)
    };
    let phi = stats::sum(pairs.chunk_by(|a, b| a == b).map(cell)) - 1.0;
    let phi = (phi - (r - 1.0) * (k - 1.0) / (n - 1.0)).max(0.0);
    let corrected = |size: f64| size - (size - 1.0) * (size - 1.0) / (n - 1.0);
    let room = corrected(r).min(corrected(k)) - 1.0;
    (room > 0.0).then(|| math::sqrt(phi / room))
}
