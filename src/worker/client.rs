//! The page's side: starts the worker, watches over it, starts another when it dies, and tells it everything again.

use super::protocol::{Command, Event};
use crate::recipe::{Recipe, Source};

/// How the worker is, as the page tells it.
#[derive(Clone, Debug, PartialEq)]
pub enum Health {
    /// Being started.
    Starting,
    /// Answers.
    Well,
    /// Has not answered for three seconds; the page offers to wait or to start another.
    Silent,
    /// Died; another one is being started and told everything again.
    Restarting {
        /// What the dead one said.
        message: String,
    },
    /// Died again and again on the same recipe; waits for another recipe.
    GaveUp {
        /// What the dead one said.
        message: String,
    },
}

/// The line to the worker.
#[derive(Clone, Debug)]
pub struct Client {
    _todo: (),
}

impl Client {
    /// Starts a worker. `on_event` is called for every event, `on_health` whenever the worker's health changes.
    pub fn start(on_event: impl Fn(Event) + 'static, on_health: impl Fn(Health) + 'static) -> Client {
        let _ = (on_event, on_health);
        todo!("helper: worker")
    }

    /// Hands over the bytes of a source. They are kept here too, for the next worker.
    pub fn load(&self, source: Source, bytes: js_sys::Uint8Array) {
        let _ = (source, bytes);
        todo!("helper: worker")
    }

    /// Follows a recipe; the newest wins.
    pub fn follow(&self, recipe: Recipe) {
        let _ = recipe;
        todo!("helper: worker")
    }

    /// Sends a command that is not state: pause, resume, cancel.
    pub fn send(&self, command: Command) {
        let _ = command;
        todo!("helper: worker")
    }

    /// Ends the worker and starts another, which is told everything again.
    pub fn restart(&self) {
        todo!("helper: worker")
    }
}
