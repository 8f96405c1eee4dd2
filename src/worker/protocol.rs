//! What page and worker say to each other. State is told as levels ("the model is at 40 %"), never as differences.

use super::computing::Computing;
use super::kept::{Kept, Refused};
use super::query::{FlipsFound, Look, PieceFound, RowsFound};
use crate::compute::choice::Choice;
use crate::dataset::{DatasetView, Insights, Part};
use crate::evaluate::{Evaluation, Intervals};
use crate::explain::Local;
use crate::model::{EpochScore, ModelView, Output};
use crate::recipe::{Key, Keys, Recipe, Source};
use crate::table::{Value, summary::Summary};
use serde::{Deserialize, Serialize};

/// From the page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Command {
    /// The bytes of a source; they travel beside the message as a transferred buffer, see [`super::session::Session::load`].
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
    /// Use this when it comes to its key, instead of training anew. What cannot be used is told by [`Event::Refused`].
    Restore {
        /// A model or a checkpoint that a session told of.
        kept: Box<Kept>,
    },
    /// Look at this too. It replaces any earlier look.
    Look {
        /// All that the page looks at beside its recipe.
        look: Box<Look>,
    },
    /// Explain these rows of the table too, each as the recipe has it, without its edits. They replace any earlier ones; each is
    /// told as the explanation of the recipe with that row.
    Many {
        /// Rows of the table, 0-based.
        rows: Vec<u32>,
    },
    /// Compute with this. It stands until the next choice.
    Compute {
        /// What the user says.
        choice: Choice,
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
    /// A panic of one of the worker's hands.
    Hand,
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
    /// The worker panicked and is of no more use.
    Panicked {
        /// Message and place.
        message: String,
    },
    /// What computes.
    Computing(Computing),
    /// The table's state.
    Table(Update<Summary>),
    /// The data set's state.
    Dataset(Update<DatasetView>),
    /// What there is to know of the data set.
    Insights(Update<Insights>),
    /// The model's state.
    Model(Update<ModelView>),
    /// The evaluation's state.
    Evaluation(Update<Evaluation>),
    /// What is worth keeping: the model when it is fitted, and now and then, or when it is held, the training.
    Kept(Kept),
    /// What was restored is of no use.
    Refused(Refused),
    /// How sure its scores are; made when nothing else is to be done.
    Intervals(Update<Intervals>),
    /// The chosen row and its prediction; ready long before the explanation is.
    Prediction(Update<Prediction>),
    /// The explanation's state.
    Explanation(Update<Explained>),
    /// A rough explanation, to be looked at until the one in full is made.
    Rough(Update<Explained>),
    /// A window of the rows.
    Rows(RowsFound),
    /// A piece of the rows, for a file.
    Piece(PieceFound),
    /// What would flip the decision.
    Flips(FlipsFound),
}

impl Event {
    /// Whether the page still wants it: it is of the present recipe and the present look. What is not is passed over, so that
    /// nothing is ever shown for something else.
    pub fn is_wanted(&self, keys: &Keys, look: &Look) -> bool {
        match self {
            Event::Started | Event::Pong | Event::Panicked { .. } | Event::Computing(_) => true,
            Event::Table(u) => u.key == keys.table,
            Event::Dataset(u) => u.key == keys.dataset,
            Event::Insights(u) => u.key == keys.dataset,
            Event::Model(u) => u.key == keys.model,
            Event::Evaluation(u) => u.key == keys.evaluation,
            Event::Kept(kept) => kept.key == keys.model,
            Event::Refused(refused) => refused.key == keys.model,
            Event::Intervals(u) => u.key == keys.evaluation,
            Event::Prediction(u) => u.key == keys.explanation,
            Event::Explanation(u) | Event::Rough(u) => u.key == keys.explanation,
            Event::Rows(found) => found.model == keys.model && look.rows.as_ref() == Some(&found.asked),
            Event::Piece(found) => found.model == keys.model && look.piece.as_ref() == Some(&found.asked),
            Event::Flips(found) => found.explanation == keys.explanation && look.flips.as_ref() == Some(&found.asked),
        }
    }
}

/// The state of one stage and the key of the recipe's prefix that it belongs to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Update<T> {
    /// The prefix.
    pub key: Key,
    /// The state.
    pub stage: Stage<T>,
}

/// The state of a stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Stage<T> {
    /// Nothing asked for, or waiting for the stage before it.
    Empty,
    /// Being made.
    Running(Running),
    /// Cancelled by the user.
    Stopped,
    /// Made.
    Ready(T),
    /// Cannot be made.
    Failed(Fault),
}

/// How far a stage is.
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

/// Why a stage failed: what happened with the remedy, in a sentence or two.
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

/// A row as the model sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    /// Row of the table, 0-based; `None` for a row of the user's own.
    pub table_row: Option<u32>,
    /// What the table calls the row, where it has a column for that.
    pub title: Option<String>,
    /// Which part it is in; `None` for a row of the user's own.
    pub part: Option<Part>,
    /// What the table says the target is; `None` for a row of the user's own, of which nobody knows.
    pub truth: Option<Value>,
    /// The row as the table has it, or the typical row, one a feature.
    pub original: Vec<Value>,
    /// The row with the what-if edits.
    pub values: Vec<Value>,
    /// Predictions for the edited row: one value, or one probability a class.
    pub outputs: Vec<f64>,
    /// Predictions for the original.
    pub original_outputs: Vec<f64>,
    /// Mean prediction over the background.
    pub average: Vec<f64>,
    /// What is explained.
    pub explained: Output,
}

/// A row explained by both methods.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Explained {
    /// Row of the table, 0-based; `None` for a row of the user's own.
    pub table_row: Option<u32>,
    /// What the table calls the row, where it has a column for that.
    pub title: Option<String>,
    /// The row with the what-if edits, one a feature.
    pub values: Vec<Value>,
    /// Kernel SHAP.
    pub shap: Local,
    /// LIME.
    pub lime: Local,
    /// Kernel SHAP of the row without the what-if edits; `None` where there are none.
    pub shap_original: Option<Local>,
    /// LIME of the row without the what-if edits.
    pub lime_original: Option<Local>,
    /// Made with few samples, to follow a moving hand: base and prediction are exact and the shares add up, but their
    /// errors are wide, and the explanation in full is on its way.
    pub rough: bool,
    /// Seconds that computing took.
    pub seconds: f64,
}

impl Explained {
    /// Calls the features what people call them.
    pub fn label(&mut self, data: &DatasetView) {
        let originals = self.shap_original.iter_mut().chain(&mut self.lime_original);
        for local in originals.chain([&mut self.shap, &mut self.lime]) {
            for (attribution, feature) in local.attributions.iter_mut().zip(&data.features) {
                attribution.feature.clone_from(&feature.label);
            }
        }
    }
}
