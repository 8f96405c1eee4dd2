//! How good a model is on each part of the data, beside the baseline that knows no features: scores, and for the parts that
//! are looked at closely all that curves, thresholds and groups need.

pub mod interval;
pub mod confusion;
pub mod bootstrap;
pub mod threshold_table;
pub mod calibration;
pub mod residuals;
mod spec;
mod evaluation;
pub mod classes;
mod numbers;
mod scores;
pub mod verdict;
mod by_feature;
mod notable;

pub use bootstrap::{Bootstrap, Intervals, PartIntervals};
pub use by_feature::{FeatureErrors, Group, GroupOf, by_feature};
pub use calibration::Calibration;
pub use classes::{ClassRows, ClassScores, Prf, of_classes};
pub use confusion::ByClass;
pub use evaluation::{ClassDetail, Detail, DetailOf, Evaluation, Gain, PartScores};
pub use interval::Interval;
pub use notable::{Notable, NotableRow, pick_row};
pub use numbers::{NumberRows, NumberScores, of_numbers};
pub use residuals::Residuals;
pub use scores::{IntervalBy, Metric, Scores};
pub use spec::{Binning, EvaluateSpec, decision};
pub use threshold_table::{Costs, Decisions, ThresholdTable};
pub use verdict::{Verdict, verdict};

use crate::dataset::{Dataset, Part, Target};
use crate::model::{Decision, Predictions};
use crate::num::stats;
use residuals::Point;

/// Scores a model on every part, each row decided by the rule. The baseline decides for its most probable class, whatever the
/// rule. The seed thins what is too much to draw.
pub fn evaluate(dataset: &Dataset, predictions: &Predictions, decision: Decision, seed: u32) -> Evaluation {
    let baseline = baseline(dataset);
    let watched: Vec<Part> = watched_parts(dataset).into_iter().map(|(part, _)| part).collect();
    let scores = |(part, rows): (Part, &[u32])| {
        let predicted = predictions.of_rows(rows);
        PartScores {
            part,
            n_rows: rows.len(),
            model: score(dataset, rows, &predicted, decision),
            baseline: score(dataset, rows, &baseline.repeat(rows.len()), Decision::MostProbable),
            gains: gains(dataset, rows, &predicted, &baseline, decision),
            detail: watched.contains(&part).then(|| detail(dataset, predictions, rows, decision, seed)),
        }
    };
    let mean = |k: usize| {
        let train: Vec<f64> = dataset.parts.train.iter().map(|&i| predictions.row(i)[k]).collect();
        stats::mean(&train).unwrap_or(0.0)
    };
    Evaluation {
        parts: parts(dataset).into_iter().map(scores).collect(),
        mean_prediction: (0..predictions.width).map(mean).collect(),
        notable: notable::notable(dataset, predictions, decision),
        decision,
    }
}

/// The parts that have rows.
fn parts(dataset: &Dataset) -> Vec<(Part, &[u32])> {
    let parts = &dataset.parts;
    let all: [(Part, &[u32]); 3] =
        [(Part::Train, &parts.train), (Part::Validation, &parts.validation), (Part::Test, &parts.test)];
    all.into_iter().filter(|p| !p.1.is_empty()).collect()
}

/// The parts that are looked at closely: those that were not trained on, where there are such.
fn watched_parts(dataset: &Dataset) -> Vec<(Part, &[u32])> {
    let parts = parts(dataset);
    let unseen: Vec<(Part, &[u32])> = parts.iter().copied().filter(|p| p.0 != Part::Train).collect();
    if unseen.is_empty() { parts } else { unseen }
}

fn score(dataset: &Dataset, rows: &[u32], predicted: &[f64], decision: Decision) -> Scores {
    match &dataset.target {
        Target::Classification { names, codes } => {
            Scores::Classes(classes::of_decided(predicted, &of_rows(codes, rows), names.len(), decision))
        }
        Target::Regression(y) => Scores::Numbers(of_numbers(predicted, &of_rows(y, rows))),
    }
}

fn gains(dataset: &Dataset, rows: &[u32], predicted: &[f64], baseline: &[f64], decision: Decision) -> Vec<Gain> {
    match &dataset.target {
        Target::Classification { codes, .. } => {
            verdict::gains_of_classes(predicted, baseline, &of_rows(codes, rows), decision)
        }
        Target::Regression(y) => verdict::gains_of_numbers(predicted, baseline[0], &of_rows(y, rows)),
    }
}

fn of_rows<T: Copy>(all: &[T], rows: &[u32]) -> Vec<T> {
    rows.iter().map(|&i| all[i as usize]).collect()
}

/// Distinct probabilities that travel for each class; more are lowered to as many steps.
fn steps(n_classes: usize) -> u32 {
    if n_classes == 2 { 10_000 } else { 1_000 }
}

fn detail(dataset: &Dataset, predictions: &Predictions, rows: &[u32], decision: Decision, seed: u32) -> Detail {
    let (of, errors): (DetailOf, Vec<f64>) = match &dataset.target {
        Target::Classification { names, codes } => {
            let class = |c: usize| {
                let scored: Vec<(f64, bool)> =
                    rows.iter().map(|&i| (predictions.row(i)[c], codes[i as usize] as usize == c)).collect();
                ClassDetail {
                    uniform: calibration::calibration(&scored, Binning::Uniform),
                    quantile: calibration::calibration(&scored, Binning::Quantile),
                    thresholds: ThresholdTable::new(scored, steps(names.len())),
                }
            };
            let is_wrong = |&i: &u32| decision.class(predictions.row(i)) != codes[i as usize] as usize;
            let errors = rows.iter().map(|i| if is_wrong(i) { 1.0 } else { 0.0 }).collect();
            (DetailOf::Classes((0..names.len()).map(class).collect()), errors)
        }
        Target::Regression(y) => {
            let point = |&i: &u32| Point {
                table_row: dataset.table_rows[i as usize],
                truth: y[i as usize],
                predicted: predictions.row(i)[0],
            };
            let points: Vec<Point> = rows.iter().map(point).collect();
            let errors = points.iter().map(|p| (p.truth - p.predicted).abs()).collect();
            (DetailOf::Numbers(residuals::residuals(&points, seed)), errors)
        }
    };
    Detail { of, by_feature: by_feature(dataset, rows, &errors) }
}

/// What a model that knows no features predicts: the training rows' class shares, or their mean.
fn baseline(dataset: &Dataset) -> Vec<f64> {
    let train = &dataset.parts.train;
    match &dataset.target {
        Target::Regression(y) => {
            let y: Vec<f64> = train.iter().map(|&i| y[i as usize]).collect();
            vec![stats::mean(&y).unwrap_or(0.0)]
        }
        Target::Classification { names, codes } => {
            let count = |c: usize| train.iter().filter(|&&i| codes[i as usize] as usize == c).count();
            (0..names.len()).map(|c| count(c) as f64 / train.len() as f64).collect()
        }
    }
}
