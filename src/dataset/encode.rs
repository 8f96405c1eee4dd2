//! One feature <-> its range of matrix columns. Explanations speak of features; only this file knows the columns.

use super::MissingPolicy;
use crate::table::Value;
use std::ops::Range;

/// A feature as a person sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// Its name.
    pub name: String,
    /// How it is encoded.
    pub encoder: Encoder,
    /// Its columns in the matrix.
    pub columns: Range<usize>,
    /// What its missing cells become.
    pub missing: MissingPolicy,
}

/// How a feature's values become columns, fitted on the training rows.
#[derive(Clone, Debug, PartialEq)]
pub enum Encoder {
    /// `(v - mean) / scale`, scale being 1 for a constant column; one more column (0 or 1) when missing cells are flagged.
    Scaled {
        /// Training mean after filling.
        mean: f64,
        /// Training standard deviation (divisor n) after filling.
        scale: f64,
        /// What a missing cell becomes, in the feature's unit.
        fill: f64,
        /// Whether a flag column follows.
        flag: bool,
    },
    /// One column a level. Level values in feature space are indices into `levels`.
    OneHot {
        /// The levels with a column each, natural order; then "other" and "missing" where the feature has them.
        levels: Vec<String>,
        /// Index of the level that stands for all rarer ones.
        other: Option<u32>,
        /// Index of the level that stands for missing cells, or of the level that fills them.
        missing: Option<u32>,
    },
}

impl Feature {
    /// Writes the columns of one value; `out` has the length of `columns`.
    pub fn encode(&self, value: f64, out: &mut [f32]) {
        let _ = (value, out);
        todo!("helper: table")
    }

    /// The value in feature space as people speak of it.
    pub fn value(&self, value: f64) -> Value {
        let _ = value;
        todo!("helper: table")
    }

    /// A spoken value in feature space: an unknown level becomes "other" where there is one. `None` when it does not fit the feature.
    pub fn parse(&self, value: &Value) -> Option<f64> {
        let _ = value;
        todo!("helper: table")
    }

    /// A value with a missing cell replaced by what it is filled with: what the model sees, in the feature's unit.
    pub fn filled(&self, value: f64) -> f64 {
        let _ = value;
        todo!("helper: table")
    }
}
