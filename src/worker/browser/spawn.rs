//! Starts a worker. What it needs is found where the boot page has put it, and is handed on: a worker may start others.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker};

/// Where the boot page, and the first message to a worker, put what starting one takes.
const BOOT: &str = "vitrine";

/// What of it is handed on to each worker: the compiled program, and the `url` and the `options` to start workers with.
const WORKER: &str = "worker";

/// A worker and what listens to it.
pub struct Spawned {
    /// The worker.
    pub worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(web_sys::Event)>,
}

/// Starts a worker that may start so many others, its helpers. What it says goes to `hear`, and that it died to `crashed`.
///
/// # Errors
/// What the browser says.
pub fn spawn(
    n_helpers: u32,
    hear: impl Fn(JsValue) + 'static,
    crashed: impl Fn(&web_sys::Event) + 'static,
) -> Result<Spawned, JsValue> {
    let boot = Reflect::get(&js_sys::global(), &BOOT.into())?;
    let handed_on = Reflect::get(&boot, &WORKER.into())?;
    let url = Reflect::get(&handed_on, &"url".into())?.as_string().unwrap_or_default();
    let options = Reflect::get(&handed_on, &"options".into())?;
    let worker = Worker::new_with_options(&url, options.unchecked_ref())?;
    let first = Object::new();
    Reflect::set(&first, &WORKER.into(), &handed_on)?;
    Reflect::set(&first, &"helpers".into(), &n_helpers.into())?;
    worker.post_message(&first)?;
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |e: MessageEvent| hear(e.data()));
    let on_error = Closure::<dyn FnMut(web_sys::Event)>::new(move |e: web_sys::Event| {
        e.prevent_default();
        crashed(&e);
    });
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    Ok(Spawned { worker, _on_message: on_message, _on_error: on_error })
}

/// How many others this worker may start.
pub fn n_helpers() -> u32 {
    let boot = Reflect::get(&js_sys::global(), &BOOT.into()).unwrap_or_default();
    let helpers = Reflect::get(&boot, &"helpers".into()).ok().and_then(|n| n.as_f64());
    helpers.unwrap_or(0.0) as u32
}
