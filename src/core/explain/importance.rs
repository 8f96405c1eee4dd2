//! Permutation importance of the features for the whole model (Breiman 2001; Fisher, Rudin and Dominici 2019): by how
//! much a metric gets worse when a feature's values are shuffled among the rows, so that they no longer say anything of
//! their row. The definition is that of scikit-learn's `permutation_importance`, with features in place of matrix
//! columns: the columns of one feature, those of its levels and its flag of missing cells included, move together. What
//! belongs to a feature says how much this model relies on it; of two features that say the same, each may look
//! unimportant.

use super::step::rows_a_step;
use crate::dataset::{Dataset, Part, Target};
use crate::evaluate::classes::log_loss;
use crate::evaluate::interval::{self, Interval};
use crate::model::{Decision, Model};
use crate::num::rng::Rng;
use crate::num::stats::{self, Sum};
use crate::num::{fingerprint, math};
use crate::setting::{SpecError, within};
use ndarray::Axis;
use serde::{Deserialize, Serialize};
use vitrine_text::explain as t;

/// What the user chooses about importance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportanceSpec {
    /// What is measured; `None`, or a metric that does not suit the target, takes log loss for classes and squared
    /// error for a number.
    pub metric: Option<ImportanceMetric>,
    /// On which rows; `None`, or a part without rows, takes the test part, or the best part there is.
    pub part: Option<Part>,
    /// How often each feature is shuffled.
    pub n_repeats: u32,
    /// Seed of the streams "importance rows" and "importance".
    pub seed: u32,
}

impl Default for ImportanceSpec {
    fn default() -> Self {
        ImportanceSpec { metric: None, part: None, n_repeats: 10, seed: 1 }
    }
}

impl ImportanceSpec {
    /// Checks the setting that has a range.
    ///
    /// # Errors
    /// The number of repeats, where it is out of range.
    pub fn check(&self) -> Result<(), SpecError> {
        within(t::setting_repeats(), f64::from(self.n_repeats), 1.0, 1_000.0)
    }
}

/// A metric that is a mean over rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImportanceMetric {
    /// Of classes: mean of -ln p of the true class, as [`crate::evaluate::ClassScores::log_loss`].
    LogLoss,
    /// Of classes: share decided rightly.
    Accuracy,
    /// Of a number: mean squared error, in the square of the target's unit.
    SquaredError,
    /// Of a number: mean absolute error, in the target's unit.
    AbsoluteError,
}

impl ImportanceMetric {
    /// Those of classes, or of a number, default first.
    pub fn of(target: &Target) -> [ImportanceMetric; 2] {
        match target {
            Target::Classification { .. } => [ImportanceMetric::LogLoss, ImportanceMetric::Accuracy],
            Target::Regression(_) => [ImportanceMetric::SquaredError, ImportanceMetric::AbsoluteError],
        }
    }
}

/// How much a model relies on each feature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Importance {
    /// What is measured.
    pub metric: ImportanceMetric,
    /// On which rows.
    pub part: Part,
    /// How many of them.
    pub n_rows: usize,
    /// How many the part has, from which they are drawn without replacement; all are taken up to [`MAX_ROWS`].
    pub n_part: usize,
    /// How often each feature was shuffled.
    pub n_repeats: u32,
    /// Seed of the streams "importance rows" and "importance".
    pub seed: u32,
    /// The metric of the rows as they are.
    pub score: f64,
    /// Variance (divisor n) of the true values of these rows; `None` for classes, and where they do not vary.
    pub target_variance: Option<f64>,
    /// One a feature, in the data set's order.
    pub features: Vec<FeatureImportance>,
}

/// How much a model relies on one feature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeatureImportance {
    /// The feature's name.
    pub feature: String,
    /// By how much the metric gets worse, mean over rows and repeats: a rise of a loss or an error, a drop of accuracy.
    /// Exactly 0 for a feature that the model does not use; below 0 where the rows are predicted better without it.
    pub increase: f64,
    /// Where the increase lies with 95 % confidence for other rows of the same kind, with the model as it is. It covers
    /// the draw of the rows and that of the permutations, but not that another training would give another model.
    /// `None` of fewer than two rows, and where no row's metric changed in any repeat, which says nothing of other
    /// rows.
    pub interval: Option<Interval>,
    /// The increase in each repeat, mean over rows; `increase` is their mean but for rounding.
    pub by_repeat: Vec<f64>,
}

impl Importance {
    /// Root mean squared error, in the target's unit, of the rows as they are, and with a feature shuffled; `None`
    /// where something else is measured.
    pub fn rmse(&self, of: &FeatureImportance) -> Option<(f64, f64)> {
        let root = |square: f64| math::sqrt(square.max(0.0));
        (self.metric == ImportanceMetric::SquaredError).then(|| (root(self.score), root(self.score + of.increase)))
    }

    /// By how much R2 drops with a feature shuffled; `None` where something else is measured, or the true values do not
    /// vary.
    pub fn r2_drop(&self, of: &FeatureImportance) -> Option<f64> {
        let variance = self.target_variance.filter(|_| self.metric == ImportanceMetric::SquaredError)?;
        Some(of.increase / variance)
    }
}

/// Rows that are measured at most.
pub const MAX_ROWS: usize = 2_000;

/// An importance being computed, feature by feature.
#[derive(Debug)]
pub struct PermutationImportance {
    metric: ImportanceMetric,
    part: Part,
    decision: Decision,
    n_part: usize,
    n_features: usize,
    n_repeats: u32,
    seed: u32,
    /// The rows that are measured, as indices into the data set.
    rows: Vec<u32>,
    /// The same rows encoded (n_rows x n_columns).
    x: Vec<f32>,
    /// What each row loses as it is, as far as they are evaluated.
    before: Vec<f64>,
    /// The feature that is being shuffled.
    shuffled: Option<Shuffled>,
    target_variance: Option<f64>,
    features: Vec<FeatureImportance>,
}

/// One feature being shuffled.
#[derive(Debug)]
struct Shuffled {
    rng: Rng,
    /// For each row the row whose value it is given in this repeat.
    donors: Vec<usize>,
    /// How many rows are evaluated in this repeat.
    n_done: usize,
    /// Sum of the changes in this repeat.
    sum: Sum,
    by_repeat: Vec<f64>,
    /// For each row the sum of its own changes, and of the changes in the rows that were given its value.
    received: Vec<Sum>,
    given: Vec<Sum>,
    has_changed: bool,
}

impl PermutationImportance {
    /// Chooses the rows and the metric. Each row of classes is decided by the rule, which matters for accuracy only.
    pub fn new(dataset: &Dataset, decision: Decision, spec: &ImportanceSpec) -> PermutationImportance {
        let (part, all) = dataset.part_to_score(spec.part);
        let suited = ImportanceMetric::of(&dataset.target);
        let mut drawn = Rng::stream(spec.seed, "importance rows", 0).sample(all.len(), MAX_ROWS);
        drawn.sort_unstable();
        let rows: Vec<u32> = drawn.into_iter().map(|i| all[i]).collect();
        let places: Vec<usize> = rows.iter().map(|&i| i as usize).collect();
        let target_variance = match &dataset.target {
            Target::Classification { .. } => None,
            Target::Regression(y) => stats::deviation(&places.iter().map(|&i| y[i]).collect::<Vec<f64>>()),
        };
        PermutationImportance {
            metric: spec.metric.filter(|m| suited.contains(m)).unwrap_or(suited[0]),
            part,
            decision,
            n_part: all.len(),
            n_features: dataset.features.len(),
            n_repeats: spec.n_repeats.max(1),
            seed: spec.seed,
            x: dataset.x.select(Axis(0), &places).into_iter().collect(),
            rows,
            before: Vec::new(),
            shuffled: None,
            target_variance: target_variance.map(|d| d * d).filter(|v| *v > 0.0),
            features: Vec::new(),
        }
    }

    /// Does the next piece of work (a few milliseconds); `true` when all is done.
    pub fn step(&mut self, model: &Model, dataset: &Dataset) -> bool {
        let mut left = rows_a_step(model.n_parameters() + dataset.n_columns());
        while left > 0 && self.features.len() < self.n_features {
            let n = if self.before.len() < self.rows.len() {
                self.evaluate_before(model, dataset, left)
            } else {
                self.evaluate_shuffled(model, dataset, left)
            };
            left = left.saturating_sub(n.max(1));
        }
        self.features.len() == self.n_features
    }

    /// Share of the work that is done, 0 to 1, in evaluations.
    pub fn done(&self) -> f64 {
        let n = self.rows.len() as f64;
        let of_feature = |s: &Shuffled| s.by_repeat.len() as f64 * n + s.n_done as f64;
        let each = f64::from(self.n_repeats) * n;
        let all = n + self.n_features as f64 * each;
        let shuffled = self.features.len() as f64 * each + self.shuffled.as_ref().map_or(0.0, of_feature);
        if all > 0.0 { (self.before.len() as f64 + shuffled) / all } else { 1.0 }
    }

    /// What was found of the features that are done.
    pub fn finish(self) -> Importance {
        let score: Vec<f64> = match self.metric {
            ImportanceMetric::Accuracy => self.before.iter().map(|wrong| 1.0 - wrong).collect(),
            _ => self.before,
        };
        Importance {
            metric: self.metric,
            part: self.part,
            n_rows: self.rows.len(),
            n_part: self.n_part,
            n_repeats: self.n_repeats,
            seed: self.seed,
            score: stats::mean(&score).unwrap_or(0.0),
            target_variance: self.target_variance,
            features: self.features,
        }
    }

    /// Evaluates up to `most` rows as they are, and says how many.
    fn evaluate_before(&mut self, model: &Model, dataset: &Dataset, most: usize) -> usize {
        let (from, width) = (self.before.len(), dataset.n_columns());
        let to = self.rows.len().min(from + most);
        let losses = self.losses(model, dataset, &self.x[from * width..to * width], from..to);
        self.before.extend(losses);
        to - from
    }

    /// Evaluates up to `most` rows with the next feature shuffled, and says how many.
    fn evaluate_shuffled(&mut self, model: &Model, dataset: &Dataset, most: usize) -> usize {
        let (n, width) = (self.rows.len(), dataset.n_columns());
        let Some(feature) = dataset.features.get(self.features.len()) else { return most };
        let mut shuffled = self.shuffled.take().unwrap_or_else(|| Shuffled::new(self.seed, &feature.name, n));
        let (from, to) = (shuffled.n_done, n.min(shuffled.n_done + most));
        // A row that is given what it has is predicted as before, to the bit.
        let columns = |row: usize| &self.x[row * width + feature.columns.start..row * width + feature.columns.end];
        let changed: Vec<usize> = (from..to).filter(|&i| columns(i) != columns(shuffled.donors[i])).collect();
        let mut x = Vec::with_capacity(changed.len() * width);
        for &i in &changed {
            let start = x.len();
            x.extend_from_slice(&self.x[i * width..(i + 1) * width]);
            x[start + feature.columns.start..start + feature.columns.end].copy_from_slice(columns(shuffled.donors[i]));
        }
        let after = self.losses(model, dataset, &x, changed.iter().copied());
        for (&i, after) in changed.iter().zip(after) {
            shuffled.add(i, after - self.before[i]);
        }
        shuffled.n_done = to;
        if to == n {
            shuffled.next_repeat();
        }
        if shuffled.by_repeat.len() < self.n_repeats as usize {
            self.shuffled = Some(shuffled);
        } else {
            self.features.push(shuffled.finish(&feature.name));
        }
        to - from
    }

    /// What rows (encoded in `x`; `which` are places in `self.rows`) lose.
    fn losses(&self, model: &Model, dataset: &Dataset, x: &[f32], which: impl Iterator<Item = usize>) -> Vec<f64> {
        let output_kind = model.output_kind();
        let raw = model.raw(x);
        let rows = raw.chunks_exact(output_kind.n_raw()).zip(which);
        rows.map(|(raw, i)| self.loss(&dataset.target, self.rows[i] as usize, &output_kind.predict(raw))).collect()
    }

    /// What one row loses by its prediction: the metric is the mean of it, accuracy what the mean leaves of 1.
    fn loss(&self, target: &Target, row_idx: usize, predicted: &[f64]) -> f64 {
        match (target, self.metric) {
            (Target::Classification { codes, .. }, ImportanceMetric::Accuracy) => {
                let is_right = self.decision.class(predicted) == codes[row_idx] as usize;
                if is_right { 0.0 } else { 1.0 }
            }
            (Target::Classification { codes, .. }, _) => log_loss(predicted, codes[row_idx] as usize),
            (Target::Regression(y), ImportanceMetric::AbsoluteError) => (y[row_idx] - predicted[0]).abs(),
            (Target::Regression(y), _) => (y[row_idx] - predicted[0]) * (y[row_idx] - predicted[0]),
        }
    }
}

impl Shuffled {
    /// Each feature has a stream of its own by its name, so that its result depends on no other feature.
    fn new(seed: u32, name: &str, n_rows: usize) -> Shuffled {
        let mut rng = Rng::stream(seed, "importance", fingerprint::of_bytes(name.as_bytes()));
        let mut donors: Vec<usize> = (0..n_rows).collect();
        rng.shuffle(&mut donors);
        Shuffled {
            rng,
            donors,
            n_done: 0,
            sum: Sum::default(),
            by_repeat: Vec::new(),
            received: vec![Sum::default(); n_rows],
            given: vec![Sum::default(); n_rows],
            has_changed: false,
        }
    }

    /// Takes in by how much a row's loss changed.
    fn add(&mut self, row: usize, change: f64) {
        self.sum.add(change);
        self.received[row].add(change);
        self.given[self.donors[row]].add(change);
        self.has_changed |= change != 0.0;
    }

    fn next_repeat(&mut self) {
        let n = self.donors.len();
        self.by_repeat.push(if n > 0 { self.sum.total() / n as f64 } else { 0.0 });
        self.sum = Sum::default();
        self.n_done = 0;
        self.rng.shuffle(&mut self.donors);
    }

    /// The mean, and its interval. Shuffling pairs rows, and the increase is a mean over pairs: a row counts as the one
    /// that is predicted and as the one whose value is taken. Its part in the mean is what both come to, less the mean
    /// (the projection of Hoeffding 1948), and Student's interval is of the mean of these. By the first alone it would
    /// be too short, by half where squared errors of a line are measured. What the draw of the permutations adds is in
    /// both, so that with few repeats it is somewhat too long.
    fn finish(self, name: &str) -> FeatureImportance {
        let n_repeats = self.by_repeat.len() as f64;
        let received: Vec<f64> = self.received.iter().map(|sum| sum.total() / n_repeats).collect();
        let increase = stats::mean(&received).unwrap_or(0.0);
        let parts = received.iter().zip(&self.given).map(|(own, given)| own + (given.total() / n_repeats - increase));
        let parts: Vec<f64> = parts.collect();
        FeatureImportance {
            feature: name.to_owned(),
            increase,
            interval: if self.has_changed { interval::of_mean(&parts) } else { None },
            by_repeat: self.by_repeat,
        }
    }
}
