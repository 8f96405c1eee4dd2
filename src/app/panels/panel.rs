//! What every panel is, and how it asks.

use crate::state::{AnswerSlot, State};
use crate::tasks;
use crate::words::Word;
use leptos::prelude::*;
use vitrine_core::recipe::Keyed;
use vitrine_text::Phrase;
use vitrine_view::chart::Scene;
use vitrine_view::share::View;
use vitrine_worker::protocol::TypedQuestion;

/// A panel.
pub struct Panel {
    /// The question that it answers.
    pub question: Phrase,
    /// What it is called in a report.
    pub name: Phrase,
    /// The term that explains it.
    pub word: Word,
    /// Its name in tests.
    pub test: &'static str,
    /// What is seen while it is unfolded.
    pub body: fn(State) -> AnyView,
    /// What a report holds, with the scene for a narrow page: nothing of single rows but the chosen one. `None` while there is nothing of
    /// the present choices.
    pub reported: fn(State) -> Option<(View, Scene)>,
    /// Asks no more.
    pub stop: fn(State),
}

/// Asks a question, and the next one when that changes; the slot of its answers.
pub fn ask<Q: TypedQuestion + PartialEq + Send + Sync>(
    state: State,
    question: impl Fn() -> Option<Q> + Send + Sync + 'static,
) -> AnswerSlot<Q> {
    let slot = state.answers.slot::<Q>();
    let question = Memo::new(move |_| question());
    Effect::new(move |_| {
        // Until there is one, that of another visit to the screen stays.
        if let Some(question) = question.get() {
            send(state, slot, Some(question));
        }
    });
    slot
}

/// Asks no question of a kind any more.
pub fn stop<Q: TypedQuestion>(state: State) {
    send(state, state.answers.slot::<Q>(), None);
}

fn send<Q: TypedQuestion>(state: State, slot: AnswerSlot<Q>, question: Option<Q>) {
    state.answers.ask(slot, question, &Keyed::new(state.recipe.get_untracked()));
    tasks::send_questions(state);
}
