//! The helpers of a worker: further workers that it starts when there is heavy work, and that it gives background rows to
//! meet, of many rows whole games. Whatever becomes of a helper, the result is the same to the bit: what it does not bring is
//! computed by the worker itself.

use super::spawn::{Spawned, n_helpers, spawn};
use super::wire;
use crate::engine::Session;
use crate::engine::helper::{HelperRequest, HelperTask};
use crate::protocol::WORTH;
use std::collections::VecDeque;
use wasm_bindgen::JsValue;

/// The owner of the helpers: it receives their messages, and continues without one that died.
pub trait PoolOwner: Clone + 'static {
    /// Receives a message of a helper.
    fn hear_helper(&self, number: u32, message: JsValue);
    /// Continues without a helper that died.
    fn lose_helper(&self, number: u32);
}

/// The helpers.
#[derive(Default)]
pub struct Pool {
    helpers: Vec<Helper>,
    /// Counts the helpers, the dead ones too.
    n_spawned: u32,
    /// Helpers that died of the game that was dispatched last.
    deaths: (u32, u32),
    /// Helpers that died last: of one that has panicked an error may be on its way, and whoever does not hear it dies of it.
    gone: VecDeque<Helper>,
}

struct Helper {
    number: u32,
    spawned: Spawned,
    /// The game that it was told last.
    game_id: Option<u32>,
    tasks: Vec<HelperTask>,
    /// Background rows that it has at once.
    at_once: usize,
}

/// Multiply-adds of a game that is shared out. A build that the tests break shares all of them.
const LEAST: f64 = if cfg!(feature = "faults") { 0.0 } else { WORTH };

/// Tasks that a helper has at once, so that it does not wait for the next one. One that has done all its background rows
/// before it got others, as when they are quick, has twice as many from then on.
const AT_ONCE: usize = 2;

/// Background rows that a helper has at once, at most.
const MOST_AT_ONCE: usize = 32;

/// Helpers that may die of one game before no further one is tried with it.
const MOST_DEATHS: u32 = 3;

/// Dead helpers that are still heard.
const MOST_GONE: usize = 16;

impl Pool {
    /// Gives every helper what it can do of the session's work, and starts another where there is more.
    pub fn feed(&mut self, session: &mut Session, owner: &impl PoolOwner) {
        loop {
            let free = self.helpers.iter().position(Helper::is_free);
            if free.is_none() && self.helpers.len() as u32 >= n_helpers() {
                return;
            }
            let Some(task) = session.dispatch(LEAST) else { return };
            if self.deaths.0 != task.game_id {
                self.deaths = (task.game_id, 0);
            }
            let spawned = || (self.deaths.1 < MOST_DEATHS).then(|| self.spawn(owner)).flatten();
            let Some(free) = free.or_else(spawned) else { return session.give_up(task) };
            let helper = &mut self.helpers[free];
            if helper.game_id != Some(task.game_id) {
                let Some(job) = session.job(task.game_id) else { return session.give_up(task) };
                helper.tell(&HelperRequest::Start(Box::new(job)));
                helper.game_id = Some(task.game_id);
            }
            helper.tell(&HelperRequest::Evaluate(task));
            helper.tasks.push(task);
        }
    }

    /// Starts a helper; its place among them, or nothing where the browser starts none.
    fn spawn(&mut self, owner: &impl PoolOwner) -> Option<usize> {
        self.n_spawned += 1;
        let number = self.n_spawned;
        let (hears, loses) = (owner.clone(), owner.clone());
        let spawned = spawn(0, move |said| hears.hear_helper(number, said), move |_| loses.lose_helper(number)).ok()?;
        self.helpers.push(Helper { number, spawned, game_id: None, tasks: Vec::new(), at_once: AT_ONCE });
        Some(self.helpers.len() - 1)
    }

    /// Takes what a helper has brought.
    pub fn brought(&mut self, number: u32, task: HelperTask) {
        if let Some(helper) = self.helpers.iter_mut().find(|helper| helper.number == number) {
            helper.tasks.retain(|e| *e != task);
            if helper.tasks.is_empty() && task.background_idx.is_some() {
                helper.at_once = MOST_AT_ONCE.min(2 * helper.at_once);
            }
        }
    }

    /// Lets a helper go that died, and gives back what it had to do.
    pub fn lose(&mut self, number: u32, session: &mut Session) {
        let Some(at) = self.helpers.iter().position(|helper| helper.number == number) else { return };
        let helper = self.helpers.remove(at);
        self.deaths.1 += 1;
        helper.spawned.worker.terminate();
        helper.tasks.iter().for_each(|task| session.give_up(*task));
        self.gone.push_back(helper);
        if self.gone.len() > MOST_GONE {
            self.gone.pop_front();
        }
    }

    /// Breaks a helper on purpose, if there is one.
    #[cfg(feature = "faults")]
    pub fn break_one(&self) {
        self.helpers.iter().take(1).for_each(|helper| helper.tell(&HelperRequest::Break));
    }
}

impl Helper {
    fn is_free(&self) -> bool {
        let whole = self.tasks.iter().any(|task| task.background_idx.is_none());
        self.tasks.len() < if whole { AT_ONCE } else { self.at_once }
    }

    fn tell(&self, request: &HelperRequest) {
        let message = wire::write_bytes(request).map_or(JsValue::NULL, JsValue::from);
        // A helper that is gone has its tasks taken back.
        let _ = self.spawned.worker.post_message(&message);
    }
}
