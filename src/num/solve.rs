//! Small dense solves in f64: Cholesky with a stated jitter, weighted least squares, weighted ridge.

use super::{math, stats};
use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

/// A solved system and how well conditioned it was.
#[derive(Clone, Debug)]
pub struct Solution {
    /// The coefficients, one a column.
    pub x: Array1<f64>,
    /// What was added to the diagonal, relative to its largest entry, to make the system solvable; 0 for a regular one.
    pub jitter: f64,
}

/// Solves `a x = b` for a symmetric positive semi-definite `a` (n x n). When a pivot falls below 1e-13 of the largest
/// diagonal entry, a jitter is added, from 1e-12 up by factors of ten, and reported.
pub fn cholesky(a: ArrayView2<f64>, b: ArrayView1<f64>) -> Solution {
    let top = a.diag().iter().copied().fold(0.0, f64::max);
    let mut jitter = 0.0;
    loop {
        if let Some(l) = factor(a, jitter * top, 1e-13 * top) {
            return Solution { x: substitute(&l, b), jitter };
        }
        jitter = if jitter == 0.0 { 1e-12 } else { jitter * 10.0 };
        if jitter > 1e3 || top == 0.0 {
            // Nothing but zeros: every x solves it as well as none.
            return Solution { x: Array1::zeros(b.len()), jitter };
        }
    }
}

/// Weighted ridge with an unpenalised intercept: minimises sum w (y - x c - i)^2 + alpha |c|^2.
#[derive(Clone, Debug)]
pub struct Ridge {
    /// One coefficient a column.
    pub coefficients: Array1<f64>,
    /// The intercept.
    pub intercept: f64,
    /// Weighted coefficient of determination on the data that it was fitted to; `None` when y does not vary.
    pub r2: Option<f64>,
    /// See [`Solution::jitter`].
    pub jitter: f64,
}

/// Fits [`Ridge`] as scikit-learn does: centre by the weighted means, solve the normal equations. `x` is n x p.
pub fn ridge(x: ArrayView2<f64>, y: ArrayView1<f64>, weights: ArrayView1<f64>, alpha: f64) -> Ridge {
    let total = stats::sum(weights.iter().copied());
    let mean_of = |values: ArrayView1<f64>| stats::sum(values.iter().zip(&weights).map(|(v, w)| v * w)) / total;
    let x_mean: Vec<f64> = x.columns().into_iter().map(mean_of).collect();
    let y_mean = mean_of(y);
    let p = x.ncols();
    let (mut gram, mut moment) = (Array2::zeros((p, p)), Array1::zeros(p));
    let mut centred = vec![0.0; p];
    for (row, (&y, &w)) in x.rows().into_iter().zip(y.iter().zip(&weights)) {
        centred.iter_mut().zip(row.iter().zip(&x_mean)).for_each(|(c, (v, m))| *c = v - m);
        for i in 0..p {
            let wi = w * centred[i];
            moment[i] += wi * (y - y_mean);
            for j in 0..=i {
                gram[[i, j]] += wi * centred[j];
            }
        }
    }
    for i in 0..p {
        gram[[i, i]] += alpha;
        for j in 0..i {
            gram[[j, i]] = gram[[i, j]];
        }
    }
    let Solution { x: coefficients, jitter } = cholesky(gram.view(), moment.view());
    let intercept = y_mean - coefficients.iter().zip(&x_mean).map(|(c, m)| c * m).sum::<f64>();
    let r2 = r2(x, y, weights, &coefficients, intercept, y_mean);
    Ridge { coefficients, intercept, r2, jitter }
}

/// The lower factor of `a` with `added` on its diagonal; `None` when a pivot is not above `smallest`.
fn factor(a: ArrayView2<f64>, added: f64, smallest: f64) -> Option<Array2<f64>> {
    let n = a.nrows();
    let mut l = Array2::zeros((n, n));
    for i in 0..n {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| l[[i, k]] * l[[j, k]]).sum();
            let rest = a[[i, j]] + if i == j { added } else { 0.0 } - known;
            if i != j {
                l[[i, j]] = rest / l[[j, j]];
            } else if rest > smallest {
                l[[i, i]] = math::sqrt(rest);
            } else {
                return None;
            }
        }
    }
    Some(l)
}

fn substitute(l: &Array2<f64>, b: ArrayView1<f64>) -> Array1<f64> {
    let n = b.len();
    let mut x = b.to_owned();
    for i in 0..n {
        let known: f64 = (0..i).map(|k| l[[i, k]] * x[k]).sum();
        x[i] = (x[i] - known) / l[[i, i]];
    }
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|k| l[[k, i]] * x[k]).sum();
        x[i] = (x[i] - known) / l[[i, i]];
    }
    x
}

fn r2(
    x: ArrayView2<f64>,
    y: ArrayView1<f64>,
    weights: ArrayView1<f64>,
    coefficients: &Array1<f64>,
    intercept: f64,
    y_mean: f64,
) -> Option<f64> {
    let (mut residual, mut total) = (stats::Sum::default(), stats::Sum::default());
    for (row, (&y, &w)) in x.rows().into_iter().zip(y.iter().zip(&weights)) {
        let line: f64 = row.iter().zip(coefficients).map(|(v, c)| v * c).sum::<f64>() + intercept;
        residual.add(w * (y - line) * (y - line));
        total.add(w * (y - y_mean) * (y - y_mean));
    }
    (total.total() > 0.0).then(|| 1.0 - residual.total() / total.total())
}
