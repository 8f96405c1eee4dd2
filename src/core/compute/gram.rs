//! Weighted Gram matrices, and the weighted ridge that is fitted from them: all that a least-squares fit needs, so that any
//! subset of the columns can be fitted without going through the rows again.

use super::real::Real;
use super::simd::{F64x4, Lanes};
use crate::num::solve::Factored;
use crate::num::stats::Sum;
use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

/// Rows whose products are added up before the next ones are looked at.
const BLOCK: usize = 64;

/// `sum over r of (w[r] x[r, i]) x[r, j]`, a sum in the order of the rows for each pair of columns.
#[derive(Clone, Debug)]
pub struct Gram {
    n: usize,
    /// Columns in fours.
    n_fours: usize,
    /// n_fours tiles of four rows, n_fours fours each; only tiles on and below the diagonal are summed.
    sums: Vec<[f64; 4]>,
    /// Rows of the block, and the same times their weights.
    rows: Vec<[f64; 4]>,
    weighted: Vec<[f64; 4]>,
}

impl Gram {
    /// Of `n` columns and no rows yet.
    pub fn new(n: usize) -> Gram {
        let n_fours = n.div_ceil(4);
        let sums = vec![[0.0; 4]; 4 * n_fours * n_fours];
        Gram { n, n_fours, sums, rows: Vec::new(), weighted: Vec::new() }
    }

    /// Adds a row with its weight.
    pub fn add(&mut self, row: impl IntoIterator<Item = f64>, weight: f64) {
        let begin = self.rows.len();
        self.rows.resize(begin + self.n_fours, [0.0; 4]);
        self.rows[begin..].as_flattened_mut().iter_mut().zip(row).for_each(|(to, v)| *to = v);
        let w = <f64 as Real>::Four::splat(weight);
        for four in &self.rows[begin..] {
            let mut weighted = [0.0; 4];
            (w * <f64 as Real>::Four::load(four)).store(&mut weighted);
            self.weighted.push(weighted);
        }
        if self.rows.len() >= BLOCK * self.n_fours {
            self.add_block();
        }
    }

    /// The lower half and the diagonal.
    pub fn finish(mut self) -> Array2<f64> {
        self.add_block();
        let at = |i: usize, j: usize| self.sums[i * self.n_fours + j / 4][j % 4];
        Array2::from_shape_fn((self.n, self.n), |(i, j)| at(i.max(j), i.min(j)))
    }

    fn add_block(&mut self) {
        let n_fours = self.n_fours;
        if self.rows.is_empty() {
            return;
        }
        for i in 0..n_fours {
            for j in 0..=i {
                let at = |k: usize| (4 * i + k) * n_fours + j;
                let mut tile = [0, 1, 2, 3].map(|k| self.sums[at(k)]);
                let rows = self.weighted[i..].iter().step_by(n_fours).zip(self.rows[j..].iter().step_by(n_fours));
                add_products(rows, &mut tile);
                for (k, sums) in tile.into_iter().enumerate() {
                    self.sums[at(k)] = sums;
                }
            }
        }
        self.rows.clear();
        self.weighted.clear();
    }
}

/// Adds the products of four weighted numbers and four others, row after row.
fn add_products<'a>(rows: impl Iterator<Item = (&'a [f64; 4], &'a [f64; 4])>, tile: &mut [[f64; 4]; 4]) {
    type Four = <f64 as Real>::Four;
    let [a, b, c, d] = tile;
    let (mut s0, mut s1, mut s2, mut s3) = (Four::load(a), Four::load(b), Four::load(c), Four::load(d));
    for (x, y) in rows {
        let y = Four::load(y);
        s0 += Four::splat(x[0]) * y;
        s1 += Four::splat(x[1]) * y;
        s2 += Four::splat(x[2]) * y;
        s3 += Four::splat(x[3]) * y;
    }
    s0.store(a);
    s1.store(b);
    s2.store(c);
    s3.store(d);
}

/// `sum over r of x[r, j] w[r]`, compensated: to the bit those of [`Sum`], four columns at a time.
#[derive(Clone, Debug)]
pub struct WeightedSums {
    n: usize,
    row: Vec<[f64; 4]>,
    sums: Vec<[f64; 4]>,
    compensations: Vec<[f64; 4]>,
}

impl WeightedSums {
    /// Of `n` columns and no rows yet.
    pub fn new(n: usize) -> WeightedSums {
        let [row, sums, compensations] = [(); 3].map(|()| vec![[0.0; 4]; n.div_ceil(4)]);
        WeightedSums { n, row, sums, compensations }
    }

    /// Adds a row with its weight.
    pub fn add(&mut self, row: impl IntoIterator<Item = f64>, weight: f64) {
        self.row.as_flattened_mut().iter_mut().zip(row).for_each(|(to, v)| *to = v);
        let w = F64x4::splat(weight);
        for ((row, sum), compensation) in self.row.iter().zip(&mut self.sums).zip(&mut self.compensations) {
            let (v, before) = (F64x4::load(row) * w, F64x4::load(sum));
            let after = before + v;
            let lost = before.by_size(v, (before - after) + v, (v - after) + before);
            (F64x4::load(compensation) + lost).store(compensation);
            after.store(sum);
        }
    }

    /// The sums.
    pub fn finish(self) -> Vec<f64> {
        let both = self.sums.as_flattened().iter().zip(self.compensations.as_flattened());
        both.take(self.n).map(|(sum, compensation)| sum + compensation).collect()
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
    /// See [`crate::num::solve::Solution::jitter`].
    pub jitter: f64,
}

/// The weighted moments of some columns and a target, about their weighted means.
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
        let p = x.ncols();
        let (mut x_sums, mut y_sum, mut y_squares) = (WeightedSums::new(p), Sum::default(), Sum::default());
        let mut weight = Sum::default();
        for (row, (&y, &w)) in x.rows().into_iter().zip(y.iter().zip(&weights)) {
            x_sums.add(row.iter().copied(), w);
            y_sum.add(y * w);
            y_squares.add(w * y * y);
            weight.add(w);
        }
        let x_mean: Array1<f64> = x_sums.finish().into_iter().map(|sum| sum / weight.total()).collect();
        let y_mean = y_sum.total() / weight.total();
        // The target is the first column, so that the half that is summed holds its products with all others.
        let mut gram = Gram::new(p + 1);
        for (row, (&y, &w)) in x.rows().into_iter().zip(y.iter().zip(&weights)) {
            gram.add([y - y_mean].into_iter().chain(row.iter().zip(&x_mean).map(|(v, mean)| v - mean)), w);
        }
        let all = gram.finish();
        Moments {
            x_mean,
            y_mean,
            gram: all.slice(ndarray::s![1.., 1..]).to_owned(),
            moment: all.slice(ndarray::s![1.., 0]).to_owned(),
            total: all[[0, 0]],
            y_squares: y_squares.total(),
        }
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
        let factored = Factored::of(self.normal(columns, alpha).view());
        let coefficients = factored.solve(moment.view());
        let shift: f64 = columns.iter().zip(&coefficients).map(|(&j, c)| c * self.x_mean[j]).sum();
        let plain = self.normal(columns, 0.0);
        let left = self.total - 2.0 * coefficients.dot(&moment) + coefficients.dot(&plain.dot(&coefficients));
        // What rounding of the mean leaves of a y that does not vary is no variation.
        let varies = self.total > 1e-24 * self.y_squares;
        let r2 = varies.then(|| 1.0 - left / self.total);
        Ridge { coefficients, intercept: self.y_mean - shift, r2, jitter: factored.jitter }
    }
}

/// Fits [`Ridge`] on all columns of `x` (n x p).
pub fn ridge(x: ArrayView2<f64>, y: ArrayView1<f64>, weights: ArrayView1<f64>, alpha: f64) -> Ridge {
    let all: Vec<usize> = (0..x.ncols()).collect();
    Moments::of(x, y, weights).ridge(&all, alpha)
}
