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
            // Nothing but zeros, which every x solves as well as none, or numbers that are none.
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

/// The weighted moments of some columns and a target, about their weighted means: all that a least-squares fit needs, so
/// that any subset of the columns can be fitted without going through the rows again.
#[derive(Clone, Debug)]
pub struct Moments {
    x_mean: Array1<f64>,
    y_mean: f64,
    gram: Array2<f64>,
    moment: Array1<f64>,
    total: f64,
    y_squares: f64,
}

impl Moments {
    /// Of `x` (n x p), `y` and `weights` (n).
    pub fn of(x: ArrayView2<f64>, y: ArrayView1<f64>, weights: ArrayView1<f64>) -> Moments {
        let sum = stats::sum(weights.iter().copied());
        let mean_of = |values: ArrayView1<f64>| stats::sum(values.iter().zip(&weights).map(|(v, w)| v * w)) / sum;
        let x_mean: Array1<f64> = x.columns().into_iter().map(mean_of).collect();
        let y_mean = mean_of(y);
        let p = x.ncols();
        let (mut gram, mut moment, mut total) = (Array2::zeros((p, p)), Array1::zeros(p), 0.0);
        let mut centred = vec![0.0; p];
        for (row, (&y, &w)) in x.rows().into_iter().zip(y.iter().zip(&weights)) {
            centred.iter_mut().zip(row.iter().zip(&x_mean)).for_each(|(c, (v, m))| *c = v - m);
            total += w * (y - y_mean) * (y - y_mean);
            for i in 0..p {
                let wi = w * centred[i];
                moment[i] += wi * (y - y_mean);
                for j in 0..=i {
                    gram[[i, j]] += wi * centred[j];
                }
            }
        }
        for i in 0..p {
            for j in 0..i {
                gram[[j, i]] = gram[[i, j]];
            }
        }
        let y_squares = stats::sum(y.iter().zip(&weights).map(|(y, w)| w * y * y));
        Moments { x_mean, y_mean, gram, moment, total, y_squares }
    }

    /// The weighted means of the columns.
    pub fn means(&self) -> ArrayView1<'_, f64> {
        self.x_mean.view()
    }

    /// The normal matrix of the chosen columns with the penalty on its diagonal.
    pub fn normal(&self, columns: &[usize], alpha: f64) -> Array2<f64> {
        let entry = |i: usize, j: usize| self.gram[[columns[i], columns[j]]] + if i == j { alpha } else { 0.0 };
        Array2::from_shape_fn((columns.len(), columns.len()), |(i, j)| entry(i, j))
    }

    /// Fits [`Ridge`] on the chosen columns as scikit-learn does: about the weighted means, by the normal equations.
    pub fn ridge(&self, columns: &[usize], alpha: f64) -> Ridge {
        let moment: Array1<f64> = columns.iter().map(|&j| self.moment[j]).collect();
        let Solution { x: coefficients, jitter } = cholesky(self.normal(columns, alpha).view(), moment.view());
        let shift: f64 = columns.iter().zip(&coefficients).map(|(&j, c)| c * self.x_mean[j]).sum();
        let plain = self.normal(columns, 0.0);
        let left = self.total - 2.0 * coefficients.dot(&moment) + coefficients.dot(&plain.dot(&coefficients));
        // What rounding of the mean leaves of a y that does not vary is no variation.
        let varies = self.total > 1e-24 * self.y_squares;
        let r2 = varies.then(|| 1.0 - left / self.total);
        Ridge { coefficients, intercept: self.y_mean - shift, r2, jitter }
    }
}

/// Fits [`Ridge`] on all columns of `x` (n x p).
pub fn ridge(x: ArrayView2<f64>, y: ArrayView1<f64>, weights: ArrayView1<f64>, alpha: f64) -> Ridge {
    let all: Vec<usize> = (0..x.ncols()).collect();
    Moments::of(x, y, weights).ridge(&all, alpha)
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
