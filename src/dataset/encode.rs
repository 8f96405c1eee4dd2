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
    /// One column a level, as far as the training rows have it. Values in feature space are indices into `levels`.
    OneHot {
        /// The kept levels in natural order, then "other" and "missing" where the feature has them. Those that no
        /// training row has come last and have no column: they encode as zeros, since nothing was learnt about them.
        levels: Vec<String>,
        /// Index of the level that stands for all that were not kept.
        other: Option<u32>,
        /// Index of the level that stands for missing cells, or of the level that fills them.
        missing: Option<u32>,
    },
}

/// Scaled values stay within this, so that a mistyped cell cannot leave the finite f32 numbers.
const LARGEST: f64 = 1e6;

impl Feature {
    /// Writes the columns of one value; `out` has the length of `columns`.
    pub fn encode(&self, value: f64, out: &mut [f32]) {
        out.fill(0.0);
        match &self.encoder {
            Encoder::Scaled { mean, scale, flag, .. } => {
                out[0] = ((self.filled(value) - mean) / scale).clamp(-LARGEST, LARGEST) as f32;
                if *flag {
                    out[1] = if value.is_nan() { 1.0 } else { 0.0 };
                }
            }
            Encoder::OneHot { .. } => {
                let level = self.filled(value);
                if level < out.len() as f64 {
                    out[level as usize] = 1.0;
                }
            }
        }
    }

    /// The value in feature space as people speak of it.
    pub fn value(&self, value: f64) -> Value {
        match &self.encoder {
            _ if value.is_nan() => Value::Missing,
            Encoder::Scaled { .. } => Value::Number(value),
            Encoder::OneHot { levels, .. } => {
                levels.get(value as usize).map_or(Value::Missing, |l| Value::Level(l.clone()))
            }
        }
    }

    /// A spoken value in feature space: an unknown level becomes "other" where there is one. `None` when it does not fit the feature.
    pub fn parse(&self, value: &Value) -> Option<f64> {
        match (&self.encoder, value) {
            (Encoder::Scaled { .. }, Value::Number(v)) => v.is_finite().then_some(*v),
            (Encoder::Scaled { .. }, Value::Missing) => Some(f64::NAN),
            (Encoder::OneHot { levels, other, .. }, Value::Level(text)) => {
                let known = levels.iter().position(|l| l == text);
                known.map(|i| i as f64).or(other.map(f64::from))
            }
            (Encoder::OneHot { missing, .. }, Value::Missing) => missing.map(|_| f64::NAN),
            _ => None,
        }
    }

    /// A value with a missing cell replaced by what it is filled with: what the model sees, in the feature's unit.
    /// A missing category that nothing stands for stays NaN and encodes as zeros.
    pub fn filled(&self, value: f64) -> f64 {
        match &self.encoder {
            _ if !value.is_nan() => value,
            Encoder::Scaled { fill, .. } => *fill,
            Encoder::OneHot { missing, .. } => missing.map_or(f64::NAN, f64::from),
        }
    }

    /// The names of its columns: the feature's, and the level's where it has levels.
    pub fn column_names(&self) -> Vec<String> {
        match &self.encoder {
            Encoder::Scaled { flag: false, .. } => vec![self.name.clone()],
            Encoder::Scaled { flag: true, .. } => vec![self.name.clone(), format!("{} is missing", self.name)],
            Encoder::OneHot { levels, .. } => {
                levels.iter().take(self.columns.len()).map(|l| format!("{} = {l}", self.name)).collect()
            }
        }
    }
}
