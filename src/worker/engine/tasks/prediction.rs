//! The chosen row and what the model says of it: ready long before it is explained.

use crate::engine::chosen_row::ChosenRow;
use crate::engine::context::{Context, Inputs};
use crate::engine::runner::{StepResult, Task};
use crate::protocol::{Fault, Prediction, PredictionQuestion};
use std::rc::Rc;
use vitrine_core::explain::Background;

/// Done in one step, so that there is never one to continue.
#[derive(Debug)]
pub enum PredictionTask {}

/// The row, what it is held against, and what is predicted for it.
#[derive(Clone, Debug)]
pub struct Predicted {
    chosen_row: Rc<ChosenRow>,
    background: Rc<Background>,
    prediction: Prediction,
}

impl Task for PredictionTask {
    type Question = PredictionQuestion;
    type Product = Predicted;
    type State = ();

    const N_KEPT: usize = 1;

    fn start(_: &PredictionQuestion, context: &mut Context, (): &mut ()) -> Option<StepResult<PredictionTask>> {
        let (dataset, fitted) = context.inputs.fitted()?;
        let spec = &context.recipe().explain;
        if let Err(e) = spec.check() {
            return Some(StepResult::failed(e));
        }
        let chosen_row = match ChosenRow::of(&dataset, &fitted, spec) {
            Ok(chosen_row) => chosen_row,
            Err(row) => return Some(StepResult::failed(Fault::NoRow { row })),
        };
        let background = Background::draw(&dataset, spec, &fitted.model);
        let prediction = chosen_row.prediction(&dataset, &fitted, &background);
        Some(StepResult::done(Predicted {
            chosen_row: Rc::new(chosen_row),
            background: Rc::new(background),
            prediction,
        }))
    }

    fn step(self: Box<Self>, _: &mut Context, (): &mut ()) -> StepResult<PredictionTask> {
        match *self {}
    }

    fn answer(predicted: &Predicted) -> Prediction {
        predicted.prediction.clone()
    }

    fn provide(predicted: &Predicted, inputs: &mut Inputs) {
        inputs.chosen_row = Some(predicted.chosen_row.clone());
        inputs.background = Some(predicted.background.clone());
    }
}
