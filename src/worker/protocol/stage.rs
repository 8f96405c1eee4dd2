//! How far an answer is. A stage is always the whole state, never a change to it.

use super::fault::Fault;
use super::question::{Answer, Request};
use serde::{Deserialize, Serialize};
use vitrine_core::model::EpochScore;

/// The newest stage of the answer to a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnswerUpdate {
    /// The request.
    pub request: Request,
    /// How far the answer is.
    pub stage: Stage<Answer>,
}

/// How far an answer is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Stage<T> {
    /// There is nothing to answer: what the question is about does not exist.
    Empty,
    /// Being made.
    Running(Running),
    /// Cancelled by the user.
    Stopped,
    /// A preview of the answer; the full one is being made.
    Preview(T),
    /// Made.
    Ready(T),
    /// Cannot be made.
    Failed(Fault),
}

/// How far the work is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Running {
    /// Share that is done, 0 to 1.
    pub done: f64,
    /// Seconds left at the present pace, never negative; `None` while that is a guess.
    pub seconds_left: Option<f64>,
    /// Held by the user.
    pub paused: bool,
    /// Whether it may end before all of it is done, as a training does that is stopped early.
    pub may_stop: bool,
    /// Scores so far, while a model trains.
    pub history: Vec<EpochScore>,
}

impl Running {
    /// At a share done after so many seconds of work. At the pace so far; before half a second or a twentieth of the work
    /// the seconds left would be a guess.
    pub fn at(done: f64, spent: f64) -> Running {
        let seconds_left = (done >= 0.05 && spent >= 0.5).then(|| spent * (1.0 - done) / done);
        Running { done, seconds_left, paused: false, may_stop: false, history: Vec::new() }
    }
}
