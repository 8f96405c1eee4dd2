//! The gradient of a network's loss: backpropagation over the rows of a mini-batch, summed in the order of the rows.

use crate::compute::backward::add_gradients;
use crate::compute::dense::{Activation, Dense};
use crate::compute::real::Real;
use crate::model::loss::{Truth, slope};
use crate::model::{Loss, OutputKind};

/// The form of a network: units of every layer, inputs and outputs included, and what hidden units do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Units a layer, at least two layers.
    pub units: Vec<usize>,
    /// Of hidden units; output units are linear.
    pub activation: Activation,
}

impl Shape {
    /// Number of weights and biases.
    pub fn n_parameters(&self) -> usize {
        self.units.windows(2).map(|w| (w[0] + 1) * w[1]).sum()
    }

    /// Number of layers of weights.
    pub fn n_layers(&self) -> usize {
        self.units.len() - 1
    }

    /// What a layer's units do.
    pub fn activation(&self, layer: usize) -> Activation {
        if layer + 1 == self.n_layers() { Activation::Identity } else { self.activation }
    }

    /// Where a layer's weights (n_in x n_out) begin among all parameters; its biases follow them.
    fn start(&self, layer: usize) -> usize {
        self.units.windows(2).take(layer).map(|w| (w[0] + 1) * w[1]).sum()
    }

    /// A layer's weights and biases.
    pub fn layer<'a, R>(&self, parameters: &'a [R], layer: usize) -> (&'a [R], &'a [R]) {
        let (n_in, n_out) = (self.units[layer], self.units[layer + 1]);
        parameters[self.start(layer)..][..(n_in + 1) * n_out].split_at(n_in * n_out)
    }

    fn layer_mut<'a, R>(&self, parameters: &'a mut [R], layer: usize) -> (&'a mut [R], &'a mut [R]) {
        let (n_in, n_out) = (self.units[layer], self.units[layer + 1]);
        parameters[self.start(layer)..][..(n_in + 1) * n_out].split_at_mut(n_in * n_out)
    }
}

/// Some rows of a mini-batch.
#[derive(Clone, Debug, Default)]
pub struct BatchRows<R> {
    /// n_rows x inputs, row-major.
    pub x: Vec<R>,
    /// One a row.
    pub truth: Vec<Truth>,
    /// The factors by which dropout multiplies the hidden units: n_rows x units of each hidden layer, layer after layer; none
    /// at all where nothing is dropped.
    pub keep: Vec<Vec<R>>,
}

/// A network's parameters as the kernels walk them, and buffers for the way of some rows through it and back.
#[derive(Clone, Debug)]
pub struct Tape<R> {
    shape: Shape,
    output_kind: OutputKind,
    kind: Loss,
    layers: Vec<Dense<R>>,
    /// Of every layer but the first, the way from slopes by its sums to slopes by its inputs.
    back: Vec<Dense<R>>,
    /// The activated outputs of every layer.
    out: Vec<Vec<R>>,
    /// The slopes by the outputs of a layer, and by those of the layer below.
    slopes: [Vec<R>; 2],
    raw: Vec<f64>,
}

impl<R: Real> Tape<R> {
    /// Buffers for a network and its loss.
    pub fn new(shape: &Shape, output_kind: OutputKind, kind: Loss) -> Tape<R> {
        let units = |l: usize| (shape.units[l], shape.units[l + 1]);
        let layers = 0..shape.n_layers();
        Tape {
            layers: layers.clone().map(|l| Dense::new(units(l).0, units(l).1, shape.activation(l))).collect(),
            back: layers.clone().skip(1).map(|l| Dense::new(units(l).1, units(l).0, Activation::Identity)).collect(),
            out: vec![Vec::new(); shape.n_layers()],
            slopes: [Vec::new(), Vec::new()],
            raw: Vec::new(),
            shape: shape.clone(),
            output_kind,
            kind,
        }
    }

    /// Takes the parameters on.
    pub fn set(&mut self, parameters: &[R]) {
        for (l, layer) in self.layers.iter_mut().enumerate() {
            let (weights, biases) = self.shape.layer(parameters, l);
            layer.set(weights, biases);
        }
        for (l, back) in self.back.iter_mut().enumerate() {
            back.set_transposed(self.shape.layer(parameters, l + 1).0);
        }
    }

    /// The raw outputs (n_rows x n_raw) of rows.
    pub fn forward(&mut self, rows: &BatchRows<R>) -> &[f64] {
        let n_rows = rows.x.len() / self.shape.units[0].max(1);
        for (l, layer) in self.layers.iter().enumerate() {
            let (before, after) = self.out.split_at_mut(l);
            after[0].resize(n_rows * layer.n_out(), R::default());
            layer.forward(before.last().unwrap_or(&rows.x), &mut after[0]);
            if let Some(keep) = rows.keep.get(l) {
                after[0].iter_mut().zip(keep).for_each(|(o, &k)| *o = *o * k);
            }
        }
        self.raw.clear();
        self.raw.extend(self.out.last().into_iter().flatten().map(|v| v.wide()));
        &self.raw
    }

    /// Adds the rows' gradients to `gradients`, laid out as the parameters are.
    pub fn add_gradients(&mut self, rows: &BatchRows<R>, gradients: &mut [R]) {
        self.forward(rows);
        let n_raw = self.output_kind.n_raw();
        let [here, below] = &mut self.slopes;
        here.resize(self.raw.len(), R::default());
        let mut slopes = vec![0.0; n_raw];
        for ((raw, &truth), to) in self.raw.chunks_exact(n_raw).zip(&rows.truth).zip(here.chunks_exact_mut(n_raw)) {
            slope(self.output_kind, self.kind, raw, truth, &mut slopes);
            to.iter_mut().zip(&slopes).for_each(|(to, &s)| *to = R::from_f64(s));
        }
        for l in (0..self.layers.len()).rev() {
            let (before, out) = self.out.split_at_mut(l);
            if let Some(keep) = rows.keep.get(l) {
                // Back through the dropout: the activation's slope is taken at the value before it.
                for ((s, o), &k) in here.iter_mut().zip(out[0].iter_mut()).zip(keep) {
                    *s = *s * k;
                    *o = if k == R::default() { k } else { *o / k };
                }
            }
            self.shape.activation(l).through(&out[0], here);
            let (by_weights, by_biases) = self.shape.layer_mut(gradients, l);
            let x = before.last().unwrap_or(&rows.x);
            add_gradients(x, here, by_weights, by_biases);
            if l > 0 {
                below.resize(x.len(), R::default());
                self.back[l - 1].forward(here, below);
                std::mem::swap(here, below);
            }
        }
    }
}
