//! What every task may look at: the recipe that is followed, what the tasks before it have made of that, and what computes.

use super::fitted::Fitted;
use super::instance::Instance;
use super::outbox::Outbox;
use super::sources::Sources;
use crate::dataset::Dataset;
use crate::explain::Background;
use crate::protocol::{Computing, Question};
use crate::recipe::{Keyed, Recipe};
use crate::table::Table;
use std::rc::Rc;
use std::sync::Arc;

/// What a step of a task may look at.
pub struct Context<'a> {
    /// The recipe that is followed, and its keys.
    pub wanted: &'a Keyed,
    /// All that is asked.
    pub asked: &'a [Question],
    /// What the tasks before this one have made of the recipe.
    pub inputs: Inputs,
    /// The bytes of the newest sources.
    pub sources: &'a Sources,
    /// What computes.
    pub computing: &'a Computing,
    /// Seconds, which only measure.
    pub now: f64,
    /// What there is to tell.
    pub out: &'a mut Outbox,
}

/// What tasks need of each other; `None` of what is not made, or cannot be.
#[derive(Debug, Default)]
pub struct Inputs {
    /// The table.
    pub table: Option<Arc<Table>>,
    /// The data set.
    pub dataset: Option<Rc<Dataset>>,
    /// The model.
    pub fitted: Option<Rc<Fitted>>,
    /// The row that is explained.
    pub instance: Option<Rc<Instance>>,
    /// What it is held against.
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
    pub fn fitted(&self) -> Option<(Rc<Dataset>, Rc<Fitted>)> {
        self.dataset.clone().zip(self.fitted.clone())
    }
}
