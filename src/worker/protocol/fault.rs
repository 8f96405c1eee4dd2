//! Why there is no answer, as data: whoever shows it says it in the language of the reader.

use serde::{Deserialize, Serialize};
use std::fmt;
use vitrine_core::dataset::DatasetError;
use vitrine_core::model::TrainError;
use vitrine_core::setting::SpecError;
use vitrine_core::table::{MAX_COLUMNS, TableError};
use vitrine_text::messages as t;

/// Why there is no answer. Shown, it says what happened with the remedy, in a sentence or two.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Fault {
    /// A file is no table.
    Table {
        /// Its name.
        name: String,
        /// Why.
        error: TableError,
    },
    /// A table makes no data set.
    Dataset(DatasetError),
    /// A model could not be fitted.
    Training(TrainError),
    /// A setting of the question, or of the explanation, is out of its range.
    Setting(SpecError),
    /// The row that is to be explained is not in the data set.
    NoRow {
        /// Row of the table, 0-based.
        row: u32,
    },
    /// A single row cannot be shuffled.
    OneRow,
    /// No training row has a value of a feature.
    NoValue {
        /// Its name.
        feature: String,
    },
}

impl Fault {
    /// Whether a random sample of the table's rows would do.
    pub fn is_too_large(&self) -> bool {
        let Fault::Table { error: TableError::TooLarge { limit, .. }, .. } = self else { return false };
        *limit != MAX_COLUMNS
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let text = match self {
            Fault::Table { name, error } => t::of_file(&format_args!("{name:?}"), error),
            Fault::Dataset(error) => return error.fmt(f),
            Fault::Training(error) => return error.fmt(f),
            Fault::Setting(error) => return error.fmt(f),
            Fault::NoRow { row } => t::row_has_no_place(&(row + 1)),
            Fault::OneRow => return f.write_str(t::one_row_alone()),
            Fault::NoValue { feature } => t::feature_without_values(feature),
        };
        f.write_str(&text)
    }
}

impl From<DatasetError> for Fault {
    fn from(error: DatasetError) -> Fault {
        Fault::Dataset(error)
    }
}

impl From<TrainError> for Fault {
    fn from(error: TrainError) -> Fault {
        Fault::Training(error)
    }
}

impl From<SpecError> for Fault {
    fn from(error: SpecError) -> Fault {
        Fault::Setting(error)
    }
}
