//! What is in a table: one short summary a column, as the Data screen shows it.

use super::{Dialect, Encoding, Kind, Sheet, Table, sheet::Note};
use serde::{Deserialize, Serialize};

/// A table at a glance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Number of rows.
    pub n_rows: usize,
    /// One a column.
    pub columns: Vec<ColumnSummary>,
    /// The first rows as text, `None` where missing.
    pub preview: Vec<Vec<Option<String>>>,
    /// How the file was read.
    pub dialect: Dialect,
    /// How the bytes were decoded.
    pub encoding: Encoding,
    /// What the reader had to mend.
    pub notes: Vec<Note>,
}

/// A column at a glance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnSummary {
    /// Its name.
    pub name: String,
    /// The kind in force.
    pub kind: Kind,
    /// The kind that its cells suggest.
    pub inferred: Kind,
    /// Number of missing cells.
    pub n_missing: usize,
    /// Number of distinct values.
    pub n_distinct: usize,
    /// Its distribution.
    pub distribution: Distribution,
}

/// How a column's values are spread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Distribution {
    /// Numbers, in equal bins from `min` to `max`.
    Numbers {
        /// Smallest.
        min: f64,
        /// Largest.
        max: f64,
        /// Mean.
        mean: f64,
        /// Median.
        median: f64,
        /// Rows a bin.
        bins: Vec<u32>,
    },
    /// Categories: the most frequent levels, most frequent first.
    Levels {
        /// Text and number of rows.
        top: Vec<(String, u32)>,
        /// Rows in all the other levels.
        other: u32,
    },
    /// No value at all.
    Empty,
}

/// Number of bins of a small histogram.
pub const N_BINS: usize = 20;

/// Summarises a table.
pub fn summarise(sheet: &Sheet, table: &Table) -> Summary {
    let _ = (sheet, table);
    todo!("helper: table")
}
