//! Scores of a predicted number, in f64. Each equals scikit-learn's to 1e-12 on the stored references; an undefined one is
//! `None`. Rows may count more than once, which is how the bootstrap draws them.

use crate::num::{math, order, stats};
use serde::{Deserialize, Serialize};

/// Scores of a predicted number.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct NumberScores {
    /// Coefficient of determination; `None` when the truth does not vary.
    pub r2: Option<f64>,
    /// The same without the errors' mean; `None` when the truth does not vary.
    pub explained_variance: Option<f64>,
    /// Root mean squared error.
    pub rmse: f64,
    /// Mean absolute error.
    pub mae: f64,
    /// Median absolute error.
    pub median_absolute_error: f64,
    /// Largest absolute error.
    pub max_error: f64,
    /// Mean absolute error as a share of the truth; `None` when a true value is 0.
    pub mape: Option<f64>,
}

/// Scores predicted numbers against the truth, at least one.
pub fn of_numbers(predicted: &[f64], truth: &[f64]) -> NumberScores {
    NumberRows::new(predicted, truth).scores(&vec![1; truth.len()])
}

/// Rows made ready to be scored again and again.
#[derive(Clone, Debug)]
pub struct NumberRows {
    truth: Vec<f64>,
    /// Actual minus predicted.
    errors: Vec<f64>,
    /// Rows by ascending absolute error.
    order: Vec<u32>,
}

impl NumberRows {
    /// Takes the rows.
    pub fn new(predicted: &[f64], truth: &[f64]) -> NumberRows {
        let errors: Vec<f64> = predicted.iter().zip(truth).map(|(p, t)| t - p).collect();
        let sizes: Vec<f64> = errors.iter().map(|e| e.abs()).collect();
        let order = order::ascending(&sizes).into_iter().map(|i| i as u32).collect();
        NumberRows { truth: truth.to_vec(), errors, order }
    }

    /// Their scores, each row counted as often as its weight says; at least one row counts.
    pub fn scores(&self, weights: &[u32]) -> NumberScores {
        let n = weights.iter().map(|&w| f64::from(w)).sum::<f64>();
        let sum = |of: &dyn Fn(usize) -> f64| {
            stats::sum(weights.iter().enumerate().filter(|w| *w.1 > 0).map(|(i, &w)| f64::from(w) * of(i)))
        };
        let square = |v: f64| v * v;
        let squares = sum(&|i| square(self.errors[i]));
        let (mean, mean_error) = (sum(&|i| self.truth[i]) / n, sum(&|i| self.errors[i]) / n);
        let total = sum(&|i| square(self.truth[i] - mean));
        let about_mean = sum(&|i| square(self.errors[i] - mean_error));
        let has_zero = self.truth.iter().zip(weights).any(|(t, &w)| w > 0 && *t == 0.0);
        NumberScores {
            r2: (total > 0.0).then(|| 1.0 - squares / total),
            explained_variance: (total > 0.0).then(|| 1.0 - about_mean / total),
            rmse: math::sqrt(squares / n),
            mae: sum(&|i| self.errors[i].abs()) / n,
            median_absolute_error: self.median(weights, n as u64),
            max_error: self.nth(weights, n as u64 - 1),
            mape: (!has_zero).then(|| sum(&|i| (self.errors[i] / self.truth[i]).abs()) / n),
        }
    }

    /// The absolute error at a place of the ascending order in which each row stands as often as it counts.
    fn nth(&self, weights: &[u32], place: u64) -> f64 {
        let mut before = 0;
        let at = self.order.iter().find(|&&row| {
            before += u64::from(weights[row as usize]);
            before > place
        });
        at.map_or(0.0, |&row| self.errors[row as usize].abs())
    }

    fn median(&self, weights: &[u32], n: u64) -> f64 {
        let (low, high) = (self.nth(weights, (n - 1) / 2), self.nth(weights, n / 2));
        if low == high { low } else { 0.5 * (low + high) }
    }
}
