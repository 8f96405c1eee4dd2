//! From the bytes of a source to the table that the recipe asks for.

use crate::engine::context::{Context, Inputs};
use crate::engine::recoding::{Charsets, Recoding};
use crate::engine::runner::{StepResult, Task};
use crate::protocol::{Fault, Running, TableQuestion};
use std::rc::Rc;
use std::sync::Arc;
use vitrine_core::recipe::Recipe;
use vitrine_core::table::summary::Summary;
use vitrine_core::table::{Dialect, Encoding, Table, TableError, TableReading, legacy};

/// A table under way.
#[derive(Debug)]
pub struct TableTask {
    bytes: Rc<Vec<u8>>,
    reading: TableReading,
    /// The bytes on their way to UTF-8, or how they went there.
    recoding: Option<Recoding>,
}

/// Bytes a step.
const STEP: usize = 1 << 16;

impl Task for TableTask {
    type Question = TableQuestion;
    type Product = (Arc<Table>, Summary);
    /// Who decodes what we cannot.
    type State = Option<Charsets>;

    /// The table before stays until the new one is there, so that whoever goes back half way has it at once.
    const N_KEPT: usize = 1;
    const IS_REQUIRED: bool = true;

    fn start(
        _: &TableQuestion,
        context: &mut Context,
        charsets: &mut Option<Charsets>,
    ) -> Option<StepResult<TableTask>> {
        let recipe = context.recipe();
        // The bytes may still be on their way.
        let bytes = context.sources.bytes_of(&recipe.source)?.clone();
        let stated = recipe.dialect.and_then(|d| d.encoding).filter(|e| e.is_legacy());
        let recoding = stated.and_then(|e| Recoding::new(e, true, (*charsets)?));
        let reading = begun(recipe, recoding.is_some());
        Some(StepResult::started(TableTask { bytes, reading, recoding }))
    }

    fn step(mut self: Box<Self>, context: &mut Context, charsets: &mut Option<Charsets>) -> StepResult<TableTask> {
        match self.read(context.recipe(), *charsets) {
            Ok(None) => StepResult::Continue(self),
            Ok(Some((table, mut summary))) => {
                if let Some(recoding) = &self.recoding {
                    recoding.tell(&mut summary);
                }
                StepResult::done((Arc::new(table), summary))
            }
            Err(error) => StepResult::failed(Fault::Table { name: context.recipe().source.name().to_owned(), error }),
        }
    }

    fn progress(&self, _: &Self::State, spent: f64) -> Option<Running> {
        Some(Running::at(self.reading.done(&self.bytes), spent))
    }

    fn answer((_, summary): &Self::Product) -> Summary {
        summary.clone()
    }

    fn provide((table, _): &Self::Product, inputs: &mut Inputs) {
        inputs.table = Some(table.clone());
    }
}

impl TableTask {
    /// A piece of the work. What turns out to be in an encoding of East Asia is made UTF-8 first.
    fn read(&mut self, recipe: &Recipe, charsets: Option<Charsets>) -> Result<Option<(Table, Summary)>, TableError> {
        if let Some(recoding) = self.recoding.as_mut().filter(|r| !r.is_over()) {
            if let Some(text) = recoding.step(&self.bytes, STEP) {
                self.bytes = Rc::new(text);
            }
            return Ok(None);
        }
        let is_in_doubt = self.recoding.is_none() && recipe.dialect.and_then(|d| d.encoding).is_none();
        if is_in_doubt && self.reading.encoding(&self.bytes) == Some(Encoding::Windows1252) {
            let found = legacy::recognised(&self.bytes);
            self.recoding = found.zip(charsets).and_then(|(e, charsets)| Recoding::new(e, false, charsets));
            if self.recoding.is_some() {
                self.reading = begun(recipe, true);
                return Ok(None);
            }
        }
        self.reading.step(&self.bytes, STEP)
    }
}

/// The reading of a table at its first byte; what was recoded is UTF-8, whatever was stated.
fn begun(recipe: &Recipe, recoded: bool) -> TableReading {
    let encoding = |d: Dialect| if recoded { Some(Encoding::Utf8) } else { d.encoding };
    let dialect = recipe.dialect.map(|d| Dialect { encoding: encoding(d), ..d });
    TableReading::new_as(dialect, recipe.kinds.clone(), recipe.reading.clone())
}
