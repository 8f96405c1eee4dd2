//! How good a model is on each part of the data, beside the baseline that knows no features.

use super::{Model, metrics};
use crate::dataset::{Dataset, Part};
use serde::{Deserialize, Serialize};

/// A model's scores.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// Training, validation and test; a part without rows is left out.
    pub parts: Vec<PartScores>,
    /// Mean prediction over the training rows: one value, or one probability a class.
    pub mean_prediction: Vec<f64>,
    /// Rows of the test part (else validation, else training) that are worth a look.
    pub notable: Vec<NotableRow>,
}

/// Scores of one part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartScores {
    /// Which part.
    pub part: Part,
    /// Number of rows.
    pub n_rows: usize,
    /// The model's scores.
    pub model: metrics::Scores,
    /// The baseline's: always the training part's class shares, or its mean.
    pub baseline: metrics::Scores,
}

/// A row and why it is worth a look.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NotableRow {
    /// Row of the table.
    pub table_row: u32,
    /// Why: a short phrase such as "most confidently wrong".
    pub why: String,
}

/// Scores a model on every part.
pub fn evaluate(model: &Model, dataset: &Dataset) -> Evaluation {
    let _ = (model, dataset);
    todo!("helper: model")
}
