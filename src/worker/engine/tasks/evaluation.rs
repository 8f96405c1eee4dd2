//! The scores of the model, made anew whenever rows are decided by another rule.

use crate::engine::chosen_row::decision;
use crate::engine::context::Context;
use crate::engine::runner::{StepResult, Task};
use crate::protocol::EvaluationQuestion;
use vitrine_core::evaluate::{self, Evaluation};

/// Done in one step, so that there is never one to continue.
#[derive(Debug)]
pub enum EvaluationTask {}

impl Task for EvaluationTask {
    type Question = EvaluationQuestion;
    type Product = Evaluation;
    type State = ();

    const N_KEPT: usize = 1;

    fn start(_: &EvaluationQuestion, context: &mut Context, (): &mut ()) -> Option<StepResult<EvaluationTask>> {
        let (dataset, fitted) = context.inputs.fitted()?;
        let recipe = context.recipe();
        let (decision, seed) = (decision(recipe, &dataset), recipe.dataset.split.seed);
        Some(StepResult::done(evaluate::evaluate(&dataset, &fitted.predictions, decision, seed)))
    }

    fn step(self: Box<Self>, _: &mut Context, (): &mut ()) -> StepResult<EvaluationTask> {
        match *self {}
    }

    fn answer(evaluation: &Evaluation) -> Evaluation {
        evaluation.clone()
    }
}
