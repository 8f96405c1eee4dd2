//! A file of the rows that is put together.

use crate::app::components::exports::Waiting;
use crate::protocol::rows::RowQuery;
use crate::recipe::{Key, Recipe};
use crate::share::{Cell, Figures};

/// A file under way.
pub struct Gathering {
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
