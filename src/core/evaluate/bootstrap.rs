//! How sure a score is. Rates have intervals of their own; of all else rows are drawn anew with replacement, as many as there are,
//! and the scores of each draw taken: the middle 95 % of them is the interval (Efron 1979, the percentile method). Cut in steps,
//! one draw each.

use super::classes::ClassRows;
use super::interval::Interval;
use super::numbers::NumberRows;
use super::scores::{IntervalBy, Metric, Scores};
use super::{of_rows, watched_parts};
use crate::dataset::{Dataset, Part, Target};
use crate::model::{Decision, Predictions};
use crate::num::order;
use crate::num::{rng::Rng, stats};
use serde::{Deserialize, Serialize};

/// Draws.
pub const N_RESAMPLES: u32 = 1000;
/// A score that is undefined in more than a tenth of the draws has no interval.
const MOST_UNDEFINED: f64 = 0.1;

/// Intervals of the scores, and how they were made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Intervals {
    /// One for each part that is looked at closely.
    pub parts: Vec<PartIntervals>,
    /// Draws.
    pub n_resamples: u32,
    /// The seed of the streams "bootstrap".
    pub seed: u32,
}

/// Intervals of one part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartIntervals {
    /// Which part.
    pub part: Part,
    /// By metric, each as [`Metric::interval_by`] says; `None` where the rows cannot say.
    pub scores: Vec<(Metric, Option<Interval>)>,
}

impl PartIntervals {
    /// Of a metric.
    pub fn of(&self, metric: Metric) -> Option<Interval> {
        self.scores.iter().find(|s| s.0 == metric)?.1
    }
}

/// The draws under way.
#[derive(Debug)]
pub struct Bootstrap {
    parts: Vec<Resampled>,
    seed: u32,
    n_done: u32,
}

/// One part's rows and what the draws so far gave.
#[derive(Debug)]
struct Resampled {
    part: Part,
    rows: Rows,
    n_rows: usize,
    metrics: &'static [Metric],
    /// For each metric the scores of the draws in which it is defined.
    found: Vec<Vec<f64>>,
}

#[derive(Debug)]
enum Rows {
    Classes(ClassRows),
    Numbers(NumberRows),
}

impl Bootstrap {
    /// Prepares the parts that are looked at closely, each row decided by the rule.
    pub fn new(dataset: &Dataset, predictions: &Predictions, decision: Decision, seed: u32) -> Bootstrap {
        let parts = watched_parts(dataset).into_iter().map(|(part, rows)| {
            let predicted = predictions.of_rows(rows);
            match &dataset.target {
                Target::Classification { names, codes } => {
                    Resampled::of_classes(part, &predicted, &of_rows(codes, rows), names.len(), decision)
                }
                Target::Regression(y) => Resampled::of_numbers(part, &predicted, &of_rows(y, rows)),
            }
        });
        Bootstrap { parts: parts.collect(), seed, n_done: 0 }
    }

    /// Of class probabilities alone, as one part; see [`super::of_classes`].
    pub fn of_classes(probabilities: &[f64], truth: &[u32], n_classes: usize, seed: u32) -> Bootstrap {
        let part = Resampled::of_classes(Part::Test, probabilities, truth, n_classes, Decision::MostProbable);
        Bootstrap { parts: vec![part], seed, n_done: 0 }
    }

    /// Of predicted numbers alone, as one part; see [`super::of_numbers`].
    pub fn of_numbers(predicted: &[f64], truth: &[f64], seed: u32) -> Bootstrap {
        let part = Resampled::of_numbers(Part::Test, predicted, truth);
        Bootstrap { parts: vec![part], seed, n_done: 0 }
    }

    /// Draws once for every part; whether there is more to draw.
    pub fn step(&mut self) -> bool {
        if self.n_done < N_RESAMPLES {
            for part in &mut self.parts {
                let weights = draw(part.n_rows, self.seed, part.part, self.n_done);
                part.take(&weights);
            }
            self.n_done += 1;
        }
        self.n_done < N_RESAMPLES
    }

    /// Share that is done.
    pub fn done(&self) -> f64 {
        f64::from(self.n_done) / f64::from(N_RESAMPLES)
    }

    /// The intervals of the draws so far.
    pub fn finish(self) -> Intervals {
        let n = self.n_done;
        Intervals { parts: self.parts.into_iter().map(|p| p.finish(n)).collect(), n_resamples: n, seed: self.seed }
    }
}

/// How often each of `n_rows` rows is drawn; every part and every draw has a stream of its own.
pub fn draw(n_rows: usize, seed: u32, part: Part, number: u32) -> Vec<u32> {
    let name = match part {
        Part::Train => "bootstrap train",
        Part::Validation => "bootstrap validation",
        Part::Test => "bootstrap test",
    };
    let mut rng = Rng::stream(seed, name, u64::from(number));
    let mut weights = vec![0u32; n_rows];
    for _ in 0..n_rows {
        weights[rng.below(n_rows)] += 1;
    }
    weights
}

impl Resampled {
    fn of_classes(part: Part, probabilities: &[f64], truth: &[u32], n_classes: usize, decision: Decision) -> Resampled {
        let rows = Rows::Classes(ClassRows::new(probabilities, truth, n_classes, decision));
        Resampled::new(part, rows, truth.len(), &Metric::OF_CLASSES)
    }

    fn of_numbers(part: Part, predicted: &[f64], truth: &[f64]) -> Resampled {
        Resampled::new(part, Rows::Numbers(NumberRows::new(predicted, truth)), truth.len(), &Metric::OF_NUMBERS)
    }

    fn new(part: Part, rows: Rows, n_rows: usize, metrics: &'static [Metric]) -> Resampled {
        Resampled { part, rows, n_rows, metrics, found: vec![Vec::new(); metrics.len()] }
    }

    fn scores(&self, weights: &[u32]) -> Scores {
        match &self.rows {
            Rows::Classes(rows) => Scores::Classes(rows.scores(weights)),
            Rows::Numbers(rows) => Scores::Numbers(rows.scores(weights)),
        }
    }

    fn take(&mut self, weights: &[u32]) {
        let scores = self.scores(weights);
        for (found, &metric) in self.found.iter_mut().zip(self.metrics) {
            found.extend(scores.get(metric));
        }
    }

    fn finish(mut self, n_draws: u32) -> PartIntervals {
        let scores = self.scores(&vec![1; self.n_rows]);
        let found = std::mem::take(&mut self.found);
        let of = |(&metric, found): (&Metric, Vec<f64>)| {
            let interval = match metric.interval_by() {
                Some(IntervalBy::Bootstrap) => middle(found, n_draws),
                Some(_) => scores.interval(metric),
                None => None,
            };
            (metric, interval)
        };
        PartIntervals { part: self.part, scores: self.metrics.iter().zip(found).map(of).collect() }
    }
}

/// The middle 95 % of the draws. Where nearly all say the same, as of rows that are all right or of one row alone, they say nothing
/// of other rows.
fn middle(mut found: Vec<f64>, n_draws: u32) -> Option<Interval> {
    let enough = found.len() as f64 >= (1.0 - MOST_UNDEFINED) * f64::from(n_draws);
    order::sort(&mut found);
    let interval = Interval { low: stats::quantile(&found, 0.025)?, high: stats::quantile(&found, 0.975)? };
    (enough && interval.low < interval.high).then_some(interval)
}
