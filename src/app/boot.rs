//! The line to the boot script, which has fetched everything before this page starts: `globalThis.vitrine`.

use crate::recipe::{Recipe, Source};
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

/// Gives the boot script the bytes of a file, for a start after a crash. They are stored only if there is one.
pub fn keep_table(source: &Source, bytes: &Uint8Array) {
    if let Source::File { hash, .. } = source {
        call("keepTable", &[&hash.into(), bytes]);
    }
}

/// Gives the boot script the recipe in force, for a start after a crash.
pub fn keep_recipe(recipe: &Recipe) {
    let (Source::File { hash: name, .. } | Source::Sample(name)) = &recipe.source;
    call("keepRecipe", &[&Uint8Array::from(&recipe.to_bytes()[..]), &name.into()]);
}

/// What a page that had to stop left for this start: its recipe, and the bytes of its file where it had one.
pub fn kept() -> Option<(Recipe, Option<Uint8Array>)> {
    let kept = get(&boot_object()?, "kept")?;
    let recipe: Uint8Array = get(&kept, "recipe")?.dyn_into().ok()?;
    let table = get(&kept, "table").and_then(|t| t.dyn_into().ok());
    Some((Recipe::from_bytes(&recipe.to_vec())?, table))
}

/// The bytes of a bundled sample; `None` when it could not be fetched.
pub fn sample(name: &str) -> Option<Uint8Array> {
    let samples = get(&boot_object()?, "samples")?;
    get(&samples, name)?.dyn_into().ok()
}

/// Waits until all samples have arrived or failed to.
pub async fn samples_arrived() {
    if let Some(promise) = boot_object().and_then(|o| get(&o, "samplesReady")?.dyn_into::<js_sys::Promise>().ok()) {
        // It is never rejected: a sample that failed is absent.
        let _ = JsFuture::from(promise).await;
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
