//! Scores of class probabilities, in f64. Each equals scikit-learn's to 1e-12 on the stored references; an undefined one is
//! `None`. Rows may count more than once, which is how the bootstrap draws them.

use super::confusion::{self, ByClass, Confusion};
use crate::model::Decision;
use crate::num::{math, order, stats};
use serde::{Deserialize, Serialize};

/// Scores of class predictions. The predicted class is the one that was decided for; areas, log loss and Brier score are of the
/// probabilities alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClassScores {
    /// Share predicted rightly. It is also the micro average of precision, of recall and of F1.
    pub accuracy: f64,
    /// Mean recall of the classes that have rows.
    pub balanced_accuracy: Option<f64>,
    /// Matthews' correlation coefficient; `None` when all rows are of one class, or predicted as one.
    pub mcc: Option<f64>,
    /// Mean of -ln p of the true class, p clipped to [2.2e-16, 1 - 2.2e-16] and renormalised as scikit-learn does.
    pub log_loss: f64,
    /// Mean squared distance of the probabilities from the truth: of the second class for two, summed over all for more.
    pub brier: f64,
    /// Area under the ROC curve: for two classes of either, for more the mean of one-against-rest; `None` when a class has
    /// no row.
    pub roc_auc: Option<f64>,
    /// The same, classes weighted by their rows.
    pub roc_auc_weighted: Option<f64>,
    /// Mean average precision of the classes; `None` when a class has no row.
    pub average_precision: Option<f64>,
    /// One a class.
    pub by_class: Vec<ByClass>,
    /// Unweighted means over the classes, undefined entries counted as 0.
    pub macro_mean: Prf,
    /// Means weighted by the classes' rows, undefined entries counted as 0.
    pub weighted_mean: Prf,
    /// Rows are true classes, columns predicted ones.
    pub confusion: Confusion,
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

/// Scores class probabilities (`probabilities` is n_rows x n_classes, row-major) against true class indices, at least one, each
/// row being decided for its most probable class.
pub fn of_classes(probabilities: &[f64], truth: &[u32], n_classes: usize) -> ClassScores {
    of_decided(probabilities, truth, n_classes, Decision::MostProbable)
}

/// The same, each row being decided by a rule.
pub fn of_decided(probabilities: &[f64], truth: &[u32], n_classes: usize, decision: Decision) -> ClassScores {
    ClassRows::new(probabilities, truth, n_classes, decision).scores(&vec![1; truth.len()])
}

/// Rows made ready to be scored again and again.
#[derive(Clone, Debug)]
pub struct ClassRows {
    n_classes: usize,
    truth: Vec<u32>,
    predicted: Vec<u32>,
    log_loss: Vec<f64>,
    brier: Vec<f64>,
    /// For each class the rows by descending probability, with the length of each run of equal ones.
    orders: Vec<(Vec<u32>, Vec<u32>)>,
}

impl ClassRows {
    /// Takes the rows; see [`of_classes`].
    pub fn new(probabilities: &[f64], truth: &[u32], n_classes: usize, decision: Decision) -> ClassRows {
        let rows = || probabilities.chunks_exact(n_classes);
        let order = |class: usize| {
            let of = |row: u32| probabilities[row as usize * n_classes + class];
            let own: Vec<f64> = (0..truth.len() as u32).map(of).collect();
            let order: Vec<u32> = order::descending(&own).into_iter().map(|i| i as u32).collect();
            let runs = order.chunk_by(|&a, &b| of(a) == of(b)).map(|run| run.len() as u32).collect();
            (order, runs)
        };
        ClassRows {
            n_classes,
            truth: truth.to_vec(),
            predicted: rows().map(|p| decision.class(p) as u32).collect(),
            log_loss: rows().zip(truth).map(|(p, &t)| log_loss(p, t as usize)).collect(),
            brier: rows().zip(truth).map(|(p, &t)| brier(p, t as usize)).collect(),
            orders: (0..n_classes).map(order).collect(),
        }
    }

    /// Their scores, each row counted as often as its weight says; at least one row counts.
    pub fn scores(&self, weights: &[u32]) -> ClassScores {
        let n_classes = self.n_classes;
        let mut confusion = vec![vec![0u32; n_classes]; n_classes];
        for ((&t, &p), &w) in self.truth.iter().zip(&self.predicted).zip(weights) {
            confusion[t as usize][p as usize] += w;
        }
        let n = weights.iter().map(|&w| f64::from(w)).sum::<f64>();
        let mean = |values: &[f64]| stats::sum(values.iter().zip(weights).map(|(v, &w)| f64::from(w) * v)) / n;
        let by_class: Vec<ByClass> = (0..n_classes)
            .map(|c| {
                let (roc_auc, average_precision) = self.areas(c, weights);
                ByClass { roc_auc, average_precision, ..confusion::of_class(&confusion, c) }
            })
            .collect();
        let averaged = |weight: &dyn Fn(&ByClass) -> f64| {
            let of = |read: fn(&ByClass) -> Option<f64>| {
                stats::sum(by_class.iter().map(|c| weight(c) * read(c).unwrap_or(0.0)))
                    / stats::sum(by_class.iter().map(weight))
            };
            Prf { precision: of(|c| c.precision), recall: of(|c| c.recall), f1: of(|c| c.f1) }
        };
        let whole = |weight: &dyn Fn(&ByClass) -> f64, read: fn(&ByClass) -> Option<f64>| {
            let terms: Option<Vec<f64>> = by_class.iter().map(|c| read(c).map(|v| weight(c) * v)).collect();
            terms.map(|t| stats::sum(t) / stats::sum(by_class.iter().map(weight)))
        };
        let (even, by_rows) = (|_: &ByClass| 1.0, |c: &ByClass| f64::from(c.support));
        let binary_auc = by_class.get(1).filter(|_| n_classes == 2).map(|c| c.roc_auc);
        ClassScores {
            accuracy: f64::from(confusion::n_right(&confusion)) / n,
            balanced_accuracy: confusion::balanced_accuracy(&confusion),
            mcc: confusion::mcc(&confusion),
            log_loss: mean(&self.log_loss),
            brier: mean(&self.brier),
            roc_auc: binary_auc.unwrap_or_else(|| whole(&even, |c| c.roc_auc)),
            roc_auc_weighted: binary_auc.unwrap_or_else(|| whole(&by_rows, |c| c.roc_auc)),
            average_precision: whole(&even, |c| c.average_precision),
            macro_mean: averaged(&even),
            weighted_mean: averaged(&by_rows),
            by_class,
            confusion,
        }
    }

    /// ROC AUC of a class, the share of pairs of a row of it and another that are in order, ties counted half (Mann and
    /// Whitney 1947); and its average precision, the sum of each rise in recall times the precision there.
    fn areas(&self, class: usize, weights: &[u32]) -> (Option<f64>, Option<f64>) {
        let (order, runs) = &self.orders[class];
        let is_class = |row: u32| self.truth[row as usize] as usize == class;
        let weight = |row: u32| f64::from(weights[row as usize]);
        let n_true: f64 = order.iter().filter(|&&r| is_class(r)).map(|&r| weight(r)).sum();
        let (mut in_order, mut steps) = (0.0, stats::Sum::default());
        let (mut above_true, mut above_false, mut at) = (0.0, 0.0, 0);
        for &run in runs {
            let (mut tied_true, mut tied_false) = (0.0, 0.0);
            for &row in &order[at..at + run as usize] {
                *(if is_class(row) { &mut tied_true } else { &mut tied_false }) += weight(row);
            }
            at += run as usize;
            in_order += tied_false * (above_true + 0.5 * tied_true);
            above_true += tied_true;
            above_false += tied_false;
            if tied_true > 0.0 {
                steps.add(tied_true / n_true * (above_true / (above_true + above_false)));
            }
        }
        let auc = (n_true > 0.0 && above_false > 0.0).then(|| in_order / (n_true * above_false));
        (auc, (n_true > 0.0).then(|| steps.total()))
    }
}

/// The log loss of one row: minus the natural logarithm of the probability of its class. Probabilities are clipped to [ε, 1 − ε], where ε is
/// `f64::EPSILON`, and divided by their sum, as in scikit-learn's `log_loss`.
pub fn log_loss(probabilities: &[f64], class: usize) -> f64 {
    let clip = |p: f64| p.clamp(f64::EPSILON, 1.0 - f64::EPSILON);
    let total: f64 = probabilities.iter().map(|&p| clip(p)).sum();
    -math::ln(clip(probabilities[class]) / total)
}

/// The squared distance of a row's probabilities from its class: of the second class for two, summed over all for more.
pub(super) fn brier(probabilities: &[f64], class: usize) -> f64 {
    let square = |(c, p): (usize, &f64)| {
        let d = p - if c == class { 1.0 } else { 0.0 };
        d * d
    };
    match probabilities {
        [_, second] => square((1, second)),
        _ => stats::sum(probabilities.iter().enumerate().map(square)),
    }
}
