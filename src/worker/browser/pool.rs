//! The hands of a worker: further workers that it starts when there is heavy work, and that it gives background rows to
//! meet, of many rows whole games. Whatever becomes of a hand, the result is the same to the bit: what it does not bring is
//! computed by the worker itself.

use super::hire::{Hired, hire, n_hands};
use super::wire;
use crate::engine::Session;
use crate::engine::hand::{Errand, Order};
use crate::protocol::WORTH;
use std::collections::VecDeque;
use wasm_bindgen::JsValue;

/// The owner of the hands: it receives their messages, and continues without one that died.
pub trait PoolOwner: Clone + 'static {
    /// Receives a message of a hand.
    fn hear_hand(&self, number: u32, message: JsValue);
    /// Continues without a hand that died.
    fn lose_hand(&self, number: u32);
}

/// The hands.
#[derive(Default)]
pub struct Pool {
    hands: Vec<Hand>,
    /// Counts the hands, the dead ones too.
    n_hired: u32,
    /// Hands that died of the game that was lent last.
    deaths: (u32, u32),
    /// Hands that died last: of one that has panicked an error may be on its way, and whoever does not hear it dies of it.
    gone: VecDeque<Hand>,
}

struct Hand {
    number: u32,
    hired: Hired,
    /// The game that it was told last.
    game_id: Option<u32>,
    errands: Vec<Errand>,
    /// Background rows that it has at once.
    at_once: usize,
}

/// Multiply-adds of a game that is shared out. A build that the tests break shares all of them.
const LEAST: f64 = if cfg!(feature = "faults") { 0.0 } else { WORTH };

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
    pub fn feed(&mut self, session: &mut Session, owner: &impl PoolOwner) {
        loop {
            let free = self.hands.iter().position(Hand::is_free);
            if free.is_none() && self.hands.len() as u32 >= n_hands() {
                return;
            }
            let Some(errand) = session.lend(LEAST) else { return };
            if self.deaths.0 != errand.game_id {
                self.deaths = (errand.game_id, 0);
            }
            let hired = || (self.deaths.1 < MOST_DEATHS).then(|| self.hire(owner)).flatten();
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
    fn hire(&mut self, owner: &impl PoolOwner) -> Option<usize> {
        self.n_hired += 1;
        let number = self.n_hired;
        let (hears, loses) = (owner.clone(), owner.clone());
        let hired = hire(0, move |said| hears.hear_hand(number, said), move |_| loses.lose_hand(number)).ok()?;
        self.hands.push(Hand { number, hired, game_id: None, errands: Vec::new(), at_once: AT_ONCE });
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
        hand.hired.worker.terminate();
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

impl Hand {
    fn is_free(&self) -> bool {
        let whole = self.errands.iter().any(|errand| errand.background_idx.is_none());
        self.errands.len() < if whole { AT_ONCE } else { self.at_once }
    }

    fn tell(&self, order: &Order) {
        let message = wire::write_bytes(order).map_or(JsValue::NULL, JsValue::from);
        // A hand that is gone has its errands taken back.
        let _ = self.hired.worker.post_message(&message);
    }
}
