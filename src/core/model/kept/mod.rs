//! Models and trainings as bytes, and back: the numbers and how training went. What spec and data set say anyway is not written.
//! Bytes may be damaged or made up; whatever is read is checked so far that training and predicting can trust it.

mod finished;
mod checkpoint;

pub use checkpoint::MOST_BYTES;
pub use finished::{from_bytes, to_bytes};

use super::EpochScore;
use crate::dataset::Dataset;
use serde::{Deserialize, Serialize};
use std::fmt;
use vitrine_text::model as t;

/// Why bytes are no model or training of a spec and a data set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeptError {
    /// They say nothing.
    Unreadable,
    /// They say something else.
    Unfit {
        /// What is wrong, in words.
        what: &'static str,
    },
}

impl fmt::Display for KeptError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            KeptError::Unreadable => f.write_str(t::kept_is_unreadable()),
            KeptError::Unfit { what } => f.write_str(&t::kept_does_not_fit(what)),
        }
    }
}

fn write(value: &impl Serialize) -> Vec<u8> {
    // Writing plain data into memory has no way to fail, and no bytes at all would be refused.
    postcard::to_allocvec(value).unwrap_or_default()
}

/// Reads a value to which all bytes belong. Room is made only for what the bytes can hold.
fn read<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, KeptError> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Ok(value),
        _ => Err(KeptError::Unreadable),
    }
}

pub(in crate::model) fn ensure(fits: bool, what: &'static str) -> Result<(), KeptError> {
    if fits { Ok(()) } else { Err(KeptError::Unfit { what }) }
}

/// Whether scores are those of rows of this data set.
fn check_history(history: &[EpochScore], dataset: &Dataset) -> Result<(), KeptError> {
    let is_validated = !dataset.parts.validation.is_empty();
    let fits = |s: &EpochScore| {
        s.train.is_finite() && s.validation.is_some() == is_validated && s.validation.is_none_or(f64::is_finite)
    };
    ensure(history.iter().all(fits), t::kept_odd_loss())
}

fn check_seconds(seconds: f64) -> Result<(), KeptError> {
    ensure(seconds.is_finite() && seconds >= 0.0, t::kept_odd_time())
}

/// Index of the epoch that is kept when training stops early: the first of those with the least validation loss.
pub(in crate::model) fn best_epoch(history: &[EpochScore]) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for (epoch, validation) in history.iter().enumerate().filter_map(|(i, s)| s.validation.map(|v| (i, v))) {
        if best.is_none_or(|(_, least)| validation < least) {
            best = Some((epoch, validation));
        }
    }
    best.map(|(epoch, _)| epoch)
}

pub(in crate::model) fn all_finite(numbers: &[f32]) -> bool {
    numbers.iter().all(|v| v.is_finite())
}

pub(in crate::model) fn all_finite_wide(numbers: &[f64]) -> bool {
    numbers.iter().all(|v| v.is_finite())
}
