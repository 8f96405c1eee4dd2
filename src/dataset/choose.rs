//! Which columns become features, and which one the target.

use super::{DatasetError, DatasetSpec, MissingPolicy, OffColumn, SplitBy, WhyOff};
use crate::table::{Cells, Column, Kind, Table};

/// A column of one value but for fewer rows than this, and for less than this share of the rows, is nearly constant.
const FEW_OTHERS: usize = 10;
/// See [`FEW_OTHERS`].
const RARE_OTHERS: f64 = 0.005;

/// The named column, or the last one that can be a target: it has two values or more, and is neither
/// an identifier nor a text nor a date, as long as there is another.
pub(super) fn target_column<'a>(table: &'a Table, spec: &DatasetSpec) -> Result<&'a Column, DatasetError> {
    match &spec.target {
        Some(name) => table.column(name).ok_or_else(|| DatasetError::NoTarget { name: name.clone() }),
        None => {
            let odd = [Kind::Identifier, Kind::Text, Kind::Date];
            let can = |c: &&Column| !odd.contains(&c.kind) && !is_constant(c);
            let last = table.columns.iter().rev();
            last.clone().find(can).or_else(|| last.clone().find(|c| !is_constant(c))).ok_or_else(|| {
                DatasetError::ConstantTarget { name: table.columns.last().map_or(String::new(), |c| c.name.clone()) }
            })
        }
    }
}

/// The columns that are features, each with its missing policy, and those that are not.
pub(super) fn choose<'a>(
    table: &'a Table,
    spec: &DatasetSpec,
    target: &Column,
) -> (Vec<(&'a Column, MissingPolicy)>, Vec<OffColumn>) {
    let (mut on, mut off) = (Vec::new(), Vec::new());
    for column in table.columns.iter().filter(|c| c.name != target.name) {
        let default = why_off(column, spec);
        let why = match spec.use_column.get(&column.name) {
            Some(true) => None,
            Some(false) => Some(default.unwrap_or(WhyOff::Chosen)),
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
fn why_off(column: &Column, spec: &DatasetSpec) -> Option<WhyOff> {
    let parts = matches!(&spec.split_by, SplitBy::Groups(name) | SplitBy::Parts(name) if *name == column.name);
    match (column.kind, most_frequent(column)) {
        _ if parts => Some(WhyOff::Splits),
        (_, Frequent { others: 0, present: false, .. }) => Some(WhyOff::Empty),
        (Kind::Identifier, _) => Some(WhyOff::Identifier),
        (Kind::Text, _) => Some(WhyOff::Text),
        (_, Frequent { others: 0, .. }) => Some(WhyOff::Constant),
        (_, f) if f.others < FEW_OTHERS && (f.others as f64) < RARE_OTHERS * f.n as f64 => Some(WhyOff::NearlyConstant),
        _ => None,
    }
}

fn is_constant(column: &Column) -> bool {
    most_frequent(column).others == 0
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
