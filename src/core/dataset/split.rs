//! The split of rows into training, validation and test: by chance, by groups, in order, or as a column says.

use super::{DatasetError, DatasetSpec, Parts, SplitBy, SplitSpec, Target, WhyNoSplit};
use crate::num::order;
use crate::num::rng::Rng;
use crate::table::{Cells, Column, Table};

/// Words by which a column names the parts, in small letters.
const NAMES: [&[&str]; 3] = [
    &["train", "training", "fit", "learn"],
    &["validation", "valid", "val", "dev", "development", "tune"],
    &["test", "testing", "holdout", "hold-out", "eval", "evaluation"],
];

/// Percent of the rows that validation and test have at most, each.
const MOST: u8 = 50;

/// Divides the table's `rows`, whose target is `target`. Each part is ascending.
///
/// # Errors
/// [`DatasetError::NoSplit`] where the column cannot divide them, [`DatasetError::UnseenClass`] where no training row is of
/// some class.
pub fn split(table: &Table, target: &Target, rows: &[u32], spec: &DatasetSpec) -> Result<Parts, DatasetError> {
    let column = match spec.split_by.column() {
        None => None,
        Some(name) => Some(table.column(name).ok_or_else(|| no_split(name, WhyNoSplit::NoColumn))?),
    };
    let mut parts = match (&spec.split_by, column) {
        (SplitBy::Groups(_), Some(column)) => by_groups(column, rows, spec.split)?,
        (SplitBy::Parts(_), Some(column)) => as_said(column, rows)?,
        (SplitBy::Order(_), column) => in_order(column, rows, spec.split),
        _ => by_chance(target, rows.len(), spec.split),
    };
    for part in [&mut parts.train, &mut parts.validation, &mut parts.test] {
        part.sort_unstable();
    }
    if let Target::Classification { names, codes } = target {
        let mut seen = vec![false; names.len()];
        parts.train.iter().for_each(|&i| seen[codes[i as usize] as usize] = true);
        if let Some(unseen) = seen.iter().position(|s| !s) {
            return Err(DatasetError::UnseenClass { class: names[unseen].clone() });
        }
    }
    Ok(parts)
}

/// Whether a column's values are names of parts, among them training and another one.
pub fn names_parts(column: &Column) -> bool {
    let Cells::Categories { levels, .. } = &column.cells else { return false };
    let named: Vec<Option<usize>> = levels.iter().map(|l| part_named(l)).collect();
    named.iter().all(Option::is_some) && named.contains(&Some(0)) && named.len() > 1
}

fn part_named(level: &str) -> Option<usize> {
    NAMES.iter().position(|names| names.contains(&level.to_lowercase().as_str()))
}

fn no_split(name: &str, why: WhyNoSplit) -> DatasetError {
    DatasetError::NoSplit { name: name.to_owned(), why }
}

/// Within each class (all rows for a number) the rows are shuffled by the stream "split" and dealt out, so that each part's
/// share of a class differs from the asked one by one row at most, and by as little in total. Every class keeps at least one
/// training row, which the part gives back that is furthest above its share.
fn by_chance(target: &Target, n_rows: usize, spec: SplitSpec) -> Parts {
    let mut rng = Rng::stream(spec.seed, "split", 0);
    let (mut parts, mut seen) = (Parts::default(), 0);
    for mut rows in strata(target, n_rows) {
        rng.shuffle(&mut rows);
        let room = rows.len().saturating_sub(1);
        let [mut test, mut validation] = [spec.test, spec.validation].map(|percent| dealt(seen, rows.len(), percent));
        while test + validation > room {
            let share = |percent: u8| rows.len() as i64 * i64::from(percent.min(MOST));
            let above = |part: usize, percent: u8| 100 * part as i64 - share(percent);
            let more = above(test, spec.test) >= above(validation, spec.validation);
            *(if more { &mut test } else { &mut validation }) -= 1;
        }
        seen += rows.len();
        parts.test.extend(&rows[..test]);
        parts.validation.extend(&rows[test..test + validation]);
        parts.train.extend(&rows[test + validation..]);
    }
    parts
}

/// The groups are shuffled by the stream "split". One after the other goes to the test part as long as that brings its size
/// nearer to the asked one, then to validation, and the rest trains; so a part is off by half of a group at most, or by one
/// group where only a first group keeps it from being empty. Rows without a value are one group.
fn by_groups(column: &Column, rows: &[u32], spec: SplitSpec) -> Result<Parts, DatasetError> {
    let values: Vec<f64> = rows.iter().map(|&row| value(column, row)).collect();
    let order: Vec<u32> = order::ascending(&values).into_iter().map(|i| i as u32).collect();
    let mut groups: Vec<Vec<u32>> =
        order.chunk_by(|&a, &b| values[a as usize] == values[b as usize]).map(<[u32]>::to_vec).collect();
    if groups.len() < 2 {
        return Err(no_split(&column.name, WhyNoSplit::OneGroup));
    }
    Rng::stream(spec.seed, "split", 0).shuffle(&mut groups);
    let mut groups = groups.into_iter().peekable();
    let mut left = groups.len();
    let mut take = |percent: u8| {
        let wanted = dealt(0, rows.len(), percent);
        let mut part: Vec<u32> = Vec::new();
        while let Some(group) = groups.peek() {
            let nearer = (part.len() + group.len()).abs_diff(wanted) <= part.len().abs_diff(wanted);
            if left < 2 || wanted == 0 || !nearer && !part.is_empty() {
                break;
            }
            left -= 1;
            part.extend(groups.next().into_iter().flatten());
        }
        part
    };
    let (test, validation) = (take(spec.test), take(spec.validation));
    Ok(Parts { train: groups.flatten().collect(), validation, test })
}

/// A cell as a number: a category is the number of its level, and what is missing comes before all others.
pub(super) fn value(column: &Column, row: u32) -> f64 {
    match &column.cells {
        // Adding nothing makes one zero of both.
        Cells::Numbers(v) => v.get(row as usize).map_or(f64::NEG_INFINITY, |v| v + 0.0),
        Cells::Categories { codes, .. } => codes.get(row as usize).map_or(f64::NEG_INFINITY, f64::from),
    }
}

/// The first rows train, the next ones validate, the last ones test; rows without a value come first, and rows of one value
/// in the table's order. Categories are in the order of their levels.
fn in_order(column: Option<&Column>, rows: &[u32], spec: SplitSpec) -> Parts {
    let values: Vec<f64> = rows.iter().map(|&row| column.map_or(0.0, |column| value(column, row))).collect();
    let mut order: Vec<u32> = order::ascending(&values).into_iter().map(|i| i as u32).collect();
    let (validation, test) = (dealt(0, rows.len(), spec.validation), dealt(0, rows.len(), spec.test));
    let test = order.split_off(order.len() - test);
    let validation = order.split_off(order.len() - validation);
    Parts { train: order, validation, test }
}

fn as_said(column: &Column, rows: &[u32]) -> Result<Parts, DatasetError> {
    let Cells::Categories { levels, codes } = &column.cells else {
        return Err(no_split(&column.name, WhyNoSplit::Numbers));
    };
    let mut parts = [Vec::new(), Vec::new(), Vec::new()];
    for (&row, i) in rows.iter().zip(0..) {
        let Some(code) = codes.get(row as usize) else {
            return Err(no_split(&column.name, WhyNoSplit::Silent { row: row + 1 }));
        };
        let level = &levels[code as usize];
        let Some(part) = part_named(level) else {
            return Err(no_split(&column.name, WhyNoSplit::NoPart { value: level.clone() }));
        };
        parts[part].push(i);
    }
    let [train, validation, test] = parts;
    if train.is_empty() {
        return Err(no_split(&column.name, WhyNoSplit::NoTraining));
    }
    Ok(Parts { train, validation, test })
}

fn strata(target: &Target, n_rows: usize) -> Vec<Vec<u32>> {
    match target {
        Target::Regression(_) => vec![(0..n_rows as u32).collect()],
        Target::Classification { names, codes } => {
            let mut rows = vec![Vec::new(); names.len()];
            codes.iter().enumerate().for_each(|(i, &c)| rows[c as usize].push(i as u32));
            rows
        }
    }
}

/// How many of the `n` rows after the first `seen` go to a part of `percent`: the running total is rounded, not each class.
fn dealt(seen: usize, n: usize, percent: u8) -> usize {
    let total = |rows: usize| (rows * usize::from(percent.min(MOST)) + 50) / 100;
    total(seen + n) - total(seen)
}
