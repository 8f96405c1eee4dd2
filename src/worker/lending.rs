//! What others do of a session's work: other workers, which are lent parts of it, and a GPU, which is asked.

use super::computing::{Ask, Computing, GpuState};
use super::hand::{Errand, Met, Play};
use super::protocol::Event;
use super::session::{Session, value};
use crate::compute::choice::{Choice, Speed};
use crate::compute::gpu::{GpuError, Mean};
use crate::explain::values::Evaluated;

impl Session {
    /// A part of the present work that another worker may do, where the whole of it takes at least so many multiply-adds; it
    /// comes back by [`Session::take`] or [`Session::give_up`].
    pub fn lend(&mut self, least: f64) -> Option<Errand> {
        let (dataset, fitted) = (value(&self.dataset)?, value(&self.model)?);
        let (_, keys) = self.wanted.as_ref()?;
        let lent = self.explaining.lend(&fitted.model, least);
        lent.or_else(|| self.many.lend(keys, &dataset, &fitted, least))
    }

    /// What another worker has to know before the errands of a game.
    pub fn play(&self, game_id: u32) -> Option<Play> {
        let (recipe, _) = self.wanted.as_ref()?;
        let fitted = value(&self.model)?;
        let play = self.explaining.play(game_id, &fitted.model, &recipe.explain);
        play.or_else(|| self.many.play(game_id, &fitted))
    }

    /// Whether a decision is explained and nothing else has to be done before.
    pub fn has_explained(&self) -> bool {
        self.explaining.has_explained()
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
        if self.computing.choice == Choice::Gpu
            && self.computing.lost.is_none()
            && matches!(gpu, GpuState::There { .. })
        {
            self.explaining.compute_again();
        }
        self.computing.gpu = gpu;
        self.out.push(Event::Computing(self.computing.clone()));
    }

    /// Notes that the GPU is of no use any more. What it was to be asked for next is computed here, too.
    pub fn lose_gpu(&mut self, reason: String) {
        self.computing.lost = Some(reason);
        self.explaining.leave_gpu();
    }

    pub(super) fn choose(&mut self, choice: Choice) {
        if self.computing.choice != choice {
            self.computing.choice = choice;
            self.explaining.compute_again();
        }
        self.out.push(Event::Computing(self.computing.clone()));
    }

    /// What a GPU is to be asked for next; the answer comes by [`Session::answer`].
    pub fn ask(&mut self) -> Option<Ask> {
        let fitted = value(&self.model)?;
        self.explaining.ask(&fitted)
    }

    /// Takes what the GPU said. What it cannot say, or says wrongly, is computed here.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn answer(&mut self, ask: &Ask, means: Result<Vec<Mean>, GpuError>) -> Result<(), GpuError> {
        self.explaining.answer(ask, means)
    }

    /// Takes what another worker did.
    pub fn take(&mut self, met: Met) {
        let Errand { game_id, background_idx } = met.errand;
        match background_idx {
            Some(background_idx) => self.explaining.take(game_id, background_idx, met.outputs),
            None => self.many.take(game_id, Evaluated { values: met.outputs, moved: met.moved }),
        }
    }

    /// Takes back what another worker will not do.
    pub fn give_up(&mut self, errand: Errand) {
        match errand.background_idx {
            Some(background_idx) => self.explaining.give_up(errand.game_id, background_idx),
            None => self.many.give_up(errand.game_id),
        }
    }
}
