//! The worker's side: receives commands, lets the session work in short slices, posts events.

/// Whether this instance runs in a worker.
pub fn is_worker() -> bool {
    todo!("helper: worker")
}

/// Serves until the worker is ended.
pub fn start() {
    todo!("helper: worker")
}
