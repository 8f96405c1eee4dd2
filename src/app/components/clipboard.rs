//! The clipboard.

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Clipboard;

/// Copies a text; whether the browser allowed it.
pub async fn copy(text: &str) -> bool {
    // A page that came over plain HTTP has no clipboard.
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into()).ok();
    match clipboard.and_then(|c| c.dyn_into::<Clipboard>().ok()) {
        Some(clipboard) => JsFuture::from(clipboard.write_text(text)).await.is_ok(),
        None => false,
    }
}
