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
use vitrine_text::{messages, model as t};

/// Why bytes are no model or training of a spec and a data set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[non_exhaustive]
pub enum ArtifactError {
    /// They say nothing.
    Unreadable,
    /// They say something else.
    Unfit {
        /// What is wrong.
        what: Misfit,
    },
}

/// What does not fit the data and the settings, or this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Misfit {
    /// The settings are out of range.
    Settings,
    /// It is of another kind of model.
    KindOfModel,
    /// There is no loss.
    NoLoss,
    /// A loss is missing or no number.
    OddLoss,
    /// The time that it took is none.
    OddTime,
    /// The number of coefficients is another.
    NumberOfCoefficients,
    /// A coefficient is no number.
    OddCoefficient,
    /// The number of steps is too large.
    NumberOfSteps,
    /// Its place within a step is none.
    PlaceWithinStep,
    /// The number of weights is another.
    NumberOfWeights,
    /// A weight is no number.
    OddWeight,
    /// The number of epochs is too large.
    NumberOfEpochs,
    /// Its place among the rows is none.
    PlaceAmongRows,
    /// Its rows are not the training rows.
    OtherRows,
    /// A random stream is at rest.
    RandomStreamAtRest,
    /// Nothing is left to do.
    NothingLeft,
    /// It is of another version of this page.
    OtherVersion,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Misfit::Settings => t::kept_settings(),
            Misfit::KindOfModel => t::kept_kind_of_model(),
            Misfit::NoLoss => t::kept_no_loss(),
            Misfit::OddLoss => t::kept_odd_loss(),
            Misfit::OddTime => t::kept_odd_time(),
            Misfit::NumberOfCoefficients => t::kept_number_of_coefficients(),
            Misfit::OddCoefficient => t::kept_odd_coefficient(),
            Misfit::NumberOfSteps => t::kept_number_of_steps(),
            Misfit::PlaceWithinStep => t::kept_place_within_a_step(),
            Misfit::NumberOfWeights => t::kept_number_of_weights(),
            Misfit::OddWeight => t::kept_odd_weight(),
            Misfit::NumberOfEpochs => t::kept_number_of_epochs(),
            Misfit::PlaceAmongRows => t::kept_place_among_the_rows(),
            Misfit::OtherRows => t::kept_other_rows(),
            Misfit::RandomStreamAtRest => t::kept_random_stream_at_rest(),
            Misfit::NothingLeft => t::kept_nothing_left_to_do(),
            Misfit::OtherVersion => messages::kept_of_another_version(),
        })
    }
}

impl fmt::Display for ArtifactError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            ArtifactError::Unreadable => f.write_str(t::kept_is_unreadable()),
            ArtifactError::Unfit { what } => f.write_str(&t::kept_does_not_fit(what)),
        }
    }
}

fn write(value: &impl Serialize) -> Vec<u8> {
    // Writing plain data into memory has no way to fail, and no bytes at all would be refused.
    postcard::to_allocvec(value).unwrap_or_default()
}

/// Reads a value to which all bytes belong. Room is made only for what the bytes can hold.
fn read<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, ArtifactError> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Ok(value),
        _ => Err(ArtifactError::Unreadable),
    }
}

pub(in crate::model) fn ensure(fits: bool, what: Misfit) -> Result<(), ArtifactError> {
    if fits { Ok(()) } else { Err(ArtifactError::Unfit { what }) }
}

/// Whether scores are those of rows of this data set.
fn check_history(history: &[EpochScore], dataset: &Dataset) -> Result<(), ArtifactError> {
    let is_validated = !dataset.parts.validation.is_empty();
    let fits = |s: &EpochScore| {
        s.train.is_finite() && s.validation.is_some() == is_validated && s.validation.is_none_or(f64::is_finite)
    };
    ensure(history.iter().all(fits), Misfit::OddLoss)
}

fn check_seconds(seconds: f64) -> Result<(), ArtifactError> {
    ensure(seconds.is_finite() && seconds >= 0.0, Misfit::OddTime)
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
