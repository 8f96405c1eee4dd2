//! The model: kept from before, restored from its bytes, or trained, be it from a checkpoint on.

use crate::engine::context::{Context, Inputs};
use crate::engine::fitted::Fitted;
use crate::engine::runner::{Task, Turn};
use crate::engine::training::{Training, keep_model, restore_model};
use crate::model::{KeptError, ModelView};
use crate::protocol::kept::{Kept, N_MODELS, Refused, Shelf, What};
use crate::protocol::{Event, ModelQuestion, Running};
use std::rc::Rc;

/// A training under way.
#[derive(Debug)]
pub struct ModelTask {
    training: Training,
    paused: bool,
}

/// What the user and the page have said about training.
#[derive(Debug, Default)]
pub struct ModelState {
    /// What was handed in to be used instead of training anew.
    pub shelf: Shelf,
    /// Held by the user.
    pub paused: bool,
    /// Cancelled by the user, until another model is asked for.
    pub stopped: bool,
}

impl Task for ModelTask {
    type Question = ModelQuestion;
    type Product = Rc<Fitted>;
    type State = ModelState;

    const N_KEPT: usize = N_MODELS;
    const IS_NEEDED: bool = true;

    fn begin(_: &ModelQuestion, context: &mut Context, state: &mut ModelState) -> Option<Turn<ModelTask>> {
        let dataset = context.inputs.dataset.clone()?;
        let (recipe, key) = (&context.wanted.recipe, &context.wanted.keys.model);
        if let Some(kept) = state.shelf.take(key, What::Model) {
            match restore_model(&kept, recipe, &dataset) {
                Ok(fitted) => return Some(Turn::made(Rc::new(fitted))),
                Err(e) => refuse(kept, &e, context),
            }
        }
        if let Some(kept) = state.shelf.take(key, What::Checkpoint) {
            match Training::resume(&kept, recipe, &dataset) {
                Ok(training) => return Some(Turn::begun(ModelTask { training, paused: state.paused })),
                Err(e) => refuse(kept, &e, context),
            }
        }
        Some(match Training::begin(key, recipe, &dataset) {
            Ok(training) => Turn::begun(ModelTask { training, paused: state.paused }),
            Err(e) => Turn::failed(&e),
        })
    }

    fn step(mut self: Box<Self>, context: &mut Context, state: &mut ModelState) -> Turn<ModelTask> {
        let Some(dataset) = context.inputs.dataset.clone() else { return Turn::Waits(self) };
        self.paused = state.paused;
        if self.paused {
            self.training.hold();
            return Turn::Waits(self);
        }
        match self.training.step(&dataset, context.now) {
            Ok(false) => {
                self.training.checkpoint_when_due().into_iter().for_each(|kept| context.out.push(Event::Kept(kept)));
                Turn::More(self)
            }
            Ok(true) => {
                let fitted = self.training.finish(&dataset);
                let kept = keep_model(&context.wanted.keys.model, &fitted);
                Turn::Made { product: Rc::new(fitted), then: Some(Box::new(Event::Kept(kept))) }
            }
            Err(e) => Turn::failed(&e),
        }
    }

    fn running(&self, _: f64) -> Option<Running> {
        Some(self.training.running(self.paused))
    }

    fn is_held(&self) -> bool {
        self.paused
    }

    fn answer(fitted: &Rc<Fitted>) -> ModelView {
        fitted.view.clone()
    }

    fn provide(fitted: &Rc<Fitted>, inputs: &mut Inputs) {
        inputs.fitted = Some(fitted.clone());
    }
}

impl ModelTask {
    /// Holds the training, or goes on with it.
    pub fn hold(&mut self, paused: bool) {
        self.paused = paused;
    }

    /// A checkpoint of the training.
    pub fn checkpoint(&self) -> Option<Kept> {
        self.training.checkpoint()
    }
}

fn refuse(kept: Kept, error: &KeptError, context: &mut Context) {
    let Kept { key, what, .. } = kept;
    context.out.push(Event::Refused(Refused { key, what, why: error.to_string() }));
}
