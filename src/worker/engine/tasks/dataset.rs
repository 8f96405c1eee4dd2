//! The data set that the recipe makes of the table.

use crate::engine::context::{Context, Inputs};
use crate::engine::runner::{StepResult, Task};
use crate::protocol::DatasetQuestion;
use std::rc::Rc;
use vitrine_core::dataset::{self, Dataset, DatasetView};

/// Done in one step, so that there is never one to continue.
#[derive(Debug)]
pub enum DatasetTask {}

impl Task for DatasetTask {
    type Question = DatasetQuestion;
    type Product = (Rc<Dataset>, DatasetView);
    type State = ();

    const N_KEPT: usize = 1;
    const IS_REQUIRED: bool = true;

    fn start(_: &DatasetQuestion, context: &mut Context, (): &mut ()) -> Option<StepResult<DatasetTask>> {
        let table = context.inputs.table.as_ref()?;
        Some(match Dataset::build(table, &context.recipe().dataset) {
            Ok(dataset) => {
                let view = dataset::view(&dataset, table.n_rows);
                StepResult::done((Rc::new(dataset), view))
            }
            Err(e) => StepResult::failed(e),
        })
    }

    fn step(self: Box<Self>, _: &mut Context, (): &mut ()) -> StepResult<DatasetTask> {
        match *self {}
    }

    fn answer((_, view): &Self::Product) -> DatasetView {
        view.clone()
    }

    fn provide((dataset, _): &Self::Product, inputs: &mut Inputs) {
        inputs.dataset = Some(dataset.clone());
    }
}
