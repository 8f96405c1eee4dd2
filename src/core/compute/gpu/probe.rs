//! 256 values that are known, half of them by each shader, before anything is believed: what the twins say. Each activation is
//! met by itself with sums of every size that there is, then all together over masked rows, in layers whose units fill no four.

use super::batch::{CoalitionBatch, Reduction, Which};
use super::device::Gpu;
use super::layers::{GpuLayer, Layers};
use super::masked::{Job, masked, n_quads};
use super::{GpuError, dense};
use crate::compute::dense::Activation;

/// How far an answer may be off, relative to the largest of the answers that stand with it.
const TOLERANCE: f64 = 1e-3;
/// Inputs, which are the players too: as many coalitions as there are values of each shader.
const N: usize = 7;
/// Units of the layers over masked rows.
const UNITS: [usize; 4] = [9, 6, 5, 1];
/// Those of a layer by itself.
const ALONE: usize = 4;
/// What rows are multiplied with.
const SIZES: [f32; 8] = [0.0, -1.0, 1e30, -1e-30, 0.37, -88.0, 12.5, 1e-3];
const ACTIVATIONS: [Activation; 4] = [Activation::Tanh, Activation::Relu, Activation::Sigmoid, Activation::Identity];

/// Asks the device what is known.
pub(super) async fn probe(gpu: &mut Gpu) -> Result<(), GpuError> {
    let rows: Vec<f32> = wave(1, SIZES.len() * N).iter().enumerate().map(|(i, v)| v * SIZES[i / N]).collect();
    for activation in ACTIVATIONS {
        probe_activation(gpu, activation, &rows).await?;
    }
    probe_masked(gpu).await
}

/// One layer over rows of all sizes.
async fn probe_activation(gpu: &mut Gpu, activation: Activation, rows: &[f32]) -> Result<(), GpuError> {
    let (weights, biases) = (wave(2, N * ALONE), wave(3, ALONE));
    let layer = GpuLayer { weights: &weights, biases: &biases, activation };
    let (network, packed) = (gpu.load(&[layer])?, Layers::new(&[layer])?);
    let mut expected = [0.0; SIZES.len() * ALONE];
    for place in &packed.places {
        dense::dense(&dense::Job::new(place, SIZES.len()), &packed.parameters, rows, &mut expected);
    }
    compare(&gpu.forward(&network, rows).await?, &expected, ALONE)
}

/// All coalitions of a row before eight others.
async fn probe_masked(gpu: &mut Gpu) -> Result<(), GpuError> {
    let mut widths = UNITS.iter().scan(N, |n_in, &n_out| Some((std::mem::replace(n_in, n_out), n_out)));
    let numbers: [(Vec<f32>, Vec<f32>); UNITS.len()] = std::array::from_fn(|l| {
        let (n_in, n_out) = widths.next().unwrap_or_default();
        (wave(l + 4, n_in * n_out), wave(l + 8, n_out))
    });
    let layer = |((weights, biases), activation)| GpuLayer { weights, biases, activation };
    let layers: Vec<GpuLayer> = numbers.iter().map(|(w, b)| (&w[..], &b[..])).zip(ACTIVATIONS).map(layer).collect();
    let (network, packed) = (gpu.load(&layers)?, Layers::new(&layers)?);
    let x = wave(12, 9 * N);
    let (row, background) = x.split_at(N);
    let players: [_; N] = std::array::from_fn(|c| c..c + 1);
    let reduction = Reduction::Logistic(0);
    let which = Which::Numbered(0..1 << N);
    let question = CoalitionBatch { row, background, players: &players, which, reduction };
    let job = Job {
        n_layers: UNITS.len() as u32,
        n_background: 8,
        n_words: 0,
        n_coalitions: 1 << N,
        n_quads: n_quads(packed.widest(), 8).unwrap_or(1),
        numbered: 1,
        first: 0,
        reduction: reduction.code().0,
        unit: 0,
    };
    let mut expected = [[0.0; 2]; 1 << N];
    let (columns, owners) = (question.columns(), question.owners());
    masked(&job, &packed.places, &packed.parameters, row, &columns, &owners, &[], &mut expected);
    let found = gpu.ask(&network, &question).await?;
    let found: Vec<f32> = found.iter().flat_map(|mean| [mean.of as f32, mean.rest as f32]).collect();
    compare(&found, expected.as_flattened(), 2)
}

/// Numbers between -1 and 1 that repeat late: the fractional parts of multiples of an irrational number.
fn wave(seed: usize, n: usize) -> Vec<f32> {
    let at = |i: usize| ((i + 97 * seed) as f64 * 0.618_033_988_749_895).fract() * 2.0 - 1.0;
    (0..n).map(|i| at(i) as f32).collect()
}

/// Fails with the first number that is too far off, relative to the largest of the `n` that stand together; all are finite.
fn compare(found: &[f32], expected: &[f32], n: usize) -> Result<(), GpuError> {
    for (found, expected) in found.chunks(n).zip(expected.chunks(n)) {
        let largest = expected.iter().fold(0.0, |largest: f32, v| largest.max(v.abs()));
        for (&found, &expected) in found.iter().zip(expected) {
            let (found, expected) = (f64::from(found), f64::from(expected));
            if (found - expected).abs() > TOLERANCE * f64::from(largest) {
                return Err(GpuError::Wrong { found, expected });
            }
        }
    }
    Ok(())
}
