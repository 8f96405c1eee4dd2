//! The training that is under way: begun anew or from a checkpoint, timed, and written down now and then.

use super::explaining::Fitted;
use super::kept::{Kept, What};
use super::protocol::Running;
use crate::dataset::Dataset;
use crate::model::{self, KeptError, TrainError, Trained, Trainer};
use crate::recipe::{Key, Recipe};

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
}

/// Seconds of training between two checkpoints.
const PAUSE: f64 = 1.0;

impl Training {
    /// From the beginning.
    ///
    /// # Errors
    /// A setting out of range.
    pub(super) fn begin(key: &Key, recipe: &Recipe, dataset: &Dataset) -> Result<Training, TrainError> {
        Ok(Training::at(key, Trainer::new(&recipe.model, dataset)?, 0.0, false))
    }

    /// From where a checkpoint was made.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn resume(kept: &Kept, recipe: &Recipe, dataset: &Dataset) -> Result<Training, KeptError> {
        let (trainer, spent) = Trainer::resume(&recipe.model, dataset, kept.contents()?)?;
        Ok(Training::at(&kept.key, trainer, spent, true))
    }

    fn at(key: &Key, trainer: Trainer, spent: f64, was_kept: bool) -> Training {
        Training { key: key.clone(), trainer, spent, seen: None, written: spent, was_kept }
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
        Running { paused, history: progress.history, ..Running::at(progress.done, self.spent) }
    }

    /// A checkpoint, if it is time for the next one.
    pub(super) fn checkpoint_when_due(&mut self) -> Option<Kept> {
        if self.spent - self.written < PAUSE {
            return None;
        }
        self.written = self.spent;
        self.checkpoint()
    }

    /// A checkpoint; see [`Trainer::checkpoint`].
    pub(super) fn checkpoint(&self) -> Option<Kept> {
        let contents = self.trainer.checkpoint(self.spent)?;
        Some(Kept::new(self.key.clone(), What::Checkpoint, &contents))
    }

    /// The model that came out.
    pub(super) fn finish(self, recipe: &Recipe, dataset: &Dataset) -> Fitted {
        let (seconds, warning, was_kept) = (self.spent, self.trainer.warning(), self.was_kept);
        let (model, history, kept_epoch) = self.trainer.finish(dataset);
        let trained = Trained { history, kept_epoch, seconds, warning, was_kept };
        Fitted::new(model, trained, dataset, recipe.dataset.split.seed)
    }
}

/// A model as it is kept.
pub(super) fn keep_model(key: &Key, fitted: &Fitted) -> Kept {
    let contents = model::to_bytes(&fitted.model, &fitted.view.history, fitted.view.seconds);
    Kept::new(key.clone(), What::Model, &contents)
}

/// A model that was kept.
///
/// # Errors
/// What is wrong with it.
pub(super) fn restore_model(kept: &Kept, recipe: &Recipe, dataset: &Dataset) -> Result<Fitted, KeptError> {
    let (model, trained) = model::from_bytes(&recipe.model, dataset, kept.contents()?)?;
    Ok(Fitted::new(model, trained, dataset, recipe.dataset.split.seed))
}
