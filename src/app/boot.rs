//! The line to the boot script, which has fetched everything before this page starts: `globalThis.vitrine`.

use js_sys::{Function, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

/// A panic on this side shows the static recovery panel of `index.html`, which needs no wasm.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|info| call("panic", &JsValue::from_str(&info.to_string()))));
}

/// Tells the boot script, and with it the tests, that the first explanation is on the screen.
pub fn ready() {
    call("ready", &JsValue::UNDEFINED);
}

/// The bytes of a bundled sample; `None` when it could not be fetched.
pub fn sample(name: &str) -> Option<Uint8Array> {
    let samples = get(&boot_object()?, "samples")?;
    get(&samples, name)?.dyn_into().ok()
}

/// The element that the page is mounted into.
pub fn place() -> HtmlElement {
    let found = document().get_element_by_id("app").and_then(|e| e.dyn_into().ok());
    found.or_else(|| document().body()).unwrap_or_else(|| wasm_bindgen::throw_str("the document has no body"))
}

/// Takes away the outline that the boot page showed.
pub fn clear_place() {
    place().set_text_content(None);
}

fn document() -> web_sys::Document {
    leptos::prelude::document()
}

fn boot_object() -> Option<JsValue> {
    get(&js_sys::global(), "vitrine")
}

fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok().filter(|v| !v.is_undefined() && !v.is_null())
}

fn call(name: &str, argument: &JsValue) {
    let Some(object) = boot_object() else { return };
    if let Some(f) = get(&object, name).and_then(|f| f.dyn_into::<Function>().ok()) {
        // A boot script that throws here has nobody left to tell.
        let _ = f.call1(object.unchecked_ref::<Object>(), argument);
    }
}
