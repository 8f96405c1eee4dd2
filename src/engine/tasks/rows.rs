//! A window of the rows, filtered and sorted. The order of the newest query is kept, since the next window is mostly one of it.

use crate::engine::context::Context;
use crate::engine::listing::Listing;
use crate::engine::runner::{Task, Turn};
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

    fn begin(question: &RowsQuestion, context: &mut Context, _: &mut Option<Listing>) -> Option<Turn<RowsTask>> {
        context.inputs.fitted.is_some().then(|| Turn::begun(RowsTask(question.clone())))
    }

    fn step(self: Box<Self>, context: &mut Context, listing: &mut Option<Listing>) -> Turn<RowsTask> {
        let Some((dataset, fitted)) = context.inputs.fitted() else { return Turn::Waits(self) };
        let (key, query) = (&context.wanted.keys.model, &self.0.query);
        let kept = listing.take().filter(|listing| listing.is_of(key, query));
        let listing = listing.insert(kept.unwrap_or_else(|| Listing::new(key, query, &dataset)));
        if !listing.step(&dataset, &fitted) {
            return Turn::More(self);
        }
        Turn::made(listing.found(&self.0, &dataset, &fitted))
    }

    fn answer(found: &RowsFound) -> RowsFound {
        found.clone()
    }
}
