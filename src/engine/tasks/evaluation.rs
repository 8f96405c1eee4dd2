//! The scores of the model, made anew whenever rows are decided by another rule.

use crate::engine::context::Context;
use crate::engine::instance::decision;
use crate::engine::runner::{Task, Turn};
use crate::evaluate::{self, Evaluation};
use crate::protocol::EvaluationQuestion;

/// It is made in one step.
#[derive(Debug)]
pub struct EvaluationTask;

impl Task for EvaluationTask {
    type Question = EvaluationQuestion;
    type Product = Evaluation;
    type State = ();

    const N_KEPT: usize = 1;

    fn begin(_: &EvaluationQuestion, context: &mut Context, (): &mut ()) -> Option<Turn<EvaluationTask>> {
        let (dataset, fitted) = context.inputs.fitted()?;
        let recipe = context.recipe();
        let (decision, seed) = (decision(recipe, &dataset), recipe.dataset.split.seed);
        Some(Turn::made(evaluate::evaluate(&dataset, &fitted.predictions, decision, seed)))
    }

    fn step(self: Box<Self>, _: &mut Context, (): &mut ()) -> Turn<EvaluationTask> {
        Turn::Waits(self)
    }

    fn answer(evaluation: &Evaluation) -> Evaluation {
        evaluation.clone()
    }
}
