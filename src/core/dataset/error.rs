//! Why a table and a spec do not make a data set.

use serde::{Deserialize, Serialize};
use std::fmt;
use vitrine_text::model as t;

/// Why a table and a spec do not make a data set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[non_exhaustive]
pub enum DatasetError {
    /// The target's name is not in the table.
    NoTarget {
        /// The name.
        name: String,
    },
    /// No column is fit to be a target.
    NothingToPredict,
    /// All target cells are missing, or they are all alike.
    ConstantTarget {
        /// The target.
        name: String,
    },
    /// More classes than a screen can show.
    TooManyClasses {
        /// The target.
        name: String,
        /// How many it has.
        found: usize,
        /// How many it may have.
        limit: usize,
    },
    /// No feature is on.
    NoFeatures,
    /// A table that is too short.
    FewRows {
        /// How many it has.
        found: usize,
        /// How many it must have.
        needed: usize,
    },
    /// A target that is missing nearly everywhere.
    FewTargets {
        /// The target.
        name: String,
        /// In how many rows it has a value.
        found: usize,
        /// In how many it must have one.
        needed: usize,
    },
    /// Too few rows remain.
    TooFewRows {
        /// How many there are.
        found: usize,
        /// How many there must be.
        needed: usize,
    },
    /// Validation and test take nearly all rows.
    LittleTraining {
        /// Their sum.
        percent: u32,
        /// The largest sum.
        limit: u32,
    },
    /// Encoded columns beyond the limit.
    TooManyColumns {
        /// How many there would be.
        found: usize,
        /// How many there may be.
        limit: usize,
    },
    /// The rows are to be divided by a column that is not there, or that cannot say how.
    NoSplit {
        /// The column.
        name: String,
        /// Why not.
        why: WhyNoSplit,
    },
    /// A class that no training row has.
    UnseenClass {
        /// The class.
        class: String,
    },
}

/// Why rows cannot be divided by a column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum WhyNoSplit {
    /// It is not there.
    NoColumn,
    /// All rows are of one group.
    OneGroup,
    /// Its values are numbers, where names of parts are asked for.
    Numbers,
    /// It says nothing in a row.
    Silent {
        /// 1-based.
        row: u32,
    },
    /// It has a value that names no part.
    NoPart {
        /// The value.
        value: String,
    },
    /// It leaves no row for training.
    NoTraining,
}

impl fmt::Display for DatasetError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&match self {
            DatasetError::NoTarget { name } => t::no_such_target(&Quoted(name)),
            DatasetError::NothingToPredict => t::nothing_to_predict().to_owned(),
            DatasetError::ConstantTarget { name } => t::target_is_constant(&Quoted(name)),
            DatasetError::TooManyClasses { name, found, limit } => t::too_many_classes(&Quoted(name), found, limit),
            DatasetError::NoFeatures => t::no_features().to_owned(),
            DatasetError::FewRows { found, needed } => t::few_rows(found, needed),
            DatasetError::FewTargets { name, found, needed } => t::few_targets(&Quoted(name), found, needed),
            DatasetError::TooFewRows { found, needed } => t::few_rows_without_missing_cells(found, needed),
            DatasetError::LittleTraining { percent, limit } => t::little_training(percent, limit),
            DatasetError::TooManyColumns { found, limit } => t::too_many_columns(found, limit),
            DatasetError::NoSplit { name, why } => why.in_words(&Quoted(name)),
            DatasetError::UnseenClass { class } => t::class_is_unseen(&Quoted(class)),
        })
    }
}

impl WhyNoSplit {
    fn in_words(&self, name: &Quoted) -> String {
        match self {
            WhyNoSplit::NoColumn => t::no_split_without_the_column(name),
            WhyNoSplit::OneGroup => t::no_split_of_one_group(name),
            WhyNoSplit::Numbers => t::no_split_by_numbers(name),
            WhyNoSplit::Silent { row } => t::no_split_of_row(name, row),
            WhyNoSplit::NoPart { value } => t::no_split_by_value(name, &Quoted(value)),
            WhyNoSplit::NoTraining => t::no_split_without_training(name),
        }
    }
}

/// A name in quotes, in which nothing is taken for their end.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}
