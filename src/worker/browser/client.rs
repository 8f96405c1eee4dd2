//! The page's side: starts the worker, watches over it, starts another when it dies, and tells it everything again.

use super::sources::Sources;
use super::spawn::{Spawned, spawn};
use super::wire;
use crate::engine::N_SOURCES;
use crate::protocol::artifact::{Artifact, ArtifactCache};
use crate::protocol::{Command, Event, Question, standing_questions};
use js_sys::{Array, Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use vitrine_core::compute::choice::ComputeChoice;
use vitrine_core::recipe::{Recipe, Source};
use vitrine_text::messages as t;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// How the worker is, as the page tells it.
#[derive(Clone, Debug, PartialEq)]
pub enum Health {
    /// Being started.
    Starting,
    /// Answers.
    Well,
    /// Has not answered for a second and a half; the page offers to wait or to start another.
    Silent,
    /// Died; another one is being started and told everything again.
    Restarting {
        /// What the dead one said.
        message: String,
    },
    /// Died again and again on the same recipe; waits for another recipe.
    GaveUp {
        /// What the dead one said.
        message: String,
    },
}

/// The line to the worker. Its copies are the same line.
#[derive(Clone)]
pub struct Client(Rc<Line>);

struct Line {
    on_event: Box<dyn Fn(Event)>,
    on_health: Box<dyn Fn(Health)>,
    worker: RefCell<Option<Spawned>>,
    /// Counts the workers, so that a late word of a dead one is not taken for one of the next.
    generation: Cell<u32>,
    /// The newest sources, so that going back to the one before needs no file again.
    sources: RefCell<Sources>,
    /// The sources that the worker has, oldest first: those need not be told again.
    told: RefCell<Vec<Source>>,
    recipe: RefCell<Option<Recipe>>,
    /// What the next worker need not train.
    artifacts: RefCell<ArtifactCache>,
    questions: RefCell<Vec<Question>>,
    choice: Cell<ComputeChoice>,
    /// Pause or cancel, while it is in force: the next worker is told too.
    held: RefCell<Option<Command>>,
    deaths: Cell<u32>,
    /// When the ping that waits for an answer was sent, in milliseconds.
    asked: Cell<Option<f64>>,
    health: RefCell<Health>,
}

/// Deaths on one recipe after which no further worker is tried.
const MOST_DEATHS: u32 = 3;
/// Workers in all that compute for one page.
const MOST_WORKERS: u32 = 8;
/// Milliseconds without an answer after which the worker counts as silent.
const PATIENCE: f64 = 1_500.0;
/// Milliseconds between two pings.
const EVERY: i32 = 500;

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.debug_struct("Client").field("health", &self.0.health.borrow()).finish_non_exhaustive()
    }
}

impl Client {
    /// Starts a worker. `on_event` is called for every event, `on_health` whenever the worker's health changes.
    pub fn start(on_event: impl Fn(Event) + 'static, on_health: impl Fn(Health) + 'static) -> Client {
        let client = Client(Rc::new(Line {
            on_event: Box::new(on_event),
            on_health: Box::new(on_health),
            worker: RefCell::new(None),
            generation: Cell::new(0),
            sources: RefCell::default(),
            told: RefCell::default(),
            recipe: RefCell::new(None),
            artifacts: RefCell::default(),
            questions: RefCell::new(standing_questions()),
            choice: Cell::default(),
            held: RefCell::new(None),
            deaths: Cell::new(0),
            asked: Cell::new(None),
            health: RefCell::new(Health::Starting),
        }));
        client.spawn();
        client.watch();
        #[cfg(feature = "faults")]
        client.offer_faults();
        client
    }

    /// Hands over the bytes of a source. They are kept here too, for the next worker.
    pub fn load(&self, source: Source, bytes: Uint8Array) {
        self.0.deaths.set(0);
        if !self.0.told.borrow().contains(&source) {
            self.tell_source(&source, &bytes);
        }
        self.0.sources.borrow_mut().put(source, bytes);
    }

    /// Notes that a table could be read from a source. It and the one before it are kept.
    pub fn settle(&self, source: &Source) {
        self.0.sources.borrow_mut().settle(source);
    }

    /// The bytes of a source that is kept.
    pub fn bytes_of(&self, source: &Source) -> Option<Uint8Array> {
        self.0.sources.borrow().iter().find(|(s, _)| *s == source).map(|(_, bytes)| bytes.clone())
    }

    /// The file that is kept whose bytes have this fingerprint, whatever its name is.
    pub fn file_with(&self, wanted: &str) -> Option<Source> {
        let fits = |source: &&Source| matches!(source, Source::File { hash, .. } if hash == wanted);
        self.0.sources.borrow().iter().map(|(source, _)| source).find(fits).cloned()
    }

    /// Follows a recipe; the newest wins.
    pub fn follow(&self, recipe: Recipe) {
        let before = self.0.recipe.borrow_mut().replace(recipe.clone());
        if before.as_ref().is_none_or(|b| b.keys().model != recipe.keys().model) {
            *self.0.held.borrow_mut() = None;
        }
        if before != Some(recipe) {
            self.0.deaths.set(0);
        }
        // Whoever asks after the worker gave up wants another try.
        let gave_up = matches!(*self.0.health.borrow(), Health::GaveUp { .. });
        if gave_up {
            self.restart();
        } else {
            self.tell_recipe();
        }
    }

    /// Hands over a model or a checkpoint that a worker told of, be it in another visit.
    pub fn restore(&self, kept: Artifact) {
        self.0.artifacts.borrow_mut().put(kept.clone());
        self.post(&Command::Restore { kept: Box::new(kept) }, None);
    }

    /// Asks these questions; they replace any earlier ones, which at first are the standing ones.
    pub fn ask(&self, questions: Vec<Question>) {
        *self.0.questions.borrow_mut() = questions;
        self.send_questions();
    }

    /// Computes with this from now on.
    pub fn choose(&self, choice: ComputeChoice) {
        self.0.choice.set(choice);
        self.post(&Command::Compute { choice }, None);
    }

    /// Sends a command that is not state: pause, resume, cancel.
    pub fn send(&self, command: Command) {
        self.post(&command, None);
        *self.0.held.borrow_mut() = Some(command).filter(|c| matches!(c, Command::Pause | Command::Cancel));
    }

    /// Ends the worker and starts another, which is told everything again.
    pub fn restart(&self) {
        self.dismiss();
        self.0.deaths.set(0);
        self.say(Health::Starting);
        self.spawn();
    }

    fn dismiss(&self) {
        self.0.generation.set(self.0.generation.get() + 1);
        self.0.asked.set(None);
        if let Some(spawned) = self.0.worker.borrow_mut().take() {
            spawned.worker.terminate();
            // The listener may be the one that is running now: it is dropped when the browser is idle.
            let dropped = Closure::once_into_js(move || drop(spawned));
            later(&dropped, 0);
        }
    }

    /// Starts a worker and tells it everything.
    fn spawn(&self) {
        match self.make() {
            Ok(spawned) => {
                *self.0.worker.borrow_mut() = Some(spawned);
                self.0.told.borrow_mut().clear();
                for (source, bytes) in self.0.sources.borrow().iter() {
                    self.tell_source(source, bytes);
                }
                self.post(&Command::Compute { choice: self.0.choice.get() }, None);
                for kept in self.0.artifacts.borrow().iter() {
                    self.post(&Command::Restore { kept: Box::new(kept.clone()) }, None);
                }
                self.tell_recipe();
                self.send_questions();
                if let Some(held) = self.0.held.borrow().as_ref() {
                    self.post(held, None);
                }
            }
            Err(e) => {
                let message = t::no_worker(&in_words(&e));
                self.say(Health::GaveUp { message });
            }
        }
    }

    fn make(&self) -> Result<Spawned, JsValue> {
        let generation = self.0.generation.get();
        let line = Rc::downgrade(&self.0);
        let present = move || line.upgrade().filter(|l| l.generation.get() == generation).map(Client);
        let present_too = present.clone();
        let hear = move |said| {
            if let Some(client) = present() {
                client.hear(said);
            }
        };
        let crashed = move |e: &web_sys::Event| {
            let said = Reflect::get(e, &"message".into()).ok().and_then(|m| m.as_string());
            if let Some(client) = present_too() {
                client.crashed(&said.unwrap_or_else(|| t::worker_silent().to_owned()));
            }
        };
        spawn(n_helpers(), hear, crashed)
    }

    fn hear(&self, message: JsValue) {
        self.0.asked.set(None);
        match wire::read_event(message) {
            Ok(Event::Died(death)) => self.crashed(&death.to_string()),
            Ok(event) => {
                self.say(Health::Well);
                self.0.artifacts.borrow_mut().hear(&event);
                (self.0.on_event)(event);
            }
            Err(e) => self.crashed(&t::worker_unreadable(&e)),
        }
    }

    /// The worker died: another one takes over, unless this recipe has killed too many.
    fn crashed(&self, message: &str) {
        self.dismiss();
        self.0.deaths.set(self.0.deaths.get() + 1);
        let message = message.to_owned();
        if self.0.deaths.get() >= MOST_DEATHS {
            // It may be what they died of.
            self.0.artifacts.take();
            self.say(Health::GaveUp { message });
            return;
        }
        self.say(Health::Restarting { message });
        let client = self.clone();
        let again = Closure::once_into_js(move || client.spawn());
        // A breath, so that a worker that dies at once does not make the page flicker.
        later(&again, 250);
    }

    fn say(&self, health: Health) {
        let changed = *self.0.health.borrow() != health;
        if changed {
            *self.0.health.borrow_mut() = health.clone();
            (self.0.on_health)(health);
        }
    }

    fn tell_source(&self, source: &Source, bytes: &Uint8Array) {
        // The copy is moved to the worker; the original stays for the next one.
        self.post(&Command::Load { source: source.clone() }, Some(&bytes.slice(0, bytes.length())));
        // The worker keeps as many, and lets go of the oldest.
        let mut told = self.0.told.borrow_mut();
        told.retain(|s| s != source);
        told.push(source.clone());
        if told.len() > N_SOURCES {
            told.remove(0);
        }
    }

    fn tell_recipe(&self) {
        let Some(recipe) = self.0.recipe.borrow().clone() else { return };
        self.post(&Command::Follow { recipe: Box::new(recipe) }, None);
    }

    fn send_questions(&self) {
        self.post(&Command::Ask { questions: self.0.questions.borrow().clone() }, None);
    }

    fn post(&self, command: &Command, bytes: Option<&Uint8Array>) {
        let worker = self.0.worker.borrow();
        let Some(spawned) = worker.as_ref() else { return };
        let moved = Array::new();
        bytes.into_iter().for_each(|b| {
            moved.push(&b.buffer());
        });
        if let Ok(message) = wire::write_command(command, bytes) {
            // What cannot be posted is lost with a worker that is gone already; the next one is told all again.
            let _ = spawned.worker.post_message_with_transfer(&message, &moved);
        }
    }

    /// Pings the worker every half second and tells when it does not answer.
    fn watch(&self) {
        let line = Rc::downgrade(&self.0);
        let tick = Closure::<dyn FnMut()>::new(move || {
            let Some(client) = line.upgrade().map(Client) else { return };
            let now = js_sys::Date::now();
            match client.0.asked.get() {
                None => {
                    client.0.asked.set(Some(now));
                    client.post(&Command::Ping, None);
                }
                Some(since) => {
                    // A worker that starts has wasm to make ready first.
                    let patience = match *client.0.health.borrow() {
                        Health::Well => PATIENCE,
                        Health::Starting => 8.0 * PATIENCE,
                        _ => f64::INFINITY,
                    };
                    if now - since > patience {
                        client.say(Health::Silent);
                    }
                }
            }
        });
        if let Some(window) = web_sys::window() {
            let _ = window.set_interval_with_callback_and_timeout_and_arguments_0(tick.as_ref().unchecked_ref(), EVERY);
        }
        tick.forget();
    }

    /// `globalThis.vitrineFaults`: ways to break the worker and the page on purpose.
    #[cfg(feature = "faults")]
    fn offer_faults(&self) {
        use crate::protocol::Break;
        let faults = js_sys::Object::new();
        let breaks = [
            ("panic", Break::Panic),
            ("trap", Break::Trap),
            ("hang", Break::Hang),
            ("helper", Break::Helper),
            ("gpu", Break::Gpu),
            ("device", Break::Device),
        ];
        for (name, how) in breaks {
            let client = self.clone();
            let f = Closure::<dyn FnMut()>::new(move || client.post(&Command::Break(how), None));
            let _ = Reflect::set(&faults, &name.into(), &f.into_js_value());
        }
        let page = Closure::<dyn FnMut()>::new(|| panic!("the page is broken on purpose"));
        let _ = Reflect::set(&faults, &"page".into(), &page.into_js_value());
        let _ = Reflect::set(&js_sys::global(), &"vitrineFaults".into(), &faults);
    }
}

/// Helpers for the worker: one core is the page's, one the worker's own.
fn n_helpers() -> u32 {
    let cores = web_sys::window().map_or(1.0, |w| w.navigator().hardware_concurrency());
    (cores as u32).saturating_sub(1).clamp(1, MOST_WORKERS) - 1
}

fn later(f: &JsValue, milliseconds: i32) {
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(f.unchecked_ref(), milliseconds);
    }
}

/// What an error of the browser's says.
pub fn in_words(e: &JsValue) -> String {
    e.dyn_ref::<js_sys::Error>().map_or_else(|| format!("{e:?}"), |e| String::from(e.message()))
}
