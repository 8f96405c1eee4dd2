//! LIME's local line: kernel, selection and weighted ridge regression of lime 0.2.0.1 (lime_base.py), and the standard errors of
//! its coefficients.

use super::spec::{LimeSpec, Selection};
use crate::compute::exponential::exps_of_minus;
use crate::compute::gram::{Gram, Moments, Ridge};
use crate::num::solve::Factored;
use crate::num::{math, order, stats};
use ndarray::{Array1, ArrayView1, ArrayView2};

/// The local line.
#[derive(Clone, Debug, PartialEq)]
pub struct LimeSolution {
    /// One a feature: 0 for those that were not selected.
    pub coefficients: Vec<f64>,
    /// Standard errors of the coefficients: the sandwich of White (1980).
    pub errors: Vec<f64>,
    /// Where the line starts.
    pub intercept: f64,
    /// Weighted R2 of the line; `None` where the outputs do not vary.
    pub r2: Option<f64>,
    /// What the line says of the row itself.
    pub local_prediction: f64,
    /// (sum w)^2 / sum w^2.
    pub effective_samples: f64,
}

/// The reference's kernel width: three quarters of the root of the number of features.
pub fn default_width(n_features: usize) -> f64 {
    0.75 * math::sqrt(n_features as f64)
}

/// Fits the local line to the outputs (n_samples) of the perturbed rows.
pub fn solve(representation: ArrayView2<f64>, outputs: &[f64], spec: &LimeSpec) -> LimeSolution {
    let p = representation.ncols();
    let width = spec.kernel_width.unwrap_or_else(|| default_width(p));
    let row = representation.row(0);
    let weights = kernel(representation, row, width);
    let y = ArrayView1::from(outputs);
    let moments = Moments::of(representation, y, weights.view());
    let chosen = select(&moments, row, spec);
    let fit = moments.ridge(&chosen, 1.0);
    let errors = sandwich(&moments, &fit, &chosen, representation, y, &weights);
    let mut solved = LimeSolution {
        coefficients: vec![0.0; p],
        errors: vec![0.0; p],
        intercept: fit.intercept,
        r2: fit.r2,
        local_prediction: fit.intercept,
        effective_samples: effective(&weights),
    };
    for (i, &j) in chosen.iter().enumerate() {
        solved.coefficients[j] = fit.coefficients[i];
        solved.errors[j] = errors[i];
        solved.local_prediction += fit.coefficients[i] * row[j];
    }
    solved
}

/// sqrt(exp(-d^2 / width^2)) of the distances between representations and the row's.
fn kernel(representation: ArrayView2<f64>, row: ArrayView1<f64>, width: f64) -> Array1<f64> {
    let squares = |r: ArrayView1<f64>| r.iter().zip(row).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
    let mut weights: Vec<f64> = representation.rows().into_iter().map(|r| squares(r) / (width * width)).collect();
    exps_of_minus(&mut weights);
    weights.into_iter().map(math::sqrt).collect()
}

fn effective(weights: &Array1<f64>) -> f64 {
    let sum = stats::sum(weights.iter().copied());
    sum * sum / stats::sum(weights.iter().map(|w| w * w))
}

/// The features of the local line.
fn select(moments: &Moments, row: ArrayView1<f64>, spec: &LimeSpec) -> Vec<usize> {
    let all: Vec<usize> = (0..row.len()).collect();
    let k = spec.features.max(1) as usize;
    match spec.selection {
        Selection::All => all,
        _ if k >= row.len() => all,
        Selection::Forward => forward(moments, &all, k),
        Selection::Auto if k <= 6 => forward(moments, &all, k),
        Selection::HighestWeights | Selection::Auto => {
            let coefficients = moments.ridge(&all, 0.01).coefficients;
            let shares: Vec<f64> = all.iter().map(|&j| (coefficients[j] * row[j]).abs()).collect();
            order::descending(&shares).into_iter().take(k).collect()
        }
    }
}

/// One after the other the feature that raises R2 most.
fn forward(moments: &Moments, all: &[usize], k: usize) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::new();
    for _ in 0..k {
        let gain = |j: usize| {
            let with = [&chosen[..], &[j]].concat();
            moments.ridge(&with, 0.0).r2.unwrap_or(0.0)
        };
        let left = all.iter().copied().filter(|j| !chosen.contains(j));
        let scored = left.map(|j| (gain(j), j)).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        chosen.extend(scored.map(|s| s.1));
    }
    chosen
}

/// Standard errors of weighted ridge coefficients, whatever the outputs' spread: A^-1 (sum w^2 e^2 x x') A^-1.
fn sandwich(
    moments: &Moments,
    fit: &Ridge,
    chosen: &[usize],
    x: ArrayView2<f64>,
    y: ArrayView1<f64>,
    weights: &Array1<f64>,
) -> Vec<f64> {
    let mut meat = Gram::new(chosen.len());
    for (row, (&y, &w)) in x.rows().into_iter().zip(y.iter().zip(weights)) {
        let shares = chosen.iter().zip(&fit.coefficients).map(|(&j, c)| c * row[j]);
        let left = y - shares.fold(fit.intercept, |line, share| line + share);
        meat.add(chosen.iter().map(|&j| row[j] - moments.means()[j]), w * w * left * left);
    }
    let meat = meat.finish();
    let normal = Factored::of(moments.normal(chosen, 1.0).view());
    let error = |i: usize| {
        let mut unit = Array1::zeros(chosen.len());
        unit[i] = 1.0;
        let column = normal.solve(unit.view());
        math::sqrt(column.dot(&meat.dot(&column)).max(0.0))
    };
    (0..chosen.len()).map(error).collect()
}
