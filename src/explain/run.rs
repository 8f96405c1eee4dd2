//! The one loop between `plan` and `solve`: evaluates the model in small blocks, so that work can be interrupted between any two.

use super::{ExplainSpec, Local};
use crate::dataset::Dataset;
use crate::model::{Model, Output};
use ndarray::Array2;

/// Background rows: what "feature absent" is averaged over.
#[derive(Clone, Debug)]
pub struct Background {
    /// Encoded rows (n x n_columns).
    pub x: Array2<f32>,
    /// The same rows in feature space (n x n_features).
    pub values: Array2<f64>,
}

impl Background {
    /// Draws `spec.background` rows of the training part (all, when there are fewer) by the stream "background" of `spec.shap.seed`.
    pub fn draw(dataset: &Dataset, spec: &ExplainSpec) -> Background {
        let _ = (dataset, spec);
        todo!("helper: explain")
    }
}

/// The row to be explained, in feature space and encoded.
#[derive(Clone, Debug, PartialEq)]
pub struct RowToExplain {
    /// n_features, NaN where missing.
    pub values: Vec<f64>,
    /// n_columns.
    pub x: Vec<f32>,
}

impl RowToExplain {
    /// A row of the data set with the what-if edits applied; edits that do not fit their feature are left out.
    pub fn new(dataset: &Dataset, row_idx: usize, spec: &ExplainSpec) -> RowToExplain {
        let _ = (dataset, row_idx, spec);
        todo!("helper: explain")
    }
}

/// Kernel SHAP and LIME of one row, being computed.
#[derive(Debug)]
pub struct Explainer {
    _todo: (),
}

impl Explainer {
    /// Plans both methods for one row.
    pub fn new(
        model: &Model,
        dataset: &Dataset,
        background: &Background,
        row: RowToExplain,
        output: Output,
        spec: &ExplainSpec,
    ) -> Explainer {
        let _ = (model, dataset, background, row, output, spec);
        todo!("helper: explain")
    }

    /// Evaluates the next block (a few milliseconds); `true` when all is evaluated.
    pub fn step(&mut self, model: &Model, dataset: &Dataset, background: &Background) -> bool {
        let _ = (model, dataset, background);
        todo!("helper: explain")
    }

    /// Share of the evaluations that is done, 0 to 1.
    pub fn done(&self) -> f64 {
        todo!("helper: explain")
    }

    /// Solves both: Kernel SHAP's explanation, then LIME's.
    pub fn finish(self, dataset: &Dataset) -> (Local, Local) {
        let _ = dataset;
        todo!("helper: explain")
    }
}
