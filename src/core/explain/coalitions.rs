//! The values of a game's coalitions, evaluated here, by other workers or by a GPU. It serves every method that asks for coalitions,
//! of any model.

use super::Device;
use super::background::Background;
use super::game::Game;
use super::gpu::{self, Block, GpuEvaluation};
use super::spec::CoalitionSpec;
use super::values::{Evaluated, Values};
use crate::compute::coalition::Coalitions;
use crate::compute::gpu::{GpuError, Mean};
use crate::model::Model;
use std::rc::Rc;

/// The values of the empty and of the full coalition.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ends {
    /// Of no feature known: the average prediction.
    pub base: f64,
    /// Of all of them: the prediction.
    pub full: f64,
    /// What each group of background rows moves the base by; nothing where there are no groups.
    pub base_moved: Vec<f64>,
}

/// The values of coalitions, being evaluated.
#[derive(Debug)]
pub struct CoalitionEvaluation {
    game: Game,
    /// How the coalitions are chosen, for whoever takes part.
    spec: CoalitionSpec,
    coalitions: Rc<Coalitions>,
    /// Whether these are all coalitions but the empty and the full one.
    is_exhaustive: bool,
    ends: Ends,
    values: Values,
    /// Where a GPU is asked for the values.
    gpu_evaluation: Option<GpuEvaluation>,
    /// What the base is moved by, by the groups that a GPU is asked about.
    base_moved_asked: Vec<f64>,
    /// All values, until somebody takes them.
    evaluated: Option<Evaluated>,
    is_complete: bool,
    n_background: usize,
    n_parameters: usize,
}

impl CoalitionEvaluation {
    /// Begins with a game against the background and its coalitions, chosen by `spec`, and whether they are all.
    pub fn new(
        model: &Model,
        background: &Background,
        game: Game,
        spec: CoalitionSpec,
        coalitions: Rc<Coalitions>,
        is_exhaustive: bool,
    ) -> CoalitionEvaluation {
        let base_moved = game.base_moved(model, background, &background.groups(coalitions.len(), 1));
        CoalitionEvaluation {
            ends: Ends { base: game.base(model, background), full: game.full(model), base_moved },
            values: Values::new(model, background, &coalitions),
            spec,
            coalitions,
            is_exhaustive,
            gpu_evaluation: None,
            base_moved_asked: Vec::new(),
            evaluated: None,
            is_complete: false,
            n_background: background.x.nrows(),
            n_parameters: model.n_parameters(),
            game,
        }
    }

    /// Evaluates the model about `n` times, unless a GPU does that. Whether there was something to do.
    pub fn step(&mut self, background: &Background, n: usize) -> bool {
        if self.is_complete {
            return false;
        }
        let evaluated = match &self.gpu_evaluation {
            Some(gpu_evaluation) => gpu_evaluation.all(&self.coalitions),
            None => {
                let is_done = self.values.step(&self.game, background, &self.coalitions, n);
                is_done.then(|| self.values.all(&self.game))
            }
        };
        let is_asked = self.gpu_evaluation.is_some();
        match evaluated {
            Some(evaluated) => self.take(evaluated),
            None => return !is_asked,
        }
        true
    }

    /// The game.
    pub fn game(&self) -> &Game {
        &self.game
    }

    /// How its coalitions are chosen.
    pub fn spec(&self) -> CoalitionSpec {
        self.spec
    }

    /// Whether all values are there.
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// The values of the empty and of the full coalition.
    pub fn ends(&self) -> &Ends {
        &self.ends
    }

    /// The number of background rows.
    pub fn n_background(&self) -> usize {
        self.n_background
    }

    /// What evaluates the model.
    pub fn device(&self) -> Device {
        if self.gpu_evaluation.is_some() { Device::Gpu } else { Device::Cpu }
    }

    /// What evaluating takes, in multiply-adds, which may be more than a `usize` of wasm holds.
    pub fn work(&self) -> f64 {
        self.coalitions.len() as f64 * self.n_background as f64 * self.n_parameters as f64
    }

    /// Share of it that is done, 0 to 1.
    pub fn done(&self) -> f64 {
        self.gpu_evaluation.as_ref().map_or_else(|| self.values.done(), GpuEvaluation::done)
    }

    /// Takes the values of all coalitions, whoever evaluated them; the first that come count.
    pub fn take(&mut self, evaluated: Evaluated) {
        if self.is_complete {
            return;
        }
        if self.gpu_evaluation.is_some() {
            self.ends.base_moved.clone_from(&self.base_moved_asked);
        }
        let n = self.coalitions.len();
        if evaluated.values.len() == n && evaluated.moved.len() == n * self.ends.base_moved.len() {
            (self.evaluated, self.is_complete) = (Some(evaluated), true);
        }
    }

    /// All values, for the one who asked for them; `None` while there are some to come, or when they were handed out.
    pub fn hand_out(&mut self) -> Option<Evaluated> {
        self.evaluated.take()
    }

    /// A background row for another worker to evaluate all coalitions against.
    pub fn dispatch(&mut self) -> Option<usize> {
        self.values.dispatch()
    }

    /// Takes the outputs of all coalitions against a background row.
    pub fn take_row(&mut self, background_idx: usize, outputs: Vec<f64>) {
        self.values.take(background_idx, outputs);
    }

    /// Takes back a background row whose outputs will not come.
    pub fn give_up(&mut self, background_idx: usize) {
        self.values.give_up(background_idx);
    }

    /// Whether a GPU is asked, so that nobody else need be.
    pub fn asks_gpu(&self) -> bool {
        self.gpu_evaluation.is_some()
    }

    /// From now on a GPU is asked for the values, which does so many multiply-adds in a second.
    pub fn ask_gpu(&mut self, model: &Model, background: &Background, rate: f64) {
        let groups = background.groups(self.coalitions.len(), gpu::GROUP);
        self.base_moved_asked = self.game.base_moved(model, background, &groups);
        let work = self.n_background * self.n_parameters;
        self.gpu_evaluation = Some(GpuEvaluation::new(&self.coalitions, self.is_exhaustive, groups, work, rate));
    }

    /// The next coalitions for the GPU, and the background rows that they are evaluated against.
    pub fn next_block(&mut self, background: &Background) -> Option<(Block, Background)> {
        let gpu_evaluation = self.gpu_evaluation.as_mut()?;
        let block = gpu_evaluation.next(&self.coalitions)?;
        Some((block, gpu_evaluation.rows(background)))
    }

    /// Takes what the GPU said of them, or goes on without it, from the beginning.
    ///
    /// # Errors
    /// What is wrong with it, be it found here.
    pub fn take_means(
        &mut self,
        model: &Model,
        background: &Background,
        means: Result<Vec<Mean>, GpuError>,
    ) -> Result<(), GpuError> {
        let Some(gpu_evaluation) = &mut self.gpu_evaluation else { return Ok(()) };
        let taken =
            means.and_then(|means| gpu_evaluation.take(model, &self.game, background, &self.coalitions, &means));
        if taken.is_err() {
            self.leave_gpu();
        }
        taken
    }

    /// Goes on without the GPU, from the beginning, unless it has said all there is to say.
    pub fn leave_gpu(&mut self) {
        if !self.is_complete {
            self.gpu_evaluation = None;
        }
    }
}
