//! Linear and logistic regression in f64: normal equations for a number, Newton's method for classes.

use super::Head;
use ndarray::{Array1, Array2};

/// A fitted linear model: raw outputs `weights x + intercepts`.
#[derive(Clone, Debug, PartialEq)]
pub struct Linear {
    /// n_raw x n_inputs.
    pub weights: Array2<f64>,
    /// n_raw.
    pub intercepts: Array1<f64>,
    /// What the outputs mean.
    pub head: Head,
}

impl Linear {
    /// Number of matrix columns.
    pub fn n_inputs(&self) -> usize {
        self.weights.ncols()
    }

    /// Number of fitted numbers.
    pub fn n_parameters(&self) -> usize {
        self.weights.len() + self.intercepts.len()
    }

    /// See [`super::Model::raw`].
    pub fn raw(&self, x: &[f32]) -> Vec<f64> {
        let _ = x;
        todo!("helper: model")
    }

    /// Fingerprint of all weights.
    pub fn fingerprint(&self) -> u64 {
        let mut f = crate::num::fingerprint::Fingerprint::default();
        f.numbers(self.weights.iter().copied()).numbers(self.intercepts.iter().copied()).value()
    }
}
