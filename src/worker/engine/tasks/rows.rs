//! A window of the rows, filtered and sorted. The order of the newest query is kept, since the next window is mostly one of it.

use crate::engine::context::Context;
use crate::engine::listing::Listing;
use crate::engine::runner::{StepResult, Task};
use crate::protocol::rows::{RowsFound, RowsQuestion};

/// A window under way.
#[derive(Debug)]
pub struct RowsTask(RowsQuestion);

impl Task for RowsTask {
    type Question = RowsQuestion;
    type Product = RowsFound;
    /// The order of the newest query.
    type State = Option<Listing>;

    const N_KEPT: usize = 0;

    fn start(question: &RowsQuestion, context: &mut Context, _: &mut Option<Listing>) -> Option<StepResult<RowsTask>> {
        context.inputs.fitted.is_some().then(|| StepResult::started(RowsTask(question.clone())))
    }

    fn step(self: Box<Self>, context: &mut Context, listing: &mut Option<Listing>) -> StepResult<RowsTask> {
        let Some((dataset, fitted)) = context.inputs.fitted() else { return StepResult::Blocked(self) };
        let (key, query) = (&context.wanted.keys.model, &self.0.query);
        let kept = listing.take().filter(|listing| listing.is_of(key, query));
        let listing = listing.insert(kept.unwrap_or_else(|| Listing::new(key, query, &dataset)));
        if !listing.step(&dataset, &fitted) {
            return StepResult::Continue(self);
        }
        StepResult::done(listing.found(&self.0, &dataset, &fitted))
    }

    fn answer(found: &RowsFound) -> RowsFound {
        found.clone()
    }
}
