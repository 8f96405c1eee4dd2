//! The explanation that the Explain screen shows.

use crate::queries;
use crate::state::State;
use crate::views::explained::Shown;
use leptos::prelude::*;

/// The explanation that both charts, the finding and the what-if show.
#[derive(Clone, Copy)]
pub struct CurrentExplanation(Memo<Option<Shown>>);

impl CurrentExplanation {
    /// Follows the explanation.
    pub fn new(state: State) -> CurrentExplanation {
        let explained = queries::by_identity(move || state.explanation.with(|e| e.value.clone()));
        CurrentExplanation(Memo::new(move |_| explained.get().map(Shown::of)))
    }

    /// Reads it; the default while nothing has been explained.
    pub fn read<T: Default>(self, of: impl FnOnce(&Shown) -> T) -> T {
        self.0.with(|shown| shown.as_ref().map(of).unwrap_or_default())
    }
}
