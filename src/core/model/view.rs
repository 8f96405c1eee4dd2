//! What the page shows of a fitted model: size, course of training, and its inside.

use super::{EpochScore, Model, Structure};
use crate::dataset::{Dataset, Feature, Target};
use crate::num::fingerprint;
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
    /// What is inside, as it is drawn and listed.
    pub structure: Structure,
    /// All of it, for whoever takes it elsewhere.
    pub whole: Whole,
    /// Fingerprint of the weights, 16 hexadecimal digits.
    pub fingerprint: String,
}

/// A model, and how a row becomes what it takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Whole {
    /// The features with their encoders, in the order of the matrix.
    pub features: Vec<Feature>,
    /// The model.
    pub model: Model,
}

/// What is known of a training beside the model.
#[derive(Clone, Debug)]
pub struct TrainingSummary {
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
pub fn view(model: &Model, dataset: &Dataset, trained: TrainingSummary) -> ModelView {
    let TrainingSummary { history, kept_epoch, seconds, warning, was_kept } = trained;
    let inputs: Vec<String> = dataset.features.iter().flat_map(|f| f.column_names()).collect();
    ModelView {
        n_parameters: model.n_parameters(),
        history,
        kept_epoch,
        seconds,
        warning,
        was_kept,
        structure: Structure::of(model, inputs, outputs(dataset)),
        whole: Whole { features: dataset.features.clone(), model: model.clone() },
        fingerprint: fingerprint::to_hex(model.fingerprint()),
    }
}

/// For two classes there is one output, the log-odds of the second.
fn outputs(dataset: &Dataset) -> Vec<String> {
    match &dataset.target {
        Target::Regression(_) => vec![dataset.target_name.clone()],
        Target::Classification { names, .. } if names.len() == 2 => vec![names[1].clone()],
        Target::Classification { names, .. } => names.clone(),
    }
}
