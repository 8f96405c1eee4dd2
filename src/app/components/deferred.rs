//! A screen is built part by part: what may come a moment later is built in a task of its own, in the order of the page, so
//! that no single task keeps the page from answering. What is rebuilt after that is rebuilt at once, and nothing flickers.

use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::time::Duration;

/// What waits for its turn; it says whether its place was still there.
type Waiting = Box<dyn FnOnce() -> bool>;

thread_local! {
    static WAITING: RefCell<VecDeque<Waiting>> = const { RefCell::new(VecDeque::new()) };
}

/// A signal that turns true when it is this place's turn, in the order of asking.
pub fn deferred() -> Signal<bool> {
    let due = RwSignal::new(false);
    set_deferred(due, true);
    due.into()
}

/// Sets a signal in a turn of its own.
pub fn set_deferred<T: Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    let first = WAITING.with_borrow_mut(|waiting| {
        waiting.push_back(Box::new(move || signal.try_set(value).is_none()));
        waiting.len() == 1
    });
    if first {
        say_busy(true);
        set_timeout(next, Duration::ZERO);
    }
}

/// Gives the next place its turn. What is built there is built when this task ends, so that each turn is a task.
fn next() {
    // A place that is gone by now needs no turn.
    while let Some(waiting) = WAITING.with_borrow_mut(VecDeque::pop_front) {
        if waiting() {
            break;
        }
    }
    let more = || WAITING.with_borrow(|waiting| !waiting.is_empty());
    if more() {
        set_timeout(next, Duration::ZERO);
    }
    // The part whose turn it is is built behind this function, and may have parts of its own.
    queue_microtask(move || say_busy(more()));
}

/// Says to those who hear the screen whether more of it is to come.
fn say_busy(busy: bool) {
    if let Some(screen) = document().get_element_by_id("screen") {
        // An attribute that cannot be set leaves a screen that is read while it is built.
        let _ = screen.set_attribute("aria-busy", if busy { "true" } else { "false" });
    }
}

/// Says to the parts of a view whether older ones of the same table stood in their place: those wait for no turn. A context
/// outlives the view that it was given for, so that it has to be given anew each time, whichever it is.
#[derive(Clone, Copy)]
pub struct Rebuilt(pub bool);

/// Whether what is built here is rebuilt.
pub fn is_rebuilt() -> bool {
    use_context::<Rebuilt>().is_some_and(|rebuilt| rebuilt.0)
}

/// As [`deferred`], but true at once for what is rebuilt.
pub fn in_turn() -> Signal<bool> {
    if is_rebuilt() { Signal::stored(true) } else { deferred() }
}

/// Turns for the entries of a list, of which some in succession share one.
pub fn turns(shared_by: usize) -> impl FnMut() -> Signal<bool> {
    let (mut given, mut now) = (0, Signal::stored(true));
    move || {
        if given % shared_by == 0 {
            now = deferred();
        }
        given += 1;
        now
    }
}

/// How many entries of a long list may stand: some more with each turn, and all of what is there once the list was whole.
#[derive(Clone, Copy)]
pub struct Room {
    now: RwSignal<usize>,
    together: usize,
}

impl Room {
    /// Room for the first `together` entries, and for as many more with each turn.
    pub fn new(together: usize) -> Room {
        Room { now: RwSignal::new(if is_rebuilt() { usize::MAX } else { together }), together }
    }

    /// How many of `n` entries there is room for; a signal, so that whoever asks is asked again when it is their turn.
    pub fn of(self, n: usize) -> usize {
        let now = self.now.get();
        if now < n {
            set_deferred(self.now, now + self.together);
        } else if n > 0 {
            self.now.update_untracked(|now| *now = usize::MAX);
        }
        n.min(now)
    }
}

/// A part of a screen that is built in its turn.
#[component]
pub fn Deferred(
    /// The turn; one of its own where it is not said.
    #[prop(optional)]
    due: Option<Signal<bool>>,
    /// The part.
    children: Children,
) -> impl IntoView {
    let due = due.filter(|_| !is_rebuilt()).unwrap_or_else(in_turn);
    let mut part = Some(children);
    move || part.take_if(|_| due.get()).map(|part| part())
}
