//! A model over masked rows: for each coalition the row's own columns where the coalition has the feature, else those of a
//! background row. But for rounding it is what [`super::Model::raw`] says of the masked rows, none of which is written out.

use super::{Activation, Model};
use crate::compute::coalition::Coalitions;
use crate::compute::masked::MaskedLayer;
use crate::compute::stack::{BLOCK, Stack};
use std::ops::Range;

/// A model that meets a row and one background row after the other.
#[derive(Clone, Debug)]
pub struct Masked {
    inner: Inner,
}

#[derive(Clone, Debug)]
enum Inner {
    Linear {
        first: MaskedLayer<f64>,
        intercepts: Vec<f64>,
        sums: Vec<f64>,
    },
    Network {
        first: MaskedLayer<f32>,
        activation: Activation,
        sums: Vec<f32>,
        rest: Stack<f32>,
        scale: f64,
        offset: f64,
    },
}

impl Masked {
    /// Of a fitted model.
    pub fn new(model: &Model) -> Masked {
        let inner = match model {
            Model::Linear(linear) => {
                // The intercept is added last, as the model does.
                let weights: Vec<f64> = linear.weights.t().iter().copied().collect();
                let begin = vec![0.0; linear.intercepts.len()];
                Inner::Linear {
                    first: MaskedLayer::new(&weights, &begin),
                    intercepts: linear.intercepts.to_vec(),
                    sums: Vec::new(),
                }
            }
            Model::Network(network) => {
                let layer = &network.layers[0];
                let (weights, biases) = (layer.weights.as_slice(), layer.biases.as_slice());
                Inner::Network {
                    first: MaskedLayer::new(weights.unwrap_or(&[]), biases.unwrap_or(&[])),
                    activation: layer.activation,
                    sums: Vec::new(),
                    rest: Stack::new(network.layers[1..].iter().map(|layer| layer.dense()).collect()),
                    scale: network.target_scale,
                    offset: network.target_offset,
                }
            }
        };
        Masked { inner }
    }

    /// Takes on a row and a background row, see [`MaskedLayer::meet`].
    pub fn meet(&mut self, row: &[f32], background: &[f32], players: &[Range<usize>]) {
        match &mut self.inner {
            Inner::Linear { first, .. } => first.meet(row, background, players),
            Inner::Network { first, .. } => first.meet(row, background, players),
        }
    }

    /// The players that make a difference, as the bits of a coalition.
    pub fn differs(&self) -> &[u64] {
        match &self.inner {
            Inner::Linear { first, .. } => first.differs(),
            Inner::Network { first, .. } => first.differs(),
        }
    }

    /// Appends the raw outputs (n x n_raw) for some coalitions, at most [`BLOCK`].
    pub fn raw(&mut self, coalitions: &Coalitions, which: &[u32], raw: &mut Vec<f64>) {
        debug_assert!(which.len() <= BLOCK);
        match &mut self.inner {
            Inner::Linear { first, intercepts, sums } => {
                sums.resize(which.len() * intercepts.len(), 0.0);
                first.run(coalitions, which, sums);
                let rows = sums.chunks_exact(intercepts.len());
                raw.extend(rows.flat_map(|sums| intercepts.iter().zip(sums).map(|(b, sum)| b + sum)));
            }
            Inner::Network { first, activation, sums, rest, scale, offset } => {
                sums.resize(which.len() * first.n_out(), 0.0);
                first.run(coalitions, which, sums);
                activation.apply(sums);
                raw.extend(rest.forward(sums, which.len()).iter().map(|&v| f64::from(v) * *scale + *offset));
            }
        }
    }
}
