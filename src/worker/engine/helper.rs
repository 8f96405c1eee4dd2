//! A helper worker: it is sent a job once, and then evaluates its coalitions against one background row after the other, or against all.
//! What it answers is to the bit what the session would have computed itself.

use ndarray::Array2;
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use vitrine_core::compute::coalition::Coalitions;
use vitrine_core::explain::evaluator::CoalitionEvaluator;
use vitrine_core::explain::game::Game;
use vitrine_core::explain::values::{Evaluated, Values};
use vitrine_core::explain::{Background, CoalitionSpec, Explainer};
use vitrine_core::model::Model;

/// What a helper is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum HelperRequest {
    /// The job from now on.
    Start(Box<Job>),
    /// The coalitions are to be evaluated against a background row, or against all; answered by [`HelperResult`].
    Evaluate(HelperTask),
    /// Break on purpose; only in builds with the feature `faults`.
    #[cfg(feature = "faults")]
    Break,
}

/// A game with all that its outputs depend on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// Which game, counted by the session.
    pub game_id: u32,
    /// The model.
    pub model: Model,
    /// The game.
    pub game: Game,
    /// Encoded background rows.
    pub background: Array2<f32>,
    /// Number of training rows, from which they are drawn.
    pub n_training: usize,
    /// How its coalitions are chosen.
    pub coalitions: CoalitionSpec,
}

impl Job {
    /// The game of an explainer, where there is one.
    pub(super) fn new(game_id: u32, model: &Model, explainer: &Explainer, background: &Background) -> Option<Job> {
        let coalitions = explainer.coalitions()?;
        Some(Job {
            game_id,
            model: model.clone(),
            game: coalitions.game().clone(),
            background: background.x.clone(),
            n_training: background.n_training,
            coalitions: coalitions.spec(),
        })
    }
}

/// A background row of a game, or all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelperTask {
    /// Of which game.
    pub game_id: u32,
    /// Which row; `None` for the whole game.
    pub background_idx: Option<u32>,
}

/// The result of a task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HelperResult {
    /// Which one.
    pub task: HelperTask,
    /// The outputs of all coalitions; of a whole game, their values.
    pub outputs: Vec<f64>,
    /// Of a whole game, what groups of background rows move those by.
    pub moved: Vec<f64>,
}

/// The helper's state.
#[derive(Debug, Default)]
pub struct Helper {
    job: Option<(Box<Job>, Rc<Coalitions>, CoalitionEvaluator)>,
}

impl Helper {
    /// Handles a request; the result, if it was a task of the present job.
    pub fn handle(&mut self, request: HelperRequest) -> Option<HelperResult> {
        match request {
            HelperRequest::Start(job) => {
                let coalitions = job.coalitions.of(job.game.players.len());
                let evaluator = CoalitionEvaluator::new(&job.model, &coalitions);
                self.job = Some((job, coalitions, evaluator));
                None
            }
            HelperRequest::Evaluate(task) => {
                let (job, coalitions, evaluator) = self.job.as_mut().filter(|p| p.0.game_id == task.game_id)?;
                let Some(background_idx) = task.background_idx else {
                    let Evaluated { values, moved } = evaluated(job, coalitions);
                    return Some(HelperResult { task, outputs: values, moved });
                };
                let row = job.background.row(background_idx as usize);
                evaluator.begin(&job.game, row.as_slice()?, coalitions);
                evaluator.step(&job.game, coalitions, usize::MAX);
                Some(HelperResult { task, outputs: evaluator.outputs()?, moved: Vec::new() })
            }
            #[cfg(feature = "faults")]
            HelperRequest::Break => panic!("a helper is broken on purpose"),
        }
    }
}

/// What there is to know of all coalitions of a game.
fn evaluated(job: &Job, coalitions: &Coalitions) -> Evaluated {
    let background = Background { n_training: job.n_training, ..Background::whole(job.background.clone()) };
    Values::evaluate(&job.model, &job.game, &background, coalitions)
}
