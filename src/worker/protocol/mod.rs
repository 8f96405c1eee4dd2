//! What page and worker say to each other. State is told as levels ("the model is at 40 %"), never as differences.

mod computing;
mod explained;
mod fault;
pub mod artifact;
mod question;
pub mod rows;
mod stage;

pub use computing::{Computing, GpuState, NoGpu, WORTH};
pub use explained::*;
pub use fault::Fault;
pub use question::*;
pub use stage::{AnswerUpdate, Running, Stage};

use artifact::{Artifact, ArtifactCache, RestoreError};
use serde::{Deserialize, Serialize};
use std::fmt;
use vitrine_core::compute::choice::ComputeChoice;
use vitrine_core::recipe::{Keys, Recipe, Source};
use vitrine_text::messages as t;

/// From the page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Command {
    /// The bytes of a source; they travel beside the message as a transferred buffer, see [`crate::engine::Session::load`].
    Load {
        /// Which source they are.
        source: Source,
    },
    /// Make this. It replaces any earlier recipe, and work whose key it does not share is dropped.
    Follow {
        /// The whole recipe.
        recipe: Box<Recipe>,
    },
    /// Hold training.
    Pause,
    /// Go on with training, or start it again after [`Command::Cancel`].
    Resume,
    /// Drop the training that is under way. It starts again on [`Command::Resume`] or when the recipe up to the model changes.
    Cancel,
    /// Use this when it comes to its key, instead of training anew. What cannot be used is told by [`Event::RestoreFailed`].
    Restore {
        /// A model or a checkpoint that a session told of.
        kept: Box<Artifact>,
    },
    /// Answer these questions. They replace any earlier ones; until the first [`Command::Ask`] they are [`standing_questions`].
    Ask {
        /// In the order in which those of one kind are answered.
        questions: Vec<Question>,
    },
    /// Compute with this. It stands until the next choice.
    Compute {
        /// What the user says.
        choice: ComputeChoice,
    },
    /// Are you there? Answered by [`Event::Pong`].
    Ping,
    /// Break on purpose; only in builds with the feature `faults`.
    #[cfg(feature = "faults")]
    Break(Break),
}

/// How to break.
#[cfg(feature = "faults")]
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub enum Break {
    /// A Rust panic.
    Panic,
    /// A wasm trap without a message.
    Trap,
    /// Never answer again.
    Hang,
    /// A panic of one of the worker's helpers.
    Helper,
    /// The GPU's next answer is wrong.
    Gpu,
    /// The GPU's device is destroyed.
    Device,
}

/// From the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The worker is up.
    Started,
    /// Answer to [`Command::Ping`].
    Pong,
    /// The worker is of no more use.
    Died(Death),
    /// What computes.
    Computing(Computing),
    /// The newest stage of an answer.
    Answer(Box<AnswerUpdate>),
    /// What is worth keeping: the model when it is fitted, and now and then, or when it is held, the training.
    Artifact(Artifact),
    /// What was restored is of no use.
    RestoreFailed(RestoreError),
}

/// What a worker died of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Death {
    /// A panic: its message and place.
    Panic(String),
    /// The browser gives it no message channel.
    NoChannel,
    /// A message of the page that it cannot read, with the decoder's words.
    Message(String),
    /// A request of another worker that it cannot read or answer.
    Request(String),
    /// A result that it cannot write.
    Result(String),
}

impl fmt::Display for Death {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&match self {
            Death::Panic(message) => return f.write_str(message),
            Death::NoChannel => return f.write_str(t::no_channel()),
            Death::Message(why) => t::message_unreadable(why),
            Death::Request(why) => t::request_unanswered(why),
            Death::Result(why) => t::result_unwritable(why),
        })
    }
}

impl Event {
    /// Whether the page still wants this: it belongs to the present recipe, and to a question that is still asked. Everything else is
    /// ignored, so that nothing is ever shown for something else.
    pub fn is_wanted(&self, keys: &Keys, questions: &[Question]) -> bool {
        match self {
            Event::Started | Event::Pong | Event::Died(_) | Event::Computing(_) => true,
            Event::Answer(update) => {
                let Request { question, key } = &update.request;
                questions.contains(question) && key == question.key(keys)
            }
            Event::Artifact(kept) => kept.key == keys.model,
            Event::RestoreFailed(refused) => refused.key == keys.model,
        }
    }
}

impl ArtifactCache {
    /// Keeps what a session says is worth it, and lets go of what it refused.
    pub fn hear(&mut self, event: &Event) {
        match event {
            Event::Artifact(kept) => self.put(kept.clone()),
            Event::RestoreFailed(refused) => drop(self.take(&refused.key, refused.what)),
            _ => {}
        }
    }
}
