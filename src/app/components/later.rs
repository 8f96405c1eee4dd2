//! What may come a moment later: small pictures and folded tables are built in tasks of their own after the screen stands,
//! one at a time, so that no single task keeps the page from answering.

use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::time::Duration;

thread_local! {
    static WAITING: RefCell<VecDeque<RwSignal<bool>>> = const { RefCell::new(VecDeque::new()) };
}

/// A signal that turns true when it is this place's turn, in the order of asking.
pub fn later() -> Signal<bool> {
    let due = RwSignal::new(false);
    let first = WAITING.with_borrow_mut(|waiting| {
        waiting.push_back(due);
        waiting.len() == 1
    });
    if first {
        set_timeout(next, Duration::ZERO);
    }
    due.into()
}

/// Gives the next place its turn. What is built there is built when this task ends, so that each turn is a task.
fn next() {
    // A place that is gone by now needs no turn.
    while let Some(due) = WAITING.with_borrow_mut(VecDeque::pop_front) {
        if due.try_set(true).is_none() {
            break;
        }
    }
    if WAITING.with_borrow(|waiting| !waiting.is_empty()) {
        set_timeout(next, Duration::ZERO);
    }
}
