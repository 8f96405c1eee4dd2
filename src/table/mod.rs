//! What the user gave: bytes become a [`Sheet`] of text cells, and a sheet with a kind a column becomes a [`Table`].

mod decode;
mod dialect;
pub mod date;
mod kind;
mod levels;
mod reading;
mod range;
mod records;
mod sampling;
mod sheet;
pub mod summary;

pub use decode::Encoding;
pub use dialect::{DELIMITERS, Dialect, Quote};
pub use kind::{Kind, infer, number, says_key};
pub use range::Range;
pub use reading::{SheetReading, TableReading};
pub use records::{Record, Records};
pub use sampling::Sampler;
pub use sheet::{MAX_BYTES, MAX_CELLS, MAX_COLUMNS, Note, Sheet};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A table, immutable, holding what the file said.
#[derive(Clone, Debug, PartialEq)]
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
    /// The cells.
    pub cells: Cells,
    /// What had to be decided to read them, in words.
    pub note: Option<String>,
}

/// The cells of a column; `None` is a missing cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cells {
    /// Finite numbers; of a date, days since 1970.
    Numbers(Vec<Option<f64>>),
    /// Categories: `codes` index `levels`, which are distinct and in natural order (no before yes, numbers by
    /// value, else by text).
    Categories {
        /// The distinct texts.
        levels: Vec<String>,
        /// One a row.
        codes: Vec<Option<u32>>,
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

impl Column {
    /// Reads one column of the sheet; see [`Table::read`].
    ///
    /// # Errors
    /// See [`Table::read`].
    pub fn read(sheet: &Sheet, j: usize, chosen: &BTreeMap<String, Kind>) -> Result<Column, TableError> {
        let (name, comma) = (&sheet.names[j], sheet.dialect.decimal_comma);
        let inferred = infer(name, sheet.cells(j), comma);
        let kind = chosen.get(name).copied().unwrap_or(inferred);
        let cells = match kind {
            Kind::Number => Cells::Numbers(numbers(name, sheet.cells(j), comma)?),
            Kind::Date => Cells::Numbers(dates(name, sheet.cells(j))?),
            Kind::YesNo => answers(name, sheet.cells(j), comma)?,
            Kind::Category | Kind::Identifier | Kind::Text => categories(sheet.cells(j), comma),
        };
        let unsaid = kind == Kind::Date && date::is_ambiguous(sheet.cells(j).flatten());
        let note = unsaid.then(|| {
            format!("The dates of {name:?} are read with the day before the month; no cell says which is which.")
        });
        Ok(Column { name: name.clone(), kind, inferred, cells, note })
    }
}

impl Table {
    /// Reads the sheet's cells by the kinds: inferred ones, save where `chosen` names a column.
    ///
    /// # Errors
    /// [`TableError::NotANumber`] or [`TableError::NotADate`] when a column is to be such and holds other text; it names
    /// the first such row. [`TableError::NotYesNo`] when a column is to be yes and no and holds more than two answers.
    pub fn read(sheet: &Sheet, chosen: &BTreeMap<String, Kind>) -> Result<Table, TableError> {
        let columns = (0..sheet.names.len()).map(|j| Column::read(sheet, j, chosen));
        Ok(Table { columns: columns.collect::<Result<_, _>>()?, n_rows: sheet.n_rows() })
    }

    /// The column called `name`.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|c| c.name == name)
    }

    /// One cell.
    pub fn value(&self, row_idx: usize, column_idx: usize) -> Value {
        let column = &self.columns[column_idx];
        match &column.cells {
            Cells::Numbers(v) if column.kind == Kind::Date => v[row_idx].map_or(Value::Missing, Value::Date),
            Cells::Numbers(v) => v[row_idx].map_or(Value::Missing, Value::Number),
            Cells::Categories { levels, codes } => {
                codes[row_idx].map_or(Value::Missing, |c| Value::Level(levels[c as usize].clone()))
            }
        }
    }
}

fn numbers<'a>(
    column: &str,
    cells: impl Iterator<Item = Option<&'a str>>,
    decimal_comma: bool,
) -> Result<Vec<Option<f64>>, TableError> {
    let read = |(i, cell): (usize, Option<&str>)| match cell {
        None => Ok(None),
        Some(text) => kind::number(text, decimal_comma).map(Some).ok_or_else(|| TableError::NotANumber {
            column: column.to_owned(),
            row: i as u64 + 1,
            text: text.to_owned(),
        }),
    };
    // Room for all at once: what grows leaves holes behind.
    let mut all = Vec::with_capacity(cells.size_hint().0);
    for cell in cells.enumerate() {
        all.push(read(cell)?);
    }
    Ok(all)
}

fn dates<'a>(
    column: &str,
    cells: impl Iterator<Item = Option<&'a str>> + Clone,
) -> Result<Vec<Option<f64>>, TableError> {
    let month_first = date::is_month_first(cells.clone().flatten());
    let read = |(i, cell): (usize, Option<&str>)| match cell {
        None => Ok(None),
        Some(text) => date::parse(text, month_first).map(Some).ok_or_else(|| TableError::NotADate {
            column: column.to_owned(),
            row: i as u64 + 1,
            text: text.to_owned(),
        }),
    };
    cells.enumerate().map(read).collect()
}

fn answers<'a>(
    column: &str,
    cells: impl Iterator<Item = Option<&'a str>> + Clone,
    decimal_comma: bool,
) -> Result<Cells, TableError> {
    let two =
        kind::at_most_two(cells.clone().flatten()).ok_or_else(|| TableError::NotYesNo { column: column.to_owned() })?;
    let Some(levels) = kind::no_first(&two) else { return Ok(categories(cells, decimal_comma)) };
    let codes = cells.map(|c| c.map(|text| u32::from(text == levels[1]))).collect();
    Ok(Cells::Categories { levels: levels.map(str::to_owned).to_vec(), codes })
}

fn categories<'a>(cells: impl Iterator<Item = Option<&'a str>> + Clone, decimal_comma: bool) -> Cells {
    let mut distinct = levels::Distinct::new();
    let mut codes: Vec<Option<u32>> = cells.map(|c| c.map(|text| distinct.insert(text))).collect();
    let order = levels::natural_order(&distinct.texts, |text| kind::number(text, decimal_comma));
    let mut place = vec![0; order.len()];
    order.iter().enumerate().for_each(|(i, &old)| place[old as usize] = i as u32);
    codes.iter_mut().flatten().for_each(|code| *code = place[*code as usize]);
    Cells::Categories { levels: order.iter().map(|&i| distinct.texts[i as usize].to_owned()).collect(), codes }
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
    /// A column that was set to numbers has a cell that is none.
    #[error(
        "Column {:?}, row {row}: {:?} is not a number. Keep the column as categories, or mend the cell.",
        cut(.column), cut(.text)
    )]
    NotANumber {
        /// The column.
        column: String,
        /// 1-based data row.
        row: u64,
        /// The cell.
        text: String,
    },
    /// A column that was set to dates has a cell that is none.
    #[error(
        "Column {column:?}, row {row}: {text:?} is not a date. Keep the column as categories, or write the cell as 2024-03-31."
    )]
    NotADate {
        /// The column.
        column: String,
        /// 1-based data row.
        row: u64,
        /// The cell.
        text: String,
    },
    /// A column that was set to yes and no has more than two answers.
    #[error("Column {column:?} has more than two different values, so it is not yes or no. Keep it as categories.")]
    NotYesNo {
        /// The column.
        column: String,
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
