//! A dense layer as it is taken elsewhere, whichever model it is of.

use crate::compute::dense::Activation;

/// A dense layer with all its weights.
#[derive(Clone, Debug, PartialEq)]
pub struct DenseLayer {
    /// What its units do.
    pub activation: Activation,
    /// n_in x n_out.
    pub weights: Vec<Vec<f64>>,
    /// n_out.
    pub biases: Vec<f64>,
}
