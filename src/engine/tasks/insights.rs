//! What there is to know of a data set. It does not wait for a training, which may be long or fail.

use crate::dataset::{Insights, Looking};
use crate::engine::context::Context;
use crate::engine::runner::{Task, Turn};
use crate::protocol::InsightsQuestion;

/// A look at a data set under way.
#[derive(Debug)]
pub struct InsightsTask(Looking);

impl Task for InsightsTask {
    type Question = InsightsQuestion;
    type Product = Insights;
    type State = ();

    const N_KEPT: usize = 1;

    fn begin(_: &InsightsQuestion, context: &mut Context, (): &mut ()) -> Option<Turn<InsightsTask>> {
        let dataset = context.inputs.dataset.as_ref()?;
        Some(Turn::begun(InsightsTask(Looking::new(dataset))))
    }

    fn step(mut self: Box<Self>, context: &mut Context, (): &mut ()) -> Turn<InsightsTask> {
        let (Some(table), Some(dataset)) = (&context.inputs.table, &context.inputs.dataset) else {
            return Turn::Waits(self);
        };
        if self.0.step(table, &context.recipe().dataset, dataset) {
            Turn::More(self)
        } else {
            Turn::made(self.0.finish())
        }
    }

    fn answer(insights: &Insights) -> Insights {
        insights.clone()
    }
}
