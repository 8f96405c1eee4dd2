//! The worker's side: receives commands, lets the session work in short slices, posts events. Between two slices the
//! browser delivers what the page has said, so that no command waits longer than a slice.

use super::charset;
use super::graphics::{Device, GpuOwner, Graphics};
use super::pool::{Pool, PoolOwner};
use super::scope::{now, scope};
use super::wire;
use crate::engine::GpuBatch;
use crate::engine::Session;
use crate::engine::helper::{Helper, HelperResult};
#[cfg(feature = "faults")]
use crate::protocol::Break;
use crate::protocol::{Command, Death, Event};
use js_sys::{Array, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use vitrine_core::compute::choice::Speed;
use vitrine_core::compute::gpu::{Adapters, GpuError, Mean};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent};

/// Milliseconds of work between two looks at the messages.
const SLICE: f64 = 12.0;

/// Whether this instance runs in a worker.
pub fn is_worker() -> bool {
    js_sys::global().is_instance_of::<DedicatedWorkerGlobalScope>()
}

/// Serves until the worker is ended: the page, or as a helper another worker.
pub fn start() {
    std::panic::set_hook(Box::new(|info| post(&Event::Died(Death::Panic(info.to_string())))));
    let Some(server) = Server::new() else {
        post(&Event::Died(Death::NoChannel));
        return;
    };
    let mut helper = Helper::default();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |e: MessageEvent| match e.data().dyn_into() {
        Ok(request) => handle(&mut helper, &request),
        Err(message) => server.receive(message),
    });
    scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    post(&Event::Started);
}

/// Does what another worker says, and answers with a list of the answer's bytes.
fn handle(helper: &mut Helper, request: &Uint8Array) {
    let result = wire::read_bytes(request).map(|request| helper.handle(request));
    let answer = result.and_then(|result| result.map(|result| wire::write_bytes(&result)).transpose());
    match answer {
        Ok(None) => {}
        // What cannot be posted is computed by the one who asked.
        Ok(Some(bytes)) => {
            let _ = scope().post_message_with_transfer(&Array::of1(&bytes), &Array::of1(&bytes.buffer()));
        }
        Err(e) => post(&Event::Died(Death::Request(e))),
    }
}

/// The session and what drives it. Its copies are the same server.
#[derive(Clone)]
pub struct Server(Rc<Inner>);

struct Inner {
    session: RefCell<Session>,
    pool: RefCell<Pool>,
    graphics: RefCell<Graphics>,
    channel: MessageChannel,
    /// Whether a slice is on its way.
    pending: Cell<bool>,
}

impl Server {
    fn new() -> Option<Server> {
        let (session, pool, graphics, pending) = Default::default();
        let server = Server(Rc::new(Inner { session, pool, graphics, channel: MessageChannel::new().ok()?, pending }));
        server.0.session.borrow_mut().decode_with(charset::of);
        let own = server.clone();
        let on_slice = Closure::<dyn FnMut()>::new(move || {
            own.0.pending.set(own.slice());
            if own.0.pending.get() {
                knock(&own.0.channel.port2());
            }
        });
        server.0.channel.port1().set_onmessage(Some(on_slice.as_ref().unchecked_ref()));
        on_slice.forget();
        Some(server)
    }

    fn receive(&self, message: JsValue) {
        match wire::read_command(message) {
            Ok((Command::Load { source }, Some(bytes))) => self.0.session.borrow_mut().load(source, bytes),
            #[cfg(feature = "faults")]
            Ok((Command::Break(Break::Helper), _)) => self.0.pool.borrow().break_one(),
            #[cfg(feature = "faults")]
            Ok((Command::Break(how @ (Break::Gpu | Break::Device)), _)) => self.0.graphics.borrow_mut().break_down(how),
            #[cfg(feature = "faults")]
            Ok((Command::Break(how), _)) => break_down(how),
            Ok((command, _)) => self.0.session.borrow_mut().handle(command),
            Err(e) => post(&Event::Died(Death::Message(e))),
        }
        self.wake();
    }

    /// Says what there is to say, and goes on working.
    fn wake(&self) {
        post_all(&mut self.0.session.borrow_mut());
        if !self.0.pending.replace(true) {
            knock(&self.0.channel.port2());
        }
    }

    /// Works for a slice; whether there is more to do.
    fn slice(&self) -> bool {
        let until = now() + SLICE;
        let mut more = true;
        while more && now() < until {
            more = self.0.session.borrow_mut().step(now() / 1000.0);
            self.feed();
            // A table is shown before the data set is made of it, which may take longer than the slice.
            post_all(&mut self.0.session.borrow_mut());
        }
        more
    }

    /// Gives others what they can do of the work.
    fn feed(&self) {
        let session = &mut self.0.session.borrow_mut();
        self.0.graphics.borrow_mut().feed(session, self);
        self.0.pool.borrow_mut().feed(session, self);
    }

    fn take(&self, number: u32, result: HelperResult) {
        self.0.pool.borrow_mut().brought(number, result.task);
        self.0.session.borrow_mut().take(result);
        self.feed();
    }
}

impl GpuOwner for Server {
    fn found(&self, adapters: Adapters, found: Result<(Box<Device>, Speed), GpuError>) {
        self.0.graphics.borrow_mut().found(adapters, found, &mut self.0.session.borrow_mut());
        self.wake();
    }

    fn answered(&self, device: Box<Device>, ask: &GpuBatch, means: Result<Vec<Mean>, GpuError>) {
        self.0.graphics.borrow_mut().answered(device, ask, means, &mut self.0.session.borrow_mut(), self);
        self.wake();
    }
}

impl PoolOwner for Server {
    // A list holds the bytes of what it found, all else is an event, of which only its death counts.
    fn hear_helper(&self, number: u32, message: JsValue) {
        match message.dyn_into::<Array>() {
            Ok(answer) => match answer.get(0).dyn_into().map(|bytes| wire::read_bytes(&bytes)) {
                Ok(Ok(result)) => self.take(number, result),
                _ => self.lose_helper(number),
            },
            Err(event) => match wire::read_event(event) {
                Ok(Event::Died(_)) | Err(_) => self.lose_helper(number),
                Ok(_) => {}
            },
        }
    }

    fn lose_helper(&self, number: u32) {
        self.0.pool.borrow_mut().lose(number, &mut self.0.session.borrow_mut());
        self.feed();
    }
}

/// Asks for another slice after the messages that wait already.
fn knock(port: &web_sys::MessagePort) {
    // A port refuses only what cannot be cloned.
    let _ = port.post_message(&JsValue::NULL);
}

fn post_all(session: &mut Session) {
    session.events().iter().for_each(post);
}

fn post(event: &Event) {
    let message = wire::write_event(event).or_else(|e| {
        // The page must not wait for what cannot be said.
        wire::write_event(&Event::Died(Death::Result(e)))
    });
    if let Ok(message) = message {
        let _ = scope().post_message_with_transfer(&message, &Array::of1(&message.buffer()));
    }
}

#[cfg(feature = "faults")]
#[expect(clippy::empty_loop, reason = "hanging is what was asked for")]
fn break_down(how: Break) {
    match how {
        Break::Panic => panic!("broken on purpose"),
        Break::Trap => core::arch::wasm32::unreachable(),
        Break::Hang => loop {},
        // Those are matters of the pool and of the GPU.
        Break::Helper | Break::Gpu | Break::Device => {}
    }
}
