//! Every command and every event comes back from JavaScript as it went in.

use crate::fingerprints::bytes;
use crate::recipes;
use js_sys::{Function, Reflect, Uint8Array};
use vitrine::browser::wire::{read_command, read_event, write_command, write_event};
use vitrine::engine::Session;
use vitrine::protocol::artifact::{Artifact, What};
use vitrine::protocol::{Command, Event};
use vitrine::recipe::Source;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

/// As a message is copied on its way to or from a worker.
fn copied(message: &JsValue) -> JsValue {
    let copy = Reflect::get(&js_sys::global(), &"structuredClone".into()).expect("a global");
    copy.unchecked_into::<Function>().call1(&JsValue::UNDEFINED, message).expect("plain data can be copied")
}

#[wasm_bindgen_test]
fn events_come_back() {
    let (_, recipe) = recipes::of("iris").swap_remove(0);
    let mut session = Session::new();
    session.load(recipe.source.clone(), bytes("iris").to_vec());
    session.handle(Command::Follow { recipe: Box::new(recipe) });
    session.handle(Command::Ping);
    let mut n_events = 0;
    let mut more = true;
    while more {
        more = session.step(0.0);
        for event in session.events() {
            let message = write_event(&event).expect("an event can be written");
            assert_eq!(read_event(copied(&message)).expect("an event can be read"), event);
            n_events += 1;
        }
    }
    assert!(n_events > 10, "only {n_events} events were seen");
    assert!(read_event(JsValue::from_str("no event")).is_err());
}

#[wasm_bindgen_test]
fn commands_come_back() {
    for (label, recipe) in recipes::TABLES.iter().flat_map(|t| recipes::of(t)) {
        let message =
            write_command(&Command::Follow { recipe: Box::new(recipe.clone()) }, None).expect("it can be written");
        match read_command(copied(&message)) {
            Ok((Command::Follow { recipe: read }, None)) => assert_eq!(*read, recipe, "{label}"),
            other => panic!("{label}: {other:?}"),
        }
    }
    let key = recipes::of("iris")[0].1.keys().model;
    let kept = Artifact::new(key, What::Checkpoint, bytes("iris"));
    let message = write_command(&Command::Restore { kept: Box::new(kept.clone()) }, None).expect("it can be written");
    match read_command(copied(&message)) {
        Ok((Command::Restore { kept: read }, None)) => assert_eq!(*read, kept),
        other => panic!("{other:?}"),
    }
    let event = Event::Artifact(kept);
    let message = write_event(&event).expect("it can be written");
    assert_eq!(read_event(copied(&message)).expect("it can be read"), event);
    let (source, sent) = (Source::Sample("iris".into()), Uint8Array::from(bytes("iris")));
    let message = write_command(&Command::Load { source }, Some(&sent)).expect("it can be written");
    match read_command(copied(&message)) {
        Ok((Command::Load { source: Source::Sample(name) }, Some(read))) => {
            assert_eq!(name, "iris");
            assert_eq!(read, bytes("iris"));
        }
        other => panic!("{other:?}"),
    }
    assert!(read_command(JsValue::NULL).is_err());
}
