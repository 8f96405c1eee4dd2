//! The hands of a worker: further workers that it starts when there is heavy work, and that it gives background rows to meet, of
//! many rows whole games.
//! Whatever becomes of a hand, the result is the same to the bit: what it does not bring is computed by the worker itself.

use super::hand::{Errand, Order, WORTH};
use super::hire::{hire, n_hands};
use super::serve::Server;
use super::session::Session;
use super::wire;
use std::collections::VecDeque;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker};

/// The hands.
#[derive(Default)]
pub struct Pool {
    hands: Vec<Hired>,
    /// Counts the hands, the dead ones too.
    n_hired: u32,
    /// Hands that died of the game that was lent last.
    deaths: (u32, u32),
    /// Hands that died last: of one that has panicked an error may be on its way, and whoever does not hear it dies of it.
    gone: VecDeque<Hired>,
}

struct Hired {
    number: u32,
    worker: Worker,
    /// The game that it was told last.
    game_id: Option<u32>,
    errands: Vec<Errand>,
    /// Background rows that it has at once.
    at_once: usize,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(web_sys::Event)>,
}

/// Multiply-adds of a game that is shared out. A build that the tests break shares all of them.
const LEAST: usize = if cfg!(feature = "faults") { 0 } else { WORTH };

/// Errands that a hand has at once, so that it does not wait for the next one. One that has done all its background rows
/// before it got others, as when they are quick, has twice as many from then on.
const AT_ONCE: usize = 2;

/// Background rows that a hand has at once, at most.
const MOST_AT_ONCE: usize = 32;

/// Hands that may die of one game before no further one is tried with it.
const MOST_DEATHS: u32 = 3;

/// Dead hands that are still heard.
const MOST_GONE: usize = 16;

impl Pool {
    /// Gives every hand what it can do of the session's work, and starts another where there is more.
    pub fn feed(&mut self, session: &mut Session, server: &Server) {
        loop {
            let free = self.hands.iter().position(Hired::is_free);
            if free.is_none() && self.hands.len() as u32 >= n_hands() {
                return;
            }
            let Some(errand) = session.lend(LEAST) else { return };
            if self.deaths.0 != errand.game_id {
                self.deaths = (errand.game_id, 0);
            }
            let hired = || (self.deaths.1 < MOST_DEATHS).then(|| self.hire(server)).flatten();
            let Some(free) = free.or_else(hired) else { return session.give_up(errand) };
            let hand = &mut self.hands[free];
            if hand.game_id != Some(errand.game_id) {
                let Some(play) = session.play(errand.game_id) else { return session.give_up(errand) };
                hand.tell(&Order::Play(Box::new(play)));
                hand.game_id = Some(errand.game_id);
            }
            hand.tell(&Order::Meet(errand));
            hand.errands.push(errand);
        }
    }

    /// Starts a hand; its place among them, or nothing where the browser starts none.
    fn hire(&mut self, server: &Server) -> Option<usize> {
        self.n_hired += 1;
        let number = self.n_hired;
        let worker = hire(0).ok()?;
        let here = server.clone();
        let on_message =
            Closure::<dyn FnMut(MessageEvent)>::new(move |e: MessageEvent| here.hear_hand(number, e.data()));
        let here = server.clone();
        let on_error = Closure::<dyn FnMut(web_sys::Event)>::new(move |e: web_sys::Event| {
            e.prevent_default();
            here.lose_hand(number);
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        self.hands.push(Hired {
            number,
            worker,
            game_id: None,
            errands: Vec::new(),
            at_once: AT_ONCE,
            _on_message: on_message,
            _on_error: on_error,
        });
        Some(self.hands.len() - 1)
    }

    /// Takes what a hand has brought.
    pub fn brought(&mut self, number: u32, errand: Errand) {
        if let Some(hand) = self.hands.iter_mut().find(|hand| hand.number == number) {
            hand.errands.retain(|e| *e != errand);
            if hand.errands.is_empty() && errand.background_idx.is_some() {
                hand.at_once = MOST_AT_ONCE.min(2 * hand.at_once);
            }
        }
    }

    /// Lets a hand go that died, and gives back what it had to do.
    pub fn lose(&mut self, number: u32, session: &mut Session) {
        let Some(at) = self.hands.iter().position(|hand| hand.number == number) else { return };
        let hand = self.hands.remove(at);
        self.deaths.1 += 1;
        hand.worker.terminate();
        hand.errands.iter().for_each(|errand| session.give_up(*errand));
        self.gone.push_back(hand);
        if self.gone.len() > MOST_GONE {
            self.gone.pop_front();
        }
    }

    /// Breaks a hand on purpose, if there is one.
    #[cfg(feature = "faults")]
    pub fn break_one(&self) {
        self.hands.iter().take(1).for_each(|hand| hand.tell(&Order::Break));
    }
}

impl Hired {
    fn is_free(&self) -> bool {
        let whole = self.errands.iter().any(|errand| errand.background_idx.is_none());
        self.errands.len() < if whole { AT_ONCE } else { self.at_once }
    }

    fn tell(&self, order: &Order) {
        let message = wire::write_bytes(order).map_or(JsValue::NULL, JsValue::from);
        // A hand that is gone has its errands taken back.
        let _ = self.worker.post_message(&message);
    }
}
