//! The game whose Shapley values explain a row: `v(S)` is the mean over the background rows b of the model's output for the
//! row on S and b elsewhere, through the link. The empty coalition has the average prediction, the full one the row's own.

use super::Instance;
use super::background::{Background, Groups};
use crate::dataset::Dataset;
use crate::model::{Model, Output};
use crate::num::stats::{self, Sum};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A game: the row, what is explained, and who plays.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Game {
    /// The row, encoded.
    pub row: Vec<f32>,
    /// What is explained.
    pub output: Output,
    /// The features that play, as indices into the data set's: those of which some background row differs from the row.
    /// The others can make no difference and have the value 0.
    pub players: Vec<usize>,
    /// The players' matrix columns.
    pub columns: Vec<Range<usize>>,
}

impl Game {
    /// The game of a row against a background.
    pub fn new(dataset: &Dataset, background: &Background, row: &Instance, output: Output) -> Game {
        let differs = |columns: &Range<usize>| {
            let own = &row.x[columns.clone()];
            background.x.rows().into_iter().any(|b| columns.clone().zip(own).any(|(j, v)| b[j] != *v))
        };
        let players: Vec<usize> =
            (0..dataset.features.len()).filter(|&j| differs(&dataset.features[j].columns)).collect();
        let columns = players.iter().map(|&j| dataset.features[j].columns.clone()).collect();
        Game { row: row.x.clone(), output, players, columns }
    }

    /// The value of no feature known: the mean prediction.
    pub fn base(&self, model: &Model, background: &Background) -> f64 {
        self.mean(model, background.x.as_slice().unwrap_or(&[]))
    }

    /// What each group of background rows moves the base by, see [`Groups::moved`].
    pub fn base_moved(&self, model: &Model, background: &Background, groups: &Groups) -> Vec<f64> {
        let output_kind = model.output_kind();
        let outputs = self.output.of_rows(output_kind, &model.raw(background.x.as_slice().unwrap_or(&[])));
        let mut sums = vec![0.0; groups.len()];
        (0..).zip(&outputs).for_each(|(row, v)| groups.of(row).into_iter().for_each(|group| sums[group] += v));
        let mean = stats::mean(&outputs).unwrap_or(0.0);
        groups.moved(&sums, mean, self.output.slope(output_kind, mean, 1.0 - mean)).collect()
    }

    /// The value of all features known: the row's prediction.
    pub fn full(&self, model: &Model) -> f64 {
        self.mean(model, &self.row)
    }

    fn mean(&self, model: &Model, rows: &[f32]) -> f64 {
        let output_kind = model.output_kind();
        let raw = model.raw(rows);
        let mut sum = Sum::default();
        self.output.of_rows(output_kind, &raw).into_iter().for_each(|v| sum.add(v));
        self.output.link(output_kind, sum.total() / (raw.len() / output_kind.n_raw()) as f64)
    }
}
