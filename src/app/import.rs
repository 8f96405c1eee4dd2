//! The import of a file, slice by slice, so that the page stays at hand. It says how far it is, and can be left; a newer file, or a
//! cancel, ends it.

use super::state::{Import, PickedFile, Refusal, State};
use js_sys::Uint8Array;
use leptos::prelude::*;
use std::fmt::Display;
use vitrine_text::data as t;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// Bytes a slice: some milliseconds of work.
pub(super) const SLICE: f64 = 1_048_576.0;
/// What ends a file's way before its end.
pub(super) enum Ended {
    /// Another file is wanted, or none.
    Left,
    /// The browser has its bytes no more.
    Lost,
    /// It is no table.
    NoTable(String),
}

impl From<JsValue> for Ended {
    fn from(_: JsValue) -> Ended {
        Ended::Lost
    }
}

/// Ends what is being taken in, if anything is.
pub fn leave(state: State) {
    state.openings.update_value(|n| *n += 1);
    state.import.set(None);
}

/// Begins to take something in; its turn, by which it knows later whether it is still wanted.
pub(super) fn begin(state: State) -> u64 {
    leave(state);
    state.refused.set(None);
    state.openings.get_value()
}

/// Ends what was taken in, and goes on with what came of it, if it is still wanted.
pub(super) fn end<T>(state: State, turn: u64, name: &str, ended: Result<T, Ended>, go_on: impl FnOnce(T)) {
    if state.openings.get_value() != turn {
        return;
    }
    state.import.set(None);
    match ended {
        Ok(value) => go_on(value),
        Err(Ended::Left) => {}
        Err(Ended::Lost) => {
            refuse(state, t::could_not_be_read(&format_args!("{name:?}")));
        }
        Err(Ended::NoTable(why)) => refuse(state, why),
    }
}

/// Says why a file was not taken.
pub fn refuse(state: State, why: String) {
    state.refused.set(Some(Refusal { why, too_large: false }));
}

/// Hands a file's slices to `each`, with the place where each begins, and says by `what` what is done with the file of a name. The
/// browser has its turn between two of them.
pub(super) async fn each_slice(
    state: State,
    turn: u64,
    picked: &PickedFile,
    what: fn(&dyn Display) -> String,
    mut each: impl FnMut(f64, &Uint8Array),
) -> Result<(), Ended> {
    let (size, began) = (picked.blob.size(), now());
    let mut at = 0.0;
    while at < size {
        let bytes = slice(&picked.blob, at, (at + SLICE).min(size)).await?;
        if state.openings.get_value() != turn {
            return Err(Ended::Left);
        }
        // A file that grew or shrank meanwhile is not the one that was picked.
        if f64::from(bytes.length()) != (size - at).min(SLICE) {
            return Err(Ended::Lost);
        }
        each(at, &bytes);
        at += f64::from(bytes.length());
        let spent = (now() - began) / 1000.0;
        let seconds_left = (spent > 0.5).then(|| spent * (size - at) / at);
        state.import.set(Some(Import { what: what(&picked.name), done: at / size, seconds_left }));
    }
    Ok(())
}

/// A part of a file.
pub(super) async fn slice(blob: &Blob, from: f64, to: f64) -> Result<Uint8Array, JsValue> {
    let buffer = JsFuture::from(blob.slice_with_f64_and_f64(from, to)?.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer))
}

fn now() -> f64 {
    window().performance().map_or(0.0, |p| p.now())
}
