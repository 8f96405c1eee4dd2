//! How much the model relies on each feature, by shuffling it.

use crate::engine::chosen_row::decision;
use crate::engine::context::Context;
use crate::engine::runner::{StepResult, Task};
use crate::protocol::artifact::N_MODELS;
use crate::protocol::{Fault, ImportanceQuestion, Running};
use vitrine_core::explain::{Importance, PermutationImportance};

/// An importance under way.
#[derive(Debug)]
pub struct ImportanceTask(PermutationImportance);

impl Task for ImportanceTask {
    type Question = ImportanceQuestion;
    type Product = Importance;
    type State = ();

    const N_KEPT: usize = N_MODELS;

    fn start(question: &ImportanceQuestion, context: &mut Context, (): &mut ()) -> Option<StepResult<ImportanceTask>> {
        let (dataset, _) = context.inputs.fitted()?;
        if let Err(e) = question.spec.check() {
            return Some(StepResult::failed(e));
        }
        if dataset.part_to_score(question.spec.part).1.len() < 2 {
            return Some(StepResult::failed(Fault::OneRow));
        }
        let decision = decision(context.recipe(), &dataset);
        let importance = PermutationImportance::new(&dataset, decision, &question.spec);
        Some(StepResult::started(ImportanceTask(importance)))
    }

    fn step(mut self: Box<Self>, context: &mut Context, (): &mut ()) -> StepResult<ImportanceTask> {
        let Some((dataset, fitted)) = context.inputs.fitted() else { return StepResult::Blocked(self) };
        match self.0.step(&fitted.model, &dataset) {
            true => StepResult::done(self.0.finish()),
            false => StepResult::Continue(self),
        }
    }

    fn progress(&self, (): &(), spent: f64) -> Option<Running> {
        Some(Running::at(self.0.done(), spent))
    }

    fn answer(importance: &Importance) -> Importance {
        importance.clone()
    }
}
