//! The look at a data set before a model of it is trained.

use super::outbox::Outbox;
use super::protocol::{Event, Stage, Update};
use crate::dataset::{Dataset, DatasetSpec, Looking};
use crate::recipe::Key;
use crate::table::Table;

/// How far the look is.
#[derive(Debug, Default)]
pub struct Look {
    key: Option<Key>,
    under_way: Option<Looking>,
}

impl Look {
    /// Does the next piece of work; whether there is more.
    pub fn step(&mut self, key: &Key, table: &Table, spec: &DatasetSpec, dataset: &Dataset, out: &mut Outbox) -> bool {
        if self.key.as_ref() != Some(key) {
            self.key = Some(key.clone());
            self.under_way = Some(Looking::new(dataset));
        }
        let Some(looking) = &mut self.under_way else { return false };
        let found = if looking.step(table, spec, dataset) { None } else { self.under_way.take() };
        if let Some(insights) = found.map(Looking::finish) {
            out.push(Event::Insights(Update { key: key.clone(), stage: Stage::Ready(insights) }));
        }
        true
    }
}
