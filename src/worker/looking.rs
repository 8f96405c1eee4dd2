//! The look at a data set before a model of it is trained.

use super::outbox::Outbox;
use super::protocol::{Event, Stage, Update};
use crate::dataset::{Dataset, DatasetSpec, Insights, Looking};
use crate::recipe::Key;
use crate::table::Table;

/// How far the look is.
#[derive(Debug, Default)]
pub struct Look {
    key: Option<Key>,
    under_way: Option<Looking>,
    /// What was found, until another data set is looked at.
    found: Option<Insights>,
    told: bool,
}

impl Look {
    /// Tells anew what was found, whatever was told.
    pub fn tell_again(&mut self) {
        self.told = false;
    }

    /// Does the next piece of work; whether there is more.
    pub fn step(&mut self, key: &Key, table: &Table, spec: &DatasetSpec, dataset: &Dataset, out: &mut Outbox) -> bool {
        if self.key.as_ref() != Some(key) {
            self.key = Some(key.clone());
            self.under_way = Some(Looking::new(dataset));
            self.found = None;
            self.told = false;
        }
        if let Some(looking) = &mut self.under_way {
            let found = if looking.step(table, spec, dataset) { None } else { self.under_way.take() };
            self.found = found.map(Looking::finish);
        }
        let untold = if self.told { None } else { self.found.clone() };
        if let Some(insights) = untold {
            out.push(Event::Insights(Update { key: key.clone(), stage: Stage::Ready(insights) }));
            self.told = true;
            return true;
        }
        self.under_way.is_some()
    }
}
