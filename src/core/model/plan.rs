//! What every training has in common: what spec and data set say of it, the truth of a row, and how an epoch is scored.

use super::linear::newton::NewtonRows;
use super::loss::Truth;
use super::{Loss, ModelSpec, OutputKind};
use crate::compute::sparse::SparseRows;
use crate::dataset::{Dataset, Target};
use crate::num::stats;
use crate::setting::SpecError;
use serde::{Deserialize, Serialize};

/// Loss after an epoch (for linear models: after a Newton step).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct EpochScore {
    /// Mean loss over the training rows, without penalty or dropout.
    pub train: f64,
    /// Mean loss over the validation rows; `None` where there are none.
    pub validation: Option<f64>,
}

/// Multiply-adds' worth of rows that one step goes through, about.
pub(super) const WORK: usize = 2_000_000;

/// What spec and data set say of a training from its beginning to its end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    pub(super) output_kind: OutputKind,
    pub(super) scaler: TargetScaler,
    pub(super) kind: Loss,
}

impl Plan {
    /// # Errors
    /// A setting out of range.
    pub(super) fn of(spec: &ModelSpec, dataset: &Dataset) -> Result<Plan, SpecError> {
        let output_kind = match dataset.target.n_classes() {
            None => OutputKind::Number,
            Some(2) => OutputKind::Logit,
            Some(n) => OutputKind::Softmax(n),
        };
        spec.check(dataset.n_columns(), output_kind.n_raw())?;
        let kind = match spec {
            ModelSpec::Network(spec) => spec.loss,
            ModelSpec::Linear(_) => Loss::CrossEntropy,
        };
        Ok(Plan { output_kind, scaler: TargetScaler::of(dataset), kind })
    }
}

/// How a number becomes the network's own unit: `(y - offset) / scale`, by mean and deviation of the training rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TargetScaler {
    pub(super) offset: f64,
    pub(super) scale: f64,
}

impl TargetScaler {
    fn of(dataset: &Dataset) -> TargetScaler {
        let Target::Regression(y) = &dataset.target else { return TargetScaler { offset: 0.0, scale: 1.0 } };
        let train: Vec<f64> = dataset.parts.train.iter().map(|&i| y[i as usize]).collect();
        let offset = stats::mean(&train).unwrap_or(0.0);
        let scale = stats::deviation(&train).filter(|&s| s > 0.0).unwrap_or(1.0);
        TargetScaler { offset, scale }
    }
}

/// The truth of a row; a number in the target's own unit.
fn truth(dataset: &Dataset, row: u32) -> Truth {
    match &dataset.target {
        Target::Classification { codes, .. } => Truth::Class(codes[row as usize]),
        Target::Regression(y) => Truth::Number(y[row as usize]),
    }
}

/// The truth of a row, a number in the network's unit.
pub(super) fn scaled_truth(dataset: &Dataset, row: u32, scaler: TargetScaler) -> Truth {
    match truth(dataset, row) {
        Truth::Number(y) => Truth::Number((y - scaler.offset) / scaler.scale),
        class => class,
    }
}

/// Rows as a linear model is fitted to them.
pub(super) fn rows(dataset: &Dataset, part: &[u32]) -> NewtonRows {
    let mut x = SparseRows::new(dataset.n_columns());
    part.iter().for_each(|&i| x.push(dataset.x.row(i as usize).as_slice().unwrap_or(&[])));
    NewtonRows { x, truth: part.iter().map(|&i| truth(dataset, i)).collect() }
}
