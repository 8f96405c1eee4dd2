//! The chosen row and what the model says of it: ready long before it is explained.

use crate::engine::context::{Context, Inputs};
use crate::engine::instance::Instance;
use crate::engine::runner::{Task, Turn};
use crate::explain::Background;
use crate::protocol::{Fault, Prediction, PredictionQuestion, Stage};
use std::rc::Rc;

/// It is made in one step.
#[derive(Debug)]
pub struct PredictionTask;

/// The row, what it is held against, and what is predicted for it.
#[derive(Clone, Debug)]
pub struct Predicted {
    instance: Rc<Instance>,
    background: Rc<Background>,
    prediction: Prediction,
}

impl Task for PredictionTask {
    type Question = PredictionQuestion;
    type Product = Predicted;
    type State = ();

    const N_KEPT: usize = 1;

    fn begin(_: &PredictionQuestion, context: &mut Context, (): &mut ()) -> Option<Turn<PredictionTask>> {
        let (dataset, fitted) = context.inputs.fitted()?;
        let spec = &context.recipe().explain;
        if let Err(e) = spec.check() {
            return Some(Turn::failed(&e));
        }
        let instance = match Instance::of(&dataset, &fitted, spec) {
            Ok(instance) => instance,
            Err(row) => return Some(Turn::Ended(Stage::Failed(no_row(row)))),
        };
        let background = Background::draw(&dataset, spec, &fitted.model);
        let prediction = instance.prediction(&dataset, &fitted, &background);
        Some(Turn::made(Predicted { instance: Rc::new(instance), background: Rc::new(background), prediction }))
    }

    fn step(self: Box<Self>, _: &mut Context, (): &mut ()) -> Turn<PredictionTask> {
        Turn::Waits(self)
    }

    fn answer(predicted: &Predicted) -> Prediction {
        predicted.prediction.clone()
    }

    fn provide(predicted: &Predicted, inputs: &mut Inputs) {
        inputs.instance = Some(predicted.instance.clone());
        inputs.background = Some(predicted.background.clone());
    }
}

/// Why there is no prediction when the row asked for is not there.
fn no_row(row: u32) -> Fault {
    Fault::new(format!(
        "Row {} has no place in this data set: it was left out, or the table is shorter. Choose another row.",
        row + 1
    ))
}
