//! The one training loop: steps short enough to be interrupted, live scores, early stopping.

use super::{Model, ModelSpec, SpecError};
use crate::dataset::Dataset;
use serde::{Deserialize, Serialize};

/// Loss after an epoch (for linear models: after a Newton step).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct EpochScore {
    /// Mean loss over the training rows, without penalty or dropout.
    pub train: f64,
    /// Mean loss over the validation rows; `None` where there are none.
    pub validation: Option<f64>,
}

/// How far training is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Share of the planned work that is done, 0 to 1.
    pub done: f64,
    /// One entry an epoch so far.
    pub history: Vec<EpochScore>,
}

/// Why a model could not be fitted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[non_exhaustive]
pub enum TrainError {
    /// A setting out of range.
    #[error(transparent)]
    Spec(#[from] SpecError),
    /// Weights left the finite numbers.
    #[error("The loss grew beyond all bounds in epoch {epoch}. Lower the learning rate, or raise L2.")]
    Diverged {
        /// 1-based.
        epoch: usize,
    },
}

/// A model being fitted. `step` does a few milliseconds of work; `finish` hands the model out.
#[derive(Debug)]
pub struct Trainer {
    _todo: (),
}

impl Trainer {
    /// Plans the training.
    ///
    /// # Errors
    /// [`TrainError::Spec`].
    pub fn new(spec: &ModelSpec, dataset: &Dataset) -> Result<Trainer, TrainError> {
        let _ = (spec, dataset);
        todo!("helper: model")
    }

    /// Does the next small piece of work (at most some 200,000 multiply-adds' worth of mini-batches, or one Newton step);
    /// `true` when there is nothing left to do. The result does not depend on how the steps fall in time.
    ///
    /// # Errors
    /// [`TrainError::Diverged`].
    pub fn step(&mut self, dataset: &Dataset) -> Result<bool, TrainError> {
        let _ = dataset;
        todo!("helper: model")
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        todo!("helper: model")
    }

    /// The fitted model (with early stopping: the best epoch's weights), its history, and the index of the epoch kept.
    pub fn finish(self) -> (Model, Vec<EpochScore>, usize) {
        todo!("helper: model")
    }
}
