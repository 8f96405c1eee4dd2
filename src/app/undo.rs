//! Undo and redo of the choices of a visit: what counts as one, and their keys.

use super::state::{Chosen, State};
use super::{open_table, tasks};
use leptos::{ev, prelude::*};
use vitrine_text::sharing as t;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

/// Takes note of every choice from now on, and listens for the keys of undo and redo.
pub fn remember(state: State) {
    Effect::new(move |_| {
        let chosen = Chosen { recipe: state.recipe.get(), draft: state.draft.get(), picture: state.picture.get() };
        // Before the first table is asked for, nothing was chosen.
        if state.table.with(|t| t.wanted.is_none()) {
            return;
        }
        state.history.update(|history| {
            history.note(chosen, now());
            history.keep(|source| open_table::holds(state, source));
        });
    });
    let listener = window_event_listener(ev::keydown, move |e| {
        if !(e.ctrl_key() || e.meta_key()) || e.alt_key() || writes(e.target()) {
            return;
        }
        match (e.key().to_lowercase().as_str(), e.shift_key()) {
            ("z", false) => undo(state),
            ("z", true) | ("y", false) => redo(state),
            _ => return,
        }
        e.prevent_default();
    });
    on_cleanup(move || listener.remove());
}

/// Takes the newest choice back.
pub fn undo(state: State) {
    if let Some((chosen, name)) = state.history.try_update(|h| h.undo()).flatten() {
        go(state, chosen);
        state.undone.set(Some(t::undone(&name)));
    }
}

/// Makes the choice again that was taken back last.
pub fn redo(state: State) {
    if let Some((chosen, name)) = state.history.try_update(|h| h.redo()).flatten() {
        go(state, chosen);
        state.undone.set(Some(t::redone(&name)));
    }
}

fn go(state: State, chosen: Chosen) {
    let Chosen { recipe, draft, picture } = chosen;
    if state.recipe.with_untracked(|r| r.source != recipe.source) {
        open_table::reopen(state, recipe);
    } else {
        tasks::follow(state, recipe);
    }
    state.draft.set(draft);
    state.picture.set(picture);
}

/// Whether a key belongs to a field in which text is written, which has an undo of its own.
fn writes(target: Option<web_sys::EventTarget>) -> bool {
    let Some(element) = target.and_then(|t| t.dyn_into::<Element>().ok()) else { return false };
    let is_text = |field: &HtmlInputElement| !["checkbox", "range", "file", "radio"].contains(&field.type_().as_str());
    element.tag_name() == "TEXTAREA" || element.dyn_ref().is_some_and(is_text)
}

/// Seconds since the page began.
fn now() -> f64 {
    window().performance().map_or(0.0, |p| p.now() / 1000.0)
}
