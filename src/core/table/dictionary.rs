//! A dictionary of columns: what each is called in words, what it is measured in, and what it means. It is a table itself, of the
//! columns `table`, `column`, `label`, `unit` and `meaning`; an empty cell says nothing.

use super::summary::{Described, Summary};
use super::{Doubt, Kind, Sheet};
use std::collections::BTreeMap;

/// What is said of each column, by the names of its table and of the column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dictionary(BTreeMap<(String, String), Described>);

impl Dictionary {
    /// Reads one; `None` where the bytes are no such table.
    pub fn read(bytes: &[u8]) -> Option<Dictionary> {
        let sheet = Sheet::parse(bytes, None).ok()?;
        let at = |name: &str| sheet.names.iter().position(|n| n == name);
        let [table, column, label, unit, meaning] = ["table", "column", "label", "unit", "meaning"].map(at);
        let (table, column) = (table?, column?);
        let said = |row: usize, column: Option<usize>| sheet.cell(row, column?).map(str::to_owned);
        let entry = |row: usize| {
            let described = Described { label: said(row, label), unit: said(row, unit), meaning: said(row, meaning) };
            Some(((said(row, Some(table))?, said(row, Some(column))?), described))
        };
        Some(Dictionary((0..sheet.n_rows()).filter_map(entry).collect()))
    }

    /// What is said of a column of the table called `table`.
    pub fn column(&self, table: &str, column: &str) -> Option<&Described> {
        self.0.get(&(table.to_owned(), column.to_owned()))
    }

    /// Says it in the summary of that table.
    pub fn describe(&self, table: &str, summary: &mut Summary) {
        for column in &mut summary.columns {
            column.described = self.column(table, &column.name).cloned().unwrap_or_default();
        }
    }
}

/// Says of the columns of a table what its line of units does.
pub fn describe_units(summary: &mut Summary) {
    let lines =
        summary.doubts.iter().filter_map(|d| if let Doubt::Units { units, .. } = d { Some(units) } else { None });
    for (name, unit) in lines.flatten() {
        if let Some(column) = summary.columns.iter_mut().find(|c| c.name == *name && c.kind == Kind::Number) {
            column.described.unit = Some(unit.trim_matches(['(', ')', '[', ']', ' ']).to_owned());
        }
    }
}
