//! A file of the rows that is put together.

use crate::components::exports::Waiting;
use vitrine_core::recipe::{Key, Recipe};
use vitrine_view::share::{Cell, Figures};
use vitrine_worker::protocol::rows::RowQuery;

/// An export under way.
pub struct RowExport {
    /// Who waits for it.
    pub waiting: Waiting,
    /// The model that the rows are predicted by.
    pub model: Key,
    /// Which rows, in which order.
    pub query: RowQuery,
    /// What the list is narrowed to and sorted by, in words.
    pub conditions: Vec<String>,
    /// The choices.
    pub recipe: Recipe,
    /// How the model was made.
    pub facts: Vec<(&'static str, Cell)>,
    /// The rows so far.
    pub figures: Figures,
    /// Tenths that were said to be gathered.
    pub said: usize,
}
