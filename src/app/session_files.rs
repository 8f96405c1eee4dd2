//! A session as one file: written with the table of one's own or without it, and gone on with.

use super::autosave::{arrived, chosen, go_on, leave, name_of, own_table, part};
use super::components::saving;
use super::route::{self, Screen};
use super::state::State;
use super::store::{self, Listed};
use super::tasks::with_client;
use super::{address, import, linked, words};
use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use vitrine_core::recipe::Recipe;
use vitrine_text::sharing as t;
use vitrine_view::share::link::{Link, is_redacted};
use vitrine_view::share::name::file_name;
use vitrine_view::share::session::{Choices, SessionFile};

/// Writes the session as one file. Without the table of one's own it holds no cell of it: such choices are told by their places, as
/// in a link. Nothing is written where that cannot be told yet.
pub fn download(state: State, with_table: bool) -> bool {
    let source = state.recipe.with_untracked(|r| r.source.clone());
    let table = own_table(state, &source).map(|bytes| bytes.to_vec()).filter(|_| with_table);
    let mut choices = chosen(state);
    if table.is_none() && is_redacted(&choices.recipe) {
        let Some((link, _)) = untrack(move || address::link(state)) else { return false };
        choices.recipe = Recipe { source: source.clone(), ..link.recipe };
    }
    let name = state.autosave.current.with_untracked(|c| c.as_ref().map(|l| l.name.clone()));
    let name = name.unwrap_or_else(|| words::title(&source));
    // Of the choices in force alone: what was trained before may be of another table.
    let key = state.recipe.with_untracked(|r| r.keys().model);
    let parts = state.autosave.artifacts.with_value(|artifacts| {
        artifacts.iter().filter(|kept| kept.key == key).map(|kept| (name_of(kept), kept.bytes.clone())).collect()
    });
    let file = SessionFile { choices, table, parts, name: name.clone() };
    saving::save_bytes(&file.to_bytes(), &file_name(&["vitrine", &name], "vitrine")).is_some()
}

/// Goes on with a session from a file; it becomes one of this browser.
pub fn take(state: State, bytes: &[u8]) {
    let file = match SessionFile::from_bytes(bytes) {
        Ok(file) => file,
        Err(e) => return import::refuse(state, e.to_string()),
    };
    spawn_local(async move {
        let SessionFile { name, choices, table, parts } = file;
        if table.is_none() && is_redacted(&choices.recipe) {
            return go_on_without_table(state, choices, parts);
        }
        match arrived(&choices, table.map(|bytes| Uint8Array::from(&bytes[..]))).await {
            Ok(table) => {
                let source = words::title(&choices.recipe.source);
                let listed = Listed { id: String::new(), name, saved: js_sys::Date::now(), source };
                leave(state);
                go_on(state, store::fresh().unwrap_or_default(), listed, choices, table, parts);
            }
            Err(why) => import::refuse(state, t::session_cannot_be_opened(&why)),
        }
    });
}

/// Goes on with a session whose table was left out: it is asked for, as that of a link is.
fn go_on_without_table(state: State, choices: Choices, parts: Vec<(String, Vec<u8>)>) {
    for kept in parts.into_iter().filter_map(part) {
        with_client(state, |client| client.restore(kept));
    }
    let Choices { recipe, place, .. } = choices;
    linked::open(state, Link { recipe, place, claim: None });
    route::show(Screen::Data);
}
