//! How the predictions depend on one feature: partial dependence (Friedman 2001), the mean output over training rows
//! that all have the feature set to a value, and individual conditional expectation, ICE (Goldstein and others 2015),
//! the same row by row. It is scikit-learn's `partial_dependence` by the method "brute", with another grid. Where
//! features go together, some of the rows that are made up so are unlike any that exist.

use super::step::rows_a_step;
use crate::dataset::{Dataset, Encoder, MissingPolicy};
use crate::model::{Model, Output};
use crate::num::rng::Rng;
use crate::num::{math, order, stats};
use crate::table::Value;
use serde::{Deserialize, Serialize};

/// How the output depends on one feature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dependence {
    /// The feature's name.
    pub feature: String,
    /// What is averaged. On the scale of log-odds it is the log-odds of each row, which is not the log-odds of the mean
    /// probability that SHAP's base is.
    pub output: Output,
    /// Whether the values are numbers or dates, which have an order and distances.
    pub is_ordered: bool,
    /// What the feature is set to (n_values): numbers ascending, or levels in the encoder's order; a missing cell comes
    /// last, where training rows have one and the model sees it as such.
    pub values: Vec<Value>,
    /// Where the values stand: numbers in their own unit, dates in days since 1970, a level by its index in `values`.
    /// Of an ordered feature a missing cell stands nowhere, and this is shorter by one.
    pub positions: Vec<f64>,
    /// Mean of the outputs over the rows (n_values).
    pub mean: Vec<f64>,
    /// Standard errors of the means (n_values) by the draw of the rows, for rows of the same kind and the model as it
    /// is; none of fewer than two rows.
    pub errors: Vec<f64>,
    /// ICE of the first rows of the draw, at most [`MAX_LINES`].
    pub lines: Vec<Line>,
    /// How many rows the means are over.
    pub n_rows: usize,
    /// How many training rows there are, from which they are drawn without replacement; all are taken up to
    /// [`MAX_ROWS`].
    pub n_training: usize,
    /// Seed of the stream "dependence".
    pub seed: u32,
    /// Where the training rows are.
    pub rug: Rug,
}

/// Individual conditional expectation of one row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Row of the table.
    pub table_row: u32,
    /// What the row itself has.
    pub own: Value,
    /// Its outputs with the feature set to each of the values (n_values).
    pub outputs: Vec<f64>,
}

/// Where the training rows are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Rug {
    /// The nine deciles of the training values, of an ordered feature; none where all cells are missing.
    Deciles(Vec<f64>),
    /// The number of training rows that have each of the values (n_values). A missing cell that the model does not see
    /// as such counts nowhere.
    Counts(Vec<u32>),
}

impl Dependence {
    /// The place of the missing cell among the values, where there is one.
    pub fn missing(&self) -> Option<usize> {
        self.values.iter().position(|v| *v == Value::Missing)
    }
}

/// Rows that the means are over, at most.
pub const MAX_ROWS: usize = 500;
/// Rows that have lines of their own, at most.
pub const MAX_LINES: usize = 50;
/// Values that a number is set to, at most.
pub const MAX_VALUES: usize = 30;
/// The probabilities of the outermost quantiles of a grid.
const TAILS: (f64, f64) = (0.01, 0.99);

/// A dependence being computed, value by value.
#[derive(Debug)]
pub struct PartialDependence {
    feature_idx: usize,
    output: Output,
    seed: u32,
    n_training: usize,
    /// The rows in the order of their draw, as indices into the data set.
    rows: Vec<u32>,
    /// The values in feature space.
    grid: Vec<f64>,
    rug: Rug,
    /// n_values x n_rows, as far as they are evaluated.
    outputs: Vec<f64>,
}

impl PartialDependence {
    /// Chooses rows and values. `None` where there is no such feature, or no training row has a value of it.
    pub fn new(dataset: &Dataset, feature_idx: usize, output: Output, seed: u32) -> Option<PartialDependence> {
        dataset.features.get(feature_idx)?;
        let (grid, rug) = grid(dataset, feature_idx);
        let train = &dataset.parts.train;
        let drawn = Rng::stream(seed, "dependence", 0).sample(train.len(), MAX_ROWS);
        (!grid.is_empty()).then(|| PartialDependence {
            feature_idx,
            output,
            seed,
            n_training: train.len(),
            rows: drawn.into_iter().map(|i| train[i]).collect(),
            grid,
            rug,
            outputs: Vec::new(),
        })
    }

    /// Does the next piece of work (a few milliseconds); `true` when all is done.
    pub fn step(&mut self, model: &Model, dataset: &Dataset) -> bool {
        let mut left = rows_a_step(model.n_parameters() + dataset.n_columns());
        while left > 0 && self.outputs.len() < self.n_outputs() {
            left = left.saturating_sub(self.evaluate(model, dataset, left));
        }
        self.outputs.len() == self.n_outputs()
    }

    /// Share of the work that is done, 0 to 1, in evaluations.
    pub fn done(&self) -> f64 {
        self.outputs.len() as f64 / self.n_outputs() as f64
    }

    /// The dependence. All steps must be done.
    pub fn finish(self, dataset: &Dataset) -> Dependence {
        let feature = &dataset.features[self.feature_idx];
        let is_ordered = matches!(feature.encoder, Encoder::Scaled { .. });
        let positions = match is_ordered {
            true => self.grid.iter().copied().filter(|v| !v.is_nan()).collect(),
            false => (0..self.grid.len()).map(|i| i as f64).collect(),
        };
        let by_value: Vec<&[f64]> = self.outputs.chunks_exact(self.rows.len()).collect();
        let lines = self.rows.iter().take(MAX_LINES).enumerate().map(|(i, &row)| Line {
            table_row: dataset.table_rows[row as usize],
            own: dataset.value(row as usize, self.feature_idx),
            outputs: by_value.iter().map(|outputs| outputs[i]).collect(),
        });
        Dependence {
            feature: feature.name.clone(),
            output: self.output,
            is_ordered,
            values: self.grid.iter().map(|&v| feature.value(v)).collect(),
            positions,
            mean: by_value.iter().filter_map(|outputs| stats::mean(outputs)).collect(),
            errors: by_value.iter().filter_map(|outputs| error_of_mean(outputs)).collect(),
            lines: lines.collect(),
            n_rows: self.rows.len(),
            n_training: self.n_training,
            seed: self.seed,
            rug: self.rug,
        }
    }

    /// Which feature it is of.
    pub fn feature_idx(&self) -> usize {
        self.feature_idx
    }

    /// The outputs of one encoded row (n_columns) with the feature set to each of the values (n_values).
    pub fn outputs_of(&self, model: &Model, dataset: &Dataset, row: &[f32]) -> Vec<f64> {
        let feature = &dataset.features[self.feature_idx];
        let mut x = row.repeat(self.grid.len());
        for (row, &value) in x.chunks_exact_mut(row.len()).zip(&self.grid) {
            feature.encode(value, &mut row[feature.columns.clone()]);
        }
        self.output.linked(model.output_kind(), &model.raw(&x))
    }

    fn n_outputs(&self) -> usize {
        self.grid.len() * self.rows.len()
    }

    /// Evaluates up to `most` rows with the feature set to the next value, and says how many.
    fn evaluate(&mut self, model: &Model, dataset: &Dataset, most: usize) -> usize {
        let feature = &dataset.features[self.feature_idx];
        let (value_idx, from) = (self.outputs.len() / self.rows.len(), self.outputs.len() % self.rows.len());
        let to = self.rows.len().min(from + most);
        let mut encoded = vec![0.0; feature.columns.len()];
        feature.encode(self.grid[value_idx], &mut encoded);
        let mut x = Vec::with_capacity((to - from) * dataset.n_columns());
        for &row in &self.rows[from..to] {
            let start = x.len();
            x.extend(dataset.x.row(row as usize));
            x[start + feature.columns.start..start + feature.columns.end].copy_from_slice(&encoded);
        }
        self.outputs.extend(self.output.linked(model.output_kind(), &model.raw(&x)));
        to - from
    }
}

/// The standard error of a mean; `None` of fewer than two values.
fn error_of_mean(values: &[f64]) -> Option<f64> {
    let others = values.len().checked_sub(1).filter(|n| *n > 0)?;
    Some(stats::deviation(values)? / math::sqrt(others as f64))
}

/// The values that a feature is set to, in feature space, and where the training rows are.
fn grid(dataset: &Dataset, feature_idx: usize) -> (Vec<f64>, Rug) {
    let feature = &dataset.features[feature_idx];
    let train = dataset.parts.train.iter().map(|&i| dataset.values[[i as usize, feature_idx]]);
    let (missing, mut present): (Vec<f64>, Vec<f64>) = train.partition(|v| v.is_nan());
    order::sort(&mut present);
    let is_seen = match &feature.encoder {
        Encoder::Scaled { flag, .. } => *flag,
        Encoder::OneHot { flagged, .. } => feature.missing == MissingPolicy::OwnLevel || flagged.is_some(),
    };
    // What a missing cell is set to in feature space.
    let missing_value = (is_seen && !missing.is_empty()).then_some(f64::NAN);
    match &feature.encoder {
        Encoder::Scaled { .. } => {
            let deciles = (1..10).filter_map(|i| stats::quantile(&present, f64::from(i) / 10.0)).collect();
            let values = numbers(&present, feature.whole).into_iter().chain(missing_value);
            (values.collect(), Rug::Deciles(deciles))
        }
        Encoder::OneHot { .. } => {
            let runs: Vec<&[f64]> = present.chunk_by(|a, b| a == b).collect();
            let values = runs.iter().map(|run| run[0]).chain(missing_value);
            let counts = runs.iter().map(|run| run.len() as u32).chain(missing_value.map(|_| missing.len() as u32));
            (values.collect(), Rug::Counts(counts.collect()))
        }
    }
}

/// The values that a number is set to, from the training values in ascending order: all of them where they are few,
/// else quantiles that are evenly spaced in probability, and both ends. Whole numbers stay whole.
fn numbers(sorted: &[f64], whole: bool) -> Vec<f64> {
    let mut distinct = sorted.to_vec();
    distinct.dedup();
    if distinct.len() <= MAX_VALUES {
        return distinct;
    }
    let (low, high) = TAILS;
    let last = MAX_VALUES - 3;
    let probability = |i: usize| low + (high - low) * (i as f64 / last as f64);
    let quantiles = (0..=last).filter_map(|i| stats::quantile(sorted, probability(i)));
    // Between the largest numbers that there are a quantile may be beyond them.
    let inner = quantiles.filter(|v| v.is_finite()).map(|v| if whole { libm::round(v) } else { v });
    let ends = |v: Option<&f64>| v.copied().into_iter();
    let mut values: Vec<f64> = ends(sorted.first()).chain(inner).chain(ends(sorted.last())).collect();
    values.dedup();
    values
}
