//! How a visit begins: the worker, then the session of this tab, the link of the address, or the table of a first visit.

use super::state::{Linked, State};
use super::{address, autosave, linked, open_table, worker_events};
use leptos::prelude::*;
use vitrine_core::recipe::Frame;
use vitrine_worker::browser::client::{Client, Health};

/// Starts the worker and the first visit.
pub fn start(state: State) {
    let feel = move |health| {
        if matches!(health, Health::GaveUp { .. }) {
            autosave::drop_parts(state);
        }
        state.health.set(health);
    };
    let client = Client::start(move |event| worker_events::handle(state, event), feel);
    state.client.set_value(Some(client));
    begin(state);
}

/// Goes on with the session of this tab, or follows the link of the address, or opens the table of a first visit.
fn begin(state: State) {
    let link = address::begin(state);
    // A part of somebody's page is no place to go on with one's work.
    let is_part = link.as_ref().is_some_and(|link| link.place.frame == Frame::Embedded);
    let begun = !is_part && autosave::begin(state);
    match link {
        None if begun => {}
        None => open_table::open_first(state),
        // A reload. What could not be kept is in the address, for a bundled table.
        Some(_) if begun && address::is_ours() => {}
        Some(link) if address::is_ours() && linked::go(state, &link) => {}
        // A link that is not this session's own is asked about.
        Some(link) if begun => state.linked.set(Some(Linked::Asked(Box::new(link)))),
        Some(link) => {
            if !linked::open(state, link) {
                open_table::open_first(state);
            }
        }
    }
}
