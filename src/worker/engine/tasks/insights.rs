//! What there is to know of a data set. It does not wait for a training, which may be long or fail.

use crate::engine::context::Context;
use crate::engine::runner::{StepResult, Task};
use crate::protocol::InsightsQuestion;
use vitrine_core::dataset::{Insights, InsightsSearch};

/// A look at a data set under way.
#[derive(Debug)]
pub struct InsightsTask(InsightsSearch);

impl Task for InsightsTask {
    type Question = InsightsQuestion;
    type Product = Insights;
    type State = ();

    const N_KEPT: usize = 1;

    fn start(_: &InsightsQuestion, context: &mut Context, (): &mut ()) -> Option<StepResult<InsightsTask>> {
        let dataset = context.inputs.dataset.as_ref()?;
        Some(StepResult::started(InsightsTask(InsightsSearch::new(dataset))))
    }

    fn step(mut self: Box<Self>, context: &mut Context, (): &mut ()) -> StepResult<InsightsTask> {
        let (Some(table), Some(dataset)) = (&context.inputs.table, &context.inputs.dataset) else {
            return StepResult::Blocked(self);
        };
        if self.0.step(table, &context.recipe().dataset, dataset) {
            StepResult::Continue(self)
        } else {
            StepResult::done(self.0.finish())
        }
    }

    fn answer(insights: &Insights) -> Insights {
        insights.clone()
    }
}
