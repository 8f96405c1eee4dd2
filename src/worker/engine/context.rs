//! What every task can read: the recipe, the products of the tasks before it, and what computes.

use super::chosen_row::ChosenRow;
use super::fitted_model::FittedModel;
use super::outbox::Outbox;
use super::sources::SourceCache;
use crate::protocol::{Computing, Question};
use std::rc::Rc;
use std::sync::Arc;
use vitrine_core::dataset::Dataset;
use vitrine_core::explain::Background;
use vitrine_core::recipe::{Keyed, Recipe};
use vitrine_core::table::Table;

/// What a task can read, and where it sends events.
pub struct Context<'a> {
    /// The newest recipe and its keys.
    pub wanted: &'a Keyed,
    /// All questions that are asked.
    pub questions: &'a [Question],
    /// The products of the tasks before this one.
    pub inputs: Inputs,
    /// The bytes of the newest sources.
    pub sources: &'a SourceCache,
    /// What computes.
    pub computing: &'a Computing,
    /// The time in seconds, used for measuring only.
    pub now: f64,
    /// Events for the page.
    pub out: &'a mut Outbox,
}

/// Products that tasks need from each other; `None` if a product is missing or cannot be made.
#[derive(Debug, Default)]
pub struct Inputs {
    /// The table.
    pub table: Option<Arc<Table>>,
    /// The data set.
    pub dataset: Option<Rc<Dataset>>,
    /// The model.
    pub fitted: Option<Rc<FittedModel>>,
    /// The row that is explained.
    pub chosen_row: Option<Rc<ChosenRow>>,
    /// The background rows that it is compared with.
    pub background: Option<Rc<Background>>,
}

impl Context<'_> {
    /// The recipe.
    pub fn recipe(&self) -> &Recipe {
        &self.wanted.recipe
    }
}

impl Inputs {
    /// The data set and the model of it.
    pub fn fitted(&self) -> Option<(Rc<Dataset>, Rc<FittedModel>)> {
        self.dataset.clone().zip(self.fitted.clone())
    }
}
