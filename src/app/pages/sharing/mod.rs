//! Share: the view as a link, as numbers alone, and as a part of somebody's page.

mod code;
mod link;
mod results;

use super::reporting::Reporting;
use crate::components::modal::Modal;
use crate::state::use_state;
use leptos::prelude::*;
use link::LinkPart;
use results::ResultsPart;

/// The button in the bar, and what it opens.
#[component]
pub fn Share() -> impl IntoView {
    let open = RwSignal::new(false);
    let state = use_state();
    view! {
        <button type="button" class="share" aria-haspopup="dialog" on:click=move |_| open.set(true)>"Share"</button>
        <Modal open=open title="Share this view">
            <LinkPart state=state/>
            <section class="sharing"><ResultsPart state=state/></section>
            <Reporting link=link::address_of(state)/>
        </Modal>
    }
}
