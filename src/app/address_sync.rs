//! The address bar follows the choices: its fragment is the link to what is on the screen. Each choice that has come to rest is
//! an entry of the browser's history, so that back and forward move through them.

use super::address::{fragment, is_ours, place, show_standalone, write};
use super::linked;
use super::route::Screen;
use super::state::{Linked, State};
use leptos::{ev, prelude::*};
use std::time::Duration;
use vitrine_view::share::StandaloneExplanation;
use vitrine_view::share::link::Link;

/// A choice has come to rest after so long.
const REST: Duration = Duration::from_millis(400);

/// Keeps address and choices together from now on.
pub fn follow(state: State) {
    let timer = StoredValue::new_local(None::<TimeoutHandle>);
    let settle = move || {
        if let Some(before) = timer.try_update_value(Option::take).flatten() {
            before.clear();
        }
        let after = set_timeout_with_handle(move || untrack(move || write(state)), REST);
        timer.set_value(after.ok());
    };
    Effect::new(move |_| {
        state.recipe.track();
        state.dataset.track();
        state.explanation.track();
        state.from_link.track();
        place(state);
        settle();
    });
    state.heard.set_value(fragment());
    let listener = window_event_listener(ev::hashchange, move |e| {
        state.heard.set_value(fragment());
        // What was asked for: another choice may have been written into the address since.
        let asked = e.new_url();
        hear(state, asked.split_once('#').map_or("", |(_, fragment)| fragment));
        if Link::is_link(&fragment()) { settle() } else { untrack(move || write(state)) }
    });
    on_cleanup(move || listener.remove());
}

/// Takes what the address says now: the user went back or forward, chose a screen, or opened a link in this tab.
fn hear(state: State, asked: &str) {
    if StandaloneExplanation::is_standalone(asked) {
        return show_standalone(state, asked);
    }
    state.from_link.set(None);
    if let Some(step) = Screen::named(asked) {
        state.step.set(step);
    } else if Link::is_link(asked) {
        match Link::decode(asked) {
            Ok(link) if is_ours() && linked::go(state, &link) => {}
            Ok(link) => linked::receive(state, link),
            Err(e) => state.linked.set(Some(Linked::Refused(e.to_string()))),
        }
    }
}
