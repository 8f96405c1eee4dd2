//! The browser's `TextDecoder` for encodings that we bring no tables for.

use crate::engine::recoding::Charset;
use js_sys::{Function, Object, Reflect, Uint8Array};
use vitrine_core::table::Encoding;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::TextDecoder;

/// Begins a text of an encoding.
pub fn of(encoding: Encoding) -> Option<Box<dyn Charset>> {
    let decoder = TextDecoder::new_with_label(encoding.name()).ok()?;
    let decode = Reflect::get(&decoder, &"decode".into()).ok()?.dyn_into().ok()?;
    Some(Box::new(Browser { decoder, decode }))
}

#[derive(Debug)]
struct Browser {
    decoder: TextDecoder,
    decode: Function,
}

impl Charset for Browser {
    fn decode(&mut self, bytes: &[u8], last: bool) -> String {
        let options = Object::new();
        // A plain object takes any field, and the decoder throws only when it is asked to be strict.
        let _ = Reflect::set(&options, &"stream".into(), &JsValue::from(!last));
        let text = self.decode.call2(&self.decoder, &Uint8Array::from(bytes), &options);
        text.ok().and_then(|text| text.as_string()).unwrap_or_default()
    }
}
