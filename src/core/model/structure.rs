//! What the page shows of a model's inside: a line's coefficients; of a network the units that weigh most on its outputs, and
//! the weights between them. A wide network's weights stay where they are.

use super::Model;
use super::network::{Layer, Network};
use crate::num::order;
use ndarray::ArrayView1;
use serde::{Deserialize, Serialize};

/// The structure of a model, as it is drawn and listed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Structure {
    /// Coefficients of the scaled columns, largest first; one list an explained class (one for a number or two classes).
    Coefficients(Vec<Vec<Coefficient>>),
    /// Units and weights.
    Layers(Layers),
}

/// One coefficient.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Coefficient {
    /// Feature, and level where it is a category.
    pub name: String,
    /// Change of the raw output a unit of the scaled column.
    pub value: f64,
}

/// The inside of a network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Layers {
    /// Units a layer, inputs first, outputs last.
    pub units: Vec<usize>,
    /// The units of each layer that are drawn, in their order: of more than [`MOST_DRAWN`] the strongest.
    pub drawn: Vec<Vec<usize>>,
    /// The weights from each layer to the next; between all of their units or between those that are drawn.
    pub weights: Vec<Weights>,
    /// The matrix columns' names.
    pub inputs: Vec<String>,
    /// What each output speaks for: a class, or the target.
    pub outputs: Vec<String>,
}

/// Weights from some units of a layer to some of the next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    /// The units that they come from, in order.
    pub from: Vec<usize>,
    /// The units that they lead to, in order.
    pub to: Vec<usize>,
    /// Row-major, a row a unit that they come from.
    pub values: Vec<f32>,
}

/// Units of a layer that are drawn, at most.
pub const MOST_DRAWN: usize = 16;
/// All weights of a layer are told up to this many units on either side, beyond it those between units that are drawn.
const MOST_WHOLE: usize = 64;

impl Structure {
    /// Of a model; `inputs` and `outputs` are the names of its matrix columns and of what its outputs speak for.
    pub fn of(model: &Model, inputs: Vec<String>, outputs: Vec<String>) -> Structure {
        match model {
            Model::Linear(m) => {
                Structure::Coefficients(m.weights.rows().into_iter().map(|w| coefficients(w, &inputs)).collect())
            }
            Model::Network(m) => Structure::Layers(Layers::of(m, inputs, outputs)),
        }
    }

    /// The same with other words for the matrix columns.
    pub fn labelled(&self, label: impl Fn(&str) -> String) -> Structure {
        let mut structure = self.clone();
        match &mut structure {
            Structure::Coefficients(lists) => lists.iter_mut().flatten().for_each(|c| c.name = label(&c.name)),
            Structure::Layers(layers) => layers.inputs.iter_mut().for_each(|name| *name = label(name)),
        }
        structure
    }
}

impl Layers {
    /// Of a network.
    pub fn of(network: &Network, inputs: Vec<String>, outputs: Vec<String>) -> Layers {
        let drawn: Vec<Vec<usize>> = strengths(network).iter().map(|s| strongest(s)).collect();
        let weights = network.layers.iter().zip(drawn.windows(2)).map(|(l, d)| told(l, &d[0], &d[1])).collect();
        let units = [network.n_inputs()].into_iter().chain(network.layers.iter().map(|l| l.biases.len())).collect();
        Layers { units, drawn, weights, inputs, outputs }
    }

    /// Weights of the network.
    pub fn n_weights(&self) -> usize {
        self.units.windows(2).map(|n| n[0] * n[1]).sum()
    }

    /// Weights that are told.
    pub fn n_told(&self) -> usize {
        self.weights.iter().map(|w| w.values.len()).sum()
    }

    /// Units of a layer that are not drawn.
    pub fn left_out(&self, layer: usize) -> usize {
        self.units[layer] - self.drawn[layer].len()
    }
}

impl Weights {
    /// The weight from one unit to another; `None` where it is not told.
    pub fn between(&self, from: usize, to: usize) -> Option<f32> {
        let (i, j) = (self.from.binary_search(&from).ok()?, self.to.binary_search(&to).ok()?);
        self.values.get(i * self.to.len() + j).copied()
    }
}

fn coefficients(weights: ArrayView1<f64>, inputs: &[String]) -> Vec<Coefficient> {
    let sizes: Vec<f64> = weights.iter().map(|w| w.abs()).collect();
    let named = |j: usize| Coefficient { name: inputs[j].clone(), value: weights[j] };
    order::descending(&sizes).into_iter().map(named).collect()
}

/// How much each unit of each layer weighs on the outputs: over all ways that lead there from it, the sum of the products of
/// the weights' sizes; the largest of a layer is 1.
fn strengths(network: &Network) -> Vec<Vec<f64>> {
    let n_outputs = network.layers.last().map_or(0, |l| l.biases.len());
    let mut all = vec![vec![1.0; n_outputs]];
    for layer in network.layers.iter().rev() {
        let next = &all[all.len() - 1];
        let way = |w: ArrayView1<f32>| w.iter().zip(next).map(|(w, s)| f64::from(w.abs()) * s).sum::<f64>();
        let mut own: Vec<f64> = layer.weights.rows().into_iter().map(way).collect();
        let largest = own.iter().copied().fold(0.0, f64::max);
        if largest > 0.0 {
            own.iter_mut().for_each(|s| *s /= largest);
        }
        all.push(own);
    }
    all.reverse();
    all
}

/// The strongest units, in their order; of equal ones the first.
fn strongest(strengths: &[f64]) -> Vec<usize> {
    let mut all = order::descending(strengths);
    all.truncate(MOST_DRAWN);
    all.sort_unstable();
    all
}

/// The weights of a layer that are told.
fn told(layer: &Layer, from: &[usize], to: &[usize]) -> Weights {
    let (n_in, n_out) = layer.weights.dim();
    let (from, to): (Vec<usize>, Vec<usize>) = match n_in <= MOST_WHOLE && n_out <= MOST_WHOLE {
        true => ((0..n_in).collect(), (0..n_out).collect()),
        false => (from.to_vec(), to.to_vec()),
    };
    let values = from.iter().flat_map(|&i| to.iter().map(move |&j| layer.weights[[i, j]])).collect();
    Weights { from, to, values }
}
