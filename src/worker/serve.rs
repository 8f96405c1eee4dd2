//! The worker's side: receives commands, lets the session work in short slices, posts events. Between two slices the
//! browser delivers what the page has said, so that no command waits longer than a slice.

use super::protocol::{Command, Event};
use super::session::Session;
use super::wire;
use js_sys::Array;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent};

/// Milliseconds of work between two looks at the messages.
const SLICE: f64 = 12.0;

/// Whether this instance runs in a worker.
pub fn is_worker() -> bool {
    js_sys::global().is_instance_of::<DedicatedWorkerGlobalScope>()
}

/// Serves until the worker is ended.
pub fn start() {
    std::panic::set_hook(Box::new(|info| post(&Event::Panicked { message: info.to_string() })));
    let Some(server) = Server::new() else {
        post(&Event::Panicked { message: "This browser gives workers no message channel.".to_owned() });
        return;
    };
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |e: MessageEvent| server.receive(e.data()));
    scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    post(&Event::Started);
}

struct Server {
    session: Rc<RefCell<Session>>,
    channel: MessageChannel,
    /// Whether a slice is on its way.
    pending: Rc<RefCell<bool>>,
}

impl Server {
    fn new() -> Option<Server> {
        let server = Server { session: Rc::default(), channel: MessageChannel::new().ok()?, pending: Rc::default() };
        let (session, pending, port) = (server.session.clone(), server.pending.clone(), server.channel.port2());
        let on_slice = Closure::<dyn FnMut()>::new(move || {
            let more = slice(&mut session.borrow_mut());
            *pending.borrow_mut() = more;
            if more {
                knock(&port);
            }
        });
        server.channel.port1().set_onmessage(Some(on_slice.as_ref().unchecked_ref()));
        on_slice.forget();
        Some(server)
    }

    fn receive(&self, message: JsValue) {
        match wire::read_command(message) {
            Ok((Command::Load { source }, Some(bytes))) => self.session.borrow_mut().load(source, bytes),
            #[cfg(feature = "faults")]
            Ok((Command::Break(how), _)) => break_down(how),
            Ok((command, _)) => self.session.borrow_mut().handle(command),
            Err(e) => post(&Event::Panicked { message: format!("A message could not be read: {e}") }),
        }
        post_all(&mut self.session.borrow_mut());
        if !self.pending.replace(true) {
            knock(&self.channel.port2());
        }
    }
}

/// Asks for another slice after the messages that wait already.
fn knock(port: &web_sys::MessagePort) {
    // A port refuses only what cannot be cloned.
    let _ = port.post_message(&JsValue::NULL);
}

/// Works for a slice; whether there is more to do.
fn slice(session: &mut Session) -> bool {
    let until = now() + SLICE;
    let mut more = true;
    while more && now() < until {
        more = session.step(now() / 1000.0);
        // A table is shown before the data set is made of it, which may take longer than the slice.
        post_all(session);
    }
    more
}

fn post_all(session: &mut Session) {
    session.events().iter().for_each(post);
}

fn post(event: &Event) {
    let message = wire::write_event(event).or_else(|e| {
        // The page must not wait for what cannot be said.
        wire::write_event(&Event::Panicked { message: format!("A result could not be written: {e}") })
    });
    if let Ok(message) = message {
        let _ = scope().post_message_with_transfer(&message, &Array::of1(&message.buffer()));
    }
}

/// Milliseconds since the worker began.
fn now() -> f64 {
    scope().performance().map_or(0.0, |p| p.now())
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

#[cfg(feature = "faults")]
#[expect(clippy::empty_loop, reason = "hanging is what was asked for")]
fn break_down(how: super::protocol::Break) {
    use super::protocol::Break;
    match how {
        Break::Panic => panic!("broken on purpose"),
        Break::Trap => core::arch::wasm32::unreachable(),
        Break::Hang => loop {},
    }
}
