//! A model over masked rows: for each coalition the row's own columns where the coalition has the feature, else those of a
//! background row. But for rounding it is what [`super::Model::raw`] says of the masked rows, none of which is written out.

use super::network::Layer;
use super::{Activation, Model};
use crate::compute::branch::Branch;
use crate::compute::coalition::Coalitions;
use crate::compute::dense::Dense;
use crate::compute::masked::MaskedLayer;
use crate::compute::relu_pair::ReluPair;
use crate::compute::stack::{BLOCK, Stack};
use crate::compute::subsets::Block16;
use std::ops::Range;

/// A model that is evaluated for a row against one background row after the other.
#[derive(Clone, Debug)]
pub struct Masked {
    inner: Inner,
}

#[derive(Clone, Debug)]
enum Inner {
    Linear {
        first: MaskedLayer<f64>,
        intercepts: Vec<f64>,
        sums: Vec<Block16<f64>>,
    },
    Network {
        first: First,
        activation: Activation,
        sums: Vec<Block16<f32>>,
        rest: Stack<f32>,
        n_raw: usize,
        scale: f64,
        offset: f64,
    },
}

/// The layers of which no row is written out.
#[derive(Clone, Debug)]
enum First {
    One(MaskedLayer<f32>),
    Two(Box<ReluPair>),
}

impl First {
    /// Blocks of 16 units that come out.
    fn n_parts(&self) -> usize {
        match self {
            First::One(first) => first.n_parts(),
            First::Two(first) => first.n_parts(),
        }
    }

    fn set_background(&mut self, row: &[f32], background: &[f32], players: &[Range<usize>]) {
        match self {
            First::One(first) => first.set_background(row, background, players),
            First::Two(first) => first.set_background(row, background, players),
        }
    }

    fn differs(&self) -> &[u64] {
        match self {
            First::One(first) => first.differs(),
            First::Two(first) => first.differs(),
        }
    }

    fn run(&mut self, coalitions: &Coalitions, which: &[u32], sums: &mut [Block16<f32>]) {
        match self {
            First::One(first) => first.run(coalitions, which, sums),
            First::Two(first) => first.run(coalitions, which, sums),
        }
    }
}

/// Units of the first and of the second layer from which on both are looked up.
const WIDE: [usize; 2] = [16, 24];

impl Masked {
    /// Of a fitted model.
    pub fn new(model: &Model) -> Masked {
        let inner = match model {
            Model::Linear(linear) => {
                // The intercept is added last, as the model does.
                let weights: Vec<f64> = linear.weights.t().iter().copied().collect();
                let begin = vec![0.0; linear.intercepts.len()];
                let first = MaskedLayer::new(&weights, &begin);
                Inner::Linear { first, intercepts: linear.intercepts.to_vec(), sums: Vec::new() }
            }
            Model::Network(network) => {
                let (first, activation, rest) = match &network.layers[..] {
                    [one, two, rest @ ..] if !rest.is_empty() && are_relu_pair(one, two) => {
                        (First::Two(Box::new(ReluPair::new(one.numbers(), two.numbers()))), two.activation, rest)
                    }
                    [one, rest @ ..] => {
                        (First::One(MaskedLayer::new(one.numbers().0, one.numbers().1)), one.activation, rest)
                    }
                    [] => (First::One(MaskedLayer::new(&[], &[])), Activation::Identity, &[][..]),
                };
                let width = 16 * first.n_parts();
                let first_of_rest = rest.iter().take(1).map(|layer| filled_up(layer, width));
                let rest = first_of_rest.chain(rest.iter().skip(1).map(|layer| layer.dense())).collect();
                Inner::Network {
                    first,
                    activation,
                    sums: Vec::new(),
                    rest: Stack::new(rest),
                    n_raw: network.output_kind.n_raw(),
                    scale: network.target_scale,
                    offset: network.target_offset,
                }
            }
        };
        Masked { inner }
    }

    /// Takes on a row and a background row, see [`MaskedLayer::set_background`].
    pub fn set_background(&mut self, row: &[f32], background: &[f32], players: &[Range<usize>]) {
        match &mut self.inner {
            Inner::Linear { first, .. } => first.set_background(row, background, players),
            Inner::Network { first, .. } => first.set_background(row, background, players),
        }
    }

    /// The players that make a difference, as the bits of a coalition.
    pub fn differs(&self) -> &[u64] {
        match &self.inner {
            Inner::Linear { first, .. } => first.differs(),
            Inner::Network { first, .. } => first.differs(),
        }
    }

    /// Whether coalitions are to come in branches.
    pub fn by_branches(&self) -> bool {
        matches!(&self.inner, Inner::Network { first: First::Two(_), .. })
    }

    /// Takes on a branch, from which the next coalitions are.
    pub fn turn(&mut self, branch: &Branch) {
        if let Inner::Network { first: First::Two(first), .. } = &mut self.inner {
            first.turn(branch);
        }
    }

    /// Appends the raw outputs (n x n_raw) for some coalitions, at most [`BLOCK`].
    pub fn raw(&mut self, coalitions: &Coalitions, which: &[u32], raw: &mut Vec<f64>) {
        debug_assert!(which.len() <= BLOCK);
        match &mut self.inner {
            Inner::Linear { first, intercepts, sums } => {
                sums.resize(which.len() * first.n_parts(), Block16::default());
                first.run(coalitions, which, sums);
                let rows = sums.chunks_exact(first.n_parts()).map(|row| row.as_flattened().as_flattened());
                raw.extend(rows.flat_map(|sums| intercepts.iter().zip(sums).map(|(b, sum)| b + sum)));
            }
            Inner::Network { first, activation, sums, rest, n_raw, scale, offset } => {
                sums.resize(which.len() * first.n_parts(), Block16::default());
                first.run(coalitions, which, sums);
                let sums = sums.as_flattened_mut().as_flattened_mut();
                activation.apply(sums);
                let out = rest.forward(sums, which.len());
                // Without further layers rows are filled up.
                let rows = out.chunks_exact((out.len() / which.len().max(1)).max(1)).flat_map(|row| &row[..*n_raw]);
                raw.extend(rows.map(|&v| f64::from(v) * *scale + *offset));
            }
        }
    }
}

/// Whether two layers are looked up together.
fn are_relu_pair(one: &Layer, two: &Layer) -> bool {
    one.activation == Activation::Relu && one.biases.len() >= WIDE[0] && two.biases.len() >= WIDE[1]
}

/// A layer that takes its inputs in a row that is filled up to `n_in`; those that fill it up have no weights.
fn filled_up(layer: &Layer, n_in: usize) -> Dense<f32> {
    let n_out = layer.biases.len();
    let mut weights = layer.numbers().0.to_vec();
    weights.resize(n_in * n_out, 0.0);
    let mut dense = Dense::new(n_in, n_out, layer.activation);
    dense.set(&weights, layer.numbers().1);
    dense
}
