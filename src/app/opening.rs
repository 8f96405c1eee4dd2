//! Verbs by which a table comes in: a sample, a file, a paste, and how its bytes are read.

use super::linked::{self, Linked};
use super::state::State;
use super::taking::{self, Picked};
use super::tasks::{edit, follow, with_client};
use super::{address, boot, keeping};
use crate::dataset::DatasetSpec;
use crate::explain::{ExplainSpec, RowChoice};
use crate::recipe::{Frame, Recipe, Source};
use crate::samples;
use crate::table::{Dialect, ReadSpec};
use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;
use web_sys::Blob;

/// Goes on with the session of this tab, or follows the link of the address, or opens the table of a first visit.
pub fn begin(state: State) {
    let link = address::begin(state);
    // A part of somebody's page is no place to go on with one's work.
    let is_part = link.as_ref().is_some_and(|link| link.place.frame == Frame::Embedded);
    let begun = !is_part && keeping::begin(state);
    match link {
        None if begun => {}
        None => open_first(state),
        // A reload. What could not be kept is in the address, for a bundled table.
        Some(_) if begun && address::is_ours() => {}
        Some(link) if address::is_ours() && linked::go(state, &link) => {}
        // A link that is not this session's own is asked about.
        Some(link) if begun => state.linked.set(Some(Linked::Asked(Box::new(link)))),
        Some(link) => {
            if !linked::open(state, link) {
                open_first(state);
            }
        }
    }
}

/// Opens the table that a first visit begins with.
pub fn open_first(state: State) {
    open_sample(state, samples::SAMPLES[0].name);
}

/// Opens a bundled sample with its defaults; one that is still on its way when it has arrived.
pub fn open_sample(state: State, name: &'static str) {
    if boot::sample(name).is_some() {
        return open_arrived(state, name);
    }
    let before = state.recipe.with_untracked(|r| r.source.clone());
    spawn_local(async move {
        boot::samples_arrived().await;
        // Another table may have been opened meanwhile.
        if state.recipe.with_untracked(|r| r.source == before) {
            open_arrived(state, name);
        }
    });
}

fn open_arrived(state: State, name: &str) {
    let Some(bytes) = boot::sample(name) else {
        return taking::refuse(
            state,
            format!(
                "The sample {name:?} was not fetched when this page was loaded. Reload the page, or open a file of your own."
            ),
        );
    };
    let mut recipe = Recipe::new(Source::Sample(name.into()));
    if let Some(sample) = samples::sample(name) {
        recipe.dataset.target = Some(sample.target.into());
        recipe.dataset.split.seed = sample.split_seed;
        recipe.dataset.use_column = sample.off.iter().map(|(column, _)| ((*column).into(), false)).collect();
    }
    open(state, recipe, bytes);
}

/// Opens a file that was dropped or picked.
pub fn open_file(state: State, file: web_sys::File) {
    taking::take(state, Picked { name: file.name(), blob: file.into() }, None);
}

/// Opens a pasted table.
pub fn open_text(state: State, text: &str) {
    // A text of the page's own has no way to be refused as a blob's content but for want of memory.
    match Blob::new_with_str_sequence(&Array::of1(&text.into())) {
        Ok(blob) => taking::take(state, Picked { name: "pasted table".into(), blob }, None),
        Err(_) => taking::refuse(state, "The text found no room in memory. Paste a part of it.".into()),
    }
}

/// Opens a random sample of the rows of the file that was refused as too large.
pub fn sample_refused(state: State, n: usize) {
    if let Some(picked) = state.picked.get_value() {
        taking::sample(state, picked, None, n);
    }
}

/// Opens a random sample of the rows of the table that the recipe names and that is too large.
pub fn sample_failed(state: State, n: usize) {
    let (source, dialect) = state.recipe.with_untracked(|r| (r.source.clone(), r.dialect));
    let blob = bytes_of(state, &source).map(|bytes| Blob::new_with_u8_array_sequence(&Array::of1(&bytes)));
    match blob {
        Some(Ok(blob)) => taking::sample(state, Picked { name: source.name().into(), blob }, dialect, n),
        _ => taking::refuse(state, format!("{:?} is not at hand any more. Choose it again.", source.name())),
    }
}

/// Puts a table in force, whose bytes are these.
pub fn open(state: State, recipe: Recipe, bytes: Uint8Array) {
    state.refused.set(None);
    taking::leave(state);
    with_client(state, |client| client.load(recipe.source.clone(), bytes));
    state.draft.set(recipe.model.clone());
    follow(state, recipe);
}

/// Leaves the table that is being read. The one before it comes back; where there is none, the first sample.
pub fn cancel(state: State) {
    if state.taking.with_untracked(Option::is_some) {
        taking::leave(state);
    } else if state.last_good.with_untracked(Option::is_some) {
        go_back(state);
    } else {
        open_first(state);
    }
}

/// Goes back to the last table that could be read.
pub fn go_back(state: State) {
    if let Some(recipe) = state.last_good.get_untracked() {
        reopen(state, recipe);
    }
}

/// Opens a table again, if its bytes are still there.
pub fn reopen(state: State, recipe: Recipe) {
    if let Some(bytes) = bytes_of(state, &recipe.source) {
        open(state, recipe, bytes);
    }
}

/// Whether the bytes of a source are still there.
pub fn holds(state: State, source: &Source) -> bool {
    bytes_of(state, source).is_some()
}

/// The bytes of a source, if they are still there.
pub fn bytes_of(state: State, source: &Source) -> Option<Uint8Array> {
    match source {
        Source::Sample(name) => boot::sample(name),
        // The line may have let go of them.
        Source::File { .. } => state.client.with_value(|client| client.as_ref().and_then(|c| c.bytes_of(source))),
    }
}

/// Says how the file separates its cells. Other cells make other columns: what was chosen for the old ones is forgotten.
pub fn set_dialect(state: State, dialect: Dialect) {
    let read = state.table.with_untracked(|t| t.value.as_ref().map(|t| t.dialect));
    let Dialect { decimal_comma, month_first, .. } = dialect;
    let same_cells = read.is_some_and(|r| Dialect { decimal_comma, month_first, ..r } == dialect);
    edit(state, |r| {
        r.dialect = Some(dialect);
        if !same_cells {
            r.kinds.clear();
            r.reading = ReadSpec { missing: r.reading.missing.take(), ..ReadSpec::default() };
            r.dataset = DatasetSpec { split: r.dataset.split, ..DatasetSpec::default() };
            r.explain = ExplainSpec { row: RowChoice::Auto, class: None, edits: BTreeMap::new(), ..r.explain.clone() };
        }
    });
}

/// The first file of a drop or of a file field.
pub fn first_file(files: Option<web_sys::FileList>) -> Option<web_sys::File> {
    files.and_then(|list| list.get(0))
}
