//! What the worker has made so far and what it makes next: a state machine without clock, browser or message, tested natively.

use super::protocol::{Command, Event};
use crate::recipe::Source;

/// The computing side's whole state.
#[derive(Debug, Default)]
pub struct Session {
    _todo: (),
}

impl Session {
    /// A session that has nothing.
    pub fn new() -> Session {
        Session::default()
    }

    /// Takes the bytes of a source.
    pub fn load(&mut self, source: Source, bytes: Vec<u8>) {
        let _ = (source, bytes);
        todo!("helper: worker")
    }

    /// Takes a command.
    pub fn handle(&mut self, command: Command) {
        let _ = command;
        todo!("helper: worker")
    }

    /// Does the next few milliseconds of work. `now` is in seconds and only measures. Returns whether there is more to do.
    pub fn step(&mut self, now: f64) -> bool {
        let _ = now;
        todo!("helper: worker")
    }

    /// What happened since the last call, oldest first; of several states of one stage only the newest.
    pub fn events(&mut self) -> Vec<Event> {
        todo!("helper: worker")
    }
}
