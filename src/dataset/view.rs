//! What the page needs to know of a data set: enough to draw controls, and no rows.

use super::{Dataset, MissingPolicy};
use crate::table::summary::Distribution;
use serde::{Deserialize, Serialize};

/// A data set at a glance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DatasetView {
    /// The features that are on.
    pub features: Vec<FeatureView>,
    /// The target's name.
    pub target: String,
    /// The classes and their shares of all rows; empty for a number.
    pub classes: Vec<(String, f64)>,
    /// The target's mean, for a number.
    pub target_mean: Option<f64>,
    /// Rows in training, validation and test.
    pub n_rows: [usize; 3],
    /// Rows of the table that are left out, having no target or a cell whose policy drops them.
    pub n_dropped: usize,
    /// Matrix columns.
    pub n_columns: usize,
}

/// A feature and what a control for it must know; taken from the training rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeatureView {
    /// Its name.
    pub name: String,
    /// All levels in the encoder's order, for a category.
    pub levels: Vec<String>,
    /// Its distribution.
    pub distribution: Distribution,
    /// Whether all training values are whole numbers.
    pub whole: bool,
    /// Whether any cell is missing.
    pub has_missing: bool,
    /// What a missing cell becomes.
    pub missing: MissingPolicy,
}

/// Looks at a data set. `n_table_rows` is the table's number of rows.
pub fn view(dataset: &Dataset, n_table_rows: usize) -> DatasetView {
    let _ = (dataset, n_table_rows);
    todo!("helper: table")
}
