//! Which players matter most, as shap's `num_features(k)` finds out: the first `k` that least angle regression (Efron,
//! Hastie, Johnstone, Tibshirani 2004) takes in, on rows that hold each coalition and its complement.

use crate::compute::coalition::Coalitions;
use crate::num::{math, solve::cholesky};
use ndarray::{Array1, Array2};

/// The first `k` players, in the order in which they enter.
pub fn first(coalitions: &Coalitions, weights: &[f64], gains: &[f64], total: f64, k: usize) -> Vec<usize> {
    let (gram, mut correlation) = augmented(coalitions, weights, gains, total);
    let m = correlation.len();
    let mut active: Vec<usize> = Vec::new();
    for _ in 0..k.min(m) {
        let outside = |j: &usize| !active.contains(j);
        let strength = |j: usize| correlation[j].abs();
        let Some(next) = (0..m).filter(outside).max_by(|&a, &b| strength(a).total_cmp(&strength(b)).then(b.cmp(&a)))
        else {
            break;
        };
        let largest = strength(next);
        active.push(next);
        let signs: Array1<f64> = active.iter().map(|&j| if correlation[j] < 0.0 { -1.0 } else { 1.0 }).collect();
        let within = Array2::from_shape_fn((active.len(), active.len()), |(a, b)| gram[[active[a], active[b]]]);
        let toward = cholesky(within.view(), signs.view()).x;
        let unit = 1.0 / math::sqrt(signs.dot(&toward).max(f64::MIN_POSITIVE));
        let slope = |j: usize| unit * active.iter().zip(&toward).map(|(&a, w)| gram[[j, a]] * w).sum::<f64>();
        let slopes: Vec<f64> = (0..m).map(slope).collect();
        // As far as another player becomes as correlated as the active ones.
        let mut length = largest / unit;
        for j in (0..m).filter(|j| !active.contains(j)) {
            let (c, s) = (correlation[j], slopes[j]);
            for reach in [(largest - c) / (unit - s), (largest + c) / (unit + s)] {
                if reach > 1e-12 && reach < length {
                    length = reach;
                }
            }
        }
        correlation.iter_mut().zip(&slopes).for_each(|(c, s)| *c -= length * s);
    }
    active
}

/// Gram matrix and correlations of the weighted rows: the coalition with weight `w (m - s)`, and its complement, negated,
/// with weight `w s`, its gain taken from the total.
fn augmented(coalitions: &Coalitions, weights: &[f64], gains: &[f64], total: f64) -> (Array2<f64>, Array1<f64>) {
    let m = coalitions.n_players();
    let (mut gram, mut correlation) = (Array2::zeros((m, m)), Array1::zeros(m));
    for (idx, (&w, &gain)) in weights.iter().zip(gains).enumerate() {
        let size = coalitions.size(idx) as f64;
        let (inside, outside) = (w * (m as f64 - size), w * size);
        for i in 0..m {
            let has = coalitions.has(idx, i);
            let (wi, yi) = if has { (inside, gain) } else { (outside, total - gain) };
            correlation[i] += wi * yi;
            for j in 0..m {
                if coalitions.has(idx, j) == has {
                    gram[[i, j]] += wi;
                }
            }
        }
    }
    (gram, correlation)
}
