//! The line to `www/store.js`, which keeps sessions in the browser: `globalThis.vitrineStore`.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use vitrine_text::sharing as t;
use vitrine_worker::browser::client::in_words;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What is listed of a session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listed {
    /// Its own name among the sessions.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// When it was written last, in milliseconds since 1970.
    pub saved: f64,
    /// The name of its table.
    pub source: String,
}

/// A session as it is written, beside its choices and the bytes of its table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Record<'a> {
    /// What is listed of it.
    #[serde(flatten)]
    pub listed: &'a Listed,
    /// The bundled table that it is about.
    pub sample: Option<&'a str>,
    /// The fingerprint of the user's own table that it is about.
    pub hash: Option<&'a str>,
}

/// A session that is read.
#[derive(Clone, Debug)]
pub struct Stored {
    /// What is listed of it.
    pub listed: Listed,
    /// Its choices.
    pub state: Vec<u8>,
    /// The bytes of the user's own table.
    pub table: Option<Uint8Array>,
    /// What was trained, each part by its name.
    pub parts: Vec<(String, Vec<u8>)>,
    /// The id under which it is gone on with, where that is known already; see [`claim`].
    pub claimed: Option<String>,
}

impl Stored {
    /// From what the store gives; `None` of anything else.
    pub fn of(value: &JsValue) -> Option<Stored> {
        let bytes = |name: &str| Reflect::get(value, &name.into()).ok()?.dyn_into::<Uint8Array>().ok();
        let parts: Array = Reflect::get(value, &"parts".into()).ok()?.dyn_into().ok()?;
        let part = |part: JsValue| {
            let part: Array = part.dyn_into().ok()?;
            Some((part.get(0).as_string()?, part.get(1).dyn_into::<Uint8Array>().ok()?.to_vec()))
        };
        Some(Stored {
            listed: serde_wasm_bindgen::from_value(value.clone()).ok()?,
            state: bytes("state")?.to_vec(),
            table: bytes("table"),
            parts: parts.iter().filter_map(part).collect(),
            claimed: Reflect::get(value, &"claimed".into()).ok()?.as_string(),
        })
    }
}

/// All sessions, the newest first; `None` where the browser keeps nothing.
pub async fn list() -> Option<Vec<Listed>> {
    serde_wasm_bindgen::from_value(call("list", &[]).await.ok()?).ok()
}

/// Reads a session.
pub async fn read(id: &str) -> Option<Stored> {
    Stored::of(&call("read", &[&id.into()]).await.ok()?)
}

/// Makes a session that of this tab: the id under which it is gone on with, another one where another tab writes it.
pub async fn claim(id: &str) -> Option<String> {
    call("claim", &[&id.into()]).await.ok()?.as_string()
}

/// Writes a session whole, which is there already unless it `begins`. The table's bytes go with it unless they are there.
///
/// # Errors
/// The browser's words, or that another tab deleted it.
pub async fn write(record: &Record<'_>, state: &[u8], table: Option<&Uint8Array>, begins: bool) -> Result<(), String> {
    let session = serde_wasm_bindgen::Serializer::json_compatible();
    let session = record.serialize(&session).map_err(|e| e.to_string())?;
    Reflect::set(&session, &"state".into(), &Uint8Array::from(state)).map_err(|e| in_words(&e))?;
    let table = table.map_or(JsValue::NULL, JsValue::from);
    call("write", &[&session, &table, &begins.into()]).await.map(drop)
}

/// Writes a part of a session; of its parts only those called `names` stay.
///
/// # Errors
/// The browser's words.
pub async fn keep(id: &str, name: &str, bytes: &[u8], names: &[String]) -> Result<(), String> {
    let names: Array = names.iter().map(JsValue::from).collect();
    call("keep", &[&id.into(), &name.into(), &Uint8Array::from(bytes), &names]).await.map(drop)
}

/// Deletes all parts of a session.
///
/// # Errors
/// The browser's words.
pub async fn strip(id: &str) -> Result<(), String> {
    call("strip", &[&id.into()]).await.map(drop)
}

/// Calls a session otherwise.
///
/// # Errors
/// The browser's words.
pub async fn rename(id: &str, name: &str) -> Result<(), String> {
    call("rename", &[&id.into(), &name.into()]).await.map(drop)
}

/// Deletes a session.
///
/// # Errors
/// The browser's words.
pub async fn remove(id: &str) -> Result<(), String> {
    call("remove", &[&id.into()]).await.map(drop)
}

/// Deletes all that is kept.
///
/// # Errors
/// The browser's words.
pub async fn forget() -> Result<(), String> {
    call("forget", &[]).await.map(drop)
}

/// Begins another session in this tab: its id.
pub fn fresh() -> Option<String> {
    apply("fresh", &[]).ok()?.as_string()
}

/// Makes a session that of this tab which it began or claimed before.
pub fn resume(id: &str) {
    // Without storage nothing is resumed at the next start.
    let _ = apply("resume", &[&id.into()]);
}

/// Leaves the sessions of this tab to others.
pub fn release() {
    // Without the store's script there is nothing to leave.
    let _ = apply("release", &[]);
}

async fn call(name: &str, arguments: &[&JsValue]) -> Result<JsValue, String> {
    let promise: Promise = apply(name, arguments)?.dyn_into().map_err(|_| t::store_no_answer().to_owned())?;
    JsFuture::from(promise).await.map_err(|e| in_words(&e))
}

fn apply(name: &str, arguments: &[&JsValue]) -> Result<JsValue, String> {
    let store = Reflect::get(&js_sys::global(), &"vitrineStore".into()).map_err(|e| in_words(&e))?;
    let f: Function = Reflect::get(&store, &name.into())
        .ok()
        .and_then(|f| f.dyn_into().ok())
        .ok_or_else(|| t::store_script_missing().to_owned())?;
    let list: Array = arguments.iter().copied().collect();
    f.apply(store.unchecked_ref::<Object>(), &list).map_err(|e| in_words(&e))
}
