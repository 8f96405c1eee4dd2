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
mod note;
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
pub use decode::{Encoding, NotText};
pub use detect::says_key;
pub use dialect::{DELIMITERS, Dialect, Quote};
pub use doubt::Doubt;
pub use kind::{Chosen, Kind};
pub use note::{Note, Noticed};
pub use number::{WrittenNumber, number, written};
pub use range::Range;
pub use reading::{SheetReading, TableReading};
pub use records::{Record, Records};
pub use remark::{Odd, OddText, Remark};
pub use sampling::Sampler;
pub use sheet::{MAX_BYTES, MAX_CELLS, MAX_COLUMNS, Sheet};
pub use spec::{ReadSpec, USUAL_MISSING};

use serde::{Deserialize, Serialize};
use vitrine_text::{common, messages as t};

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
            Value::Missing => f.write_str(common::missing()),
            Value::Number(v) => f.write_str(&short(*v)),
            Value::Date(days) => f.write_str(&date::format_date(*days)),
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
    Empty,
    /// A header and nothing below it.
    NoRows,
    /// A single column.
    OneColumn {
        /// The column's name.
        name: String,
    },
    /// Not text at all.
    NotText {
        /// What it looks like instead.
        what: NotText,
    },
    /// A quote that is never closed.
    UnclosedQuote {
        /// 1-based line of the file.
        line: u64,
    },
    /// More than the stated cap.
    TooLarge {
        /// What there is too much of.
        what: Extent,
        /// How many there are, at least.
        found: u64,
        /// How many there may be.
        limit: u64,
    },
}

/// What there may be too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Extent {
    /// Bytes of the file.
    Bytes,
    /// Cells of the table.
    Cells,
    /// Columns of the table.
    Columns,
}

impl std::fmt::Display for TableError {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let text = match self {
            TableError::Empty => return f.write_str(t::file_empty()),
            TableError::NoRows => return f.write_str(t::file_without_rows()),
            TableError::OneColumn { name } => t::one_column(&format_args!("{:?}", cut(name))),
            TableError::NotText { what } => t::not_text(what),
            TableError::UnclosedQuote { line } => t::quote_not_closed(line),
            TableError::TooLarge { what, found, limit } => {
                let say = match what {
                    Extent::Bytes => t::bytes_too_many,
                    Extent::Cells => t::cells_too_many,
                    Extent::Columns => t::columns_too_many,
                };
                say(&grouped(*found), &grouped(*limit))
            }
        };
        f.write_str(&text)
    }
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
