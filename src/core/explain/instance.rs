//! The row that is explained: what it begins as, and what a what-if sets of it.

use crate::dataset::{Dataset, Encoder};
use crate::table::Value;
use std::collections::BTreeMap;

/// The row to be explained, in feature space and encoded.
#[derive(Clone, Debug, PartialEq)]
pub struct Instance {
    /// n_features, NaN where missing.
    pub values: Vec<f64>,
    /// n_columns.
    pub x: Vec<f32>,
}

impl Instance {
    /// A row in feature space with the what-if edits applied; edits that do not fit their feature are left out.
    pub fn new(dataset: &Dataset, begins: &[f64], edits: &BTreeMap<String, Value>) -> Instance {
        let mut values = begins.to_vec();
        for (value, feature) in values.iter_mut().zip(&dataset.features) {
            if let Some(edited) = edits.get(&feature.name).and_then(|v| feature.parse(v)) {
                *value = edited;
            }
        }
        let mut x = vec![0.0; dataset.n_columns()];
        dataset.encode_row(&values, &mut x);
        Instance { values, x }
    }
}

/// What a row of the user's own begins as, in feature space: of each number the median of the training rows (of an even
/// count the lower one, so that it is a value that some row has), of each category the most frequent level, the first of
/// equals. Where most cells are missing the cell is missing, of a category also where no level is as frequent.
pub fn typical(dataset: &Dataset) -> Vec<f64> {
    (0..dataset.features.len()).map(|j| typical_of(dataset, j)).collect()
}

fn typical_of(dataset: &Dataset, feature_idx: usize) -> f64 {
    let column = dataset.values.column(feature_idx);
    let n = dataset.parts.train.len();
    let mut train: Vec<f64> = dataset.parts.train.iter().map(|&i| column[i as usize]).filter(|v| !v.is_nan()).collect();
    let n_missing = n - train.len();
    let Some(middle) = train.len().checked_sub(1).map(|last| last / 2) else { return f64::NAN };
    if n_missing > train.len() {
        return f64::NAN;
    }
    match &dataset.features[feature_idx].encoder {
        Encoder::Scaled { .. } => *train.select_nth_unstable_by(middle, f64::total_cmp).1,
        Encoder::OneHot { levels, .. } => {
            let mut counts = vec![0usize; levels.len()];
            train.iter().for_each(|&v| counts[v as usize] += 1);
            let first = (0..counts.len()).rev().max_by_key(|&l| counts[l]);
            first.filter(|&l| counts[l] >= n_missing).map_or(f64::NAN, |l| l as f64)
        }
    }
}
