//! Figures for reading: columns that say something, as many rows as a reader takes in, numbers short and exact.

use crate::chart::format::count;
use crate::share::named::named;
use crate::share::{Cell, Figures};
use vitrine_text::{report as t, terms};

/// What a table that is too long for a document keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeps {
    /// The first rows: it is in an order of weight.
    First,
    /// Rows throughout: it is a curve.
    Throughout,
}

/// Rows of a list.
const ROWS: usize = 60;
/// Rows of a curve, whose picture says the rest.
const ROWS_OF_CURVE: usize = 25;

/// A table as it is read.
pub struct Listing {
    /// Heads of the columns.
    pub heads: Vec<String>,
    /// Whether a column is one of numbers.
    pub numbers: Vec<bool>,
    /// Which column holds the names of features.
    pub feature: Option<usize>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// What is left out, in words.
    pub left_out: Option<String>,
}

/// Picks columns and rows.
pub fn listing(figures: &Figures, keeps: Keeps) -> Listing {
    let says = |j: &usize| {
        let blank = |row: &Vec<Cell>| matches!(row.get(*j), None | Some(Cell::Empty | Cell::Flag(false)));
        !figures.rows.iter().all(blank)
    };
    let columns: Vec<usize> = (0..figures.columns.len()).filter(says).collect();
    let (n, most) = (figures.rows.len(), if keeps == Keeps::First { ROWS } else { ROWS_OF_CURVE });
    let kept: Vec<usize> = match keeps {
        _ if n <= most => (0..n).collect(),
        Keeps::First => (0..most).collect(),
        // Both ends, and the others as far apart as they can be.
        Keeps::Throughout => (0..most).map(|i| i * (n - 1) / (most - 1)).collect(),
    };
    let is_number = |j: &usize| {
        figures.rows.iter().all(|row| !matches!(row.get(*j), Some(Cell::Text(_) | Cell::Word(..) | Cell::Flag(_))))
    };
    // A score is named by the program; whatever else is a text is the user's.
    let cell = |i: usize, j: usize| match figures.rows[i].get(j) {
        Some(Cell::Text(name)) if figures.columns[j] == "score" => Cell::Text(worded(name)),
        Some(cell) => cell.clone(),
        None => Cell::Empty,
    };
    let cells = |i: usize| columns.iter().map(|&j| cell(i, j)).collect();
    let numbers: Vec<bool> = columns.iter().map(is_number).collect();
    let head = |name: &String| figures.said(name).map_or_else(|| worded(name), str::to_owned);
    Listing {
        heads: columns.iter().map(|&j| head(&figures.columns[j])).collect(),
        feature: columns.iter().position(|&j| figures.columns[j] == "feature"),
        numbers,
        rows: kept.into_iter().map(cells).collect(),
        left_out: (n > most).then(|| match keeps {
            Keeps::First => t::first_rows_listed(&count(most), &count(n)),
            Keeps::Throughout => t::rows_listed_throughout(&count(most), &count(n)),
        }),
    }
}

/// The program's own name of a column or a fact ("roc_auc") as words. Names that may be the user's stay as they are: ours are
/// small letters, digits and low lines.
pub fn worded(name: &str) -> String {
    let is_ours = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    let said = match name {
        "f1" => Some(terms::f1()),
        "roc_auc" => Some(terms::roc_auc()),
        _ => named(name),
    };
    match said {
        Some(said) => said.to_owned(),
        None if is_ours => name.replace('_', " "),
        None => name.to_owned(),
    }
}
