//! The line to the boot script, which has fetched everything before this page starts: `globalThis.vitrine`.

use js_sys::{Function, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

/// A panic on this side shows the static recovery panel of `index.html`, which needs no wasm.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|info| call("panic", &[&info.to_string().into()])));
}

/// Tells the boot script, and with it the tests, that the first explanation is on the screen, or what keeps it from there.
pub fn ready() {
    call("ready", &[]);
}

/// Whether a test asks for the language that is made by machine.
#[cfg(feature = "faults")]
pub fn wants_pseudo_language() -> bool {
    get(&js_sys::global(), "vitrineLanguage").is_some_and(|tag| tag == "en-XA")
}

/// The session of this tab, as `store.js` gives it, where one was kept.
pub fn kept() -> Option<JsValue> {
    get(&boot_object()?, "kept")
}

/// Tells the boot script, for a page that has to stop, whether what was chosen is kept; `None` where nothing was.
pub fn say_saved(saved: Option<bool>) {
    if let Some(object) = boot_object() {
        // An object of the page's own takes any value.
        let _ = Reflect::set(&object, &"saved".into(), &saved.map_or(JsValue::NULL, JsValue::from_bool));
    }
}

/// Deletes the copy of the page that is kept for use without a network.
pub async fn forget_offline() {
    let forget = boot_object().and_then(|o| get(&o, "forgetOffline")?.dyn_into::<Function>().ok());
    if let Some(Ok(promise)) = forget.map(|f| f.call0(&JsValue::UNDEFINED)) {
        // What cannot be deleted is not there, or the browser's to delete.
        let _ = JsFuture::from(js_sys::Promise::resolve(&promise)).await;
    }
}

/// The bytes of a bundled sample; `None` when it could not be fetched.
pub fn sample(name: &str) -> Option<Uint8Array> {
    let samples = get(&boot_object()?, "samples")?;
    get(&samples, name)?.dyn_into().ok()
}

/// Waits until a sample has arrived or failed to.
pub async fn sample_arrived(name: &str) {
    let Some(object) = boot_object() else { return };
    let ready = get(&object, "sampleReady").and_then(|f| f.dyn_into::<Function>().ok());
    if let Some(Ok(promise)) = ready.map(|f| f.call1(&object, &name.into())) {
        // It is never rejected: a sample that failed is absent.
        let _ = JsFuture::from(js_sys::Promise::resolve(&promise)).await;
    }
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

fn call(name: &str, arguments: &[&JsValue]) {
    let Some(object) = boot_object() else { return };
    if let Some(f) = get(&object, name).and_then(|f| f.dyn_into::<Function>().ok()) {
        let list: js_sys::Array = arguments.iter().copied().collect();
        // A boot script that throws here has nobody left to tell.
        let _ = f.apply(object.unchecked_ref::<Object>(), &list);
    }
}
