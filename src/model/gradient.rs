//! Loss and gradient of a network: backpropagation over one row at a time, summed in the order of the rows.

use super::{Head, Loss};
use crate::compute::dense::{Activation, Real, backward, forward};
use crate::num::math;

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

/// What a row is to be: a class, or a number in the network's own unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Truth {
    /// Index of the class.
    Class(u32),
    /// A standardised number.
    Number(f64),
}

/// The loss of one row's raw outputs; with `slope` given, also its derivative by them.
pub fn loss(head: Head, kind: Loss, raw: &[f64], truth: Truth, slope: Option<&mut [f64]>) -> f64 {
    match (head, truth) {
        (Head::Number, Truth::Number(y)) => {
            let e = raw[0] - y;
            slope.into_iter().for_each(|s| s[0] = 2.0 * e);
            e * e
        }
        (Head::Logit, Truth::Class(class)) => {
            let (p, y) = (math::sigmoid(raw[0]), f64::from(class));
            let e = p - y;
            match kind {
                Loss::CrossEntropy => {
                    slope.into_iter().for_each(|s| s[0] = e);
                    math::softplus(if class == 1 { -raw[0] } else { raw[0] })
                }
                Loss::SquaredError => {
                    slope.into_iter().for_each(|s| s[0] = 2.0 * e * p * (1.0 - p));
                    e * e
                }
            }
        }
        (Head::Softmax(_), Truth::Class(class)) => of_softmax(kind, raw, class as usize, slope),
        // A data set and a head made from it agree; a mismatch has no loss.
        _ => f64::NAN,
    }
}

fn of_softmax(kind: Loss, raw: &[f64], class: usize, slope: Option<&mut [f64]>) -> f64 {
    let mut p = raw.to_vec();
    math::softmax(&mut p);
    let errors = |k: usize| p[k] - if k == class { 1.0 } else { 0.0 };
    match kind {
        Loss::CrossEntropy => {
            slope.into_iter().for_each(|s| s.iter_mut().enumerate().for_each(|(k, s)| *s = errors(k)));
            let top = raw.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            math::ln(raw.iter().map(|v| math::exp(v - top)).sum::<f64>()) + top - raw[class]
        }
        Loss::SquaredError => {
            let mean: f64 = (0..p.len()).map(|k| errors(k) * p[k]).sum();
            slope.into_iter().for_each(|s| {
                s.iter_mut().enumerate().for_each(|(k, s)| *s = 2.0 * p[k] * (errors(k) - mean));
            });
            (0..p.len()).map(|k| errors(k) * errors(k)).sum()
        }
    }
}

/// Buffers for one row's way through a network and back.
#[derive(Clone, Debug)]
pub struct Tape<R> {
    /// The activations of every layer, inputs first.
    activations: Vec<Vec<R>>,
    deltas: Vec<Vec<R>>,
    raw: Vec<f64>,
    slope: Vec<f64>,
}

impl<R: Real> Tape<R> {
    /// Buffers for a shape.
    pub fn new(shape: &Shape) -> Tape<R> {
        let layers = || shape.units.iter().map(|&n| vec![R::of(0.0); n]).collect();
        let n_raw = shape.units[shape.n_layers()];
        Tape { activations: layers(), deltas: layers(), raw: vec![0.0; n_raw], slope: vec![0.0; n_raw] }
    }

    /// The raw outputs of a row. `keep` gives, for each hidden unit in turn, the factor by which dropout multiplies it.
    pub fn forward(&mut self, shape: &Shape, parameters: &[R], x: &[f32], keep: &[R]) -> &[f64] {
        self.activations[0].iter_mut().zip(x).for_each(|(a, &v)| *a = R::of(f64::from(v)));
        let mut keep = keep;
        for l in 0..shape.n_layers() {
            let (weights, biases) = shape.layer(parameters, l);
            let (before, after) = self.activations.split_at_mut(l + 1);
            forward(&before[l], weights, biases, shape.activation(l), &mut after[0]);
            if !keep.is_empty() && l + 1 < shape.n_layers() {
                let (here, rest) = keep.split_at(after[0].len());
                after[0].iter_mut().zip(here).for_each(|(a, &k)| *a = *a * k);
                keep = rest;
            }
        }
        let last = &self.activations[shape.n_layers()];
        self.raw.iter_mut().zip(last).for_each(|(r, &v)| *r = v.wide());
        &self.raw
    }

    /// Adds a row's gradient to `gradients` and returns its loss.
    #[expect(clippy::too_many_arguments, reason = "everything that a row's loss depends on")]
    pub fn gradient(
        &mut self,
        shape: &Shape,
        parameters: &[R],
        x: &[f32],
        truth: Truth,
        (head, kind): (Head, Loss),
        keep: &[R],
        gradients: &mut [R],
    ) -> f64 {
        self.forward(shape, parameters, x, keep);
        let value = loss(head, kind, &self.raw, truth, Some(&mut self.slope));
        let top = shape.n_layers();
        self.deltas[top].iter_mut().zip(&self.slope).for_each(|(d, &s)| *d = R::of(s));
        let mut after = keep.len();
        for l in (0..top).rev() {
            let (weights, _) = shape.layer(parameters, l);
            let (dw, db) = shape.layer_mut(gradients, l);
            let (lower, upper) = self.deltas.split_at_mut(l + 1);
            let out = &mut self.activations[l + 1];
            if !keep.is_empty() && l + 1 < top {
                // Back through the dropout: the activation's slope is taken at the value before it.
                let here = &keep[after - out.len()..after];
                after -= out.len();
                for ((d, o), &k) in upper[0].iter_mut().zip(out.iter_mut()).zip(here) {
                    *d = *d * k;
                    *o = if k == R::of(0.0) { R::of(0.0) } else { *o / k };
                }
            }
            let (before, out) = self.activations.split_at(l + 1);
            let dx = (l > 0).then_some(&mut lower[l][..]);
            backward(&before[l], weights, &out[0], shape.activation(l), &mut upper[0], dw, db, dx);
        }
        value
    }
}
