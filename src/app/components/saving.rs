//! Handing a file to the browser, which stores it. Nothing is sent.

use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Hands over a text of a kind ("text/html") under a name; `None` where the browser does not take it.
pub fn save_text(text: &str, kind: &str, name: &str) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
    save(&blob, name)
}

/// Hands over a file, as a link to it that is followed once.
pub fn save(blob: &Blob, name: &str) -> Option<()> {
    let address = Url::create_object_url_with_blob(blob).ok()?;
    let link: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // Some browsers read the file a while after the click.
    let forget = move || {
        // An address that is gone already needs no end.
        let _ = Url::revoke_object_url(&address);
    };
    set_timeout(forget, Duration::from_secs(60));
    Some(())
}

/// Hands over bytes under a name; `None` where the browser does not take them.
pub fn save_bytes(bytes: &[u8], name: &str) -> Option<()> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    save(&Blob::new_with_u8_array_sequence(&parts).ok()?, name)
}
