//! Linear and logistic regression in f64, fitted by Newton's method.

pub mod newton;
mod settings;
mod spec;
pub(in crate::model) mod state;

pub use spec::LinearSpec;

use super::{Activation, DenseLayer, OutputKind};
use ndarray::{Array1, Array2, ArrayView1};
use serde::{Deserialize, Serialize};

/// A fitted linear model: raw outputs `weights x + intercepts`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Linear {
    /// n_raw x n_inputs.
    pub weights: Array2<f64>,
    /// n_raw.
    pub intercepts: Array1<f64>,
    /// What the outputs mean.
    pub output_kind: OutputKind,
}

impl Linear {
    /// From its numbers as they are fitted: for each raw output in turn, one weight an input and the intercept.
    pub fn new(parameters: &[f64], n_inputs: usize, output_kind: OutputKind) -> Linear {
        let at = |k: usize, j: usize| parameters[k * (n_inputs + 1) + j];
        Linear {
            weights: Array2::from_shape_fn((output_kind.n_raw(), n_inputs), |(k, j)| at(k, j)),
            intercepts: Array1::from_shape_fn(output_kind.n_raw(), |k| at(k, n_inputs)),
            output_kind,
        }
    }

    /// Number of matrix columns.
    pub fn n_inputs(&self) -> usize {
        self.weights.ncols()
    }

    /// Number of fitted numbers.
    pub fn n_parameters(&self) -> usize {
        self.weights.len() + self.intercepts.len()
    }

    /// All weights, as of a layer.
    pub fn dense_layer(&self) -> DenseLayer {
        let weights = self.weights.columns().into_iter().map(|input| input.to_vec()).collect();
        DenseLayer { activation: Activation::Identity, weights, biases: self.intercepts.to_vec() }
    }

    /// See [`super::Model::raw`].
    pub fn raw(&self, x: &[f32]) -> Vec<f64> {
        let row = |x: &[f32]| {
            let line =
                |(w, b): (ArrayView1<f64>, &f64)| b + x.iter().zip(w).map(|(&x, w)| f64::from(x) * w).sum::<f64>();
            self.weights.rows().into_iter().zip(&self.intercepts).map(line).collect::<Vec<f64>>()
        };
        x.chunks_exact(self.n_inputs().max(1)).flat_map(row).collect()
    }

    /// Fingerprint of all weights.
    pub fn fingerprint(&self) -> u64 {
        let mut f = crate::num::fingerprint::Fingerprint::default();
        f.numbers(self.weights.iter().copied()).numbers(self.intercepts.iter().copied()).value()
    }
}
