//! 256 values that are known, half of them by each shader, before anything is believed: what the twins say. The inputs are of
//! every size that there is, the layers have every activation and a number of units that fills no four.

use super::device::Gpu;
use super::layers::{Layer, Layers};
use super::masked::{Job, masked, n_quads};
use super::question::{Averaged, Question, Which};
use super::{GpuError, dense};
use crate::compute::dense::Activation;

/// How far an answer may be off, relative to the largest.
const TOLERANCE: f64 = 1e-3;
/// Inputs, which are the players too.
const N: usize = 7;
/// Values of each shader: all coalitions.
const HALF: usize = 1 << N;
/// Units of the layers.
const UNITS: [usize; 4] = [9, 6, 5, 1];
/// Numbers of every size; what they are multiplied with keeps them finite.
const SIZES: [f32; 8] = [0.0, -1.0, 1e30, -1e-30, 0.37, -88.0, 12.5, 1e-3];

/// Asks the device what is known.
pub(super) async fn probe(gpu: &mut Gpu) -> Result<(), GpuError> {
    let mut widths = UNITS.iter().scan(N, |n_in, &n_out| Some((std::mem::replace(n_in, n_out), n_out)));
    let numbers: [(Vec<f32>, Vec<f32>); 4] = std::array::from_fn(|l| {
        let (n_in, n_out) = widths.next().unwrap_or_default();
        (wave(l + 1, n_in * n_out), wave(l + 5, n_out))
    });
    let activations = [Activation::Tanh, Activation::Relu, Activation::Sigmoid, Activation::Identity];
    let layer = |((weights, biases), activation)| Layer { weights, biases, activation };
    let layers: Vec<Layer> = numbers.iter().map(|(w, b)| (&w[..], &b[..])).zip(activations).map(layer).collect();
    let (network, packed) = (gpu.load(&layers)?, Layers::new(&layers)?);

    let x: Vec<f32> =
        wave(9, HALF * N).iter().enumerate().map(|(i, v)| v * SIZES[i / N % 8] + SIZES[i % 8] * 1e-2).collect();
    let mut expected = x.clone();
    for place in &packed.places {
        let mut next = vec![0.0; HALF * place.n_out as usize];
        dense::dense(&dense::Job::new(place, HALF), &packed.parameters, &expected, &mut next);
        expected = next;
    }
    compare(&gpu.forward(&network, &x).await?, &expected)?;

    let columns: Vec<_> = (0..N).map(|c| c..c + 1).collect();
    let which = Which::Numbered(0..HALF as u32);
    let averaged = Averaged::Logistic(0);
    let (row, background) = (&x[..N], &x[N..9 * N]);
    let question = Question { row, background, players: &columns, which, averaged };
    let job = Job {
        n_layers: UNITS.len() as u32,
        n_background: 8,
        n_words: 0,
        n_coalitions: HALF as u32,
        n_quads: n_quads(packed.widest(), 8).unwrap_or(1),
        numbered: 1,
        first: 0,
        averaged: averaged.code().0,
        unit: 0,
    };
    let mut expected = [[0.0; 2]; HALF];
    let (columns, owners) = (question.columns(), question.owners());
    masked(&job, &packed.places, &packed.parameters, row, &columns, &owners, &[], &mut expected);
    let found = gpu.ask(&network, &question).await?;
    let found: Vec<f32> = found.iter().flat_map(|mean| [mean.of as f32, mean.rest as f32]).collect();
    compare(&found, expected.as_flattened())
}

/// Numbers between -1 and 1 that repeat late: the fractional parts of multiples of an irrational number.
fn wave(seed: usize, n: usize) -> Vec<f32> {
    let at = |i: usize| ((i + 97 * seed) as f64 * 0.618_033_988_749_895).fract() * 2.0 - 1.0;
    (0..n).map(|i| at(i) as f32).collect()
}

/// Fails with the first number that is too far off; all are finite.
fn compare(found: &[f32], expected: &[f32]) -> Result<(), GpuError> {
    let largest = expected.iter().fold(0.0, |largest: f32, v| largest.max(v.abs()));
    let wide = |v: f32| f64::from(v);
    let off = |&(found, expected): &(f32, f32)| (wide(found) - wide(expected)).abs() > TOLERANCE * wide(largest);
    match found.iter().copied().zip(expected.iter().copied()).find(off) {
        Some((found, expected)) => Err(GpuError::Wrong { found: wide(found), expected: wide(expected) }),
        None => Ok(()),
    }
}
