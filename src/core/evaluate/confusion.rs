//! What follows from counts of rows by true and predicted class alone.

use super::interval::{self, Interval};
use crate::model::Decision;
use crate::num::{math, stats};
use serde::{Deserialize, Serialize};

/// Counts; rows are true classes, columns predicted ones.
pub type Confusion = Vec<Vec<u32>>;

/// Scores of one class against the rest.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ByClass {
    /// `None` when the class was never predicted.
    pub precision: Option<f64>,
    /// `None` when the class has no row.
    pub recall: Option<f64>,
    /// `None` when both are undefined.
    pub f1: Option<f64>,
    /// Area under the ROC curve; `None` when the class has no row, or all.
    pub roc_auc: Option<f64>,
    /// Average precision; `None` when the class has no row.
    pub average_precision: Option<f64>,
    /// True rows of the class.
    pub support: u32,
}

/// The index of the largest, the first of equals.
pub fn most_probable(probabilities: &[f64]) -> usize {
    Decision::MostProbable.class(probabilities)
}

/// Rows on the diagonal.
pub fn n_right(confusion: &Confusion) -> u32 {
    (0..confusion.len()).map(|c| confusion[c][c]).sum()
}

/// Rows of a class, and rows that are predicted as it.
fn margins(confusion: &Confusion, class: usize) -> (u32, u32) {
    (confusion[class].iter().sum(), confusion.iter().map(|row| row[class]).sum())
}

/// Wilson's intervals of the accuracy, of a class's precision, and of its recall.
pub fn accuracy_interval(confusion: &Confusion) -> Option<Interval> {
    interval::of_share(n_right(confusion), confusion.iter().flatten().sum())
}

/// See [`accuracy_interval`]; `None` where the class was never predicted.
pub fn precision_interval(confusion: &Confusion, class: usize) -> Option<Interval> {
    interval::of_share(confusion[class][class], margins(confusion, class).1)
}

/// See [`accuracy_interval`]; `None` where the class has no row.
pub fn recall_interval(confusion: &Confusion, class: usize) -> Option<Interval> {
    interval::of_share(confusion[class][class], margins(confusion, class).0)
}

/// Precision, recall and F1 of a class; areas are not in the counts.
pub fn of_class(confusion: &Confusion, class: usize) -> ByClass {
    let (support, predicted) = margins(confusion, class);
    let right = f64::from(confusion[class][class]);
    let share = |of: u32| (of > 0).then(|| right / f64::from(of));
    let f1 = (support + predicted > 0).then(|| 2.0 * right / f64::from(support + predicted));
    ByClass { precision: share(predicted), recall: share(support), f1, roc_auc: None, average_precision: None, support }
}

/// The mean recall of the classes that have rows; `None` without any row.
pub fn balanced_accuracy(confusion: &Confusion) -> Option<f64> {
    let recalls: Vec<f64> = (0..confusion.len()).filter_map(|c| of_class(confusion, c).recall).collect();
    stats::mean(&recalls)
}

/// Matthews' correlation for any number of classes (Gorodkin 2004); `None` when all rows are of one class, or predicted as one.
pub fn mcc(confusion: &Confusion) -> Option<f64> {
    let sums = |of: &dyn Fn(usize) -> u32| -> Vec<f64> { (0..confusion.len()).map(|c| f64::from(of(c))).collect() };
    let truth = sums(&|c| confusion[c].iter().sum());
    let predicted = sums(&|c| confusion.iter().map(|row| row[c]).sum());
    let n: f64 = truth.iter().sum();
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let spread = (n * n - dot(&truth, &truth)) * (n * n - dot(&predicted, &predicted));
    let together = f64::from(n_right(confusion)) * n - dot(&truth, &predicted);
    (spread > 0.0).then(|| together / math::sqrt(spread))
}
