//! Commands and events as JavaScript values: the only place where that is done. Both travel as bytes, by the codec that links
//! and sessions have as well (docs/decisions/0023, 0030): a command as `[command]`, or as `[command, bytes]` for
//! [`Command::Load`], whose bytes are moved and not copied; an event as it is, since it may hold thousands of numbers. Worker
//! and helper speak in bytes too: an order is bytes, an answer a list of them.

use crate::protocol::{Command, Event};
use js_sys::{Array, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};

/// A command as a message.
///
/// # Errors
/// The encoder's words; plain data has no way to fail.
pub fn write_command(command: &Command, bytes: Option<&Uint8Array>) -> Result<Array, String> {
    let message = Array::of1(&write_bytes(command)?.into());
    bytes.into_iter().for_each(|b| {
        message.push(b);
    });
    Ok(message)
}

/// A message as a command and the bytes that came with it.
///
/// # Errors
/// What is wrong with the message: page and worker are made from one module, so that this is a fault of the code.
pub fn read_command(message: JsValue) -> Result<(Command, Option<Vec<u8>>), String> {
    let message: Array = message.dyn_into().map_err(|_| "the message is no list".to_owned())?;
    let command = message.get(0).dyn_into().map_err(|_| "the command is no list of bytes".to_owned())?;
    let command = read_bytes(&command)?;
    let bytes = message.get(1).dyn_into::<Uint8Array>().ok().map(|b| b.to_vec());
    Ok((command, bytes))
}

/// An event as a message, whose buffer may be moved.
///
/// # Errors
/// See [`write_command`].
pub fn write_event(event: &Event) -> Result<Uint8Array, String> {
    write_bytes(event)
}

/// A message as an event.
///
/// # Errors
/// See [`read_command`].
pub fn read_event(message: JsValue) -> Result<Event, String> {
    let bytes: Uint8Array = message.dyn_into().map_err(|_| "the message is no list of bytes".to_owned())?;
    read_bytes(&bytes)
}

/// Plain data as bytes, whose buffer may be moved.
///
/// # Errors
/// See [`write_command`].
pub fn write_bytes<T: Serialize>(value: &T) -> Result<Uint8Array, String> {
    let bytes = postcard::to_allocvec(value).map_err(|e| e.to_string())?;
    Ok(Uint8Array::from(&bytes[..]))
}

/// Plain data from its bytes.
///
/// # Errors
/// See [`read_command`].
pub fn read_bytes<T: DeserializeOwned>(bytes: &Uint8Array) -> Result<T, String> {
    postcard::from_bytes(&bytes.to_vec()).map_err(|e| e.to_string())
}
