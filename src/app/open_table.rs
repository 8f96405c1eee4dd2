//! Verbs by which a table whose bytes are at hand is put in force, and how they are read.

use super::state::State;
use super::tasks::{edit, follow, with_client};
use super::{boot, import};
use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;
use vitrine_core::dataset::DatasetSpec;
use vitrine_core::explain::{ExplainSpec, RowChoice};
use vitrine_core::recipe::{Recipe, Source};
use vitrine_core::samples;
use vitrine_core::table::{Dialect, ReadSpec};
use vitrine_text::data as t;

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
        boot::sample_arrived(name).await;
        // Another table may have been opened meanwhile.
        if state.recipe.with_untracked(|r| r.source == before) {
            open_arrived(state, name);
        }
    });
}

fn open_arrived(state: State, name: &str) {
    let Some(bytes) = boot::sample(name) else {
        return import::refuse(state, t::sample_not_fetched(&format_args!("{name:?}")));
    };
    let mut recipe = Recipe::new(Source::Sample(name.into()));
    if let Some(sample) = samples::sample(name) {
        recipe.dataset.target = Some(sample.target.into());
        recipe.dataset.split.seed = sample.split_seed;
        recipe.dataset.use_column = sample.off.iter().map(|(column, _)| ((*column).into(), false)).collect();
    }
    open(state, recipe, bytes);
}

/// Puts a table in force, whose bytes are these.
pub fn open(state: State, recipe: Recipe, bytes: Uint8Array) {
    state.refused.set(None);
    import::leave(state);
    with_client(state, |client| client.load(recipe.source.clone(), bytes));
    state.draft.set(recipe.model.clone());
    follow(state, recipe);
}

/// Leaves the table that is being read. The one before it comes back; where there is none, the first sample.
pub fn cancel(state: State) {
    if state.import.with_untracked(Option::is_some) {
        import::leave(state);
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
