//! N12: every kernel against plain loops that take the same sums in the same order, at lengths that fill registers and tiles,
//! fall short of them and go beyond, and with numbers of any size. Run natively, where four numbers are an array, and in the
//! browser, where they are a register.

use vitrine::compute::backward::add_gradients;
use vitrine::compute::dense::{Activation, Dense};
use vitrine::compute::exponential::{exps_of_minus, sigmoids};
use vitrine::compute::gram::{Gram, WeightedSums};
use vitrine::compute::optimiser::{AdamStep, adam, sgd};
use vitrine::compute::quantile::normal_quantiles;
use vitrine::compute::real::Real;
use vitrine::compute::sparse::SparseRows;
use vitrine::num::math;
use vitrine::num::rng::Rng;
use vitrine::num::stats;

/// Below, at and above the widths of registers, tiles and parts.
const LENGTHS: [usize; 16] = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 64, 67];

/// How full rows are: all of it, as a hidden layer, as one-hot rows, and not at all.
const SHARES: [f64; 4] = [1.0, 0.5, 0.1, 0.0];

/// Numbers of both signs, some of which are zero and some very large or very small.
pub fn numbers<R: Real>(n: usize, share: f64, rng: &mut Rng) -> Vec<R> {
    let one = |rng: &mut Rng| match rng.below(40) {
        _ if rng.uniform() >= share => 0.0,
        0 => 1e30,
        1 => -1e-30,
        2 => 1e-42,
        _ => rng.normal(),
    };
    (0..n).map(|_| R::from_f64(one(rng))).collect()
}

/// Whether all numbers are the same to the bit, but for the sign of zero; what is no number is so in both.
pub fn same<R: Real>(a: &[R], b: &[R]) -> bool {
    let is_none = |v: &R| v.partial_cmp(v).is_none();
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a == b || (is_none(a) && is_none(b)))
}

/// A layer over rows by the book.
fn layer_by_the_book<R: Real>(x: &[R], n_rows: usize, weights: &[R], biases: &[R], activation: Activation) -> Vec<R> {
    let (n_out, n_in) = (biases.len(), weights.len() / biases.len().max(1));
    let mut out = Vec::new();
    for r in 0..n_rows {
        for j in 0..n_out {
            let sum = (0..n_in).fold(biases[j], |sum, i| sum + x[r * n_in + i] * weights[i * n_out + j]);
            let (zero, one) = (R::from_f64(0.0), R::from_f64(1.0));
            out.push(match activation {
                Activation::Relu => {
                    if sum > zero {
                        sum
                    } else {
                        zero
                    }
                }
                Activation::Tanh => sum.tanh(),
                Activation::Sigmoid if sum < zero => sum.exp() / (one + sum.exp()),
                Activation::Sigmoid => one / (one + (-sum).exp()),
                Activation::Identity => sum,
            });
        }
    }
    out
}

/// Layers forward.
pub fn layers<R: Real>() {
    let mut rng = Rng::stream(1, "layers", 0);
    let activations = [Activation::Relu, Activation::Identity, Activation::Tanh, Activation::Sigmoid];
    for (at, &n_in) in LENGTHS.iter().enumerate() {
        for &n_out in &LENGTHS[1..] {
            let (n_rows, share) = (LENGTHS[rng.below(LENGTHS.len())], SHARES[rng.below(4)]);
            let activation = activations[at % 4];
            let (weights, biases) = (numbers::<R>(n_in * n_out, 1.0, &mut rng), numbers::<R>(n_out, 0.9, &mut rng));
            let x = numbers::<R>(n_rows * n_in, share, &mut rng);
            let mut dense = Dense::new(n_in, n_out, activation);
            dense.set(&weights, &biases);
            let mut out = vec![R::from_f64(7.0); n_rows * n_out];
            dense.forward(&x, &mut out);
            let mut expected = layer_by_the_book(&x, n_rows, &weights, &biases, activation);
            assert!(same(&out, &expected), "{n_rows} x {n_in} x {n_out} {activation:?} {share}");
            if let Some(last) = expected.last_mut().filter(|last| last.wide().is_finite()) {
                *last = if *last == R::from_f64(0.0) { R::from_f64(1.0) } else { *last + *last };
                assert!(!same(&out, &expected), "the comparison cannot fail");
            }
        }
    }
}

/// Layers backward.
pub fn gradients<R: Real>() {
    let mut rng = Rng::stream(2, "gradients", 0);
    for &n_in in &LENGTHS[1..] {
        for &n_out in &LENGTHS[1..] {
            let (n_rows, share) = (LENGTHS[rng.below(LENGTHS.len())], SHARES[rng.below(4)]);
            let x = numbers::<R>(n_rows * n_in, share, &mut rng);
            let slopes = numbers::<R>(n_rows * n_out, 0.8, &mut rng);
            let begin = numbers::<R>(n_in * n_out + n_out, 1.0, &mut rng);
            let mut expected = begin.clone();
            for r in 0..n_rows {
                for j in 0..n_out {
                    for i in 0..n_in {
                        expected[i * n_out + j] += x[r * n_in + i] * slopes[r * n_out + j];
                    }
                    expected[n_in * n_out + j] += slopes[r * n_out + j];
                }
            }
            let mut found = begin;
            let (by_weights, by_biases) = found.split_at_mut(n_in * n_out);
            add_gradients(&x, &slopes, by_weights, by_biases);
            assert!(same(&found, &expected), "{n_rows} x {n_in} x {n_out} {share}");

            // From slopes by sums to slopes by inputs: the same layer with its weights transposed.
            let weights = numbers::<R>(n_in * n_out, 1.0, &mut rng);
            let transposed: Vec<R> = (0..n_out * n_in).map(|at| weights[at % n_in * n_out + at / n_in]).collect();
            let mut back = Dense::new(n_out, n_in, Activation::Identity);
            back.set_transposed(&weights);
            let mut below = vec![R::from_f64(7.0); n_rows * n_in];
            back.forward(&slopes, &mut below);
            let zeros = vec![R::from_f64(0.0); n_in];
            assert!(same(&below, &layer_by_the_book(&slopes, n_rows, &transposed, &zeros, Activation::Identity)));

            let mut through = below.clone();
            let out = numbers::<R>(below.len(), 0.7, &mut rng);
            Activation::Relu.through(&out, &mut through);
            let expected: Vec<R> = below
                .iter()
                .zip(&out)
                .map(|(&s, &o)| if o > R::from_f64(0.0) { s } else { R::from_f64(0.0) })
                .collect();
            assert!(same(&through, &expected));
        }
    }
}

/// Steps of the optimisers.
pub fn optimisers() {
    let mut rng = Rng::stream(3, "optimisers", 0);
    for n in 0..68 {
        let draw = |rng: &mut Rng| numbers::<f32>(n, 0.9, rng);
        let (p, v, g) = (draw(&mut rng), draw(&mut rng), draw(&mut rng));
        let (mut moved, mut velocity) = (p.clone(), v.clone());
        sgd(0.1, 0.9, &mut moved, &mut velocity, &g);
        let speed: Vec<f32> = v.iter().zip(&g).map(|(v, g)| 0.9 * v + g).collect();
        assert!(same(&velocity, &speed), "{n}");
        assert!(same(&moved, &p.iter().zip(&speed).map(|(p, s)| p - 0.1 * s).collect::<Vec<f32>>()), "{n}");

        let step = AdamStep { keep: [0.9, 0.999], size: 0.01, epsilon: 1e-8 };
        let squares: Vec<f32> = draw(&mut rng).iter().map(|v| v.abs()).collect();
        let (mut moved, mut moments) = (p.clone(), [v.clone(), squares.clone()]);
        adam(step, &mut moved, &mut moments, &g);
        let mean: Vec<f32> = v.iter().zip(&g).map(|(m, g)| 0.9 * m + (1.0 - 0.9) * g).collect();
        let square: Vec<f32> = squares.iter().zip(&g).map(|(v, g)| 0.999 * v + (1.0 - 0.999) * g * g).collect();
        let by = |i: usize| 0.01 * mean[i] / (square[i].sqrt() + 1e-8);
        assert!(same(&moments[0], &mean) && same(&moments[1], &square), "{n}");
        assert!(same(&moved, &(0..n).map(|i| p[i] - by(i)).collect::<Vec<f32>>()), "{n}");
    }
}

/// Weighted Gram matrices.
pub fn gram_matrices() {
    let mut rng = Rng::stream(4, "gram", 0);
    for n in 0..68 {
        let n_rows = LENGTHS[n % LENGTHS.len()] * 2;
        let (x, w) = (numbers::<f64>(n_rows * n, 0.7, &mut rng), numbers::<f64>(n_rows, 0.9, &mut rng));
        let mut gram = Gram::new(n);
        (0..n_rows).for_each(|r| gram.add(x[r * n..(r + 1) * n].iter().copied(), w[r]));
        let found = gram.finish();
        for i in 0..n {
            for j in 0..=i {
                let expected = (0..n_rows).fold(0.0, |sum, r| sum + w[r] * x[r * n + i] * x[r * n + j]);
                assert!(same(&[found[[i, j]], found[[j, i]]], &[expected, expected]), "{n_rows} x {n}: {i}, {j}");
            }
        }
    }
}

/// Compensated sums of weighted columns.
pub fn weighted_sums() {
    let mut rng = Rng::stream(12, "sums", 0);
    for n in 0..68 {
        let n_rows = LENGTHS[n % LENGTHS.len()] * 2;
        let (x, w) = (numbers::<f64>(n_rows * n, 0.7, &mut rng), numbers::<f64>(n_rows, 0.9, &mut rng));
        let mut sums = WeightedSums::new(n);
        (0..n_rows).for_each(|r| sums.add(x[r * n..(r + 1) * n].iter().copied(), w[r]));
        let column = |j: usize| stats::sum((0..n_rows).map(|r| x[r * n + j] * w[r]));
        let (mut found, expected) = (sums.finish(), (0..n).map(column).collect::<Vec<f64>>());
        assert!(same(&found, &expected), "{n_rows} x {n}");
        if let Some(last) = found.last_mut() {
            *last = if *last == 0.0 { 1.0 } else { *last + *last };
            assert!(!same(&found, &expected), "the comparison cannot fail");
        }
    }
}

/// Sigmoids and exponentials of many numbers.
pub fn sigmoids_and_exponentials() {
    let mut rng = Rng::stream(11, "sigmoids", 0);
    let edges =
        [0.0, -0.0, 0.5 * std::f64::consts::LN_2, 1.5 * std::f64::consts::LN_2, 708.0, 745.2, 1e300, f64::INFINITY];
    for n in (0..68).chain([10_000]) {
        let one = |rng: &mut Rng| match rng.below(8) {
            0 => f64::NAN,
            1 => 1e-9 * rng.normal(),
            2 => 400.0 * rng.normal(),
            3 => edges[rng.below(8)] * [1.0, -1.0][rng.below(2)],
            4 => f64::from_bits((0.5 * std::f64::consts::LN_2).to_bits() ^ (rng.bits() >> 31)),
            _ => 3.0 * rng.normal(),
        };
        let x: Vec<f64> = (0..n).map(|_| one(&mut rng)).collect();
        let mut found = x.clone();
        sigmoids(&mut found);
        let expected: Vec<f64> = x.iter().map(|&v| math::sigmoid(v)).collect();
        assert!(same(&found, &expected), "{x:?}");
        let mut exps: Vec<f64> = x.iter().map(|v| v.abs()).collect();
        exps_of_minus(&mut exps);
        assert!(same(&exps, &x.iter().map(|v| math::exp(-v.abs())).collect::<Vec<f64>>()), "{x:?}");
        if let Some(last) = found.last_mut().filter(|last| last.is_finite()) {
            *last += 1e-15;
            assert!(!same(&found, &expected), "the comparison cannot fail");
        }
    }
}

/// Quantiles of many probabilities.
pub fn quantiles() {
    let mut rng = Rng::stream(7, "quantiles", 0);
    for n in 0..68 {
        let one = |rng: &mut Rng| match rng.below(8) {
            0 => 1e-300 * rng.uniform(),
            1 => 1.0 - 1e-9 * rng.uniform(),
            2 => [0.0, 1.0, 0.075, 0.925, 0.5][rng.below(5)],
            _ => rng.uniform(),
        };
        let p: Vec<f64> = (0..n).map(|_| one(&mut rng)).collect();
        let mut found = p.clone();
        normal_quantiles(&mut found);
        assert!(same(&found, &p.iter().map(|&p| math::normal_quantile(p)).collect::<Vec<f64>>()), "{p:?}");
    }
}

/// Rows of which only what is not zero is kept.
pub fn sparse_rows() {
    let mut rng = Rng::stream(8, "sparse", 0);
    for n_columns in 0..68 {
        let n_rows = LENGTHS[n_columns % LENGTHS.len()];
        let x = numbers::<f32>(n_rows * n_columns, SHARES[n_columns % 4], &mut rng);
        let rows: Vec<&[f32]> = (0..n_rows).map(|r| &x[r * n_columns..(r + 1) * n_columns]).collect();
        let weights = numbers::<f64>(n_columns + 1, 0.9, &mut rng);
        let (mut sparse, mut found) = (SparseRows::new(n_columns), numbers::<f64>(n_columns + 1, 0.9, &mut rng));
        rows.iter().for_each(|row| sparse.push(row));
        assert_eq!(sparse.iter().count(), n_rows);
        let mut expected = found.clone();
        for (row, whole) in sparse.iter().zip(&rows) {
            let sum = whole.iter().zip(&weights).fold(0.0, |sum, (&v, w)| sum + f64::from(v) * w);
            assert!(same(&[row.line(&weights)], &[weights[n_columns] + sum]), "{n_columns} columns");
            row.add_to(&mut found, 1.5);
            expected.iter_mut().zip(whole.iter().chain(&[1.0])).for_each(|(to, &v)| *to += 1.5 * f64::from(v));
        }
        assert!(same(&found, &expected), "{n_columns} columns");
    }
}
