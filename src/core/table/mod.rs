//! What the user gave: bytes become a [`Sheet`] of text cells, and a sheet with a kind a column becomes a [`Table`].

mod answers;
mod cells;
mod column;
mod decode;
mod dialect;
mod sniff;
pub mod date;
pub mod dictionary;
pub mod doubt;
mod kind;
mod detect;
mod layout;
pub mod legacy;
mod levels;
mod missing;
mod names;
mod number;
mod numerals;
mod reading;
mod range;
mod records;
mod remark;
mod sampling;
mod sentinel;
mod sheet;
mod sorting;
mod spec;
pub mod summary;

pub use cells::{Codes, Numbers};
pub use decode::Encoding;
pub use detect::says_key;
pub use dialect::{DELIMITERS, Dialect, Quote};
pub use doubt::Doubt;
pub use kind::{Chosen, Kind};
pub use number::{Written, number, written};
pub use range::Range;
pub use reading::{SheetReading, TableReading};
pub use records::{Record, Records};
pub use remark::{Odd, OddText, Remark};
pub use sampling::Sampler;
pub use sheet::{MAX_BYTES, MAX_CELLS, MAX_COLUMNS, Note, Sheet};
pub use spec::{ReadSpec, USUAL_MISSING};

use serde::{Deserialize, Serialize};

/// A table, immutable, holding what the file said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The columns, all of the same length, with unique names.
    pub columns: Vec<Column>,
    /// Number of rows.
    pub n_rows: usize,
}

/// A named column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Unique in its table.
    pub name: String,
    /// The kind in force.
    pub kind: Kind,
    /// The kind that its cells suggest.
    pub inferred: Kind,
    /// Whether the user chose the kind in force.
    pub chosen: bool,
    /// The cells.
    pub cells: Cells,
    /// What is written beside its numbers: money, percent, or the unit that they are in.
    pub unit: Option<String>,
    /// What is to be said of how they were read.
    pub remarks: Vec<Remark>,
}

/// The cells of a column; `None` is a missing cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cells {
    /// Finite numbers; of a date, days since 1970.
    Numbers(Numbers),
    /// Categories: `codes` index `levels`, which are distinct and in natural order (no before yes, numbers by
    /// value, else by text).
    Categories {
        /// The distinct texts.
        levels: Vec<String>,
        /// One a row.
        codes: Codes,
    },
}

/// One cell as people speak of it: what a what-if sets, what a row shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// A number.
    Number(f64),
    /// A category by its text.
    Level(String),
    /// An empty cell.
    Missing,
    /// A date in days since 1970.
    Date(f64),
}

impl std::fmt::Display for Value {
    /// As a person reads it: a number with up to six significant digits, a date with the year first.
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Value::Level(text) => f.write_str(text),
            Value::Missing => f.write_str("missing"),
            Value::Number(v) => f.write_str(&short(*v)),
            Value::Date(days) => f.write_str(&date::spelled(*days)),
        }
    }
}

/// A number with up to six significant digits, without trailing zeros; very large and very small ones with an exponent.
pub fn short(v: f64) -> String {
    let size = v.abs();
    if !v.is_finite() || v == 0.0 || !(1e-5..1e15).contains(&size) {
        let text = format!("{v:.5e}");
        let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let digits = digits.trim_end_matches('0').trim_end_matches('.');
        return if v == 0.0 || !v.is_finite() { format!("{v}") } else { format!("{digits}e{exponent}") };
    }
    let before = libm::floor(libm::log10(size)) as i32;
    let text = format!("{v:.*}", (5 - before).max(0) as usize);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

impl Table {
    /// The column called `name`.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|c| c.name == name)
    }

    /// One cell.
    pub fn value(&self, row_idx: usize, column_idx: usize) -> Value {
        let column = &self.columns[column_idx];
        match &column.cells {
            Cells::Numbers(v) if column.kind == Kind::Date => v.get(row_idx).map_or(Value::Missing, Value::Date),
            Cells::Numbers(v) => v.get(row_idx).map_or(Value::Missing, Value::Number),
            Cells::Categories { levels, codes } => {
                codes.get(row_idx).map_or(Value::Missing, |c| Value::Level(levels[c as usize].clone()))
            }
        }
    }
}

/// Why bytes did not become a table. Each message names the place and the remedy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// Nothing but white space.
    #[error("The file is empty. Choose a file with a header line and at least two rows.")]
    Empty,
    /// A header and nothing below it.
    #[error("The file has a header and no rows below it. Add rows, or choose another file.")]
    NoRows,
    /// A single column.
    #[error(
        "Only one column was found ({:?}). A table needs a target and at least one feature; if the cells are separated by another character, say which.",
        cut(.name)
    )]
    OneColumn {
        /// The column's name.
        name: String,
    },
    /// Not text at all.
    #[error("This does not look like a text table: {what}. Export it as CSV and choose that file.")]
    NotText {
        /// What it looks like instead.
        what: String,
    },
    /// A quote that is never closed.
    #[error("A quote opened on line {line} is never closed. Close it, or double the quotes inside the cell.")]
    UnclosedQuote {
        /// 1-based line of the file.
        line: u64,
    },
    /// More than the stated cap.
    #[error("The table has at least {} {what}; the limit is {}. {}", grouped(*.found), grouped(*.limit), smaller(.what))]
    TooLarge {
        /// "cells", "columns" or "bytes".
        what: String,
        /// How many there are, at least.
        found: u64,
        /// How many there may be.
        limit: u64,
    },
}

/// The beginning of a text that may be very long.
pub(crate) fn cut(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}\u{2026}", &text[..end]),
        None => text.to_owned(),
    }
}

/// A count with its thousands set apart.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.char_indices() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// What makes a table smaller.
fn smaller(what: &str) -> &'static str {
    match what {
        "columns" => "Leave out columns before you choose it.",
        _ => "Take a random sample of its rows, or choose a smaller part of it.",
    }
}
