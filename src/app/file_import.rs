//! Verbs by which a file comes in: dropped, picked or pasted, read and fingerprinted, or gone through for a random sample of its
//! rows. What it is says what is done with it: a table is opened, a session gone on with.

use super::import::{Ended, SLICE, begin, each_slice, end, leave, refuse, slice};
use super::state::{PickedFile, Refusal, State};
use super::{linked, open_table, session_files};
use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use vitrine_core::num::fingerprint::{self, Fingerprint};
use vitrine_core::recipe::{Recipe, Source};
use vitrine_core::table::{Dialect, MAX_BYTES, Sampler};
use vitrine_text::data as t;
use vitrine_view::chart::format::count;
use vitrine_view::share::session::SessionFile;
use web_sys::Blob;

/// Bytes that a session's file may have beside its table: the largest model there is, and its training under way.
const ROOM_FOR_MODELS: f64 = 128e6;
/// Seed of the samples: the same file gives the same sample.
const SEED: u32 = 1;

/// Opens a file that was dropped or picked.
pub fn open_file(state: State, file: web_sys::File) {
    take(state, PickedFile { name: file.name(), blob: file.into() }, None);
}

/// Opens a pasted table.
pub fn open_text(state: State, text: &str) {
    // A text of the page's own has no way to be refused as a blob's content but for want of memory.
    match Blob::new_with_str_sequence(&Array::of1(&text.into())) {
        Ok(blob) => take(state, PickedFile { name: t::pasted_table().into(), blob }, None),
        Err(_) => refuse(state, t::text_too_large().into()),
    }
}

/// Opens a random sample of the rows of the file that was refused as too large.
pub fn sample_refused(state: State, n: usize) {
    if let Some(picked) = state.picked.get_value() {
        sample(state, picked, None, n);
    }
}

/// Opens a random sample of the rows of the table that the recipe names and that is too large.
pub fn sample_failed(state: State, n: usize) {
    let (source, dialect) = state.recipe.with_untracked(|r| (r.source.clone(), r.dialect));
    let blob = open_table::bytes_of(state, &source).map(|bytes| Blob::new_with_u8_array_sequence(&Array::of1(&bytes)));
    match blob {
        Some(Ok(blob)) => sample(state, PickedFile { name: source.name().into(), blob }, dialect, n),
        _ => refuse(state, t::not_at_hand(&format_args!("{:?}", source.name()))),
    }
}

/// The first file of a drop or of a file field.
pub fn first_file(files: Option<web_sys::FileList>) -> Option<web_sys::File> {
    files.and_then(|list| list.get(0))
}

/// Takes in a file as it is. Of two, the newer wins, however long it takes to read.
fn take(state: State, picked: PickedFile, dialect: Option<Dialect>) {
    state.picked.set_value(Some(picked.clone()));
    let size = picked.blob.size();
    let turn = begin(state);
    spawn_local(async move {
        let head = slice(&picked.blob, 0.0, size.min(16.0)).await.map(|head| head.to_vec()).unwrap_or_default();
        if state.openings.get_value() != turn {
            return;
        }
        let is_session = SessionFile::is_session(&head);
        let most = MAX_BYTES as f64 + if is_session { ROOM_FOR_MODELS } else { 0.0 };
        if size > most {
            leave(state);
            let (name, large, most) = (&picked.name, size / 1e6, most / 1e6);
            let why = t::too_large(&format_args!("{name:?}"), &format_args!("{large:.0}"), &format_args!("{most:.0}"));
            let why = if is_session { why } else { format!("{why} {}", t::take_a_sample_or_part()) };
            return state.refused.set(Some(Refusal { why, too_large: !is_session }));
        }
        let bytes = Uint8Array::new_with_length(size as u32);
        let mut print = Fingerprint::default();
        let read = each_slice(state, turn, &picked, t::reading, |at, slice| {
            bytes.set(slice, at as u32);
            print.bytes(&slice.to_vec());
        });
        let read = read.await;
        end(state, turn, &picked.name, read.map(|()| (print.value(), bytes)), |(hash, bytes)| {
            let source = Source::File { name: picked.name.clone(), hash: fingerprint::to_hex(hash) };
            if is_session {
                return session_files::take(state, &bytes.to_vec());
            }
            // A link may wait for just this file.
            if !linked::take(state, &source, &bytes) {
                open_table::open(state, Recipe { dialect, ..Recipe::new(source) }, bytes);
            }
        });
    });
}

/// Draws `n` rows of a file at random, and takes in what was drawn.
fn sample(state: State, picked: PickedFile, dialect: Option<Dialect>, n: usize) {
    let turn = begin(state);
    spawn_local(async move {
        let drawn = draw(state, turn, &picked, dialect, n).await;
        end(state, turn, &picked.name, drawn, |(text, n, dialect)| {
            let name = t::drawn_of(&picked.name, &count(n));
            match Blob::new_with_str_sequence(&Array::of1(&text.into())) {
                Ok(blob) => take(state, PickedFile { name, blob }, Some(dialect)),
                Err(_) => refuse(state, t::sample_too_large(&format_args!("{:?}", picked.name))),
            }
        });
    });
}

async fn draw(
    state: State,
    turn: u64,
    picked: &PickedFile,
    dialect: Option<Dialect>,
    n: usize,
) -> Result<(String, usize, Dialect), Ended> {
    let size = picked.blob.size();
    let head = slice(&picked.blob, 0.0, SLICE.min(size)).await?.to_vec();
    let whole = size <= SLICE;
    let made = Sampler::new(&head, whole, dialect, n, SEED);
    let mut sampler = made.map_err(|e| Ended::NoTable(format!("{:?}: {e}", picked.name)))?;
    let what = t::drawing_rows_from;
    each_slice(state, turn, picked, what, |_, slice| sampler.take(&slice.to_vec())).await?;
    if let Some(otherwise) = sampler.otherwise(&head, whole, SEED) {
        sampler = otherwise;
        each_slice(state, turn, picked, what, |_, slice| sampler.take(&slice.to_vec())).await?;
    }
    let dialect = sampler.dialect;
    let (text, n) = sampler.finish();
    Ok((text, n, dialect))
}
