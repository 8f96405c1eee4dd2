//! What the worker says, put where it belongs.

use super::state::{Of, State};
use super::{dictionary, gathering, keeping};
use crate::protocol::{self, Answer, Event, Stage};
use crate::recipe::Recipe;
use leptos::prelude::*;
use std::sync::Arc;

/// Takes what the worker says. What belongs to an older recipe, or is not asked any more, is passed over.
pub fn take(state: State, event: Event) {
    let keys = state.recipe.with_untracked(Recipe::keys);
    if !event.is_wanted(&keys, &state.answers.asked()) {
        return;
    }
    match event {
        Event::Started | Event::Pong | Event::Panicked { .. } => {}
        Event::Computing(computing) => state.computing.set(computing),
        Event::Answer(update) => hear(state, *update),
        // The client keeps it for the next worker.
        Event::Kept(kept) => keeping::keep_part(state, kept),
        Event::Refused(refused) => state.keeping.refused.set(Some(refused.why)),
    }
}

fn hear(state: State, mut update: protocol::Update) {
    if let Stage::Ready(answer) | Stage::Preview(answer) = &mut update.stage {
        label(state, answer);
    }
    let is_read = matches!(update.stage, Stage::Ready(Answer::Table(_)));
    let is_rows = matches!(update.stage, Stage::Ready(Answer::Rows(_)));
    let recipe = Arc::new(state.recipe.get_untracked());
    state.answers.take(update, Of { recipe, data: state.data() });
    if is_read {
        settle(state);
    }
    if is_rows {
        gathering::take(state);
    }
}

/// Calls columns and features what people call them.
fn label(state: State, answer: &mut Answer) {
    match answer {
        Answer::Table(table) => state.recipe.with_untracked(|r| dictionary::describe(&r.source, table)),
        Answer::Dataset(data) => state.table.get_untracked().value.into_iter().for_each(|table| data.describe(&table)),
        Answer::Explanation(explained) => state.data().into_iter().for_each(|data| explained.label(&data)),
        _ => {}
    }
}

/// A table could be read.
fn settle(state: State) {
    let recipe = state.recipe.get_untracked();
    state.client.with_value(|client| client.as_ref().into_iter().for_each(|client| client.settle(&recipe.source)));
    state.last_good.set(Some(recipe));
}
