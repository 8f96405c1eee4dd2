//! Small dense solves in f64: Cholesky with a stated jitter, weighted least squares, weighted ridge.

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
    let _ = (a, b);
    todo!("helper: explain")
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
    let _ = (x, y, weights, alpha);
    let _: Option<Array2<f64>> = None;
    todo!("helper: explain")
}
