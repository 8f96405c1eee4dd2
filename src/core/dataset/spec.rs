//! What the user chooses about the data set.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Target, features, encoding and split.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DatasetSpec {
    /// The column to predict; `None` takes the likeliest one.
    pub target: Option<String>,
    /// Columns whose use differs from the default: `true` turns one on that is off by default, `false` turns a feature off.
    pub use_column: BTreeMap<String, bool>,
    /// Policies that differ from the default.
    pub missing: BTreeMap<String, MissingPolicy>,
    /// Categories keep at most this many levels; rarer ones share the level "other".
    pub max_levels: u32,
    /// How large the parts are, and the seed.
    pub split: SplitSpec,
    /// By what the rows are divided.
    pub split_by: SplitBy,
    /// How numbers are scaled.
    pub scaling: Scaling,
    /// Numbers that are taken by their logarithm before they are scaled.
    pub log: BTreeSet<String>,
}

impl Default for DatasetSpec {
    fn default() -> Self {
        DatasetSpec {
            target: None,
            use_column: BTreeMap::new(),
            missing: BTreeMap::new(),
            max_levels: 20,
            split: SplitSpec::default(),
            split_by: SplitBy::Chance,
            scaling: Scaling::Standard,
            log: BTreeSet::new(),
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
    /// Numbers: the training mean, and a column that says it was missing.
    MeanAndFlag,
    /// Categories: the most frequent training level, and a column that says it was missing.
    ModeAndFlag,
}

impl MissingPolicy {
    /// The policies that suit numbers, default first.
    pub const FOR_NUMBERS: [MissingPolicy; 5] = [
        MissingPolicy::MedianAndFlag,
        MissingPolicy::Median,
        MissingPolicy::MeanAndFlag,
        MissingPolicy::Mean,
        MissingPolicy::DropRows,
    ];
    /// The policies that suit categories, default first.
    pub const FOR_CATEGORIES: [MissingPolicy; 4] =
        [MissingPolicy::OwnLevel, MissingPolicy::Mode, MissingPolicy::ModeAndFlag, MissingPolicy::DropRows];
}

/// How numbers are scaled, by the training rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scaling {
    /// Less the mean, by the standard deviation.
    Standard,
    /// From 0, the least, to 1, the greatest.
    MinMax,
    /// Less the median, by the distance between the quartiles.
    Robust,
    /// As they are.
    Off,
}

/// By what rows are divided into parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SplitBy {
    /// By chance, stratified by class where the target has classes.
    Chance,
    /// By chance, but rows of one value of this column stay together.
    Groups(String),
    /// In order: the first rows train, the last ones test. By this column, or as the table has them.
    Order(Option<String>),
    /// As this column says, whose values name the parts.
    Parts(String),
}

impl SplitBy {
    /// The column that it reads.
    pub fn column(&self) -> Option<&str> {
        match self {
            SplitBy::Chance | SplitBy::Order(None) => None,
            SplitBy::Groups(name) | SplitBy::Parts(name) | SplitBy::Order(Some(name)) => Some(name),
        }
    }
}

/// The sizes of the parts, and the seed of chance.
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
