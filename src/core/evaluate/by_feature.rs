//! Where a model errs: the rows of a part in groups of each feature, and the features whose groups differ most.

use super::interval::{self, Interval};
use crate::dataset::{Dataset, Encoder};
use crate::num::{math, order, stats};
use serde::{Deserialize, Serialize};

/// The errors of a part by the groups of one feature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeatureErrors {
    /// The feature's name.
    pub feature: String,
    /// Its groups that have rows: bins from low to high, or levels in natural order; missing cells last.
    pub groups: Vec<Group>,
    /// The share of the errors' variance that the groups tell, corrected for their number (Kelley's epsilon squared);
    /// `None` where nothing varies, or too few rows are there.
    pub told: Option<f64>,
    /// Whether the largest error and the smallest differ by more than chance, of as many pairs as the groups make.
    pub differ: bool,
}

/// The rows of one group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// Which rows.
    pub of: GroupOf,
    /// Their number.
    pub n: u32,
    /// Share predicted wrongly, or mean absolute error.
    pub error: f64,
    /// Of the error.
    pub interval: Option<Interval>,
}

/// What the rows of a group have in common.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum GroupOf {
    /// A number above the first and up to the second; open where there is none.
    Between(Option<f64>, Option<f64>),
    /// A level.
    Level(String),
    /// No value.
    Missing,
}

/// Features told, at most: those whose groups differ most.
pub const MOST_FEATURES: usize = 100;
/// A number's bins, by quantiles of the training rows.
const N_BINS: usize = 5;

/// Compares the errors of some rows (0 or 1 for classes, absolute for a number) by every feature, the most telling first.
pub fn by_feature(dataset: &Dataset, rows: &[u32], errors: &[f64]) -> Vec<FeatureErrors> {
    let is_share = dataset.target.n_classes().is_some();
    let mut all: Vec<FeatureErrors> =
        (0..dataset.features.len()).map(|j| of_feature(dataset, j, rows, errors, is_share)).collect();
    order::sort_descending(&mut all, |f| f.told.unwrap_or(f64::NEG_INFINITY));
    all.truncate(MOST_FEATURES);
    all
}

fn of_feature(dataset: &Dataset, feature_idx: usize, rows: &[u32], errors: &[f64], is_share: bool) -> FeatureErrors {
    let feature = &dataset.features[feature_idx];
    let column = dataset.values.column(feature_idx);
    let mut kinds: Vec<GroupOf> = Vec::new();
    let edges = match &feature.encoder {
        Encoder::Scaled { .. } => {
            let edges = edges(dataset.parts.train.iter().map(|&i| column[i as usize]));
            let edge = |i: usize| edges.get(i).copied();
            kinds.extend((0..=edges.len()).map(|i| GroupOf::Between(i.checked_sub(1).and_then(edge), edge(i))));
            edges
        }
        Encoder::OneHot { levels, .. } => {
            kinds.extend(levels.iter().cloned().map(GroupOf::Level));
            Vec::new()
        }
    };
    let missing = kinds.len();
    kinds.push(GroupOf::Missing);
    let mut members: Vec<Vec<f64>> = vec![Vec::new(); kinds.len()];
    for (&row, &error) in rows.iter().zip(errors) {
        let v = column[row as usize];
        let group = match &feature.encoder {
            _ if v.is_nan() => missing,
            Encoder::Scaled { .. } => edges.partition_point(|&e| e < v),
            Encoder::OneHot { .. } => (v as usize).min(missing),
        };
        members[group].push(error);
    }
    let (told, differ) = (told(&members), differ(&members, is_share));
    let group = |(of, errors): (GroupOf, Vec<f64>)| {
        let n = errors.len() as u32;
        let interval = if is_share {
            interval::of_share(wrong(&errors), n)
        } else {
            interval::of_mean(&errors).map(|i| Interval { low: i.low.max(0.0), high: i.high })
        };
        Some(Group { of, n, error: stats::mean(&errors)?, interval })
    };
    FeatureErrors {
        feature: feature.name.clone(),
        groups: kinds.into_iter().zip(members).filter_map(group).collect(),
        told,
        differ,
    }
}

/// Whether an interval of the difference between the group that errs most and the one that errs least is above 0. It is as wide as
/// it must be so that of all pairs together 5 in 100 seem to differ where none does (Bonferroni).
fn differ(members: &[Vec<f64>], is_share: bool) -> bool {
    let mut means: Vec<(f64, &[f64])> = members.iter().filter_map(|m| Some((stats::mean(m)?, &m[..]))).collect();
    order::sort_ascending(&mut means, |m| m.0);
    let (Some(&least), Some(&most)) = (means.first(), means.last()) else { return false };
    let n_pairs = (means.len() * (means.len() - 1) / 2).max(1);
    let z = math::normal_quantile(1.0 - 0.025 / n_pairs as f64);
    let own = |errors: &[f64]| {
        if is_share {
            interval::of_share_at(wrong(errors), errors.len() as u32, z)
        } else {
            interval::of_mean_at(errors, z)
        }
    };
    let (Some(low), Some(high)) = (own(least.1), own(most.1)) else { return false };
    interval::of_sum([(1.0, most.0, high), (-1.0, least.0, low)]).low > 0.0
}

/// Errors of classes are 0 or 1.
fn wrong(errors: &[f64]) -> u32 {
    errors.iter().filter(|e| **e > 0.0).count() as u32
}

/// Edges between bins of about equally many training rows; fewer where many are alike.
fn edges(train: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut sorted: Vec<f64> = train.filter(|v| !v.is_nan()).collect();
    order::sort(&mut sorted);
    let mut edges: Vec<f64> = (1..N_BINS).filter_map(|i| stats::quantile(&sorted, i as f64 / N_BINS as f64)).collect();
    edges.dedup();
    // Above the largest there is no training row.
    edges.retain(|e| sorted.last().is_some_and(|l| e < l));
    edges
}

/// Kelley's (1935) epsilon squared of the groups.
fn told(members: &[Vec<f64>]) -> Option<f64> {
    let groups: Vec<&Vec<f64>> = members.iter().filter(|m| !m.is_empty()).collect();
    let n: usize = groups.iter().map(|g| g.len()).sum();
    let mean = stats::sum(groups.iter().flat_map(|g| g.iter().copied())) / n as f64;
    let square = |v: f64, m: f64| (v - m) * (v - m);
    let total = stats::sum(groups.iter().flat_map(|g| g.iter().map(|&v| square(v, mean))));
    let within = stats::sum(groups.iter().flat_map(|g| {
        let own = stats::mean(g).unwrap_or(0.0);
        g.iter().map(move |&v| square(v, own))
    }));
    if groups.len() < 2 || n <= groups.len() || total <= 0.0 {
        return None;
    }
    let (more, left) = ((groups.len() - 1) as f64, (n - groups.len()) as f64);
    Some((total - within - more * within / left) / total).filter(|t| t.is_finite())
}
