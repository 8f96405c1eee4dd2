//! The rows as a list: filtered and sorted in pieces of some milliseconds, kept as an order, and told by windows.

use super::fitted_model::FittedModel;
use super::scored_rows::ScoredRows;
use crate::protocol::rows::{N_CELLS, Place, RowFilter, RowQuery, RowsFound, RowsQuestion, Sort};
use vitrine_core::dataset::Dataset;
use vitrine_core::num::order;
use vitrine_core::recipe::Key;
use vitrine_core::table::{Cells, Column, Value};

/// The order of the newest query.
#[derive(Debug)]
pub struct Listing {
    key: Key,
    query: RowQuery,
    /// Row indices that the filter lets through, so far.
    order: Vec<u32>,
    /// Rows that were looked at.
    n_seen: usize,
    /// Made when the order is.
    picks: Option<Picks>,
    matches: Matches,
}

/// Rows of the list that are worth a look, as the table counts them.
#[derive(Clone, Copy, Debug)]
struct Picks {
    worst: Option<u32>,
    nearest: Option<u32>,
}

/// Which levels of each column of the table hold the text; looked at once and not once a row.
#[derive(Debug)]
struct Matches {
    text: String,
    levels: Vec<Vec<bool>>,
    /// Whether a missing cell is called so.
    names_missing: bool,
}

/// Cells that one piece of work compares with a text, about.
const WORK: usize = 8_000;

impl Listing {
    /// Begins a list for the model of `key`.
    pub fn new(key: &Key, query: &RowQuery, dataset: &Dataset) -> Listing {
        let text = query.filter.text.trim().to_lowercase();
        let holds = |levels: &[String]| levels.iter().map(|l| l.to_lowercase().contains(&text)).collect();
        let levels = dataset.table().columns.iter().map(|c| match &c.cells {
            Cells::Categories { levels, .. } => holds(levels),
            Cells::Numbers(_) => Vec::new(),
        });
        let matches = Matches { levels: levels.collect(), text, names_missing: query.names_missing };
        Listing { key: key.clone(), query: query.clone(), order: Vec::new(), n_seen: 0, picks: None, matches }
    }

    /// Whether it is the list of this query for this model.
    pub fn is_of(&self, key: &Key, query: &RowQuery) -> bool {
        self.key == *key && self.query == *query
    }

    /// Does the next piece of work; `true` when the order is ready.
    pub fn step(&mut self, dataset: &Dataset, fitted: &FittedModel) -> bool {
        let rows = ScoredRows::by(&self.query, dataset, fitted);
        let n_rows = dataset.n_rows();
        if self.n_seen < n_rows {
            let to = (self.n_seen + WORK / (dataset.features.len() + 1) + 64).min(n_rows);
            let (filter, matches) = (&self.query.filter, &self.matches);
            let through = (self.n_seen..to).filter(|&i| lets_through(filter, matches, &rows, i));
            self.order.extend(through.map(|i| i as u32));
            self.n_seen = to;
        } else if self.picks.is_none() {
            sort(&mut self.order, self.query.sort, &rows);
            let wrong = |i: usize| Some(rows.error(i).abs()).filter(|_| rows.right(i) != Some(true));
            let worst = self.first(dataset, wrong);
            self.picks = Some(Picks { worst, nearest: self.first(dataset, |i| rows.margin(i).map(|m| -m)) });
        }
        self.picks.is_some()
    }

    /// The window that is asked for; the order must be ready.
    pub fn found(&self, asked: &RowsQuestion, dataset: &Dataset, fitted: &FittedModel) -> RowsFound {
        let rows = ScoredRows::by(&self.query, dataset, fitted);
        let (n, n_features) = (self.order.len(), dataset.features.len());
        let first = (asked.first_feature as usize).min(n_features);
        let last = first.saturating_add(asked.n_features as usize).min(n_features);
        let most = N_CELLS / (last - first + 1) + 1;
        let from = (asked.from as usize).min(n);
        let to = (from + most.min(asked.n as usize)).min(n);
        RowsFound {
            total: n as u32,
            n_rows: dataset.n_rows() as u32,
            rows: self.order[from..to].iter().map(|&i| rows.listed(i as usize, first..last)).collect(),
            place: self.place(asked.around, dataset),
            worst: self.picks.and_then(|p| p.worst),
            nearest: self.picks.and_then(|p| p.nearest),
        }
    }

    fn place(&self, around: Option<u32>, dataset: &Dataset) -> Place {
        let table_row = |at: usize| self.order.get(at).map(|&i| dataset.table_rows[i as usize]);
        let idx = around.and_then(|row| dataset.table_rows.binary_search(&row).ok());
        match idx.and_then(|idx| self.order.iter().position(|&i| i as usize == idx)) {
            Some(at) => {
                Place { at: Some(at as u32), before: at.checked_sub(1).and_then(table_row), after: table_row(at + 1) }
            }
            None => {
                Place { at: None, before: self.order.len().checked_sub(1).and_then(table_row), after: table_row(0) }
            }
        }
    }

    /// The row with the largest score, the first of equals by its number.
    fn first(&self, dataset: &Dataset, score: impl Fn(usize) -> Option<f64>) -> Option<u32> {
        let scored = self.order.iter().filter_map(|&i| Some((score(i as usize)?, i)));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        best.map(|(_, i)| dataset.table_rows[i as usize])
    }
}

fn lets_through(filter: &RowFilter, matches: &Matches, rows: &ScoredRows, row_idx: usize) -> bool {
    let is = |wanted: &Option<String>, class: Option<&str>| wanted.as_deref().is_none_or(|w| Some(w) == class);
    filter.part.is_none_or(|p| rows.dataset.part_of(row_idx as u32) == p)
        && is(&filter.truth, rows.true_class(row_idx))
        && is(&filter.predicted, rows.decided(row_idx))
        && filter.right.is_none_or(|r| rows.right(row_idx) == Some(r))
        && (matches.text.is_empty() || holds(matches, rows.dataset, row_idx))
}

/// Whether the text is in the row's number or one of its cells, be its column a feature or not.
fn holds(matches: &Matches, dataset: &Dataset, row_idx: usize) -> bool {
    let (text, table, row) = (matches.text.as_str(), dataset.table(), dataset.table_rows[row_idx]);
    let cell = |(j, column): (usize, &Column)| match &column.cells {
        Cells::Categories { codes, .. } => codes
            .get(row as usize)
            .map_or(matches.names_missing, |code| matches.levels[j].get(code as usize) == Some(&true)),
        // As the list has it: a number, or a date.
        Cells::Numbers(_) => match table.value(row as usize, j) {
            Value::Missing => matches.names_missing,
            value => value.to_string().to_lowercase().contains(text),
        },
    };
    (row + 1).to_string().contains(text) || table.columns.iter().enumerate().any(cell)
}

/// Equals stay in the order of the table, and what is missing comes last whichever way.
fn sort(order: &mut Vec<u32>, sort: Sort, rows: &ScoredRows) {
    order::sort_ascending(order, |&row| match rows.size(row as usize, sort.by) {
        size if size.is_nan() => f64::INFINITY,
        size if sort.descending => -size,
        size => size,
    });
}
