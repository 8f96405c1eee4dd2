//! What may be read otherwise than it was, each with the choice that reads it so.

use super::{Cells, Column, Kind, Sheet};
use crate::num::stats;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Something in doubt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Doubt {
    /// A line below the names was taken for units and left out; [`super::ReadSpec::rows`] makes a row of it.
    Units {
        /// The line, 1-based.
        line: u64,
        /// Columns by their names, each with its unit.
        units: Vec<(String, String)>,
    },
    /// The last row looks like totals and was read as a row; [`super::ReadSpec::left_out`] leaves it out.
    Totals {
        /// The line, 1-based.
        line: u64,
        /// The word that says so, or `None` where its numbers do.
        word: Option<String>,
    },
    /// A line that the user leaves out.
    LeftOut {
        /// The line, 1-based.
        line: u64,
    },
    /// A line of units that the user reads as a row.
    Kept {
        /// The line, 1-based.
        line: u64,
    },
    /// Levels that differ in case or blanks only, and stay apart; [`super::ReadSpec::joined`] joins them.
    Variants {
        /// The column.
        column: String,
        /// Levels.
        n_levels: usize,
        /// Levels when they are joined.
        n_joined: usize,
        /// Some that are alike.
        alike: Vec<String>,
    },
    /// "NA" was read as missing, in a column of codes of two letters, of which it may be one.
    Code {
        /// The column.
        column: String,
        /// Some of its codes.
        codes: Vec<String>,
    },
    /// A column whose levels the user joins.
    Joined {
        /// The column.
        column: String,
    },
}

/// What the lines above and below the rows may be otherwise.
pub fn of_sheet(sheet: &Sheet) -> Vec<Doubt> {
    let units = sheet.units.iter().map(|(line, units)| Doubt::Units { line: *line, units: units.clone() });
    let kept = sheet.spec.rows.iter().map(|line| Doubt::Kept { line: u64::from(*line) });
    let left_out = sheet.spec.left_out.iter().map(|line| Doubt::LeftOut { line: u64::from(*line) });
    let joined = sheet.spec.joined.iter().filter(|name| sheet.names.contains(name));
    units.chain(kept).chain(left_out).chain(joined.map(|name| Doubt::Joined { column: name.clone() })).collect()
}

/// What the last row may be by its texts.
#[derive(Clone, Debug)]
pub struct LastRow {
    line: u64,
    /// The word for totals that is in it.
    word: Option<String>,
}

/// Words for totals, in small letters; a cell says so that is one of them, or begins with one.
const TOTALS: [&str; 13] = [
    "total",
    "totals",
    "grand total",
    "sum",
    "subtotal",
    "summe",
    "gesamt",
    "gesamtsumme",
    "insgesamt",
    "somme",
    "suma",
    "totale",
    "ensemble",
];
/// Rows above totals, at least, where a word says so, and where only the numbers do.
const FEW_ROWS: (usize, usize) = (3, 10);

impl LastRow {
    /// By the cells of a sheet.
    pub fn of(sheet: &Sheet) -> LastRow {
        let last = sheet.n_rows().saturating_sub(1);
        let says = |text: &str| {
            let lower = text.trim_end_matches(':').to_lowercase();
            TOTALS
                .iter()
                .any(|word| lower.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
        };
        let word = (0..sheet.names.len()).find_map(|j| {
            let text = sheet.cell(last, j).filter(|text| says(text))?;
            // Where it is found above too it is a level like others.
            let others = sheet.cells(j).take(last).all(|cell| cell != Some(text));
            others.then(|| text.to_owned())
        });
        LastRow { line: sheet.line(last), word: word.filter(|_| last >= FEW_ROWS.0) }
    }
}

/// What the cells of columns may be otherwise; `missing` are the texts that were read as missing.
pub fn of_columns(columns: &[Column], last: &LastRow, missing: &[(String, u64)]) -> Vec<Doubt> {
    let totals = last.word.is_some() || are_sums(columns);
    let totals = totals.then(|| Doubt::Totals { line: last.line, word: last.word.clone() });
    let n_na = missing.iter().find(|(text, _)| text == NA).map_or(0, |(_, n)| *n as usize);
    let codes = columns.iter().filter_map(|column| code(column, n_na));
    totals.into_iter().chain(codes).chain(columns.iter().filter_map(variants)).collect()
}

/// The text that means "not available", and Namibia.
pub const NA: &str = "NA";
/// Codes that a column has, at least, for "NA" to be taken for one of them.
const FEW_CODES: usize = 3;

fn code(column: &Column, n_na: usize) -> Option<Doubt> {
    let Cells::Categories { levels, codes } = &column.cells else { return None };
    let is_code = |level: &String| level.len() == NA.len() && level.bytes().all(|b| b.is_ascii_uppercase());
    let n_missing = codes.iter().filter(Option::is_none).count();
    let fits = levels.len() >= FEW_CODES && levels.iter().all(is_code) && (1..=n_na).contains(&n_missing);
    let codes = || levels.iter().take(FEW_CODES).cloned().collect();
    fits.then(|| Doubt::Code { column: column.name.clone(), codes: codes() })
}

/// Whether the last row has the sums of what is above it: in most columns of numbers in which it has one.
fn are_sums(columns: &[Column]) -> bool {
    let (mut n, mut n_sums) = (0, 0);
    for column in columns {
        let Cells::Numbers(cells) = &column.cells else { continue };
        let n_rows = cells.iter().len();
        if column.kind != Kind::Number || n_rows <= FEW_ROWS.1 {
            continue;
        }
        let Some(last) = cells.get(n_rows - 1) else { continue };
        let above = || cells.iter().take(n_rows - 1).flatten();
        n += 1;
        let many = above().filter(|v| *v != 0.0).take(FEW_ROWS.1).count() == FEW_ROWS.1;
        let sum = if many { stats::sum(above()) } else { 0.0 };
        n_sums += usize::from(sum != 0.0 && (sum - last).abs() <= 1e-9 * sum.abs());
    }
    n_sums > 0 && 2 * n_sums >= n
}

/// The most levels that are compared.
const MOST_LEVELS: usize = 1_000;
/// Levels that are named.
const N_NAMED: usize = 4;

fn variants(column: &Column) -> Option<Doubt> {
    let Cells::Categories { levels, .. } = &column.cells else { return None };
    let fits = matches!(column.kind, Kind::Category | Kind::YesNo) && levels.len() <= MOST_LEVELS;
    let mut groups: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    levels.iter().filter(|_| fits).for_each(|level| groups.entry(folded(level)).or_default().push(level));
    let alike = groups.values().find(|group| group.len() > 1)?;
    Some(Doubt::Variants {
        column: column.name.clone(),
        n_levels: levels.len(),
        n_joined: groups.len(),
        alike: alike.iter().take(N_NAMED).map(|level| (*level).clone()).collect(),
    })
}

/// A text in small letters, without blanks around it and with single ones in it: what texts have in common that differ in case
/// or blanks only.
pub fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
