//! The training that is under way: begun anew or from a checkpoint, timed, and written down now and then.

use super::fitted_model::FittedModel;
use crate::protocol::Running;
use crate::protocol::artifact::{Artifact, What};
use vitrine_core::dataset::Dataset;
use vitrine_core::model::{self, ArtifactError, TrainError, Trainer, TrainingSummary};
use vitrine_core::recipe::{Key, Recipe};

/// A training under way, and since when.
#[derive(Debug)]
pub(super) struct Training {
    pub(super) key: Key,
    trainer: Trainer,
    /// Seconds spent on it, pauses left out.
    spent: f64,
    seen: Option<f64>,
    /// Seconds that were spent on it when it was written down last.
    written: f64,
    /// Whether it began before this worker did.
    was_kept: bool,
    /// Whether it may end before all epochs or steps are done.
    may_stop: bool,
}

/// Seconds of training between two checkpoints.
const PAUSE: f64 = 1.0;

impl Training {
    /// From the beginning.
    ///
    /// # Errors
    /// A setting out of range.
    pub(super) fn begin(key: &Key, recipe: &Recipe, dataset: &Dataset) -> Result<Training, TrainError> {
        Ok(Training::at(key, Trainer::new(&recipe.model, dataset)?, may_stop(recipe, dataset)))
    }

    /// From where a checkpoint was made.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn resume(kept: &Artifact, recipe: &Recipe, dataset: &Dataset) -> Result<Training, ArtifactError> {
        let (trainer, spent) = Trainer::resume(&recipe.model, dataset, kept.contents()?)?;
        let begun = Training::at(&kept.key, trainer, may_stop(recipe, dataset));
        Ok(Training { spent, written: spent, was_kept: true, ..begun })
    }

    fn at(key: &Key, trainer: Trainer, may_stop: bool) -> Training {
        Training { key: key.clone(), trainer, spent: 0.0, seen: None, written: 0.0, was_kept: false, may_stop }
    }

    /// Does the next small piece of work; whether that was the last one.
    ///
    /// # Errors
    /// The loss left the finite numbers.
    pub(super) fn step(&mut self, dataset: &Dataset, now: f64) -> Result<bool, TrainError> {
        self.spent += self.seen.map_or(0.0, |seen| (now - seen).max(0.0));
        self.seen = Some(now);
        self.trainer.step(dataset)
    }

    /// What passes until the next step does not count.
    pub(super) fn hold(&mut self) {
        self.seen = None;
    }

    /// How far it is.
    pub(super) fn running(&self, paused: bool) -> Running {
        let progress = self.trainer.progress();
        Running { paused, may_stop: self.may_stop, history: progress.history, ..Running::at(progress.done, self.spent) }
    }

    /// A checkpoint, if it is time for the next one.
    pub(super) fn checkpoint_when_due(&mut self) -> Option<Artifact> {
        if self.spent - self.written < PAUSE {
            return None;
        }
        self.written = self.spent;
        self.checkpoint()
    }

    /// A checkpoint; see [`Trainer::checkpoint`].
    pub(super) fn checkpoint(&self) -> Option<Artifact> {
        let contents = self.trainer.checkpoint(self.spent)?;
        Some(Artifact::new(self.key.clone(), What::Checkpoint, &contents))
    }

    /// The model that came out.
    pub(super) fn finish(self, dataset: &Dataset) -> FittedModel {
        let (seconds, warning, was_kept) = (self.spent, self.trainer.warning(), self.was_kept);
        let (model, history, kept_epoch) = self.trainer.finish(dataset);
        let trained = TrainingSummary { history, kept_epoch, seconds, warning, was_kept };
        FittedModel::new(model, trained, dataset)
    }
}

/// Whether a training may end early: a linear one when it finds its end, a network where validation rows stop it.
fn may_stop(recipe: &Recipe, dataset: &Dataset) -> bool {
    recipe.model.may_stop_early(!dataset.parts.validation.is_empty())
}

/// A model as it is kept.
pub(super) fn keep_model(key: &Key, fitted: &FittedModel) -> Artifact {
    let contents = model::to_bytes(&fitted.model, &fitted.view.history, fitted.view.seconds);
    Artifact::new(key.clone(), What::Model, &contents)
}

/// A model that was kept.
///
/// # Errors
/// What is wrong with it.
pub(super) fn restore_model(kept: &Artifact, recipe: &Recipe, dataset: &Dataset) -> Result<FittedModel, ArtifactError> {
    let (model, trained) = model::from_bytes(&recipe.model, dataset, kept.contents()?)?;
    Ok(FittedModel::new(model, trained, dataset))
}
