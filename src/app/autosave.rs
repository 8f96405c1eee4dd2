//! Autosave: the session of this tab is kept in the browser after each step, and gone on with after a reload or a crash. Nothing is kept
//! until something is chosen; where the browser keeps nothing the page works on and says so once.

use super::sessions_by_table::{Session, SessionsByTable};
use super::state::State;
use super::store::{self, Listed, Record, Stored};
use super::tasks::{self, with_client};
use super::words::title;
use super::{address, boot, import, open_table, queries};
use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use vitrine_core::recipe::{Key, Source};
use vitrine_text::sharing as t;
use vitrine_view::share::session::Choices;
use vitrine_worker::protocol::artifact::{Artifact, ArtifactCache, What};

/// Between two writings there is at least so much time.
const REST: Duration = Duration::from_millis(250);

/// Goes on with the session of this tab, where one was kept; whether there was.
pub fn begin(state: State) -> bool {
    let Some(stored) = boot::kept().and_then(|kept| Stored::of(&kept)) else { return false };
    let Ok(choices) = Choices::from_bytes(&stored.state) else { return false };
    // A bundled table was awaited at the start. A session whose table is gone stays in the list, where it can be deleted.
    let (Some(table), Some(id)) = (table_of(&choices, stored.table), stored.claimed) else { return false };
    go_on(state, id, stored.listed, choices, table, stored.parts);
    true
}

/// Keeps the session from now on.
pub fn follow(state: State) {
    let source = Memo::new(move |_| state.recipe.with(|r| r.source.clone()));
    // Before anything of the new table is kept.
    Effect::new(move |_| {
        let source = source.get();
        untrack(move || turn_to(state, source));
    });
    let pace = StoredValue::new(Pace::Idle);
    Effect::new(move |_| {
        let chosen = (state.recipe.get(), state.draft.get());
        state.autosave.tables.update_value(|tables| tables.note(&chosen));
        state.table.track();
        state.model.track();
        state.explanation.track();
        address::place(state);
        // The first choice is written at once, since the page may be gone in a moment; while a hand moves, now and then.
        match pace.get_value() {
            Pace::Idle => write_at_pace(state, pace),
            Pace::Resting | Pace::Due => pace.set_value(Pace::Due),
        }
    });
}

/// Turns to the session of another table.
fn turn_to(state: State, source: Source) {
    let autosave = state.autosave;
    let current = autosave.current.get_untracked();
    let kept = current.map(|listed| {
        let artifacts = autosave.artifacts.try_update_value(std::mem::take).unwrap_or_default();
        Session { listed, artifacts, begins: autosave.begins.get_value() }
    });
    let first = (state.recipe.get_untracked(), state.draft.get_untracked());
    let next = autosave.tables.try_update_value(|tables| tables.turn_to(source, first, kept)).flatten();
    if let Some(Session { listed, .. }) = &next {
        store::resume(&listed.id);
    }
    put_session(state, next);
}

/// Puts a session in the place of that of this tab.
fn put_session(state: State, session: Option<Session>) {
    let autosave = state.autosave;
    let (listed, artifacts, begins) = match session {
        Some(Session { listed, artifacts, begins }) => (Some(listed), artifacts, begins),
        None => (None, ArtifactCache::default(), false),
    };
    autosave.artifacts.set_value(artifacts);
    autosave.begins.set_value(begins);
    autosave.current.set(listed);
}

/// How the writing goes.
#[derive(Clone, Copy, PartialEq)]
enum Pace {
    /// Nothing was written for a while.
    Idle,
    /// Something was written a moment ago.
    Resting,
    /// And something was chosen since.
    Due,
}

fn write_at_pace(state: State, pace: StoredValue<Pace>) {
    if !untrack(move || save(state)) {
        return pace.set_value(Pace::Idle);
    }
    pace.set_value(Pace::Resting);
    let go_on = move || match pace.get_value() {
        Pace::Due => write_at_pace(state, pace),
        _ => pace.set_value(Pace::Idle),
    };
    set_timeout(go_on, REST);
}

/// Writes the session, once there is something to keep; whether there was.
fn save(state: State) -> bool {
    let autosave = state.autosave;
    if autosave.forgotten.get_untracked() || is_untouched(state) {
        return false;
    }
    // A table that cannot be read is nothing to go on with.
    if state.table.with_untracked(|t| t.whole().is_none()) {
        return false;
    }
    let source = state.recipe.with_untracked(|r| r.source.clone());
    let before = autosave.current.get_untracked();
    if before.is_none() {
        autosave.begins.set_value(true);
    }
    let begins = autosave.begins.get_value();
    let Some(id) = before.as_ref().map(|l| l.id.clone()).or_else(store::fresh) else { return false };
    let name = before.map_or_else(|| title(&source), |l| l.name);
    let listed = Listed { id, name, saved: js_sys::Date::now(), source: title(&source) };
    autosave.current.set(Some(listed.clone()));
    let (choices, table) = (chosen(state), own_table(state, &source));
    spawn_local(async move {
        let (sample, hash) = match &source {
            Source::Sample(name) => (Some(name.as_str()), None),
            Source::File { hash, .. } => (None, Some(hash.as_str())),
        };
        let record = Record { listed: &listed, sample, hash };
        let written = store::write(&record, &choices.to_bytes(), table.as_ref(), begins).await;
        boot::say_saved(Some(written.is_ok()));
        let is_current = autosave.current.with_untracked(|c| c.as_ref().is_some_and(|c| c.id == listed.id));
        if begins && written.is_ok() && is_current {
            autosave.begins.set_value(false);
            // What was trained before there was a session to keep it in.
            autosave.artifacts.with_value(|artifacts| artifacts.iter().for_each(|kept| write_part(state, kept)));
        }
        autosave.fault.set(written.err());
    });
    true
}

/// All that the user has chosen now.
pub(super) fn chosen(state: State) -> Choices {
    let (recipe, draft) = (state.recipe.get_untracked(), state.draft.get_untracked());
    Choices { recipe, draft, place: untrack(move || address::place(state)) }
}

/// The bytes of a table of the user's own; a bundled one is kept nowhere.
pub(super) fn own_table(state: State, source: &Source) -> Option<Uint8Array> {
    matches!(source, Source::File { .. }).then(|| open_table::bytes_of(state, source)).flatten()
}

/// The bytes of the table that the choices are about, where that of the user's own is this.
fn table_of(choices: &Choices, own: Option<Uint8Array>) -> Option<Uint8Array> {
    match &choices.recipe.source {
        Source::Sample(name) => boot::sample(name),
        Source::File { .. } => own,
    }
}

/// Whether nothing was chosen yet that the address does not carry: a bundled table as it comes, or a link as it is.
pub fn is_untouched(state: State) -> bool {
    let fresh = state.history.with_untracked(|h| h.undoes().is_none());
    let sample = state.recipe.with_untracked(|r| matches!(r.source, Source::Sample(_)));
    fresh && sample && !queries::draft_differs(state) && state.autosave.current.with_untracked(Option::is_none)
}

/// Keeps what was trained beside the session. Of models the newest stay, of trainings under way the newest.
pub fn keep_part(state: State, kept: Artifact) {
    // What comes late, after another choice, may be of another table.
    if state.recipe.with_untracked(|r| r.keys().model != kept.key) {
        return;
    }
    state.autosave.artifacts.update_value(|artifacts| artifacts.put(kept.clone()));
    write_part(state, &kept);
}

fn write_part(state: State, kept: &Artifact) {
    let autosave = state.autosave;
    // It is written with the rest of the shelf when the session is.
    if autosave.forgotten.get_untracked() || autosave.begins.get_value() {
        return;
    }
    let (name, bytes) = (name_of(kept), kept.bytes.clone());
    let Some(id) = autosave.current.with_untracked(|c| c.as_ref().map(|l| l.id.clone())) else { return };
    let names: Vec<String> = autosave.artifacts.with_value(|artifacts| artifacts.iter().map(name_of).collect());
    spawn_local(async move {
        if let Err(why) = store::keep(&id, &name, &bytes, &names).await {
            autosave.fault.set(Some(why));
        }
    });
}

/// The name of a part: what it is, and the key of the recipe that it is of.
pub(super) fn name_of(kept: &Artifact) -> String {
    let what = if kept.what == What::Model { MODEL } else { CHECKPOINT };
    format!("{what}{}", kept.key.as_str())
}

/// What a part is, by its name; `None` of a name that is none.
pub(super) fn part((name, bytes): (String, Vec<u8>)) -> Option<Artifact> {
    let kinds = [(MODEL, What::Model), (CHECKPOINT, What::Checkpoint)];
    let named = kinds.iter().find_map(|(begin, what)| Some((*what, Key::parse(name.strip_prefix(begin)?)?)));
    named.map(|(what, key)| Artifact { key, what, bytes })
}

const MODEL: &str = "model/";
const CHECKPOINT: &str = "checkpoint/";

/// The table of choices that come in, awaited where it is a bundled one that is still on its way.
pub(super) async fn arrived(choices: &Choices, own: Option<Uint8Array>) -> Result<Uint8Array, String> {
    if let Source::Sample(name) = &choices.recipe.source
        && boot::sample(name).is_none()
    {
        boot::sample_arrived(name).await;
    }
    table_of(choices, own).ok_or_else(|| match &choices.recipe.source {
        Source::Sample(name) => t::its_table_not_fetched(&format_args!("{name:?}")),
        Source::File { name, .. } => t::its_table_gone(&format_args!("{name:?}")),
    })
}

/// Makes a session that of this tab, under an id that it has or is to have, and puts its choices in force.
pub(super) fn go_on(
    state: State,
    id: String,
    listed: Listed,
    choices: Choices,
    table: Uint8Array,
    parts: Vec<(String, Vec<u8>)>,
) {
    let Choices { recipe, draft, place } = choices;
    state.autosave.tables.update_value(|tables| tables.go_on(recipe.source.clone()));
    let mut artifacts = ArtifactCache::default();
    for kept in parts.into_iter().filter_map(part) {
        artifacts.put(kept.clone());
        with_client(state, |client| client.restore(kept));
    }
    let begins = id != listed.id;
    put_session(state, Some(Session { listed: Listed { id, ..listed }, artifacts, begins }));
    tasks::stand(state, place);
    state.linked.set(None);
    open_table::open(state, recipe, table);
    state.draft.set(draft);
}

/// Ends the session of this tab, which stays in the list; what comes is another one.
pub fn leave(state: State) {
    put_session(state, None);
    state.autosave.tables.set_value(SessionsByTable::default());
    store::release();
    boot::say_saved(state.autosave.forgotten.get_untracked().then_some(false));
}

/// Reads the list.
pub fn list(state: State) {
    spawn_local(async move {
        let all = store::list().await;
        state.autosave.all.set(Some(all.unwrap_or_default()));
    });
}

/// Goes on with a session of the list.
pub fn open(state: State, id: String) {
    spawn_local(async move {
        // The tab's own session is left when it is known that the other one can be opened.
        if let Err(why) = open_stored(state, &id).await {
            import::refuse(state, t::session_cannot_be_opened(&why));
        }
        list(state);
    });
}

async fn open_stored(state: State, id: &str) -> Result<(), String> {
    let stored = store::read(id).await.ok_or_else(t::session_gone)?;
    let choices = Choices::from_bytes(&stored.state).map_err(|e| e.to_string())?;
    let table = arrived(&choices, stored.table).await?;
    leave(state);
    let id = store::claim(id).await.ok_or_else(t::session_not_given)?;
    go_on(state, id, stored.listed, choices, table, stored.parts);
    Ok(())
}

/// Calls the session of this tab otherwise.
pub fn rename(state: State, name: String) {
    let Some(mut listed) = state.autosave.current.get_untracked() else { return };
    listed.name.clone_from(&name);
    state.autosave.current.set(Some(listed.clone()));
    spawn_local(async move {
        if let Err(why) = store::rename(&listed.id, &name).await {
            state.autosave.fault.set(Some(why));
        }
        list(state);
    });
}

/// Deletes a session of the list.
pub fn remove(state: State, id: String) {
    if state.autosave.current.with_untracked(|c| c.as_ref().is_some_and(|l| l.id == id)) {
        leave(state);
    }
    state.autosave.tables.update_value(|tables| tables.remove(&id));
    spawn_local(async move {
        if let Err(why) = store::remove(&id).await {
            state.autosave.fault.set(Some(why));
        }
        list(state);
    });
}

/// Deletes all that is kept, and keeps nothing more in this visit.
pub fn forget(state: State) {
    state.autosave.forgotten.set(true);
    state.autosave.deleted.set(false);
    leave(state);
    spawn_local(async move {
        let forgotten = store::forget().await;
        boot::forget_offline().await;
        state.autosave.fault.set(forgotten.err());
        state.autosave.deleted.set(true);
        state.autosave.all.set(Some(Vec::new()));
    });
}

/// Lets go of what was trained: workers died again and again, and it may be what they died of.
pub fn drop_parts(state: State) {
    state.autosave.artifacts.set_value(ArtifactCache::default());
    let Some(id) = state.autosave.current.with_untracked(|c| c.as_ref().map(|l| l.id.clone())) else { return };
    spawn_local(async move {
        // What cannot be deleted is refused or dies again, and is said then.
        let _ = store::strip(&id).await;
    });
}
