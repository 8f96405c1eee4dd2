//! What the page shows of a fitted model: size, course of training, and its inside.

use super::network::{Layer, Network};
use super::{EpochScore, Model};
use crate::dataset::{Dataset, Target};
use crate::num::{fingerprint, order};
use ndarray::ArrayView1;
use serde::{Deserialize, Serialize};

/// A fitted model at a glance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelView {
    /// Number of fitted numbers.
    pub n_parameters: usize,
    /// One entry an epoch or Newton step.
    pub history: Vec<EpochScore>,
    /// Index of the epoch whose weights were kept.
    pub kept_epoch: usize,
    /// Seconds that training took, pauses left out.
    pub seconds: f64,
    /// What should be known of how the fit ended, with the remedy.
    pub warning: Option<String>,
    /// Whether it, or the beginning of its training, was kept from before and not made by this worker.
    pub was_kept: bool,
    /// What is inside.
    pub inside: Inside,
    /// Fingerprint of the weights, 16 hexadecimal digits.
    pub fingerprint: String,
}

/// The inside of a model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Inside {
    /// Coefficients of the scaled columns, largest first; one list an explained class (one for a number or two classes).
    Coefficients(Vec<Vec<Coefficient>>),
    /// Units of each layer, inputs first, and each layer's weights (n_in x n_out, row-major) when there are at most 64 x 64 of them.
    Layers {
        /// Units a layer, inputs and outputs included.
        units: Vec<usize>,
        /// One a layer; empty when too large to draw.
        weights: Vec<Vec<f32>>,
        /// The matrix columns' names.
        inputs: Vec<String>,
        /// What each output speaks for: a class, or the target.
        outputs: Vec<String>,
    },
}

/// One coefficient.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Coefficient {
    /// Feature, and level where it is a category.
    pub name: String,
    /// Change of the raw output a unit of the scaled column.
    pub value: f64,
}

/// Weights of a layer are drawn up to this many units on either side.
const MAX_DRAWN: usize = 64;

/// What a training tells beside the model.
#[derive(Clone, Debug)]
pub struct Trained {
    /// One entry an epoch or Newton step.
    pub history: Vec<EpochScore>,
    /// Index of the epoch kept.
    pub kept_epoch: usize,
    /// Seconds that it took.
    pub seconds: f64,
    /// What [`super::Trainer::warning`] said.
    pub warning: Option<String>,
    /// Whether the model, or the beginning of its training, comes from bytes that were kept.
    pub was_kept: bool,
}

/// Looks at a model.
pub fn view(model: &Model, dataset: &Dataset, trained: Trained) -> ModelView {
    let Trained { history, kept_epoch, seconds, warning, was_kept } = trained;
    let inputs: Vec<String> = dataset.features.iter().flat_map(|f| f.column_names()).collect();
    ModelView {
        n_parameters: model.n_parameters(),
        history,
        kept_epoch,
        seconds,
        warning,
        was_kept,
        inside: match model {
            Model::Linear(m) => {
                Inside::Coefficients(m.weights.rows().into_iter().map(|w| coefficients(w, &inputs)).collect())
            }
            Model::Network(m) => layers(m, inputs, outputs(dataset)),
        },
        fingerprint: fingerprint::to_hex(model.fingerprint()),
    }
}

fn coefficients(weights: ArrayView1<f64>, inputs: &[String]) -> Vec<Coefficient> {
    let sizes: Vec<f64> = weights.iter().map(|w| w.abs()).collect();
    let named = |j: usize| Coefficient { name: inputs[j].clone(), value: weights[j] };
    order::descending(&sizes).into_iter().map(named).collect()
}

/// For two classes there is one output, the log-odds of the second.
fn outputs(dataset: &Dataset) -> Vec<String> {
    match &dataset.target {
        Target::Numbers(_) => vec![dataset.target_name.clone()],
        Target::Classes { names, .. } if names.len() == 2 => vec![names[1].clone()],
        Target::Classes { names, .. } => names.clone(),
    }
}

fn layers(network: &Network, inputs: Vec<String>, outputs: Vec<String>) -> Inside {
    let units = [network.n_inputs()].into_iter().chain(network.layers.iter().map(|l| l.biases.len())).collect();
    let drawn = |l: &Layer| {
        let small = l.weights.nrows() <= MAX_DRAWN && l.weights.ncols() <= MAX_DRAWN;
        if small { l.weights.iter().copied().collect() } else { Vec::new() }
    };
    Inside::Layers { units, weights: network.layers.iter().map(drawn).collect(), inputs, outputs }
}
