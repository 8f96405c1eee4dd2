//! A feed-forward network: f32 weights, f32 activations, raw outputs widened to f64.

use super::Head;
use crate::compute::dense::{Activation, forward};
use ndarray::{Array1, Array2};

/// A fitted network.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// Layers from input to output; the last one has [`Activation::Identity`].
    pub layers: Vec<Layer>,
    /// What the outputs mean.
    pub head: Head,
    /// For a number: target = output x scale + offset (1 and 0 for classes).
    pub target_scale: f64,
    /// See `target_scale`.
    pub target_offset: f64,
}

/// One dense layer.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// n_in x n_out: column j holds the weights into unit j, so that the inner loop runs over units.
    pub weights: Array2<f32>,
    /// n_out.
    pub biases: Array1<f32>,
    /// What the layer's units do.
    pub activation: Activation,
}

impl Layer {
    /// Weights, row-major, and biases.
    fn slices(&self) -> (&[f32], &[f32]) {
        // Layers are made in standard layout; an array in another would not pass the shape check of the kernel.
        (self.weights.as_slice().unwrap_or(&[]), self.biases.as_slice().unwrap_or(&[]))
    }
}

impl Network {
    /// Number of matrix columns.
    pub fn n_inputs(&self) -> usize {
        self.layers[0].weights.nrows()
    }

    /// Number of fitted numbers.
    pub fn n_parameters(&self) -> usize {
        self.layers.iter().map(|l| l.weights.len() + l.biases.len()).sum()
    }

    /// See [`super::Model::raw`].
    pub fn raw(&self, x: &[f32]) -> Vec<f64> {
        let n_raw = self.head.n_raw();
        let widest = self.layers.iter().map(|l| l.biases.len()).max().unwrap_or(0);
        let (mut here, mut next) = (vec![0.0f32; widest], vec![0.0f32; widest]);
        let mut raw = Vec::with_capacity(x.len() / self.n_inputs().max(1) * n_raw);
        for row in x.chunks_exact(self.n_inputs().max(1)) {
            let mut input = row;
            for layer in &self.layers {
                let (weights, biases) = layer.slices();
                forward(input, weights, biases, layer.activation, &mut next[..biases.len()]);
                std::mem::swap(&mut here, &mut next);
                input = &here[..biases.len()];
            }
            raw.extend(input.iter().map(|&v| f64::from(v) * self.target_scale + self.target_offset));
        }
        raw
    }

    /// Fingerprint of all weights.
    pub fn fingerprint(&self) -> u64 {
        let mut f = crate::num::fingerprint::Fingerprint::default();
        for l in &self.layers {
            f.numbers(l.weights.iter().map(|&w| f64::from(w))).numbers(l.biases.iter().map(|&b| f64::from(b)));
        }
        f.numbers([self.target_scale, self.target_offset]).value()
    }
}
