//! What should make one wary before training: features that know the target, rows that know each other.

use super::association::{Series, associate};
use super::{Dataset, DatasetSpec, Encoder, SplitBy, Target, names_parts};
use crate::num::rng::Rng;
use crate::num::{order, stats};
use crate::table::{Cells, Column, Kind, Table, says_key};
use serde::{Deserialize, Serialize};

/// Something to be wary of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Hint {
    /// The feature is the target by other names.
    Copy {
        /// The feature.
        feature: String,
    },
    /// The feature alone predicts the target nearly perfectly.
    Alone {
        /// The feature.
        feature: String,
        /// Share of rows that it predicts rightly, or R2 for a number; on rows that it was not fitted on.
        score: f64,
        /// Share of rows that the most frequent class has; `None` for a number.
        baseline: Option<f64>,
    },
    /// Kept-back rows of which training has an equal.
    Repeats {
        /// How many.
        known: usize,
        /// Of so many.
        kept_back: usize,
    },
    /// An identifier is on.
    Identifier {
        /// The feature.
        feature: String,
    },
    /// There are dates, and rows are divided by chance.
    Dates {
        /// The column.
        column: String,
    },
    /// A key has several rows of one value, and rows are divided by chance.
    Groups {
        /// The column.
        column: String,
        /// Its different values.
        n_values: usize,
    },
    /// A column names parts, and the rows are divided otherwise.
    NamesParts {
        /// The column.
        column: String,
    },
}

/// A feature predicts the target nearly perfectly when it leaves less than this share of what guessing leaves: errors of
/// the most frequent class, or the variance.
pub const NEARLY: f64 = 0.02;
/// Below so many rows that is no news.
const FEW_ROWS: usize = 30;
/// The most rows on which it is tried.
const MOST_ROWS: usize = 20_000;
/// How near to 1 the correlation of a copy is.
const COPY: f64 = 1e-9;
/// A key of groups has at least so many values, each of at most so many rows on average.
const GROUPS: (usize, usize) = (5, 50);

/// What is to be said of a feature as such.
pub fn of_feature(dataset: &Dataset, feature_idx: usize) -> Option<Hint> {
    let feature = dataset.features[feature_idx].name.clone();
    if dataset.features[feature_idx].kind == Kind::Identifier {
        return Some(Hint::Identifier { feature });
    }
    if dataset.n_rows() < FEW_ROWS {
        return None;
    }
    if is_copy(dataset, feature_idx) {
        return Some(Hint::Copy { feature });
    }
    let (score, baseline) = alone(dataset, feature_idx)?;
    let left = (1.0 - score) / (1.0 - baseline.unwrap_or(0.0));
    (left < NEARLY).then_some(Hint::Alone { feature, score, baseline })
}

/// What is to be said of how the rows are divided.
pub fn of_table(table: &Table, spec: &DatasetSpec, dataset: &Dataset) -> Vec<Hint> {
    let others = || table.columns.iter().filter(|c| c.name != dataset.target_name);
    if matches!(spec.split_by, SplitBy::Parts(_)) {
        return Vec::new();
    }
    if let Some(column) = others().find(|c| names_parts(c)) {
        return vec![Hint::NamesParts { column: column.name.clone() }];
    }
    if spec.split_by != SplitBy::Chance {
        return Vec::new();
    }
    let groups = others().find_map(|c| {
        let n_values = n_groups(c).filter(|_| says_key(&c.name))?;
        Some(Hint::Groups { column: c.name.clone(), n_values })
    });
    let dates = others().find(|c| c.kind == Kind::Date && varies(c));
    groups.into_iter().chain(dates.map(|c| Hint::Dates { column: c.name.clone() })).collect()
}

/// The number of values of a column that may stand for groups.
fn n_groups(column: &Column) -> Option<usize> {
    let mut keys: Vec<f64> = match &column.cells {
        // Adding nothing makes one zero of both.
        Cells::Numbers(v) => v.iter().flatten().map(|v| v + 0.0).collect(),
        Cells::Categories { codes, .. } => codes.iter().flatten().map(f64::from).collect(),
    };
    let n = keys.len();
    order::sort(&mut keys);
    keys.dedup();
    (keys.len() >= GROUPS.0 && keys.len() < n && keys.len() * GROUPS.1 >= n).then_some(keys.len())
}

/// Whether a column has two different values.
pub(super) fn varies(column: &Column) -> bool {
    match &column.cells {
        Cells::Numbers(v) => {
            let mut present = v.iter().flatten();
            let first = present.next();
            present.any(|v| Some(v) != first)
        }
        Cells::Categories { levels, .. } => levels.len() > 1,
    }
}

/// Whether feature and target say the same: each class goes with one value and each value with one class, or the two
/// numbers lie on a line.
fn is_copy(dataset: &Dataset, feature_idx: usize) -> bool {
    let values = dataset.values.column(feature_idx).to_vec();
    match &dataset.target {
        Target::Regression(y) => {
            let is_number = matches!(dataset.features[feature_idx].encoder, Encoder::Scaled { .. });
            let whole = values.iter().all(|v| !v.is_nan());
            is_number
                && whole
                && associate(&Series::Numbers(values), &Series::Numbers(y.clone()))
                    .value
                    .is_some_and(|v| v > 1.0 - COPY)
        }
        Target::Classification { names, codes } => {
            let mut value_of = vec![None; names.len()];
            let one = values.iter().zip(codes).all(|(v, &c)| *value_of[c as usize].get_or_insert(*v) == *v);
            let mut used: Vec<f64> = value_of.into_iter().flatten().collect();
            order::sort(&mut used);
            let n_used = used.len();
            used.dedup();
            one && used.len() == n_used
        }
    }
}

/// How well the feature alone predicts the target: the target of the rows with the nearest value (for a category, with the
/// same one), from one half of the rows to the other and back. The score, and the share of the most frequent class.
fn alone(dataset: &Dataset, feature_idx: usize) -> Option<(f64, Option<f64>)> {
    let mut rows: Vec<u32> = (0..dataset.n_rows() as u32).collect();
    Rng::stream(0, "alone", 0).shuffle(&mut rows);
    rows.truncate(MOST_ROWS);
    let nearest = matches!(dataset.features[feature_idx].encoder, Encoder::Scaled { .. });
    let value = |i: u32| dataset.features[feature_idx].filled(dataset.values[[i as usize, feature_idx]]);
    let (first, second) = rows.split_at(rows.len() / 2);
    match &dataset.target {
        Target::Regression(y) => {
            let y = |i: u32| y[i as usize];
            let all: Vec<f64> = rows.iter().map(|&i| y(i)).collect();
            let mean = stats::mean(&all)?;
            let mut errors = Vec::with_capacity(rows.len());
            for (fitted, asked) in [(first, second), (second, first)] {
                let known = Known::of(fitted, value, |same| stats::sum(same.iter().map(|&i| y(i))) / same.len() as f64);
                errors.extend(asked.iter().map(|&i| known.at(value(i), nearest).unwrap_or(mean) - y(i)));
            }
            let total = stats::sum(all.iter().map(|v| (v - mean) * (v - mean)));
            let left = stats::sum(errors.iter().map(|e| e * e));
            (total > 0.0).then(|| (1.0 - left / total, None))
        }
        Target::Classification { names, codes } => {
            let most = |rows: &[u32]| {
                let mut counts = vec![0usize; names.len()];
                rows.iter().for_each(|&i| counts[codes[i as usize] as usize] += 1);
                let most = (0..counts.len()).max_by_key(|&c| (counts[c], std::cmp::Reverse(c))).unwrap_or(0);
                (most as u32, counts[most])
            };
            let (usual, n_usual) = most(&rows);
            let mut right = 0;
            for (fitted, asked) in [(first, second), (second, first)] {
                let known = Known::of(fitted, value, |same| most(same).0);
                right += asked
                    .iter()
                    .filter(|&&i| known.at(value(i), nearest).unwrap_or(usual) == codes[i as usize])
                    .count();
            }
            let share = |n: usize| n as f64 / rows.len() as f64;
            (n_usual < rows.len()).then(|| (share(right), Some(share(n_usual))))
        }
    }
}

/// What the target is at each value of a feature, ascending by value.
struct Known<T>(Vec<(f64, T)>);

impl<T: Copy> Known<T> {
    fn of(rows: &[u32], value: impl Fn(u32) -> f64, at: impl Fn(&[u32]) -> T) -> Known<T> {
        let mut in_order = rows.to_vec();
        in_order.sort_unstable();
        let mut rows: Vec<(f64, u32)> =
            in_order.into_iter().map(|i| (value(i), i)).filter(|(v, _)| !v.is_nan()).collect();
        order::sort_ascending(&mut rows, |r| r.0);
        let one = |same: &[(f64, u32)]| (same[0].0, at(&same.iter().map(|s| s.1).collect::<Vec<_>>()));
        Known(rows.chunk_by(|a, b| a.0 == b.0).map(one).collect())
    }

    fn at(&self, value: f64, nearest: bool) -> Option<T> {
        let after = self.0.partition_point(|(v, _)| *v < value);
        let near = [after.checked_sub(1), Some(after)].into_iter().flatten().filter_map(|i| self.0.get(i));
        let found = near.min_by(|a, b| (a.0 - value).abs().total_cmp(&(b.0 - value).abs()))?;
        (nearest || found.0 == value).then_some(found.1)
    }
}
