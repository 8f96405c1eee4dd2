//! What would change the decision for the chosen row.

use crate::engine::context::Context;
use crate::engine::instance::average;
use crate::engine::runner::{Task, Turn};
use crate::evaluate;
use crate::explain::{Flips, Search};
use crate::protocol::{CounterfactualsQuestion, Stage};

/// A search under way.
#[derive(Debug)]
pub struct CounterfactualsTask(Search);

impl Task for CounterfactualsTask {
    type Question = CounterfactualsQuestion;
    type Product = Flips;
    type State = ();

    const N_KEPT: usize = 0;

    fn begin(
        question: &CounterfactualsQuestion,
        context: &mut Context,
        (): &mut (),
    ) -> Option<Turn<CounterfactualsTask>> {
        let (dataset, fitted) = context.inputs.fitted()?;
        let (Some(instance), Some(background)) = (&context.inputs.instance, &context.inputs.background) else {
            // The prediction says why there is no such row.
            return Some(Turn::Ended(Stage::Empty));
        };
        let average = average(&fitted, background).first().copied().unwrap_or(0.0);
        let decision = evaluate::decision(&dataset, question.cut.class.as_deref(), question.cut.threshold);
        let search = Search::new(&fitted.model, instance.row.clone(), question.goal, decision, average);
        Some(Turn::begun(CounterfactualsTask(search)))
    }

    fn step(mut self: Box<Self>, context: &mut Context, (): &mut ()) -> Turn<CounterfactualsTask> {
        let Some((dataset, fitted)) = context.inputs.fitted() else { return Turn::Waits(self) };
        if self.0.step(&fitted.model, &dataset) { Turn::made(self.0.finish()) } else { Turn::More(self) }
    }

    fn answer(flips: &Flips) -> Flips {
        flips.clone()
    }
}
