//! The worker's global scope: its clock and its line.

use wasm_bindgen::JsCast;
use web_sys::DedicatedWorkerGlobalScope;

/// Milliseconds since the worker began.
pub(super) fn now() -> f64 {
    scope().performance().map_or(0.0, |p| p.now())
}

/// The scope of this worker.
pub(super) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
