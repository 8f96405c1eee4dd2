//! The rows of a part ranked by the probability of one class: counts above each probability, from which the page computes
//! every decision threshold, both curves and all costs, without asking anybody.

use super::confusion::{self, Confusion};
use super::interval::{Interval, of_share};
use crate::num::order;
use serde::{Deserialize, Serialize};

/// Counts of rows at and above each threshold, from the highest probability down. It is small enough to travel: beyond a limit probabilities are
/// lowered to multiples of a step, at which all counts stay exact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThresholdTable {
    /// The distinct probabilities, descending.
    pub scores: Vec<f64>,
    /// Rows of the class with at least that probability.
    pub n_true: Vec<u32>,
    /// Other rows with at least that probability.
    pub n_false: Vec<u32>,
    /// Thresholds are multiples of 1 / this, where probabilities were lowered.
    pub steps: Option<u32>,
}

/// What a threshold decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decisions {
    /// Rows of the class, and decided so.
    pub true_positive: u32,
    /// Other rows, classified as the class.
    pub false_positive: u32,
    /// Rows of the class that were missed.
    pub false_negative: u32,
    /// Other rows, left alone.
    pub true_negative: u32,
}

/// What one wrong decision of either kind costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Costs {
    /// To decide for the class where it is another.
    pub false_positive: f64,
    /// To miss a row of the class.
    pub false_negative: f64,
}

impl ThresholdTable {
    /// Ranks rows by probability; each is of the class or not. More than `steps` distinct probabilities are lowered to
    /// multiples of `1 / steps`.
    pub fn new(rows: impl IntoIterator<Item = (f64, bool)>, steps: u32) -> ThresholdTable {
        let mut rows: Vec<(f64, bool)> = rows.into_iter().collect();
        order::sort_descending(&mut rows, |r| r.0);
        let lowers = rows.chunk_by(|a, b| a.0 == b.0).count() > steps as usize;
        if lowers {
            rows.iter_mut().for_each(|r| r.0 = lowered(r.0, f64::from(steps)));
        }
        let mut ranked = ThresholdTable {
            scores: Vec::new(),
            n_true: Vec::new(),
            n_false: Vec::new(),
            steps: lowers.then_some(steps),
        };
        let (mut n_true, mut n_false) = (0, 0);
        for tied in rows.chunk_by(|a, b| a.0 == b.0) {
            let of_class = tied.iter().filter(|r| r.1).count() as u32;
            n_true += of_class;
            n_false += tied.len() as u32 - of_class;
            ranked.scores.push(tied[0].0);
            ranked.n_true.push(n_true);
            ranked.n_false.push(n_false);
        }
        ranked
    }

    /// Rows of the class, and others.
    pub fn totals(&self) -> (u32, u32) {
        (self.n_true.last().copied().unwrap_or(0), self.n_false.last().copied().unwrap_or(0))
    }

    /// A threshold at which the counts are exact: the nearest multiple of the step, where there is one.
    pub fn settled(&self, threshold: f64) -> f64 {
        self.steps.map_or(threshold, |s| (threshold * f64::from(s)).round() / f64::from(s))
    }

    /// What is decided when a row counts as of the class from `threshold` on.
    pub fn at(&self, threshold: f64) -> Decisions {
        let threshold = self.settled(threshold);
        self.above(self.scores.partition_point(|&s| s >= threshold))
    }

    /// What is decided when the `n` highest probabilities count as the class.
    fn above(&self, n: usize) -> Decisions {
        let (all_true, all_false) = self.totals();
        let last = |counts: &[u32]| n.checked_sub(1).map_or(0, |i| counts[i]);
        let (true_positive, false_positive) = (last(&self.n_true), last(&self.n_false));
        Decisions {
            true_positive,
            false_positive,
            false_negative: all_true - true_positive,
            true_negative: all_false - false_positive,
        }
    }

    /// The ROC curve from (0, 0): share of the others that is decided for the class, share of the class that is. Empty when
    /// one of the two has no row.
    pub fn roc(&self) -> Vec<(f64, f64)> {
        let (all_true, all_false) = self.totals();
        if all_true == 0 || all_false == 0 {
            return Vec::new();
        }
        let at = |(&t, &f): (&u32, &u32)| (f64::from(f) / f64::from(all_false), f64::from(t) / f64::from(all_true));
        std::iter::once((0.0, 0.0)).chain(self.n_true.iter().zip(&self.n_false).map(at)).collect()
    }

    /// Recall and precision from the highest probability down. Empty when the class has no row.
    pub fn precision_recall(&self) -> Vec<(f64, f64)> {
        let (all_true, _) = self.totals();
        if all_true == 0 {
            return Vec::new();
        }
        let at = |(&t, &f): (&u32, &u32)| (f64::from(t) / f64::from(all_true), f64::from(t) / f64::from(t + f));
        self.n_true.iter().zip(&self.n_false).map(at).collect()
    }

    /// The expected cost of a row over every threshold, as steps from 0 to 1: from which threshold on (excluded; 0 for the
    /// first) up to which (included) it holds, and the cost.
    pub fn costs(&self, costs: Costs) -> Vec<(f64, f64, f64)> {
        let cost = |n: usize| self.above(n).cost(costs);
        let n = self.scores.len();
        let mut steps = Vec::with_capacity(n + 1);
        for above in (0..=n).rev() {
            let low = if above == n { 0.0 } else { self.scores[above] };
            let high = if above == 0 { 1.0 } else { self.scores[above - 1] };
            if high > low || (above == n && steps.is_empty()) {
                steps.push((low, high, cost(above)));
            }
        }
        steps
    }

    /// The cheapest threshold and its expected cost for a row, the nearest to one half of equals; `None` without rows.
    pub fn cheapest(&self, costs: Costs) -> Option<(f64, f64)> {
        let steps = self.costs(costs);
        let least = steps.iter().map(|s| s.2).fold(f64::INFINITY, f64::min);
        // Between two steps nothing is known.
        let round = |&(low, high, cost): &(f64, f64, f64)| match self.steps {
            Some(_) => (high, cost),
            None => (roundest(low, high), cost),
        };
        let far = |t: f64| (t - 0.5).abs();
        let of_equals = steps.iter().filter(|s| s.2 == least).map(round);
        of_equals.min_by(|a, b| far(a.0).total_cmp(&far(b.0))).filter(|_| !self.scores.is_empty())
    }
}

impl Decisions {
    /// As counts by truth and decision, the class second.
    pub fn confusion(self) -> Confusion {
        vec![vec![self.true_negative, self.false_positive], vec![self.false_negative, self.true_positive]]
    }

    /// Rows classified as the class.
    pub fn n_decided(self) -> u32 {
        self.true_positive + self.false_positive
    }

    /// All rows.
    pub fn n(self) -> u32 {
        self.n_decided() + self.false_negative + self.true_negative
    }

    /// Precision, recall and F1 of the class.
    pub fn scores(self) -> super::ByClass {
        confusion::of_class(&self.confusion(), 1)
    }

    /// Share of the others that is left alone; `None` where there are none.
    pub fn specificity(self) -> Option<f64> {
        let others = self.false_positive + self.true_negative;
        (others > 0).then(|| f64::from(self.true_negative) / f64::from(others))
    }

    /// Wilson's intervals of precision, recall and specificity.
    pub fn intervals(self) -> [Option<Interval>; 3] {
        [
            of_share(self.true_positive, self.n_decided()),
            of_share(self.true_positive, self.true_positive + self.false_negative),
            of_share(self.true_negative, self.true_negative + self.false_positive),
        ]
    }

    /// The mean of recall and specificity.
    pub fn balanced_accuracy(self) -> Option<f64> {
        confusion::balanced_accuracy(&self.confusion())
    }

    /// Share decided rightly; `None` without rows.
    pub fn accuracy(self) -> Option<f64> {
        (self.n() > 0).then(|| f64::from(self.true_positive + self.true_negative) / f64::from(self.n()))
    }

    /// The expected cost of a row.
    pub fn cost(self, costs: Costs) -> f64 {
        let total = costs.false_positive * f64::from(self.false_positive)
            + costs.false_negative * f64::from(self.false_negative);
        total / f64::from(self.n().max(1))
    }
}

/// The largest multiple of `1 / steps` that is not above.
fn lowered(score: f64, steps: f64) -> f64 {
    let mut k = (score * steps).floor();
    // The product may have been rounded over a multiple, either way.
    if k / steps > score {
        k -= 1.0;
    }
    if (k + 1.0) / steps <= score {
        k += 1.0;
    }
    k / steps
}

/// One half, where it is above `low` and not above `high`; else the number with the fewest digits that is, and as near to
/// the middle as those allow.
fn roundest(low: f64, high: f64) -> f64 {
    if low < 0.5 && 0.5 <= high {
        return 0.5;
    }
    let middle = 0.5 * (low + high);
    for digits in [10.0, 100.0, 1e3, 1e4, 1e5, 1e6] {
        let rounded = [(middle * digits).round() / digits, (high * digits).floor() / digits];
        if let Some(&found) = rounded.iter().find(|r| **r > low && **r <= high) {
            return found;
        }
    }
    high
}
