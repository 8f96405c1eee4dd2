//! What the user chooses about the data set.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Target, features, encoding and split.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DatasetSpec {
    /// The column to predict; `None` takes the table's last column that can be one.
    pub target: Option<String>,
    /// Columns whose use differs from the default: `true` turns an identifier on, `false` turns a feature off.
    pub use_column: BTreeMap<String, bool>,
    /// Policies that differ from the default.
    pub missing: BTreeMap<String, MissingPolicy>,
    /// Categories keep at most this many levels; rarer ones share the level "other".
    pub max_levels: u32,
    /// How the rows are divided.
    pub split: SplitSpec,
}

impl Default for DatasetSpec {
    fn default() -> Self {
        DatasetSpec {
            target: None,
            use_column: BTreeMap::new(),
            missing: BTreeMap::new(),
            max_levels: 20,
            split: SplitSpec::default(),
        }
    }
}

/// What a missing cell becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum MissingPolicy {
    /// Numbers: the training median, and a column that says it was missing. The default for numbers with missing cells.
    MedianAndFlag,
    /// Numbers: the training median.
    Median,
    /// Numbers: the training mean.
    Mean,
    /// Categories: a level of its own. The default for categories with missing cells.
    OwnLevel,
    /// Categories: the most frequent training level.
    Mode,
    /// The row is left out.
    DropRows,
}

impl MissingPolicy {
    /// The policies that suit numbers, default first.
    pub const FOR_NUMBERS: [MissingPolicy; 4] =
        [MissingPolicy::MedianAndFlag, MissingPolicy::Median, MissingPolicy::Mean, MissingPolicy::DropRows];
    /// The policies that suit categories, default first.
    pub const FOR_CATEGORIES: [MissingPolicy; 3] =
        [MissingPolicy::OwnLevel, MissingPolicy::Mode, MissingPolicy::DropRows];
}

/// A seeded split, stratified by class where the target has classes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SplitSpec {
    /// Seed of the stream "split".
    pub seed: u32,
    /// Share of the rows kept for validation, in percent (0 to 50).
    pub validation: u8,
    /// Share of the rows kept for the test, in percent (0 to 50).
    pub test: u8,
}

impl Default for SplitSpec {
    fn default() -> Self {
        SplitSpec { seed: 1, validation: 20, test: 20 }
    }
}
