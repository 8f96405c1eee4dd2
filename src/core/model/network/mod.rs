//! A feed-forward network: f32 weights, f32 activations, raw outputs widened to f64.

pub mod gradient;
pub(in crate::model) mod trainer;
mod settings;
mod spec;
pub(in crate::model) mod state;

pub use spec::{MAX_LAYERS, MAX_UNITS, NetworkSpec, Optimiser};

use super::{DenseLayer, OutputKind};
use crate::compute::dense::{Activation, Dense};
use crate::compute::gpu;
use crate::compute::stack::{BLOCK, Stack};
use ndarray::{Array1, Array2};
use serde::{Deserialize, Serialize};

/// A fitted network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Network {
    /// Layers from input to output; the last one has [`Activation::Identity`].
    pub layers: Vec<Layer>,
    /// What the outputs mean.
    pub output_kind: OutputKind,
    /// For a number: target = output x scale + offset (1 and 0 for classes).
    pub target_scale: f64,
    /// See `target_scale`.
    pub target_offset: f64,
}

/// One dense layer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Layer {
    /// n_in x n_out: column j holds the weights into unit j, so that the inner loop runs over units.
    pub weights: Array2<f32>,
    /// n_out.
    pub biases: Array1<f32>,
    /// What the layer's units do.
    pub activation: Activation,
}

impl Layer {
    /// Weights (n_in x n_out, row-major) and biases.
    pub fn numbers(&self) -> (&[f32], &[f32]) {
        // Layers are made in standard layout.
        (self.weights.as_slice().unwrap_or(&[]), self.biases.as_slice().unwrap_or(&[]))
    }

    /// The layer as the kernel walks it.
    pub fn dense(&self) -> Dense<f32> {
        let mut dense = Dense::new(self.weights.nrows(), self.weights.ncols(), self.activation);
        let (weights, biases) = self.numbers();
        dense.set(weights, biases);
        dense
    }

    /// All its weights.
    pub fn dense_layer(&self) -> DenseLayer {
        let wide = |row: ndarray::ArrayView1<f32>| row.iter().map(|v| f64::from(*v)).collect();
        DenseLayer {
            activation: self.activation,
            weights: self.weights.rows().into_iter().map(wide).collect(),
            biases: wide(self.biases.view()),
        }
    }

    /// The layer as a GPU takes it.
    pub fn shaded(&self) -> gpu::GpuLayer<'_> {
        let (weights, biases) = self.numbers();
        gpu::GpuLayer { weights, biases, activation: self.activation }
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
        let n_inputs = self.n_inputs().max(1);
        let mut stack = Stack::new(self.layers.iter().map(Layer::dense).collect());
        let mut raw = Vec::with_capacity(x.len() / n_inputs * self.output_kind.n_raw());
        for rows in x.chunks(BLOCK * n_inputs) {
            let out = stack.forward(rows, rows.len() / n_inputs);
            raw.extend(out.iter().map(|&v| f64::from(v) * self.target_scale + self.target_offset));
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
