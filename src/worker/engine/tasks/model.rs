//! The model: kept from before, restored from its bytes, or trained, be it from a checkpoint on.

use crate::engine::context::{Context, Inputs};
use crate::engine::fitted_model::FittedModel;
use crate::engine::runner::{StepResult, Task};
use crate::engine::training::{Training, keep_model, restore_model};
use crate::protocol::artifact::{Artifact, ArtifactCache, N_MODELS, RestoreError, What};
use crate::protocol::{Event, ModelQuestion, Running};
use std::rc::Rc;
use vitrine_core::model::{ArtifactError, ModelView};

/// A training that is being continued step by step.
#[derive(Debug)]
pub struct ModelTask(Training);

/// What the user and the page have said about training.
#[derive(Debug, Default)]
pub struct ModelState {
    /// What was handed in to be used instead of training anew.
    pub artifacts: ArtifactCache,
    /// Held by the user.
    pub paused: bool,
    /// Cancelled by the user, until another model is asked for.
    pub stopped: bool,
}

impl Task for ModelTask {
    type Question = ModelQuestion;
    type Product = Rc<FittedModel>;
    type State = ModelState;

    const N_KEPT: usize = N_MODELS;
    const IS_REQUIRED: bool = true;

    fn start(_: &ModelQuestion, context: &mut Context, state: &mut ModelState) -> Option<StepResult<ModelTask>> {
        let dataset = context.inputs.dataset.clone()?;
        let (recipe, key) = (&context.wanted.recipe, &context.wanted.keys.model);
        if let Some(kept) = state.artifacts.take(key, What::Model) {
            match restore_model(&kept, recipe, &dataset) {
                Ok(fitted) => return Some(StepResult::done(Rc::new(fitted))),
                Err(e) => refuse(kept, e, context),
            }
        }
        if let Some(kept) = state.artifacts.take(key, What::Checkpoint) {
            match Training::resume(&kept, recipe, &dataset) {
                Ok(training) => return Some(StepResult::started(ModelTask(training))),
                Err(e) => refuse(kept, e, context),
            }
        }
        Some(match Training::begin(key, recipe, &dataset) {
            Ok(training) => StepResult::started(ModelTask(training)),
            Err(e) => StepResult::failed(e),
        })
    }

    fn step(mut self: Box<Self>, context: &mut Context, state: &mut ModelState) -> StepResult<ModelTask> {
        let Some(dataset) = context.inputs.dataset.clone() else { return StepResult::Blocked(self) };
        if state.paused {
            self.0.hold();
            return StepResult::Blocked(self);
        }
        match self.0.step(&dataset, context.now) {
            Ok(false) => {
                self.0.checkpoint_when_due().into_iter().for_each(|kept| context.out.push(Event::Artifact(kept)));
                StepResult::Continue(self)
            }
            Ok(true) => {
                let fitted = self.0.finish(&dataset);
                let kept = keep_model(&context.wanted.keys.model, &fitted);
                StepResult::Done { product: Rc::new(fitted), then: Some(Box::new(Event::Artifact(kept))) }
            }
            Err(e) => StepResult::failed(e),
        }
    }

    fn progress(&self, state: &ModelState, _: f64) -> Option<Running> {
        Some(self.0.running(state.paused))
    }

    fn is_paused(state: &ModelState) -> bool {
        state.paused
    }

    fn answer(fitted: &Rc<FittedModel>) -> ModelView {
        fitted.view.clone()
    }

    fn provide(fitted: &Rc<FittedModel>, inputs: &mut Inputs) {
        inputs.fitted = Some(fitted.clone());
    }
}

impl ModelTask {
    /// A checkpoint of the training.
    pub fn checkpoint(&self) -> Option<Artifact> {
        self.0.checkpoint()
    }
}

fn refuse(kept: Artifact, why: ArtifactError, context: &mut Context) {
    let Artifact { key, what, .. } = kept;
    context.out.push(Event::RestoreFailed(RestoreError { key, what, why }));
}
