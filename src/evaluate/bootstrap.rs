//! How sure a score is: rows are drawn anew with replacement, as many as there are, and the scores of each draw taken; the
//! middle 95 % of them is the interval (Efron 1979, the percentile method). Cut in steps, one draw each.

use super::classes::ClassRows;
use super::confusion::most_probable;
use super::interval::Interval;
use super::numbers::NumberRows;
use super::scores::{Metric, Scores};
use super::{baseline, watched_parts};
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
    /// By metric; `None` where drawing rows anew cannot say.
    pub scores: Vec<(Metric, Option<Interval>)>,
    /// Of what the model has over the baseline on the same rows: accuracy, or how much smaller its mean absolute error is.
    pub gain: Option<Interval>,
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
    /// By row, what the model has over the baseline.
    gains: Vec<f64>,
    mean_gains: Vec<f64>,
}

#[derive(Debug)]
enum Rows {
    Classes(ClassRows),
    Numbers(NumberRows),
}

impl Bootstrap {
    /// Prepares the parts that are looked at closely, each row decided by the rule.
    pub fn new(dataset: &Dataset, predictions: &Predictions, decision: Decision, seed: u32) -> Bootstrap {
        let base = baseline(dataset);
        let parts = watched_parts(dataset).into_iter().map(|(part, rows)| {
            let predicted = predictions.of_rows(rows);
            match &dataset.target {
                Target::Classes { names, codes } => {
                    let truth: Vec<u32> = rows.iter().map(|&i| codes[i as usize]).collect();
                    let always = most_probable(&base) as u32;
                    let right = |is: bool| if is { 1.0 } else { 0.0 };
                    let gain = |(p, &t): (&[f64], &u32)| right(decision.class(p) as u32 == t) - right(always == t);
                    let gains = predicted.chunks_exact(names.len()).zip(&truth).map(gain).collect();
                    let rows = Rows::Classes(ClassRows::new(&predicted, &truth, names.len(), decision));
                    Resampled::new(part, rows, &Metric::OF_CLASSES, gains)
                }
                Target::Numbers(y) => {
                    let truth: Vec<f64> = rows.iter().map(|&i| y[i as usize]).collect();
                    let gain = |(p, t): (&f64, &f64)| (t - base[0]).abs() - (t - p).abs();
                    let gains = predicted.iter().zip(&truth).map(gain).collect();
                    let rows = Rows::Numbers(NumberRows::new(&predicted, &truth));
                    Resampled::new(part, rows, &Metric::OF_NUMBERS, gains)
                }
            }
        });
        Bootstrap { parts: parts.collect(), seed, n_done: 0 }
    }

    /// Of class probabilities alone, as one part; see [`super::of_classes`].
    pub fn of_classes(probabilities: &[f64], truth: &[u32], n_classes: usize, seed: u32) -> Bootstrap {
        let rows = Rows::Classes(ClassRows::new(probabilities, truth, n_classes, Decision::MostProbable));
        let part = Resampled::new(Part::Test, rows, &Metric::OF_CLASSES, vec![0.0; truth.len()]);
        Bootstrap { parts: vec![part], seed, n_done: 0 }
    }

    /// Of predicted numbers alone, as one part; see [`super::of_numbers`].
    pub fn of_numbers(predicted: &[f64], truth: &[f64], seed: u32) -> Bootstrap {
        let rows = Rows::Numbers(NumberRows::new(predicted, truth));
        let part = Resampled::new(Part::Test, rows, &Metric::OF_NUMBERS, vec![0.0; truth.len()]);
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
    fn new(part: Part, rows: Rows, metrics: &'static [Metric], gains: Vec<f64>) -> Resampled {
        let found = vec![Vec::new(); metrics.len()];
        Resampled { part, rows, n_rows: gains.len(), metrics, found, gains, mean_gains: Vec::new() }
    }

    fn take(&mut self, weights: &[u32]) {
        let scores = match &self.rows {
            Rows::Classes(rows) => Scores::Classes(rows.scores(weights)),
            Rows::Numbers(rows) => Scores::Numbers(rows.scores(weights)),
        };
        for (found, &metric) in self.found.iter_mut().zip(self.metrics) {
            found.extend(scores.get(metric));
        }
        let gain = stats::sum(self.gains.iter().zip(weights).map(|(g, &w)| f64::from(w) * g));
        self.mean_gains.push(gain / self.n_rows as f64);
    }

    fn finish(self, n_draws: u32) -> PartIntervals {
        let several = self.n_rows > 1;
        let middle = |mut found: Vec<f64>| {
            let enough = found.len() as f64 >= (1.0 - MOST_UNDEFINED) * f64::from(n_draws);
            order::sort(&mut found);
            let ends = (stats::quantile(&found, 0.025), stats::quantile(&found, 0.975));
            match ends {
                (Some(low), Some(high)) if enough && several => Some(Interval { low, high }),
                _ => None,
            }
        };
        let of = |(&metric, found): (&Metric, Vec<f64>)| (metric, middle(found).filter(|_| metric.has_interval()));
        PartIntervals {
            part: self.part,
            scores: self.metrics.iter().zip(self.found).map(of).collect(),
            gain: middle(self.mean_gains),
        }
    }
}
