//! How far an answer is: a state, never a difference.

use super::question::{Answer, Asked};
use crate::model::EpochScore;
use serde::{Deserialize, Serialize};

/// What there is to say to a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Update {
    /// What was asked, and of which prefix of the recipe.
    pub asked: Asked,
    /// How far the answer is.
    pub stage: Stage<Answer>,
}

/// How far an answer is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Stage<T> {
    /// Nothing to say: what it is about is not there.
    Empty,
    /// Being made.
    Running(Running),
    /// Cancelled by the user.
    Stopped,
    /// An answer that stands in until the one in full is made, which is on its way.
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

/// Why there is no answer: what happened with the remedy, in a sentence or two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The message.
    pub message: String,
    /// Whether a random sample of the table's rows would do.
    pub too_large: bool,
}

impl Fault {
    /// A fault in these words.
    pub fn new(message: String) -> Fault {
        Fault { message, too_large: false }
    }
}
