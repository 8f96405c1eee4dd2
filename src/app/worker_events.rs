//! Handles the events of the worker.

use super::state::{Provenance, State};
use super::{autosave, dictionary, row_export};
use leptos::prelude::*;
use std::sync::Arc;
use vitrine_core::recipe::Recipe;
use vitrine_worker::protocol::{Answer, AnswerUpdate, Event, Stage};

/// Handles an event. What belongs to an older recipe, or to a question that is no longer asked, is ignored.
pub fn handle(state: State, event: Event) {
    let keys = state.recipe.with_untracked(Recipe::keys);
    if !event.is_wanted(&keys, &state.answers.questions()) {
        return;
    }
    match event {
        Event::Started | Event::Pong | Event::Died(_) => {}
        Event::Computing(computing) => state.computing.set(computing),
        Event::Answer(update) => apply_answer(state, *update),
        // The client keeps it for the next worker.
        Event::Artifact(kept) => autosave::keep_part(state, kept),
        Event::RestoreFailed(refused) => state.autosave.refused.set(Some(refused.why.to_string())),
    }
}

fn apply_answer(state: State, mut update: AnswerUpdate) {
    if let Stage::Ready(answer) | Stage::Preview(answer) = &mut update.stage {
        label(state, answer);
    }
    let is_read = matches!(update.stage, Stage::Ready(Answer::Table(_)));
    let is_rows = matches!(update.stage, Stage::Ready(Answer::Rows(_)));
    let recipe = Arc::new(state.recipe.get_untracked());
    state.answers.apply(update, Provenance { recipe, data: state.data() });
    if is_read {
        remember_table(state);
    }
    if is_rows {
        row_export::take(state);
    }
}

/// Gives columns and features their labels.
fn label(state: State, answer: &mut Answer) {
    match answer {
        Answer::Table(table) => state.recipe.with_untracked(|r| dictionary::describe(&r.source, table)),
        Answer::Dataset(data) => state.table.get_untracked().value.into_iter().for_each(|table| data.describe(&table)),
        Answer::Explanation(explained) => state.data().into_iter().for_each(|data| explained.label(&data)),
        _ => {}
    }
}

/// Keeps the table, which could be read, as one to go back to.
fn remember_table(state: State) {
    let recipe = state.recipe.get_untracked();
    state.client.with_value(|client| client.as_ref().into_iter().for_each(|client| client.settle(&recipe.source)));
    state.last_good.set(Some(recipe));
}
