//! What the page shows of a fitted model: size, course of training, and its inside.

use super::{EpochScore, Model};
use crate::dataset::Dataset;
use serde::{Deserialize, Serialize};

/// A fitted model at a glance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelView {
    /// Number of fitted numbers.
    pub n_parameters: usize,
    /// One entry an epoch or Newton step.
    pub history: Vec<EpochScore>,
    /// Index of the epoch whose weights were kept.
    pub kept_epoch: usize,
    /// What is inside.
    pub inside: Inside,
    /// Fingerprint of the weights, 16 hexadecimal digits.
    pub fingerprint: String,
}

/// The inside of a model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Inside {
    /// Coefficients of the scaled columns, largest first; one list an explained class (one for a number or two classes).
    Coefficients(Vec<Vec<Coefficient>>),
    /// Units of each layer, inputs first, and each layer's weights (n_in x n_out, row-major) when there are at most 64 x 64 of them.
    Layers {
        /// Units a layer, inputs and outputs included.
        units: Vec<usize>,
        /// One a layer; empty when too large to draw.
        weights: Vec<Vec<f32>>,
        /// The matrix columns' names.
        inputs: Vec<String>,
    },
}

/// One coefficient.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Coefficient {
    /// Feature, and level where it is a category.
    pub name: String,
    /// Change of the raw output a unit of the scaled column.
    pub value: f64,
}

/// Looks at a model.
pub fn view(model: &Model, dataset: &Dataset, history: Vec<EpochScore>, kept_epoch: usize) -> ModelView {
    let _ = (model, dataset, history, kept_epoch);
    todo!("helper: model")
}
