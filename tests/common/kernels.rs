//! N12: every kernel against plain loops that take the same sums in the same order, at lengths that fill registers and tiles,
//! fall short of them and go beyond, and with numbers of any size. Run natively, where four numbers are an array, and in the
//! browser, where they are a register.

use ndarray::{Array1, Array2, ArrayView1};
use std::ops::Range;
use vitrine::compute::backward::add_gradients;
use vitrine::compute::coalition::Coalitions;
use vitrine::compute::dense::{Activation, Dense};
use vitrine::compute::gram::Gram;
use vitrine::compute::masked::order;
use vitrine::compute::optimiser::{AdamStep, adam, sgd};
use vitrine::compute::real::Real;
use vitrine::model::linear::Linear;
use vitrine::model::masked::Masked;
use vitrine::model::network::{Layer, Network};
use vitrine::model::{Head, Model};
use vitrine::num::rng::Rng;

/// Below, at and above the widths of registers, tiles and parts.
const LENGTHS: [usize; 16] = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 64, 67];

/// How full rows are: all of it, as a hidden layer, as one-hot rows, and not at all.
const SHARES: [f64; 4] = [1.0, 0.5, 0.1, 0.0];

/// Numbers of both signs, some of which are zero and some very large or very small.
fn numbers<R: Real>(n: usize, share: f64, rng: &mut Rng) -> Vec<R> {
    let one = |rng: &mut Rng| match rng.below(40) {
        _ if rng.uniform() >= share => 0.0,
        0 => 1e30,
        1 => -1e-30,
        2 => 1e-42,
        _ => rng.normal(),
    };
    (0..n).map(|_| R::of(one(rng))).collect()
}

/// Whether all numbers are the same to the bit, but for the sign of zero; what is no number is so in both.
fn same<R: Real>(a: &[R], b: &[R]) -> bool {
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
            let (zero, one) = (R::of(0.0), R::of(1.0));
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
            let mut out = vec![R::of(7.0); n_rows * n_out];
            dense.forward(&x, &mut out);
            let mut expected = layer_by_the_book(&x, n_rows, &weights, &biases, activation);
            assert!(same(&out, &expected), "{n_rows} x {n_in} x {n_out} {activation:?} {share}");
            if let Some(last) = expected.last_mut().filter(|last| last.wide().is_finite()) {
                *last = if *last == R::of(0.0) { R::of(1.0) } else { *last + *last };
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
            let mut below = vec![R::of(7.0); n_rows * n_in];
            back.forward(&slopes, &mut below);
            let zeros = vec![R::of(0.0); n_in];
            assert!(same(&below, &layer_by_the_book(&slopes, n_rows, &transposed, &zeros, Activation::Identity)));

            let mut through = below.clone();
            let out = numbers::<R>(below.len(), 0.7, &mut rng);
            Activation::Relu.through(&out, &mut through);
            let expected: Vec<R> =
                below.iter().zip(&out).map(|(&s, &o)| if o > R::of(0.0) { s } else { R::of(0.0) }).collect();
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

/// The rows of [`Masked`] written out: the row's own columns where the coalition has the player, else the background's.
pub fn mask(
    row: &[f32],
    background: ArrayView1<f32>,
    players: &[Range<usize>],
    coalitions: &Coalitions,
    idx: usize,
) -> Vec<f32> {
    let mut out = background.to_vec();
    for (p, columns) in players.iter().enumerate().filter(|(p, _)| coalitions.has(idx, *p)) {
        debug_assert!(p < coalitions.n_players());
        out[columns.clone()].copy_from_slice(&row[columns.clone()]);
    }
    out
}

fn network(units: &[usize], rng: &mut Rng) -> Model {
    let layers = units.windows(2).enumerate().map(|(l, n)| Layer {
        weights: Array2::from_shape_fn((n[0], n[1]), |_| rng.normal() as f32),
        biases: Array1::from_shape_fn(n[1], |_| rng.normal() as f32),
        activation: if l + 2 == units.len() { Activation::Identity } else { Activation::Relu },
    });
    let layers = layers.collect();
    Model::Network(Network { layers, head: head(units[units.len() - 1]), target_scale: 1.5, target_offset: -0.25 })
}

fn linear(n_in: usize, n_raw: usize, rng: &mut Rng) -> Model {
    let weights = Array2::from_shape_fn((n_raw, n_in), |_| rng.normal());
    Model::Linear(Linear { weights, intercepts: Array1::from_shape_fn(n_raw, |_| rng.normal()), head: head(n_raw) })
}

fn head(n_raw: usize) -> Head {
    if n_raw == 1 { Head::Logit } else { Head::Softmax(n_raw) }
}

/// Players of one to three columns, with columns of nobody between some of them.
fn players(n: usize, rng: &mut Rng) -> (Vec<Range<usize>>, usize) {
    let mut at = 0;
    let players = (0..n).map(|_| {
        let begin = at + rng.below(2);
        at = begin + 1 + rng.below(3);
        begin..at
    });
    (players.collect(), at + rng.below(3))
}

/// Models over masked rows: to the bit what they say of the rows written out.
pub fn masked_models() {
    let mut rng = Rng::stream(5, "masked", 0);
    for n_players in [0, 1, 2, 3, 5, 8, 9, 63, 64, 65, 130] {
        let (columns, n_in) = players(n_players, &mut rng);
        let n_in = n_in.max(1);
        for model in [
            network(&[n_in, 64, 32, 1], &mut rng),
            network(&[n_in, 17, 3], &mut rng),
            network(&[n_in, 1], &mut rng),
            network(&[n_in, 5, 33, 8, 2], &mut rng),
            linear(n_in, 1, &mut rng),
            linear(n_in, 4, &mut rng),
        ] {
            let mut coalitions = Coalitions::new(n_players);
            let share = [0.1, 0.5, 0.9][rng.below(3)];
            for _ in 0..130 {
                coalitions.push((0..n_players).filter(|_| rng.uniform() < share));
            }
            let order = order(&coalitions);
            let mut masked = Masked::new(&model);
            for fill in [1.0, 0.3] {
                let row = numbers::<f32>(n_in, fill, &mut rng);
                // Some of the background is the row's own.
                let mut background = numbers::<f32>(n_in, fill, &mut rng);
                columns.iter().for_each(|c| {
                    if rng.below(3) == 0 {
                        background[c.clone()].copy_from_slice(&row[c.clone()]);
                    }
                });
                masked.meet(&row, &background, &columns);
                let mut raw = Vec::new();
                order.chunks(50).for_each(|which| masked.raw(&coalitions, which, &mut raw));
                let rows: Vec<f32> = order
                    .iter()
                    .flat_map(|&c| mask(&row, ArrayView1::from(&background), &columns, &coalitions, c as usize))
                    .collect();
                let mut expected = model.raw(&rows);
                assert!(same(&raw, &expected), "{n_players} players, {n_in} columns");
                if expected[0].is_finite() {
                    expected[0] += expected[0].abs() + 1.0;
                    assert!(!same(&raw, &expected), "the comparison cannot fail");
                }
            }
        }
    }
}
