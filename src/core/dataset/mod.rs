//! What the machine sees: features as ranges of matrix columns and back, a target, and a split of the rows.

mod spec;
mod settings;
mod choose;
mod target;
mod split;
mod scale;
mod encode;
mod fit;
mod build;
mod view;
pub mod association;
mod hints;
mod repeats;
mod insights;
mod written;
mod error;

pub use encode::{Encoder, Feature};
pub use error::{DatasetError, WhyNoSplit};
pub use hints::{Hint, NEARLY};
pub use insights::{Insights, InsightsSearch, MOST_COMPARED, MOST_ROWS};
pub use repeats::MANY_REPEATS;
pub use scale::Scaler;
pub use spec::{DatasetSpec, MissingPolicy, Scaling, SplitBy, SplitSpec};
pub use split::names_parts;
pub use target::{Asked, Guess, Why};
pub use view::{DatasetView, FeatureView, SKEWED, view};
pub use written::Written;

use crate::table::Value;
use ndarray::Array2;
use serde::{Deserialize, Serialize};

/// A data set ready for training. Rows are those of the table that have a target and that no policy dropped.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// The features, in the table's order of columns.
    pub features: Vec<Feature>,
    /// The rows in feature space (n_rows x n_features): a number in its own unit, a level's index; NaN marks a missing cell.
    pub values: Array2<f64>,
    /// The encoded rows (n_rows x n_columns), finite throughout.
    pub x: Array2<f32>,
    /// The table's columns that are neither feature nor target.
    pub off: Vec<OffColumn>,
    /// What is to be predicted.
    pub target: Target,
    /// The target column's name.
    pub target_name: String,
    /// What is asked about it.
    pub asked: Asked,
    /// Which row of the table each row is, ascending.
    pub table_rows: Vec<u32>,
    /// The row indices (into this data set) of each part, each ascending.
    pub parts: Parts,
    /// The table that it was made from.
    pub written: Written,
}

/// A column that is no feature, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OffColumn {
    /// Its name.
    pub name: String,
    /// Why it is off.
    pub why: ExclusionReason,
}

/// Why a column is no feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExclusionReason {
    /// The user turned it off.
    Chosen,
    /// It names the rows.
    Identifier,
    /// All its cells are alike.
    Constant,
    /// Nearly all its cells are alike.
    NearlyConstant,
    /// More than half as many values as rows are different.
    NearlyUnique,
    /// It has no value at all.
    Empty,
    /// It is free text.
    Text,
    /// It says how the rows are divided.
    Splits,
}

/// The target, one a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// One of at least two classes.
    Classification {
        /// The classes' names, in natural order.
        names: Vec<String>,
        /// Index of the class, one a row.
        codes: Vec<u32>,
    },
    /// A number.
    Regression(Vec<f64>),
}

/// Row indices of the three parts of a split.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Parts {
    /// For fitting: encodings, weights, backgrounds.
    pub train: Vec<u32>,
    /// For early stopping and for choosing.
    pub validation: Vec<u32>,
    /// For the last word.
    pub test: Vec<u32>,
}

/// A part by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// Fitted on.
    Train,
    /// Watched while fitting.
    Validation,
    /// Kept for the end.
    Test,
}

impl Dataset {
    /// Number of rows.
    pub fn n_rows(&self) -> usize {
        self.table_rows.len()
    }

    /// Number of matrix columns.
    pub fn n_columns(&self) -> usize {
        self.x.ncols()
    }

    /// Encodes one row given in feature space into `out` (n_columns).
    pub fn encode_row(&self, values: &[f64], out: &mut [f32]) {
        for (feature, &v) in self.features.iter().zip(values) {
            feature.encode(v, &mut out[feature.columns.clone()]);
        }
    }

    /// The part that is asked for and its rows, as indices into the data set; else the first of test, validation and training that
    /// has rows.
    pub fn part_to_score(&self, asked: Option<Part>) -> (Part, &[u32]) {
        let rows = |part| match part {
            Part::Train => &self.parts.train[..],
            Part::Validation => &self.parts.validation[..],
            Part::Test => &self.parts.test[..],
        };
        let in_order = asked.into_iter().chain([Part::Test, Part::Validation]);
        let found = in_order.map(|part| (part, rows(part))).find(|(_, rows)| !rows.is_empty());
        found.unwrap_or((Part::Train, rows(Part::Train)))
    }

    /// The part that a row is in.
    pub fn part_of(&self, row_idx: u32) -> Part {
        if self.parts.train.binary_search(&row_idx).is_ok() {
            Part::Train
        } else if self.parts.validation.binary_search(&row_idx).is_ok() {
            Part::Validation
        } else {
            Part::Test
        }
    }

    /// A cell of feature space as people speak of it.
    pub fn value(&self, row_idx: usize, feature_idx: usize) -> Value {
        self.features[feature_idx].value(self.values[[row_idx, feature_idx]])
    }
}

impl Target {
    /// The classes' names; none for a number.
    pub fn class_names(&self) -> &[String] {
        match self {
            Target::Classification { names, .. } => names,
            Target::Regression(_) => &[],
        }
    }

    /// Number of classes; `None` for a number.
    pub fn n_classes(&self) -> Option<usize> {
        match self {
            Target::Classification { names, .. } => Some(names.len()),
            Target::Regression(_) => None,
        }
    }

    /// The class with the fewest rows, the last of equals; 0 for a number.
    pub fn rarest_class(&self) -> usize {
        let Target::Classification { names, codes } = self else { return 0 };
        let count = |c: usize| codes.iter().filter(|&&v| v as usize == c).count();
        (0..names.len()).rev().min_by_key(|&c| count(c)).unwrap_or(0)
    }

    /// The class of a name; where there is none of it, or none is named, the rarest one. 0 for a number.
    pub fn class_or_rarest(&self, name: Option<&str>) -> usize {
        class_called(self.class_names().iter(), name).unwrap_or_else(|| self.rarest_class())
    }
}

/// The place of a name among those of the classes.
fn class_called<'a>(mut names: impl Iterator<Item = &'a String>, name: Option<&str>) -> Option<usize> {
    name.and_then(|name| names.position(|n| n == name))
}
