//! A training under way as bytes, and back: what goes on from it ends with the same bits as what was never interrupted.

use super::{ArtifactError, Misfit, check_history, check_seconds, read, write};
use crate::dataset::Dataset;
use crate::model::linear::state::LinearState;
use crate::model::network::state::NetworkState;
use crate::model::plan::Plan;
use crate::model::train::Fit;
use crate::model::{EpochScore, ModelSpec, Trainer};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Of what would take more bytes there is no checkpoint: writing it down would hold up the training.
pub const MOST_BYTES: usize = 8 << 20;

/// A training. What is summed of the scores of an epoch is left out: the weights stand still meanwhile, and scoring begins again.
#[derive(Serialize, Deserialize)]
struct Checkpoint<'a> {
    seconds: f64,
    history: Cow<'a, [EpochScore]>,
    state: State<'a>,
}

#[derive(Serialize, Deserialize)]
enum State<'a> {
    Linear(LinearState<'a>),
    Network(NetworkState<'a>),
}

impl Trainer {
    /// The training as bytes, with the seconds spent on it. `None` where nothing is left to do, where a number is not finite
    /// (the training will say so itself), or where it would take more than [`MOST_BYTES`].
    pub fn checkpoint(&self, seconds: f64) -> Option<Vec<u8>> {
        let state = match &self.fit {
            Fit::Linear(newton, _) => State::Linear(LinearState::of(newton)?),
            Fit::Network(trainer) => State::Network(NetworkState::of(trainer)?),
        };
        let n_bytes = match &state {
            State::Linear(state) => state.n_bytes(),
            State::Network(state) => state.n_bytes(),
        };
        // An epoch's two losses take 17 bytes.
        let fits = n_bytes + 17 * self.history.len() < MOST_BYTES;
        fits.then(|| write(&Checkpoint { seconds, history: (&self.history[..]).into(), state }))
    }

    /// Goes on from a checkpoint of the same spec and data set; with the seconds that were spent before it.
    ///
    /// # Errors
    /// What is wrong with the bytes.
    pub fn resume(spec: &ModelSpec, dataset: &Dataset, bytes: &[u8]) -> Result<(Trainer, f64), ArtifactError> {
        let Checkpoint { seconds, history, state } = read(bytes)?;
        let plan = Plan::of(spec, dataset).map_err(|_| ArtifactError::Unfit { what: Misfit::Settings })?;
        check_seconds(seconds)?;
        check_history(&history, dataset)?;
        let fit = match (spec, state) {
            (ModelSpec::Linear(spec), State::Linear(state)) => state.fit(spec, dataset, plan, history.len())?,
            (ModelSpec::Network(spec), State::Network(state)) => state.fit(spec, dataset, plan, &history)?,
            _ => return Err(ArtifactError::Unfit { what: Misfit::KindOfModel }),
        };
        Ok((Trainer::at(plan, history.into_owned(), fit), seconds))
    }
}
