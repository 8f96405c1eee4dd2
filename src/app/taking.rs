//! A file comes in slice by slice, so that the page stays at hand: read and fingerprinted, or gone through for a random
//! sample of its rows. It says how far it is, and can be left; a newer file, or a cancel, ends it.

use super::opening;
use super::state::State;
use super::{linked, session_files};
use crate::num::fingerprint::{self, Fingerprint};
use crate::recipe::{Recipe, Source};
use crate::share::session::SessionFile;
use crate::table::{Dialect, MAX_BYTES, Sampler};
use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// What is being taken in, and how far that is.
#[derive(Clone, Debug, PartialEq)]
pub struct Taking {
    /// "Reading" or "Drawing rows from" with the file's name.
    pub what: String,
    /// Share that is done.
    pub done: f64,
    /// Seconds left at the present pace.
    pub seconds_left: Option<f64>,
}

/// A file that was not taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// What happened, and what to do.
    pub why: String,
    /// Whether a random sample of its rows would do.
    pub too_large: bool,
}

/// A file of the user's, or what he pasted.
#[derive(Clone, Debug)]
pub struct Picked {
    /// Its name.
    pub name: String,
    /// Its bytes, where the browser has them.
    pub blob: Blob,
}

/// Bytes that a session's file may have beside its table: the largest model there is, and its training under way.
const ROOM_FOR_MODELS: f64 = 128e6;
/// Bytes a slice: some milliseconds of work.
const SLICE: f64 = 1_048_576.0;
/// Seed of the samples: the same file gives the same sample.
const SEED: u32 = 1;

/// What ends a file's way before its end.
enum Ended {
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

/// Takes in a file as it is. Of two, the newer wins, however long it takes to read.
pub fn take(state: State, picked: Picked, dialect: Option<Dialect>) {
    state.picked.set_value(Some(picked.clone()));
    let size = picked.blob.size();
    let turn = begin(state);
    spawn_local(async move {
        let head = slice(&picked.blob, 0.0, size.min(16.0)).await.map(|head| head.to_vec()).unwrap_or_default();
        if state.openings.get_value() != turn {
            return;
        }
        let is_session = SessionFile::is_session(&head);
        let (most, remedy) = match is_session {
            true => (MAX_BYTES as f64 + ROOM_FOR_MODELS, ""),
            false => (MAX_BYTES as f64, " Take a random sample of its rows, or choose a smaller part of it."),
        };
        if size > most {
            leave(state);
            let (name, large, most) = (&picked.name, size / 1e6, most / 1e6);
            let why = format!("{name:?} has {large:.0} MB; the limit is {most:.0} MB.{remedy}");
            return state.refused.set(Some(Refusal { why, too_large: !is_session }));
        }
        let bytes = Uint8Array::new_with_length(size as u32);
        let mut print = Fingerprint::default();
        let read = each_slice(state, turn, &picked, "Reading", |at, slice| {
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
                opening::open(state, Recipe { dialect, ..Recipe::new(source) }, bytes);
            }
        });
    });
}

/// Draws `n` rows of a file at random, and takes in what was drawn.
pub fn sample(state: State, picked: Picked, dialect: Option<Dialect>, n: usize) {
    let turn = begin(state);
    spawn_local(async move {
        let drawn = draw(state, turn, &picked, dialect, n).await;
        end(state, turn, &picked.name, drawn, |(text, n, dialect)| {
            let name = format!("{}, {} rows drawn at random", picked.name, crate::chart::format::count(n));
            match Blob::new_with_str_sequence(&Array::of1(&text.into())) {
                Ok(blob) => take(state, Picked { name, blob }, Some(dialect)),
                Err(_) => {
                    refuse(state, format!("The sample of {:?} found no room in memory. Draw fewer rows.", picked.name))
                }
            }
        });
    });
}

async fn draw(
    state: State,
    turn: u64,
    picked: &Picked,
    dialect: Option<Dialect>,
    n: usize,
) -> Result<(String, usize, Dialect), Ended> {
    let size = picked.blob.size();
    let head = slice(&picked.blob, 0.0, SLICE.min(size)).await?.to_vec();
    let whole = size <= SLICE;
    let made = Sampler::new(&head, whole, dialect, n, SEED);
    let mut sampler = made.map_err(|e| Ended::NoTable(format!("{:?}: {e}", picked.name)))?;
    let what = "Drawing rows from";
    each_slice(state, turn, picked, what, |_, slice| sampler.take(&slice.to_vec())).await?;
    if let Some(otherwise) = sampler.otherwise(&head, whole, SEED) {
        sampler = otherwise;
        each_slice(state, turn, picked, what, |_, slice| sampler.take(&slice.to_vec())).await?;
    }
    let dialect = sampler.dialect;
    let (text, n) = sampler.finish();
    Ok((text, n, dialect))
}

/// Ends what is being taken in, if anything is.
pub fn leave(state: State) {
    state.openings.update_value(|n| *n += 1);
    state.taking.set(None);
}

fn begin(state: State) -> u64 {
    leave(state);
    state.refused.set(None);
    state.openings.get_value()
}

fn end<T>(state: State, turn: u64, name: &str, ended: Result<T, Ended>, go_on: impl FnOnce(T)) {
    if state.openings.get_value() != turn {
        return;
    }
    state.taking.set(None);
    match ended {
        Ok(value) => go_on(value),
        Err(Ended::Left) => {}
        Err(Ended::Lost) => {
            refuse(state, format!("{name:?} could not be read; it may have been moved or changed. Choose it again."));
        }
        Err(Ended::NoTable(why)) => refuse(state, why),
    }
}

/// Says why a file was not taken.
pub fn refuse(state: State, why: String) {
    state.refused.set(Some(Refusal { why, too_large: false }));
}

/// Hands a file's slices to `each`, with the place where each begins. The browser has its turn between two of them.
async fn each_slice(
    state: State,
    turn: u64,
    picked: &Picked,
    what: &str,
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
        state.taking.set(Some(Taking { what: format!("{what} {}", picked.name), done: at / size, seconds_left }));
    }
    Ok(())
}

async fn slice(blob: &Blob, from: f64, to: f64) -> Result<Uint8Array, JsValue> {
    let buffer = JsFuture::from(blob.slice_with_f64_and_f64(from, to)?.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer))
}

fn now() -> f64 {
    window().performance().map_or(0.0, |p| p.now())
}
