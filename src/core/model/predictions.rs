//! A fitted model's predictions for every row of a data set.

use super::Model;
use crate::dataset::Dataset;

/// The predictions of a model for every row of a data set.
#[derive(Clone, Debug)]
pub struct Predictions {
    /// n_rows x `width`, row-major: the value, or the classes' probabilities.
    pub outputs: Vec<f64>,
    /// Predictions a row.
    pub width: usize,
}

impl Predictions {
    /// Predicts all rows.
    pub fn of(model: &Model, dataset: &Dataset) -> Predictions {
        let output_kind = model.output_kind();
        let raw = model.raw(dataset.x.as_slice().unwrap_or(&[]));
        let outputs = raw.chunks_exact(output_kind.n_raw()).flat_map(|r| output_kind.predict(r)).collect();
        Predictions { outputs, width: output_kind.n_outputs() }
    }

    /// One row's.
    pub fn row(&self, row_idx: u32) -> &[f64] {
        &self.outputs[row_idx as usize * self.width..][..self.width]
    }

    /// Those of some rows, one after the other.
    pub fn of_rows(&self, rows: &[u32]) -> Vec<f64> {
        rows.iter().flat_map(|&i| self.row(i).iter().copied()).collect()
    }
}
