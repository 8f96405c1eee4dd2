//! One feature <-> its range of matrix columns. Explanations speak of features; only this file knows the columns.

use super::MissingPolicy;
use super::scale::Scaler;
use crate::table::{Kind, Value, short};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A feature as a person sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Feature {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// Whether all its values are whole numbers, or days without a time.
    pub whole: bool,
    /// How it is encoded.
    pub encoder: Encoder,
    /// Its columns in the matrix.
    pub columns: Range<usize>,
    /// What its missing cells become.
    pub missing: MissingPolicy,
}

/// How a feature's values become columns, fitted on the training rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Encoder {
    /// A number, scaled; one more column (0 or 1) when missing cells are flagged.
    Scaled {
        /// Training mean after filling, in the feature's unit.
        mean: f64,
        /// Training standard deviation (divisor n) after filling, 1 for a constant column.
        deviation: f64,
        /// What becomes of a filled value.
        scaler: Scaler,
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
        /// The level whose column a missing cell has beside a flag column, which is the last one.
        flagged: Option<u32>,
    },
}

/// Scaled values stay within this, so that a mistyped cell cannot leave the finite f32 numbers.
const LARGEST: f64 = 1e6;

/// What stands before the name of a column that is the logarithm of a feature, and after the name of a flag column. The names are
/// those of figures in files; [`DatasetView::column_label`](super::DatasetView::column_label) says them.
pub(super) const LOG: &str = "log of ";
/// See [`LOG`].
pub(super) const FLAG: &str = " is missing";

impl Feature {
    /// Writes the columns of one value; `out` has the length of `columns`.
    pub fn encode(&self, value: f64, out: &mut [f32]) {
        match &self.encoder {
            Encoder::Scaled { scaler, flag, .. } => {
                out[0] = scaler.scale(self.filled(value)).clamp(-LARGEST, LARGEST) as f32;
                if *flag {
                    out[1] = if value.is_nan() { 1.0 } else { 0.0 };
                }
            }
            Encoder::OneHot { flagged: Some(level), missing, .. }
                if value.is_nan() || Some(value) == missing.map(f64::from) =>
            {
                out.fill(0.0);
                out[*level as usize] = 1.0;
                out[self.columns.len() - 1] = 1.0;
            }
            Encoder::OneHot { flagged, .. } => {
                out.fill(0.0);
                let level = self.filled(value);
                if level < (out.len() - usize::from(flagged.is_some())) as f64 {
                    out[level as usize] = 1.0;
                }
            }
        }
    }

    /// The value in feature space as people speak of it.
    pub fn value(&self, value: f64) -> Value {
        match &self.encoder {
            _ if value.is_nan() => Value::Missing,
            Encoder::Scaled { .. } if self.kind == Kind::Date => Value::Date(value),
            Encoder::Scaled { .. } => Value::Number(value),
            Encoder::OneHot { levels, .. } => {
                levels.get(value as usize).map_or(Value::Missing, |l| Value::Level(l.clone()))
            }
        }
    }

    /// A spoken value in feature space: an unknown level becomes "other" where there is one. `None` when it does not fit the feature.
    pub fn parse(&self, value: &Value) -> Option<f64> {
        match (&self.encoder, value) {
            (Encoder::Scaled { .. }, Value::Number(v) | Value::Date(v)) => v.is_finite().then_some(*v),
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

    /// The edge of a condition (at most it, or above it) as people write it. Of whole days it is the day itself, since
    /// nothing lies between two of them.
    pub fn edge(&self, value: f64) -> String {
        match self.kind {
            Kind::Date if self.whole => Value::Date(libm::floor(value)).to_string(),
            Kind::Date => Value::Date(value).to_string(),
            _ => short(value),
        }
    }

    /// Whether a name of its columns has words beside the feature's name: that of a logarithm or a flag.
    pub fn has_worded_column(&self) -> bool {
        match &self.encoder {
            Encoder::Scaled { scaler, flag, .. } => scaler.log || *flag,
            Encoder::OneHot { flagged, .. } => flagged.is_some(),
        }
    }

    /// The names of its columns: the feature's, and the level's where it has levels.
    pub fn column_names(&self) -> Vec<String> {
        let flag = || format!("{}{FLAG}", self.name);
        match &self.encoder {
            Encoder::Scaled { scaler, flag: flagged, .. } => {
                let name = if scaler.log { format!("{LOG}{}", self.name) } else { self.name.clone() };
                [name].into_iter().chain(flagged.then(flag)).collect()
            }
            Encoder::OneHot { levels, flagged, .. } => {
                let n_levels = self.columns.len() - usize::from(flagged.is_some());
                let named = levels.iter().take(n_levels).map(|l| format!("{} = {l}", self.name));
                named.chain(flagged.map(|_| flag())).collect()
            }
        }
    }
}
