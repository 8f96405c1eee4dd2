//! The scores of the model at hand, made anew whenever rows are decided by another rule.

use super::explaining::Fitted;
use super::outbox::Outbox;
use super::predicting::decision;
use super::protocol::{Event, Stage, Update};
use crate::dataset::Dataset;
use crate::evaluate;
use crate::recipe::{Key, Keys, Recipe};

/// Which evaluation was told.
#[derive(Debug, Default)]
pub struct Scoring(Option<Key>);

impl Scoring {
    /// Tells it anew, whatever was told.
    pub fn tell_again(&mut self) {
        self.0 = None;
    }

    /// Scores the model, unless that was told; whether it was not.
    pub fn step(&mut self, recipe: &Recipe, keys: &Keys, dataset: &Dataset, fitted: &Fitted, out: &mut Outbox) -> bool {
        let key = &keys.evaluation;
        if self.0.as_ref() == Some(key) {
            return false;
        }
        let (decision, seed) = (decision(recipe, dataset), recipe.dataset.split.seed);
        let evaluation = evaluate::evaluate(dataset, &fitted.predictions, decision, seed);
        out.push(Event::Evaluation(Update { key: key.clone(), stage: Stage::Ready(evaluation) }));
        self.0 = Some(key.clone());
        true
    }
}
