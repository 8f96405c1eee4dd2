//! What a card and its limits are made from.

use vitrine_core::dataset::DatasetView;
use vitrine_core::evaluate::{Evaluation, Intervals};
use vitrine_core::explain::LocalExplanation;
use vitrine_core::model::ModelView;
use vitrine_core::recipe::Recipe;
use vitrine_core::table::summary::Summary;

/// What the card is made from: a recipe, and as much of its results as there is.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// The choices.
    pub recipe: &'a Recipe,
    /// The table.
    pub table: Option<&'a Summary>,
    /// The data set.
    pub data: Option<&'a DatasetView>,
    /// The model.
    pub model: Option<&'a ModelView>,
    /// Its scores.
    pub evaluation: Option<&'a Evaluation>,
    /// How sure they are.
    pub intervals: Option<&'a Intervals>,
    /// The explained row.
    pub explanation: Option<Explanation<'a>>,
}

/// One row, explained by one or several methods.
#[derive(Clone, Copy, Debug)]
pub struct Explanation<'a> {
    /// The explanations.
    pub locals: &'a [LocalExplanation],
    /// The explained class, or the target.
    pub subject: &'a str,
    /// Row of the table, 0-based; `None` for one of the user's own.
    pub table_row: Option<u32>,
    /// What computing them took.
    pub seconds: f64,
}
