//! Starts a worker. What it needs is found where the boot page has put it, and is handed on: a worker may start others.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{Worker, WorkerOptions, WorkerType};

/// Where the boot page, and the first message to a worker, put what starting one takes.
const BOOT: &str = "vitrine";

/// Starts a worker that may start so many others, its hands.
///
/// # Errors
/// What the browser says.
pub fn hire(n_hands: u32) -> Result<Worker, JsValue> {
    let boot = Reflect::get(&js_sys::global(), &BOOT.into())?;
    let url = Reflect::get(&boot, &"workerUrl".into())?;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(&url.as_string().unwrap_or_default(), &options)?;
    let first = Object::new();
    Reflect::set(&first, &"module".into(), &Reflect::get(&boot, &"module".into())?)?;
    Reflect::set(&first, &"workerUrl".into(), &url)?;
    Reflect::set(&first, &"hands".into(), &n_hands.into())?;
    worker.post_message(&first)?;
    Ok(worker)
}

/// How many others this worker may start.
pub fn n_hands() -> u32 {
    let boot = Reflect::get(&js_sys::global(), &BOOT.into()).unwrap_or_default();
    let hands = Reflect::get(&boot, &"hands".into()).ok().and_then(|n| n.as_f64());
    hands.unwrap_or(0.0) as u32
}
