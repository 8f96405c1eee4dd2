//! What would change the decision for the chosen row.

use crate::engine::chosen_row::average;
use crate::engine::context::Context;
use crate::engine::runner::{StepResult, Task};
use crate::protocol::{CounterfactualsQuestion, Stage};
use vitrine_core::evaluate;
use vitrine_core::explain::{Counterfactuals, Search};

/// A search under way.
#[derive(Debug)]
pub struct CounterfactualsTask(Search);

impl Task for CounterfactualsTask {
    type Question = CounterfactualsQuestion;
    type Product = Counterfactuals;
    type State = ();

    const N_KEPT: usize = 0;

    fn start(
        question: &CounterfactualsQuestion,
        context: &mut Context,
        (): &mut (),
    ) -> Option<StepResult<CounterfactualsTask>> {
        let (dataset, fitted) = context.inputs.fitted()?;
        let (Some(chosen_row), Some(background)) = (&context.inputs.chosen_row, &context.inputs.background) else {
            // The prediction says why there is no such row.
            return Some(StepResult::NoProduct(Stage::Empty));
        };
        let average = average(&fitted, background).first().copied().unwrap_or(0.0);
        let decision = evaluate::decision(&dataset, question.rule.class.as_deref(), question.rule.threshold);
        let search = Search::new(&fitted.model, chosen_row.row.clone(), question.goal, decision, average);
        Some(StepResult::started(CounterfactualsTask(search)))
    }

    fn step(mut self: Box<Self>, context: &mut Context, (): &mut ()) -> StepResult<CounterfactualsTask> {
        let Some((dataset, fitted)) = context.inputs.fitted() else { return StepResult::Blocked(self) };
        if self.0.step(&fitted.model, &dataset) {
            StepResult::done(self.0.finish())
        } else {
            StepResult::Continue(self)
        }
    }

    fn answer(counterfactuals: &Counterfactuals) -> Counterfactuals {
        counterfactuals.clone()
    }
}
