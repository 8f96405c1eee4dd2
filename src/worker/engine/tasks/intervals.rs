//! How sure the scores are, by drawing the rows anew. The least urgent task.

use crate::engine::chosen_row::decision;
use crate::engine::context::Context;
use crate::engine::runner::{StepResult, Task};
use crate::protocol::artifact::N_MODELS;
use crate::protocol::{IntervalsQuestion, Running};
use vitrine_core::evaluate::{Bootstrap, Intervals};

/// A bootstrap under way.
#[derive(Debug)]
pub struct IntervalsTask(Bootstrap);

impl Task for IntervalsTask {
    type Question = IntervalsQuestion;
    type Product = Intervals;
    type State = ();

    const N_KEPT: usize = N_MODELS;

    fn start(_: &IntervalsQuestion, context: &mut Context, (): &mut ()) -> Option<StepResult<IntervalsTask>> {
        let (dataset, fitted) = context.inputs.fitted()?;
        let recipe = context.recipe();
        let (decision, seed) = (decision(recipe, &dataset), recipe.dataset.split.seed);
        Some(StepResult::started(IntervalsTask(Bootstrap::new(&dataset, &fitted.predictions, decision, seed))))
    }

    fn step(mut self: Box<Self>, _: &mut Context, (): &mut ()) -> StepResult<IntervalsTask> {
        if self.0.step() { StepResult::Continue(self) } else { StepResult::done(self.0.finish()) }
    }

    fn progress(&self, _: &Self::State, spent: f64) -> Option<Running> {
        Some(Running::at(self.0.done(), spent))
    }

    fn answer(intervals: &Intervals) -> Intervals {
        intervals.clone()
    }
}
