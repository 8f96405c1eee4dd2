//! A link comes in: asked about where there is work, its table found or asked for, its choices put in force, and what is found
//! here held against what it claims.

use super::state::{Linked, Opened, State};
use super::tasks::{self, with_client};
use super::{address, autosave, boot, open_table};
use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use vitrine_core::explain::RowChoice;
use vitrine_core::recipe::{Frame, Recipe, Source};
use vitrine_core::samples;
use vitrine_core::table::Value;
use vitrine_text::sharing as t;
use vitrine_view::share::link::{Claim, Difference, Link, is_redacted, restore};

/// What becomes of a claim.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Being computed.
    Waiting,
    /// The link claims nothing: it was made before anything was found.
    Nothing,
    /// Found here too, to the last bit.
    Same {
        /// Whether the model was kept from before, and only what explains it was computed now.
        was_kept: bool,
    },
    /// Something else was found here.
    Differs {
        /// In what.
        differences: Vec<Difference>,
        /// What was found here.
        here: Claim,
    },
    /// The user has chosen otherwise since.
    Left,
}

impl Opened {
    /// What becomes of its claim.
    pub fn verdict(&self, state: State) -> Verdict {
        if state.recipe.with(|r| r.keys().explanation != self.key) {
            return if state.restoring.with(Option::is_some) { Verdict::Waiting } else { Verdict::Left };
        }
        let Some(there) = &self.claim else { return Verdict::Nothing };
        let Some(here) = address::claim(state) else { return Verdict::Waiting };
        let differences = there.differences(&here);
        if differences.is_empty() {
            let was_kept = state.model.with(|m| m.value.as_ref().is_some_and(|m| m.was_kept));
            Verdict::Same { was_kept }
        } else {
            Verdict::Differs { differences, here }
        }
    }
}

/// Takes a link that was opened in this tab. It never replaces work unasked.
pub fn receive(state: State, link: Link) {
    if autosave::is_untouched(state) {
        open(state, link);
    } else {
        state.linked.set(Some(Linked::Asked(Box::new(link))));
    }
}

/// Follows a link. A bundled table that is still on its way is awaited; a table of somebody's own that is not at hand is asked for.
/// Whether the link is followed.
pub fn open(state: State, link: Link) -> bool {
    let name = match (at_hand(state, &link.recipe.source), &link.recipe.source) {
        (Some(source), _) => {
            follow(state, link, source, false);
            return true;
        }
        (None, Source::File { .. }) => {
            // The table is asked for where the explanation is to stand.
            if link.place.frame == Frame::Embedded {
                state.frame.set(Frame::Embedded);
            }
            state.linked.set(Some(Linked::Wanted { link: Box::new(link), other: None }));
            return false;
        }
        (None, Source::Sample(name)) => name.clone(),
    };
    if samples::sample(&name).is_none() {
        let why = t::link_of_unknown_table(&format_args!("{name:?}"));
        state.linked.set(Some(Linked::Refused(why)));
        return false;
    }
    let before = state.recipe.with_untracked(|r| r.source.clone());
    spawn_local(async move {
        boot::sample_arrived(&name).await;
        // Another table may have been opened meanwhile.
        if state.recipe.with_untracked(|r| r.source != before) {
            return;
        }
        match at_hand(state, &link.recipe.source) {
            Some(source) => follow(state, link, source, false),
            None => {
                let why = t::table_not_fetched(&format_args!("{name:?}"));
                state.linked.set(Some(Linked::Refused(why)));
                open_table::open_first(state);
            }
        }
    });
    true
}

/// Moves to a link of this page's own: back or forward. Whether its table is at hand.
pub fn go(state: State, link: &Link) -> bool {
    let Some(source) = at_hand(state, &link.recipe.source) else { return false };
    tasks::stand(state, link.place);
    let recipe = Recipe { source, ..link.recipe.clone() };
    // The address tells of one run; the others are known here.
    put(
        state,
        match state.recipe.get_untracked() {
            present if present.source == recipe.source => recipe.beside_runs_of(&present),
            _ => recipe,
        },
    );
    true
}

/// Takes a table that was picked while a link waits for one; whether it did.
pub fn take(state: State, source: &Source, bytes: &Uint8Array) -> bool {
    let Some(Linked::Wanted { link, .. }) = state.linked.get_untracked() else { return false };
    with_client(state, |client| client.load(source.clone(), bytes.clone()));
    if hash(source) == hash(&link.recipe.source) {
        follow(state, *link, source.clone(), false);
    } else {
        state.linked.set(Some(Linked::Wanted { link, other: Some(source.clone()) }));
    }
    true
}

/// Follows the link that waits with the table that was picked, though it is another one.
pub fn take_other(state: State) {
    if let Some(Linked::Wanted { link, other: Some(source) }) = state.linked.get_untracked() {
        follow(state, *link, source, true);
    }
}

/// Goes back to the view of the link.
pub fn again(state: State, opened: &Opened) {
    put_revealed(state, opened.recipe.clone());
}

/// Puts what is left of a link in force, when the data set is there by which its cells are told.
pub fn reveal_when_made(state: State) {
    Effect::new(move |_| {
        let Some(recipe) = state.restoring.get() else { return };
        let key = recipe.keys().dataset;
        let made = state.dataset.with(|d| d.present().filter(|d| d.request.key == key).cloned());
        let chosen_otherwise = state.recipe.with(|r| r.keys().dataset != key);
        match made {
            _ if chosen_otherwise => state.restoring.set(None),
            Some(data) => {
                let (restored, begun) = (restore(&recipe, &data), without_cells(&recipe));
                // What was chosen while the table was made stays chosen.
                tasks::edit(state, |r| {
                    if r.explain == begun.explain {
                        r.explain = restored.explain.clone();
                    }
                    if r.evaluate == begun.evaluate {
                        r.evaluate = restored.evaluate.clone();
                    }
                });
                state.linked.update(|linked| {
                    if let Some(Linked::Opened(opened)) = linked {
                        opened.key = restored.keys().explanation;
                        opened.recipe = restored;
                    }
                });
                state.restoring.set(None);
            }
            None => {}
        }
    });
}

fn follow(state: State, link: Link, source: Source, other_table: bool) {
    // What was kept of the work before stays as it is.
    autosave::leave(state);
    let Link { recipe, place, claim } = link;
    let recipe = Recipe { source, ..recipe };
    tasks::stand(state, place);
    let key = recipe.keys().explanation;
    let opened = Opened { claim, key, recipe: recipe.clone(), other_table };
    state.linked.set(Some(Linked::Opened(Box::new(opened))));
    put(state, recipe);
}

/// Puts a link's recipe in force. What is told by places waits for the data set that they are places of.
fn put(state: State, recipe: Recipe) {
    if !is_redacted(&recipe) {
        return put_revealed(state, recipe);
    }
    let begun = without_cells(&recipe);
    state.restoring.set(Some(recipe));
    put_revealed(state, begun);
}

/// A recipe as it can be followed before its data set is there.
fn without_cells(recipe: &Recipe) -> Recipe {
    let mut begun = recipe.clone();
    begun.explain.class = None;
    begun.evaluate.class = None;
    begun.explain.edits.retain(|_, value| !matches!(value, Value::Level(_)));
    if begun.explain.row == RowChoice::Own && begun.explain.edits.is_empty() {
        begun.explain.row = RowChoice::Auto;
    }
    begun
}

fn put_revealed(state: State, recipe: Recipe) {
    if state.recipe.with_untracked(|r| r.source == recipe.source) && state.table.with_untracked(|t| t.wanted.is_some())
    {
        state.draft.set(recipe.model.clone());
        tasks::follow(state, recipe);
    } else {
        open_table::reopen(state, recipe);
    }
}

/// The source by the name that it has here, if its bytes are at hand.
fn at_hand(state: State, source: &Source) -> Option<Source> {
    match hash(source) {
        None => open_table::holds(state, source).then(|| source.clone()),
        Some(wanted) => state.client.with_value(|client| client.as_ref().and_then(|c| c.file_with(wanted))),
    }
}

fn hash(source: &Source) -> Option<&str> {
    match source {
        Source::Sample(_) => None,
        Source::File { hash, .. } => Some(hash),
    }
}
