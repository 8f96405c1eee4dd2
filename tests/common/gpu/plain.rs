//! What a GPU computes, by the book and in f64: the reference.

use std::ops::Range;
use vitrine::compute::dense::Activation;
use vitrine::compute::gpu::{Gpu, GpuError, GpuLayer, NumberOf, Reduction};
use vitrine::num::rng::Rng;

/// A network.
pub struct Plain {
    layers: Vec<(Vec<f32>, Vec<f32>, Activation)>,
}

impl Plain {
    /// Random layers of these widths, whose sums neither vanish nor grow.
    pub fn new(widths: &[usize], hidden: Activation, rng: &mut Rng) -> Plain {
        let layer = |(l, n): (usize, &[usize])| {
            let size = 1.0 / (n[0].max(1) as f64).sqrt();
            let weights = (0..n[0] * n[1]).map(|_| (rng.normal() * size) as f32).collect();
            let biases = (0..n[1]).map(|_| (rng.normal() * 0.3) as f32).collect();
            (weights, biases, if l + 2 == widths.len() { Activation::Identity } else { hidden })
        };
        Plain { layers: widths.windows(2).enumerate().map(layer).collect() }
    }

    /// The same without biases.
    pub fn unbiased(mut self) -> Plain {
        self.layers.iter_mut().for_each(|layer| layer.1.fill(0.0));
        self
    }

    /// All weights times a number.
    pub fn times(mut self, by: f32) -> Plain {
        self.layers.iter_mut().flat_map(|layer| &mut layer.0).for_each(|w| *w *= by);
        self
    }

    /// As the GPU takes them.
    pub fn layers(&self) -> Vec<GpuLayer<'_>> {
        self.layers
            .iter()
            .map(|(weights, biases, activation)| GpuLayer { weights, biases, activation: *activation })
            .collect()
    }

    /// What comes out of one row.
    pub fn forward(&self, row: &[f32]) -> Vec<f64> {
        self.layers.iter().fold(
            row.iter().map(|&v| f64::from(v)).collect(),
            |here: Vec<f64>, (weights, biases, activation)| {
                let sum = |j: usize| {
                    let products = here.iter().enumerate().map(|(i, x)| x * f64::from(weights[i * biases.len() + j]));
                    f64::from(biases[j]) + products.sum::<f64>()
                };
                let activate = |v: f64| match activation {
                    Activation::Relu => v.max(0.0),
                    Activation::Tanh => v.tanh(),
                    Activation::Sigmoid => 1.0 / (1.0 + (-v).exp()),
                    Activation::Identity => v,
                };
                (0..biases.len()).map(|j| activate(sum(j))).collect()
            },
        )
    }

    /// The mean of a coalition, and the mean of what is missing to one.
    pub fn mean(
        &self,
        row: &[f32],
        background: &[f32],
        players: &[Range<usize>],
        has: impl Fn(usize) -> bool,
        reduction: Reduction,
    ) -> [f64; 2] {
        let n = background.len() / row.len();
        let mut sum = [0.0; 2];
        for other in background.chunks_exact(row.len()) {
            let mut masked = other.to_vec();
            for (_, columns) in players.iter().enumerate().filter(|(p, _)| has(*p)) {
                masked[columns.clone()].copy_from_slice(&row[columns.clone()]);
            }
            let [of, rest] = value(&self.forward(&masked), reduction);
            sum = [sum[0] + of, sum[1] + rest];
        }
        sum.map(|sum| sum / n as f64)
    }
}

fn value(raw: &[f64], reduction: Reduction) -> [f64; 2] {
    let logistic = |v: f64| 1.0 / (1.0 + (-v).exp());
    match reduction {
        Reduction::Raw(unit) => [raw[unit], 0.0],
        Reduction::Logistic(unit) => [logistic(raw[unit]), logistic(-raw[unit])],
        Reduction::Complement(unit) => [logistic(-raw[unit]), logistic(raw[unit])],
        Reduction::Softmax(unit) => {
            let all: f64 = raw.iter().map(|v| v.exp()).sum();
            let others: f64 = raw.iter().enumerate().filter(|(u, _)| *u != unit).map(|(_, v)| v.exp()).sum();
            [raw[unit].exp() / all, others / all]
        }
    }
}

/// Random numbers.
pub fn numbers(n: usize, rng: &mut Rng) -> Vec<f32> {
    (0..n).map(|_| rng.normal() as f32).collect()
}

/// Leaves what is no number in all buffers that operations share: two layers, and an upload, that overflow.
pub async fn poison(gpu: &mut Gpu) {
    let huge = GpuLayer { weights: &[3e38; 64 * 64], biases: &[0.0; 64], activation: Activation::Identity };
    let network = gpu.load(&[huge, huge]).expect("finite weights");
    let found = gpu.forward(&network, &[3e38; 64 * 3000]).await;
    assert_eq!(found, Err(GpuError::NotFinite { what: NumberOf::Output, at: 0 }));
}
