//! The least urgent stage: how sure the scores are, by drawing the rows anew when nothing else is to be done.

use super::explaining::Fitted;
use super::outbox::Outbox;
use super::predicting::decision;
use super::protocol::{Event, Running, Stage, Update};
use super::session::{N_MODELS, keep};
use crate::dataset::Dataset;
use crate::evaluate::{Bootstrap, Intervals};
use crate::recipe::{Key, Keys, Recipe};

/// How far it is.
#[derive(Debug, Default)]
pub struct Resampling {
    key: Option<Key>,
    job: Option<(Bootstrap, f64)>,
    /// Those of the newest evaluations, so that going back to one costs nothing.
    known: Vec<(Key, Intervals)>,
}

impl Resampling {
    /// Begins anew, whatever was told.
    pub fn tell_again(&mut self) {
        self.key = None;
    }

    /// Does the next piece of work; whether there is more.
    pub fn step(
        &mut self,
        recipe: &Recipe,
        keys: &Keys,
        dataset: &Dataset,
        fitted: &Fitted,
        now: f64,
        out: &mut Outbox,
    ) -> bool {
        if self.key.as_ref() != Some(&keys.evaluation) {
            self.key = Some(keys.evaluation.clone());
            self.job = None;
            match self.known.iter().find(|(key, _)| *key == keys.evaluation) {
                Some((_, intervals)) => tell(keys, Stage::Ready(intervals.clone()), out),
                None => {
                    let seed = recipe.dataset.split.seed;
                    self.job =
                        Some((Bootstrap::new(dataset, &fitted.predictions, decision(recipe, dataset), seed), now));
                }
            }
            return self.job.is_some();
        }
        let Some((job, began)) = &mut self.job else { return false };
        if job.step() {
            if out.is_due(now) {
                tell(keys, Stage::Running(Running::at(job.done(), now - *began)), out);
            }
            return true;
        }
        if let Some((job, _)) = self.job.take() {
            let intervals = job.finish();
            keep(&mut self.known, keys.evaluation.clone(), intervals.clone(), N_MODELS);
            tell(keys, Stage::Ready(intervals), out);
        }
        true
    }
}

fn tell(keys: &Keys, stage: Stage<Intervals>, out: &mut Outbox) {
    out.push(Event::Intervals(Update { key: keys.evaluation.clone(), stage }));
}
