//! What others do of a session's work: helper workers, to which parts of it are dispatched, and a GPU, which is asked.

use super::fitted_model::FittedModel;
use super::gpu::GpuBatch;
use super::helper::{HelperResult, HelperTask, Job};
use super::session::Session;
use crate::protocol::{Computing, Event, GpuState};
use std::rc::Rc;
use vitrine_core::compute::choice::{ComputeChoice, Speed};
use vitrine_core::compute::gpu::{GpuError, Mean};
use vitrine_core::dataset::Dataset;
use vitrine_core::explain::values::Evaluated;

impl Session {
    /// A part of the present work that another worker may do, where the whole of it takes at least so many multiply-adds; it
    /// comes back by [`Session::take`] or [`Session::give_up`].
    pub fn dispatch(&mut self, least: f64) -> Option<HelperTask> {
        let (dataset, fitted) = self.fitted()?;
        let tasks = &mut self.tasks;
        let dispatched = tasks.explanation.task_mut().and_then(|task| task.dispatch(least));
        dispatched.or_else(|| tasks.cohort.task_mut()?.dispatch(&dataset, &fitted, least))
    }

    /// What another worker has to know before the tasks of a game.
    pub fn job(&self, game_id: u32) -> Option<Job> {
        let (_, fitted) = self.fitted()?;
        let job = self.tasks.explanation.task().and_then(|task| task.job(game_id, &fitted.model));
        job.or_else(|| self.tasks.cohort.task()?.job(game_id, &fitted))
    }

    fn fitted(&self) -> Option<(Rc<Dataset>, Rc<FittedModel>)> {
        let keys = &self.wanted.as_ref()?.keys;
        let (dataset, _) = self.tasks.dataset.product(&keys.dataset)?;
        Some((dataset.clone(), self.tasks.model.product(&keys.model)?.clone()))
    }

    /// Whether a decision is explained and nothing else has to be done before.
    pub fn has_explained(&self) -> bool {
        self.tasks.explanation.has_answered()
    }

    /// What computes.
    pub fn computing(&self) -> &Computing {
        &self.computing
    }

    /// Notes how many workers evaluate a model at a time, and how quick one of them is.
    pub fn set_cpu(&mut self, n_threads: u32, thread: Speed) {
        (self.computing.n_threads, self.computing.thread) = (n_threads, Some(thread));
        self.out.push(Event::Computing(self.computing.clone()));
    }

    /// Notes what is known of a GPU. Where the user chose it, what was explained before it came is explained again; what the CPU
    /// had to finish in its place is not.
    pub fn set_gpu(&mut self, gpu: GpuState) {
        if self.computing.choice == ComputeChoice::Gpu
            && self.computing.lost.is_none()
            && matches!(gpu, GpuState::There { .. })
        {
            self.compute_again();
        }
        self.computing.gpu = gpu;
        self.out.push(Event::Computing(self.computing.clone()));
    }

    /// Notes that the GPU is of no use any more. What it was to be asked for next is computed here, too.
    pub fn lose_gpu(&mut self, reason: GpuError) {
        self.computing.lost = Some(reason);
        self.tasks.explanation.task_mut().into_iter().for_each(|task| task.leave_gpu());
    }

    /// Explains anew, whatever was computed.
    fn compute_again(&mut self) {
        self.tasks.explanation.state_mut().plain.clear();
        self.tasks.explanation.restart();
    }

    pub(super) fn choose(&mut self, choice: ComputeChoice) {
        if self.computing.choice != choice {
            self.computing.choice = choice;
            self.compute_again();
        }
        self.out.push(Event::Computing(self.computing.clone()));
    }

    /// What a GPU is to be asked for next; the answer comes by [`Session::answer`].
    pub fn ask(&mut self) -> Option<GpuBatch> {
        let (_, fitted) = self.fitted()?;
        self.tasks.explanation.task_mut()?.ask(&fitted)
    }

    /// Takes what the GPU said. What it cannot say, or says wrongly, is computed here; what is of an earlier game is of no use any
    /// more.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn answer(&mut self, ask: &GpuBatch, means: Result<Vec<Mean>, GpuError>) -> Result<(), GpuError> {
        match self.tasks.explanation.task_mut().filter(|task| task.plays(ask.game_id)) {
            Some(task) => task.answer_gpu(ask, means),
            None => means.map(|_| ()),
        }
    }

    /// Takes what another worker did; what is of an earlier game is of no use any more.
    pub fn take(&mut self, result: HelperResult) {
        let HelperTask { game_id, background_idx } = result.task;
        if let Some(background_idx) = background_idx {
            if let Some(coalitions) = self.tasks.explanation.task_mut().and_then(|task| task.playing(game_id)) {
                coalitions.take_row(background_idx as usize, result.outputs);
            }
        } else if let Some(cohort) = self.tasks.cohort.task_mut() {
            cohort.take(game_id, Evaluated { values: result.outputs, moved: result.moved });
        }
    }

    /// Takes back what another worker will not do.
    pub fn give_up(&mut self, task: HelperTask) {
        let HelperTask { game_id, background_idx } = task;
        if let Some(background_idx) = background_idx {
            if let Some(coalitions) = self.tasks.explanation.task_mut().and_then(|task| task.playing(game_id)) {
                coalitions.give_up(background_idx as usize);
            }
        } else if let Some(cohort) = self.tasks.cohort.task_mut() {
            cohort.give_up(game_id);
        }
    }
}
