//! The data set that the recipe makes of the table.

use crate::dataset::{self, Dataset, DatasetView};
use crate::engine::context::{Context, Inputs};
use crate::engine::runner::{Task, Turn};
use crate::protocol::DatasetQuestion;
use std::rc::Rc;

/// It is built in one step.
#[derive(Debug)]
pub struct DatasetTask;

impl Task for DatasetTask {
    type Question = DatasetQuestion;
    type Product = (Rc<Dataset>, DatasetView);
    type State = ();

    const N_KEPT: usize = 1;
    const IS_NEEDED: bool = true;

    fn begin(_: &DatasetQuestion, context: &mut Context, (): &mut ()) -> Option<Turn<DatasetTask>> {
        let table = context.inputs.table.as_ref()?;
        Some(match Dataset::build(table, &context.recipe().dataset) {
            Ok(dataset) => {
                let view = dataset::view(&dataset, table.n_rows);
                Turn::made((Rc::new(dataset), view))
            }
            Err(e) => Turn::failed(&e),
        })
    }

    fn step(self: Box<Self>, _: &mut Context, (): &mut ()) -> Turn<DatasetTask> {
        Turn::Waits(self)
    }

    fn answer((_, view): &Self::Product) -> DatasetView {
        view.clone()
    }

    fn provide((dataset, _): &Self::Product, inputs: &mut Inputs) {
        inputs.dataset = Some(dataset.clone());
    }
}
