//! Metrics of predictions, in f64. Each equals scikit-learn's to 1e-12 on the stored references; an undefined one is `None`.

use crate::num::{math, stats};
use serde::{Deserialize, Serialize};

/// Scores of predictions against the truth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Scores {
    /// For classes.
    Classes(ClassScores),
    /// For a number.
    Numbers(NumberScores),
}

/// Scores of class predictions; the predicted class is the most probable one, the first of equals.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClassScores {
    /// Share predicted rightly.
    pub accuracy: f64,
    /// Mean of -ln p of the true class, p clipped to [2.2e-16, 1 - 2.2e-16] and renormalised as scikit-learn does.
    pub log_loss: f64,
    /// Area under the ROC curve: of the second class for two classes, the mean of one-against-rest for more; `None` when a class has no row.
    pub roc_auc: Option<f64>,
    /// One a class.
    pub by_class: Vec<ByClass>,
    /// Unweighted means over the classes, undefined entries counted as 0.
    pub macro_mean: Prf,
    /// Rows are true classes, columns predicted ones.
    pub confusion: Vec<Vec<u32>>,
}

/// Precision, recall and F1 of one class.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ByClass {
    /// `None` when the class was never predicted.
    pub precision: Option<f64>,
    /// `None` when the class has no row.
    pub recall: Option<f64>,
    /// `None` when both are undefined.
    pub f1: Option<f64>,
    /// True rows of the class.
    pub support: u32,
}

/// Averages.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prf {
    /// Mean precision.
    pub precision: f64,
    /// Mean recall.
    pub recall: f64,
    /// Mean F1.
    pub f1: f64,
}

/// Scores of a predicted number.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct NumberScores {
    /// Coefficient of determination; `None` when the truth does not vary.
    pub r2: Option<f64>,
    /// Root mean squared error.
    pub rmse: f64,
    /// Mean absolute error.
    pub mae: f64,
}

/// Scores class probabilities (`probabilities` is n_rows x n_classes, row-major) against true class indices.
pub fn of_classes(probabilities: &[f64], truth: &[u32], n_classes: usize) -> ClassScores {
    let mut confusion = vec![vec![0u32; n_classes]; n_classes];
    let mut loss = stats::Sum::default();
    for (p, &t) in probabilities.chunks_exact(n_classes).zip(truth) {
        confusion[t as usize][most_probable(p)] += 1;
        loss.add(log_loss(p, t as usize));
    }
    let n = truth.len() as f64;
    let right: u32 = (0..n_classes).map(|c| confusion[c][c]).sum();
    let by_class: Vec<ByClass> = (0..n_classes).map(|c| of_class(&confusion, c)).collect();
    let mean =
        |of: fn(&ByClass) -> Option<f64>| stats::sum(by_class.iter().map(|c| of(c).unwrap_or(0.0))) / n_classes as f64;
    let macro_mean = Prf { precision: mean(|c| c.precision), recall: mean(|c| c.recall), f1: mean(|c| c.f1) };
    ClassScores {
        accuracy: f64::from(right) / n,
        log_loss: loss.total() / n,
        roc_auc: roc_auc(probabilities, truth, n_classes),
        macro_mean,
        by_class,
        confusion,
    }
}

/// The index of the largest, the first of equals.
pub fn most_probable(probabilities: &[f64]) -> usize {
    let mut best = 0;
    for (i, &p) in probabilities.iter().enumerate() {
        if p > probabilities[best] {
            best = i;
        }
    }
    best
}

fn log_loss(probabilities: &[f64], class: usize) -> f64 {
    let clip = |p: f64| p.clamp(f64::EPSILON, 1.0 - f64::EPSILON);
    let total: f64 = probabilities.iter().map(|&p| clip(p)).sum();
    -math::ln(clip(probabilities[class]) / total)
}

fn of_class(confusion: &[Vec<u32>], class: usize) -> ByClass {
    let support: u32 = confusion[class].iter().sum();
    let predicted: u32 = confusion.iter().map(|row| row[class]).sum();
    let right = f64::from(confusion[class][class]);
    let share = |of: u32| (of > 0).then(|| right / f64::from(of));
    let f1 = (support + predicted > 0).then(|| 2.0 * right / f64::from(support + predicted));
    ByClass { precision: share(predicted), recall: share(support), f1, support }
}

fn roc_auc(probabilities: &[f64], truth: &[u32], n_classes: usize) -> Option<f64> {
    let of_class = |class: usize| {
        let scores = probabilities.chunks_exact(n_classes).map(|p| p[class]);
        area(scores.zip(truth).map(|(p, &t)| (p, t as usize == class)).collect())
    };
    if n_classes == 2 {
        return of_class(1);
    }
    let areas: Option<Vec<f64>> = (0..n_classes).map(of_class).collect();
    areas.and_then(|a| stats::mean(&a))
}

/// The share of pairs of a positive and a negative row that the score puts in order, ties counted half (Mann and Whitney).
fn area(mut scored: Vec<(f64, bool)>) -> Option<f64> {
    scored.sort_by(|a, b| a.0.total_cmp(&b.0));
    let n_positive = scored.iter().filter(|s| s.1).count() as f64;
    let n_negative = scored.len() as f64 - n_positive;
    let (mut in_order, mut below) = (0.0, 0.0);
    for tied in scored.chunk_by(|a, b| a.0 == b.0) {
        let positive = tied.iter().filter(|s| s.1).count() as f64;
        let negative = tied.len() as f64 - positive;
        in_order += positive * (below + 0.5 * negative);
        below += negative;
    }
    (n_positive > 0.0 && n_negative > 0.0).then(|| in_order / (n_positive * n_negative))
}

/// Scores predicted numbers.
pub fn of_numbers(predicted: &[f64], truth: &[f64]) -> NumberScores {
    let n = truth.len() as f64;
    let errors = || predicted.iter().zip(truth).map(|(p, t)| t - p);
    let squares = stats::sum(errors().map(|e| e * e));
    let mean = stats::mean(truth).unwrap_or(0.0);
    let total = stats::sum(truth.iter().map(|t| (t - mean) * (t - mean)));
    NumberScores {
        r2: (total > 0.0).then(|| 1.0 - squares / total),
        rmse: math::sqrt(squares / n),
        mae: stats::sum(errors().map(f64::abs)) / n,
    }
}
