//! What is in a table: one short summary a column, as the Data screen shows it.

use super::doubt::{self, Doubt, LastRow};
use super::sorting::Sorting;
use super::{Cells, Column, Dialect, Encoding, Kind, Note, Remark, Sheet, Table, sentinel};
use crate::num::{order, stats};
use serde::{Deserialize, Serialize};

/// What is said of a column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Described {
    /// What people call it.
    pub label: Option<String>,
    /// What its numbers are counted or measured in.
    pub unit: Option<String>,
    /// What it means, as a sentence.
    pub meaning: Option<String>,
}

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
    /// What may be read otherwise.
    pub doubts: Vec<Doubt>,
    /// The texts that were read as missing cells, each with their number; "" is the empty cell.
    pub missing: Vec<(String, u64)>,
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
    /// What is written beside its numbers: money, percent, or the unit that they are in.
    pub unit: Option<String>,
    /// What a [dictionary](super::dictionary) says of it.
    pub described: Described,
    /// What is to be said of how it was read.
    pub remarks: Vec<Remark>,
}

impl ColumnSummary {
    /// What people call it.
    pub fn label(&self) -> &str {
        self.described.label.as_deref().unwrap_or(&self.name)
    }

    /// What its numbers are in: what stands in the file counts more than what a dictionary says.
    pub fn unit(&self) -> Option<&str> {
        self.unit.as_deref().or(self.described.unit.as_deref())
    }
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
        /// Whether they are dates, in days since 1970.
        dates: bool,
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

/// Levels named in a small picture.
const N_TOP: usize = 12;
/// Rows of the preview.
const N_PREVIEW: usize = 8;

/// Summarises a table.
pub fn summarise(sheet: &Sheet, table: &Table) -> Summary {
    let begun = begun(sheet);
    let found = doubt::of_columns(&table.columns, &LastRow::of(sheet), &begun.missing);
    let columns = table.columns.iter().map(column).collect();
    let doubts = begun.doubts.iter().cloned().chain(found).collect();
    Summary { columns, doubts, ..begun }
}

/// The summary of a sheet whose columns are not summarised yet.
pub fn begun(sheet: &Sheet) -> Summary {
    let row = |i: usize| (0..sheet.names.len()).map(|j| sheet.cell(i, j).map(str::to_owned)).collect();
    Summary {
        n_rows: sheet.n_rows(),
        columns: Vec::with_capacity(sheet.names.len()),
        preview: (0..sheet.n_rows().min(N_PREVIEW)).map(row).collect(),
        dialect: sheet.dialect,
        encoding: sheet.encoding,
        notes: sheet.notes.clone(),
        doubts: doubt::of_sheet(sheet),
        missing: sheet.missing.clone(),
    }
}

/// Summarises a column.
pub fn column(column: &Column) -> ColumnSummary {
    let mut summing = Summing::new(column);
    loop {
        if let Some(summary) = summing.step(column, usize::MAX) {
            return summary;
        }
    }
}

/// A column that is being summarised, in steps.
#[derive(Clone, Debug)]
pub struct Summing {
    /// The numbers of the rows so far, which are sorted at last.
    numbers: Vec<f64>,
    at: usize,
    sorting: Option<Sorting>,
}

impl Summing {
    /// At the first row.
    pub fn new(column: &Column) -> Summing {
        let n = match &column.cells {
            Cells::Numbers(cells) => cells.iter().flatten().count(),
            Cells::Categories { .. } => 0,
        };
        Summing { numbers: Vec::with_capacity(n), at: 0, sorting: None }
    }

    /// Goes on with about `n` rows; the summary when it is made. The column must be the same in each step.
    pub fn step(&mut self, column: &Column, n: usize) -> Option<ColumnSummary> {
        let mut remarks = column.remarks.clone();
        let (n_missing, n_distinct, distribution) = match &column.cells {
            Cells::Numbers(cells) => {
                let n_rows = cells.iter().len();
                let Some(sorting) = &mut self.sorting else {
                    self.numbers.extend(cells.iter().skip(self.at).take(n).flatten());
                    self.at = self.at.saturating_add(n).min(n_rows);
                    self.sorting = (self.at == n_rows).then(|| Sorting::new(self.numbers.len()));
                    return None;
                };
                if sorting.step(&mut self.numbers, n, f64::total_cmp) {
                    return None;
                }
                let sentinel = sentinel::in_sorted(&self.numbers).filter(|_| column.kind == Kind::Number);
                remarks.extend(sentinel);
                let n_distinct = self.numbers.chunk_by(|a, b| a == b).count();
                (n_rows - self.numbers.len(), n_distinct, of_sorted(&self.numbers, column.kind == Kind::Date))
            }
            Cells::Categories { levels, codes } => {
                let n_missing = codes.iter().filter(Option::is_none).count();
                (n_missing, levels.len(), of_levels(levels, codes.iter().flatten()))
            }
        };
        Some(ColumnSummary {
            name: column.name.clone(),
            kind: column.kind,
            inferred: column.inferred,
            n_missing,
            n_distinct,
            distribution,
            unit: column.unit.clone(),
            described: Described::default(),
            remarks,
        })
    }
}

/// The distribution of some finite numbers, which may be days.
pub fn of_numbers(values: &[f64], dates: bool) -> Distribution {
    let mut sorted = values.to_vec();
    order::sort(&mut sorted);
    of_sorted(&sorted, dates)
}

fn of_sorted(sorted: &[f64], dates: bool) -> Distribution {
    let (Some(&min), Some(&max), Some(mean), Some(median)) =
        (sorted.first(), sorted.last(), stats::mean(sorted), stats::quantile(sorted, 0.5))
    else {
        return Distribution::Empty;
    };
    let mut bins = vec![0; N_BINS];
    // Half of the width first: the full width of finite numbers may be infinite.
    let half = max / 2.0 - min / 2.0;
    for v in sorted {
        let share = if half > 0.0 { (v / 2.0 - min / 2.0) / half } else { 0.5 };
        bins[((share * N_BINS as f64) as usize).min(N_BINS - 1)] += 1;
    }
    Distribution::Numbers { min, max, mean, median, bins, dates }
}

/// The distribution of level codes; ties are in the levels' own order.
pub fn of_levels(levels: &[String], codes: impl Iterator<Item = u32>) -> Distribution {
    let mut counts = vec![0u32; levels.len()];
    codes.for_each(|c| counts[c as usize] += 1);
    let mut frequent: Vec<usize> = (0..levels.len()).filter(|&i| counts[i] > 0).collect();
    if frequent.is_empty() {
        return Distribution::Empty;
    }
    order::sort_descending(&mut frequent, |&i| f64::from(counts[i]));
    let top = frequent.iter().take(N_TOP).map(|&i| (levels[i].clone(), counts[i])).collect();
    Distribution::Levels { top, other: frequent.iter().skip(N_TOP).map(|&i| counts[i]).sum() }
}
