//! What the table itself says of a row: its cells as they stand there, before rare levels became one, and what the row is called.

use super::{Dataset, ExclusionReason, OffColumn};
use crate::table::{Cells, Column, Table, Value};
use std::sync::Arc;

/// The table that a data set was made from, and which of its columns are what.
#[derive(Clone, Debug, Default)]
pub struct Written {
    table: Arc<Table>,
    /// The column of each feature.
    features: Vec<usize>,
    /// The columns that name the rows.
    names: Vec<usize>,
    /// The one of them that is a row's title.
    title: Option<usize>,
}

impl Written {
    /// Of a table, the columns that are features, by their names, and those that are none.
    pub(super) fn of<'a>(table: &Arc<Table>, features: impl Iterator<Item = &'a str>, off: &[OffColumn]) -> Written {
        let place = |name: &str| table.columns.iter().position(|c| c.name == name);
        let names: Vec<usize> = off
            .iter()
            .filter(|c| matches!(c.why, ExclusionReason::Identifier | ExclusionReason::NearlyUnique))
            .filter_map(|c| place(&c.name))
            .take(MOST_NAMES)
            .collect();
        let title = names.iter().copied().find(|&c| !counts_rows(&table.columns[c]));
        Written { table: table.clone(), features: features.filter_map(place).collect(), names, title }
    }
}

/// Columns that name the rows, at most.
const MOST_NAMES: usize = 3;

/// Whether a column's cells are the rows' own numbers, from wherever they begin.
fn counts_rows(column: &Column) -> bool {
    let Cells::Numbers(cells) = &column.cells else { return false };
    let Some(first) = cells.get(0) else { return false };
    cells.iter().enumerate().all(|(i, cell)| cell == Some(first + i as f64))
}

impl Dataset {
    /// A cell as the table has it: a level may be one that the model knows only as "other".
    pub fn written(&self, row_idx: usize, feature_idx: usize) -> Value {
        let Written { table, features, .. } = &self.written;
        match features.get(feature_idx) {
            Some(&column) => table.value(self.table_rows[row_idx] as usize, column),
            None => self.value(row_idx, feature_idx),
        }
    }

    /// The names of the columns that name the rows.
    pub fn naming_columns(&self) -> impl Iterator<Item = &str> {
        self.written.names.iter().map(|&c| self.written.table.columns[c].name.as_str())
    }

    /// What those columns call a row.
    pub fn names_of_row(&self, row_idx: usize) -> Vec<Value> {
        self.written.names.iter().map(|&c| self.written.table.value(self.table_rows[row_idx] as usize, c)).collect()
    }

    /// What one of those columns is sorted by; NaN where its cell is missing.
    pub fn rank_of_name(&self, row_idx: usize, name_idx: usize) -> f64 {
        let Written { table, names, .. } = &self.written;
        let row = self.table_rows[row_idx] as usize;
        let cell = names.get(name_idx).and_then(|&c| match &table.columns[c].cells {
            Cells::Numbers(v) => v.get(row),
            Cells::Categories { codes, .. } => codes.get(row).map(f64::from),
        });
        cell.unwrap_or(f64::NAN)
    }

    /// What a row is called, where the table says more of it than its number.
    pub fn title_of_row(&self, row_idx: usize) -> Option<String> {
        let title = self.written.table.value(self.table_rows[row_idx] as usize, self.written.title?);
        (title != Value::Missing).then(|| title.to_string())
    }

    /// All columns of the table, for a search through its cells.
    pub fn table(&self) -> &Table {
        &self.written.table
    }
}
