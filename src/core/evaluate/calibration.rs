//! Whether probabilities hold: of the rows that are given 70 %, are seven in ten of the class? Bins and points are
//! scikit-learn's `calibration_curve`; the errors are those of Naeini and others (2015).

use super::interval::{self, Interval};
use super::spec::Binning;
use crate::num::order;
use crate::num::stats;
use serde::{Deserialize, Serialize};

/// Bins of one class's probabilities.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// The bins that have rows, from low to high.
    pub bins: Vec<CalibrationBin>,
    /// Mean distance of a bin's share from its mean probability, bins weighted by their rows; `None` without rows.
    pub expected_error: Option<f64>,
    /// The largest such distance.
    pub largest_error: Option<f64>,
}

/// The rows whose probability is in one bin.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalibrationBin {
    /// Their number.
    pub n: u32,
    /// Their mean probability.
    pub probability: f64,
    /// The share of them that is of the class.
    pub share: f64,
    /// Of that share.
    pub interval: Option<Interval>,
}

/// Bins, at most.
pub const N_BINS: usize = 10;

/// Puts rows, each with its probability and whether it is of the class, into bins.
pub fn calibration(rows: &[(f64, bool)], binning: Binning) -> Calibration {
    let inner = edges(rows, binning);
    let mut bins = vec![(0u32, 0u32, stats::Sum::default()); N_BINS];
    for &(p, is_class) in rows {
        let bin = &mut bins[inner.partition_point(|&e| e < p)];
        bin.0 += 1;
        bin.1 += u32::from(is_class);
        bin.2.add(p);
    }
    let bin = |&(n, hits, sum): &(u32, u32, stats::Sum)| CalibrationBin {
        n,
        probability: sum.total() / f64::from(n),
        share: f64::from(hits) / f64::from(n),
        interval: interval::of_share(hits, n),
    };
    let bins: Vec<CalibrationBin> = bins.iter().filter(|b| b.0 > 0).map(bin).collect();
    let error = |b: &CalibrationBin| (b.share - b.probability).abs();
    let total = rows.len() as f64;
    Calibration {
        expected_error: (total > 0.0).then(|| stats::sum(bins.iter().map(|b| f64::from(b.n) / total * error(b)))),
        largest_error: bins.iter().map(error).reduce(f64::max),
        bins,
    }
}

/// The edges between bins; a probability on an edge is in the lower bin.
fn edges(rows: &[(f64, bool)], binning: Binning) -> Vec<f64> {
    let share = |i: usize| i as f64 * (1.0 / N_BINS as f64);
    match binning {
        Binning::Uniform => (1..N_BINS).map(share).collect(),
        Binning::Quantile => {
            let mut sorted: Vec<f64> = rows.iter().map(|r| r.0).collect();
            order::sort(&mut sorted);
            // By way of percent, as numpy goes.
            (1..N_BINS).filter_map(|i| stats::quantile(&sorted, share(i) * 100.0 / 100.0)).collect()
        }
    }
}
