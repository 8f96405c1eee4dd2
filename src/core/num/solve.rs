//! Small dense solves in f64: Cholesky with a stated jitter.

use super::math;
use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

/// A solved system and how well conditioned it was.
#[derive(Clone, Debug)]
pub struct Solution {
    /// The coefficients, one a column.
    pub x: Array1<f64>,
    /// What was added to the diagonal, relative to its largest entry, to make the system solvable; 0 for a regular one.
    pub jitter: f64,
}

/// A symmetric positive semi-definite matrix, factored.
#[derive(Clone, Debug)]
pub struct Factored {
    /// The lower factor; `None` of nothing but zeros, which every x solves as well as none, or of numbers that are none.
    lower: Option<Array2<f64>>,
    /// See [`Solution::jitter`].
    pub jitter: f64,
}

impl Factored {
    /// Factors `a` (n x n). When a pivot falls below 1e-13 of the largest diagonal entry, a jitter is added, from 1e-12 up by
    /// factors of ten, and reported.
    pub fn of(a: ArrayView2<f64>) -> Factored {
        let top = a.diag().iter().copied().fold(0.0, f64::max);
        let mut jitter = 0.0;
        loop {
            if let Some(lower) = factor(a, jitter * top, 1e-13 * top) {
                return Factored { lower: Some(lower), jitter };
            }
            jitter = if jitter == 0.0 { 1e-12 } else { jitter * 10.0 };
            if jitter > 1e3 || top == 0.0 {
                return Factored { lower: None, jitter };
            }
        }
    }

    /// Solves `a x = b`.
    pub fn solve(&self, b: ArrayView1<f64>) -> Array1<f64> {
        self.lower.as_ref().map_or_else(|| Array1::zeros(b.len()), |lower| substitute(lower, b))
    }
}

/// Solves `a x = b` for a symmetric positive semi-definite `a` (n x n), see [`Factored::of`].
pub fn cholesky(a: ArrayView2<f64>, b: ArrayView1<f64>) -> Solution {
    let factored = Factored::of(a);
    Solution { x: factored.solve(b), jitter: factored.jitter }
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
