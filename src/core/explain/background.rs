//! Background rows: what "feature absent" is averaged over. Where they are not all training rows, others might have been drawn;
//! what that would change is read off the differences between groups of them.

use super::ExplainSpec;
use super::kernel_shap::budget;
use super::spec::MAX_BACKGROUND_ROWS;
use super::step::EACH;
use crate::dataset::Dataset;
use crate::model::Model;
use crate::num::math;
use crate::num::rng::Rng;
use ndarray::{Array2, Axis};

/// The rows.
#[derive(Clone, Debug)]
pub struct Background {
    /// Encoded rows (n x n_columns).
    pub x: Array2<f32>,
    /// The same rows in feature space (n x n_features).
    pub values: Array2<f64>,
    /// Number of training rows, from which they are drawn without replacement.
    pub n_training: usize,
}

/// Work that the background is enlarged up to, as [`n_rows`] counts it: what 100 rows take of the largest of the bundled tables'
/// default networks.
const WORK: f64 = 250e6;
/// Rows that are taken however long they take.
const LEAST: usize = 100;
/// How many rows the background has: as many of `n_training` as the spec says, else all of them where evaluating the coalitions
/// of `n_features` players takes no longer than [`WORK`] with a model of `n_parameters`, else as many as that allows.
pub fn n_rows(spec: &ExplainSpec, n_training: usize, n_features: usize, n_parameters: usize) -> usize {
    let affordable = || {
        let n_coalitions = budget(n_features.max(2), spec.shap.samples);
        let one = (n_coalitions + 2) as f64 * (n_parameters + EACH) as f64;
        ((WORK / one) as usize).clamp(LEAST, MAX_BACKGROUND_ROWS)
    };
    spec.background.map_or_else(affordable, |n| n.max(1) as usize).min(n_training)
}

impl Background {
    /// Draws [`n_rows`] of the training part by the stream "background" of `spec.shap.seed`; they stand in the table's order.
    pub fn draw(dataset: &Dataset, spec: &ExplainSpec, model: &Model) -> Background {
        let train = &dataset.parts.train;
        let n = n_rows(spec, train.len(), dataset.features.len(), model.n_parameters());
        let mut rows = Rng::stream(spec.shap.seed, "background", 0).sample(train.len(), n);
        rows.sort_unstable();
        let rows: Vec<usize> = rows.into_iter().map(|i| train[i] as usize).collect();
        Background {
            x: dataset.x.select(Axis(0), &rows),
            values: dataset.values.select(Axis(0), &rows),
            n_training: train.len(),
        }
    }

    /// Of encoded rows that are all there are.
    pub fn whole(x: Array2<f32>) -> Background {
        Background { n_training: x.nrows(), x, values: Array2::zeros((0, 0)) }
    }

    /// Its groups, of at least `least` rows each where there are enough, for a game of so many coalitions.
    pub fn groups(&self, n_coalitions: usize, least: usize) -> Groups {
        Groups::new(self.x.nrows(), self.n_training, n_coalitions, least)
    }
}

/// Groups of background rows, as equal in size as can be and dealt by chance; none where all training rows are there, or one row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Groups {
    /// The group of each row.
    of: Vec<usize>,
    /// Rows of each group.
    sizes: Vec<f64>,
    scale: f64,
}

/// Groups at most, and at least where there are as many rows.
const N_GROUPS: (usize, usize) = (10, 100);
/// Numbers that are kept for the groups of all coalitions, about.
const ROOM: usize = 1 << 22;

impl Groups {
    fn new(n_rows: usize, n_training: usize, n_coalitions: usize, least: usize) -> Groups {
        let (fewest, most) = N_GROUPS;
        let wanted = (n_rows / least.max(1)).max(fewest.min(n_rows));
        let n = wanted.min((ROOM / n_coalitions.max(1)).clamp(fewest, most));
        if n < 2 || n_rows >= n_training {
            return Groups::default();
        }
        let mut of: Vec<usize> = (0..n_rows).map(|row| row % n).collect();
        // Neighbours in a table are often alike.
        Rng::stream(0, "background groups", 0).shuffle(&mut of);
        let mut sizes = vec![0.0; n];
        of.iter().for_each(|&group| sizes[group] += 1.0);
        let (n, n_rows, others) = (n as f64, n_rows as f64, n as f64 - 1.0);
        // Cochran 1977, section 2.6. Of few groups the spread is uncertain itself; the last factor is Student's quantile of 97.5 %
        // over the normal one, to the first order.
        let variance = (1.0 - n_rows / n_training as f64) * n / others;
        Groups { of, sizes, scale: math::sqrt(variance) * (1.0 + 1.21 / others) / n_rows }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.sizes.len()
    }

    /// Whether there are none, since nothing was drawn.
    pub fn is_empty(&self) -> bool {
        self.sizes.is_empty()
    }

    /// The group of a row.
    pub fn of(&self, row_idx: usize) -> Option<usize> {
        self.of.get(row_idx).copied()
    }

    /// Number of rows of each.
    pub fn sizes(&self) -> &[f64] {
        &self.sizes
    }

    /// The rows of a group; all where there are no groups.
    pub fn rows(&self, group: usize, background: &Background) -> Array2<f32> {
        if self.is_empty() {
            return background.x.clone();
        }
        let rows: Vec<usize> = (0..self.of.len()).filter(|&row| self.of[row] == group).collect();
        background.x.select(Axis(0), &rows)
    }

    /// What each group moves a value by, from the sums of its rows' outputs, the mean of all of them, and how steep the link is
    /// there (the delta method). It is scaled so that the squares add up to the variance of the value, and so do those of anything
    /// that is linear in values.
    pub fn moved(&self, sums: &[f64], mean: f64, slope: f64) -> impl Iterator<Item = f64> {
        sums.iter().zip(&self.sizes).map(move |(sum, n)| self.scale * slope * (sum - n * mean))
    }
}
