//! What is explained on the screen, read by all that shows something of it.

use crate::app::queries;
use crate::app::state::State;
use crate::app::views::explained::Shown;
use leptos::prelude::*;

/// What both pictures and the finding show just now.
#[derive(Clone, Copy)]
pub struct InView(Memo<Option<Shown>>);

impl InView {
    /// Follows the explanation.
    pub fn new(state: State) -> InView {
        let explained = queries::by_identity(move || state.explanation.with(|e| e.value.clone()));
        InView(Memo::new(move |_| explained.get().map(Shown::of)))
    }

    /// Something of it; a default while nothing is explained.
    pub fn read<T: Default>(self, of: impl FnOnce(&Shown) -> T) -> T {
        self.0.with(|shown| shown.as_ref().map(of).unwrap_or_default())
    }
}
