//! Which columns become features.

use super::{DatasetSpec, ExclusionReason, MissingPolicy, OffColumn, SplitBy};
use crate::num::order;
use crate::table::{Cells, Column, Kind, Table, says_key};

/// A column of one value but for fewer rows than this, and for less than this share of the rows, is nearly constant.
const FEW_OTHERS: usize = 10;
/// See [`FEW_OTHERS`].
const RARE_OTHERS: f64 = 0.005;

/// The columns that are features, each with its missing policy, and those that are not.
pub(super) fn choose<'a>(
    table: &'a Table,
    spec: &DatasetSpec,
    target: &Column,
) -> (Vec<(&'a Column, MissingPolicy)>, Vec<OffColumn>) {
    let (mut on, mut off) = (Vec::new(), Vec::new());
    for column in table.columns.iter().filter(|c| c.name != target.name) {
        let default = exclusion(column, spec);
        let why = match spec.use_column.get(&column.name) {
            Some(true) => None,
            Some(false) => Some(default.unwrap_or(ExclusionReason::Chosen)),
            None => default,
        };
        match why {
            None => on.push((column, policy(column, spec))),
            Some(why) => off.push(OffColumn { name: column.name.clone(), why }),
        }
    }
    (on, off)
}

/// The chosen policy, where it suits the column's kind; else the default.
fn policy(column: &Column, spec: &DatasetSpec) -> MissingPolicy {
    let suiting: &[MissingPolicy] = match column.cells {
        Cells::Numbers(_) => &MissingPolicy::FOR_NUMBERS,
        Cells::Categories { .. } => &MissingPolicy::FOR_CATEGORIES,
    };
    spec.missing.get(&column.name).copied().filter(|p| suiting.contains(p)).unwrap_or(suiting[0])
}

/// Whether a cell of a column is missing.
pub(super) fn is_missing(column: &Column, row: usize) -> bool {
    match &column.cells {
        Cells::Numbers(v) => v.get(row).is_none(),
        Cells::Categories { codes, .. } => codes.get(row).is_none(),
    }
}

/// Why a column is off unless the user turns it on.
fn exclusion(column: &Column, spec: &DatasetSpec) -> Option<ExclusionReason> {
    let parts = matches!(&spec.split_by, SplitBy::Groups(name) | SplitBy::Parts(name) if *name == column.name);
    match (column.kind, most_frequent(column)) {
        _ if parts => Some(ExclusionReason::Splits),
        (_, Frequent { others: 0, present: false, .. }) => Some(ExclusionReason::Empty),
        (Kind::Identifier, _) => Some(ExclusionReason::Identifier),
        (Kind::Text, _) => Some(ExclusionReason::Text),
        (_, Frequent { others: 0, .. }) => Some(ExclusionReason::Constant),
        (_, f) if f.others < FEW_OTHERS && (f.others as f64) < RARE_OTHERS * f.n as f64 => {
            Some(ExclusionReason::NearlyConstant)
        }
        _ if nearly_unique(column) => Some(ExclusionReason::NearlyUnique),
        _ => None,
    }
}

/// From so many values on, those of which most rows have one of their own say nothing of new rows.
const MANY_VALUES: usize = 20;

/// Whether more than half as many values as cells are different: names, and numbers under the name of a key.
pub(super) fn nearly_unique(column: &Column) -> bool {
    let n_values = match &column.cells {
        Cells::Categories { levels, .. } if column.kind == Kind::Category => levels.len(),
        Cells::Numbers(cells) if column.kind == Kind::Number && says_key(&column.name) => {
            let mut values: Vec<f64> = cells.iter().flatten().collect();
            order::sort(&mut values);
            values.dedup();
            values.len()
        }
        _ => 0,
    };
    n_values >= MANY_VALUES && n_values * 2 > n_present(column).0
}

/// Number of cells that are not missing, and of all.
pub(super) fn n_present(column: &Column) -> (usize, usize) {
    match &column.cells {
        Cells::Numbers(v) => (v.iter().flatten().count(), v.iter().len()),
        Cells::Categories { codes, .. } => (codes.iter().flatten().count(), codes.iter().len()),
    }
}

/// How often the cell occurs that more than half of the rows have, if there is one.
struct Frequent {
    /// All rows.
    n: usize,
    /// Rows with another cell; at least half of them where no cell is so frequent.
    others: usize,
    /// Whether it is a value, and not a missing cell.
    present: bool,
}

fn most_frequent(column: &Column) -> Frequent {
    match &column.cells {
        Cells::Numbers(v) => majority(v.iter()),
        Cells::Categories { codes, .. } => majority(codes.iter()),
    }
}

/// The vote of Boyer and Moore (1991), and a count of its winner.
fn majority<T: PartialEq + Copy>(cells: impl ExactSizeIterator<Item = Option<T>> + Clone) -> Frequent {
    let (mut winner, mut lead) = (None, 0);
    for cell in cells.clone() {
        if lead == 0 {
            winner = cell;
        }
        lead = if cell == winner { lead + 1 } else { lead - 1 };
    }
    let n = cells.len();
    Frequent { n, others: cells.filter(|c| *c != winner).count(), present: winner.is_some() }
}
