//! A fitted model as bytes, and back.

use super::{
    ArtifactError, Misfit, all_finite, all_finite_wide, best_epoch, check_history, check_seconds, ensure, read, write,
};
use crate::dataset::Dataset;
use crate::model::linear::Linear;
use crate::model::linear::newton::MAX_STEPS;
use crate::model::network::trainer::{network, shape};
use crate::model::plan::Plan;
use crate::model::train::warning;
use crate::model::{EpochScore, Model, ModelSpec, TrainingSummary};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

#[derive(Serialize, Deserialize)]
struct Finished<'a> {
    seconds: f64,
    history: Cow<'a, [EpochScore]>,
    numbers: Numbers,
}

/// All fitted numbers, in the order in which they are fitted.
#[derive(Serialize, Deserialize)]
enum Numbers {
    Linear(Vec<f64>),
    Network(Vec<f32>),
}

/// A model, the course of its training and the seconds that it took, as bytes.
pub fn to_bytes(model: &Model, history: &[EpochScore], seconds: f64) -> Vec<u8> {
    let numbers = match model {
        Model::Linear(m) => {
            let of_output = |(weights, intercept)| [weights, vec![intercept]].concat();
            let weights = m.weights.rows().into_iter().map(|w| w.to_vec());
            Numbers::Linear(weights.zip(m.intercepts.iter().copied()).flat_map(of_output).collect())
        }
        Model::Network(m) => {
            let of_layer = |(weights, biases)| [weights, biases].concat();
            Numbers::Network(m.layers.iter().map(|l| l.numbers()).flat_map(of_layer).collect())
        }
    };
    write(&Finished { seconds, history: history.into(), numbers })
}

/// The model of a spec and a data set that [`to_bytes`] wrote, and what was told of its training.
///
/// # Errors
/// What is wrong with the bytes.
pub fn from_bytes(
    spec: &ModelSpec,
    dataset: &Dataset,
    bytes: &[u8],
) -> Result<(Model, TrainingSummary), ArtifactError> {
    let Finished { seconds, history, numbers } = read(bytes)?;
    let plan = Plan::of(spec, dataset).map_err(|_| ArtifactError::Unfit { what: Misfit::Settings })?;
    check_seconds(seconds)?;
    check_history(&history, dataset)?;
    let last = history.len().checked_sub(1).ok_or(ArtifactError::Unfit { what: Misfit::NoLoss })?;
    let (model, kept_epoch, warning) = match (spec, numbers) {
        (ModelSpec::Linear(_), Numbers::Linear(numbers)) => {
            let n_inputs = dataset.n_columns();
            ensure(numbers.len() == plan.output_kind.n_raw() * (n_inputs + 1), Misfit::NumberOfCoefficients)?;
            ensure(all_finite_wide(&numbers), Misfit::OddCoefficient)?;
            ensure(history.len() <= MAX_STEPS, Misfit::NumberOfSteps)?;
            let linear = Linear::new(&numbers, n_inputs, plan.output_kind);
            (Model::Linear(linear), last, warning(plan.output_kind, &history))
        }
        (ModelSpec::Network(spec), Numbers::Network(numbers)) => {
            let shape = shape(spec, dataset.n_columns(), plan.output_kind);
            ensure(numbers.len() == shape.n_parameters(), Misfit::NumberOfWeights)?;
            ensure(all_finite(&numbers), Misfit::OddWeight)?;
            ensure(history.len() <= spec.epochs as usize, Misfit::NumberOfEpochs)?;
            let best = spec.patience.and_then(|_| best_epoch(&history));
            (Model::Network(network(&numbers, &shape, plan)), best.unwrap_or(last), None)
        }
        _ => return Err(ArtifactError::Unfit { what: Misfit::KindOfModel }),
    };
    Ok((model, TrainingSummary { history: history.into_owned(), kept_epoch, seconds, warning, was_kept: true }))
}
