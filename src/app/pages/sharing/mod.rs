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
use vitrine_text::sharing as t;

/// The button in the bar, and what it opens.
#[component]
pub fn Share() -> impl IntoView {
    let open = RwSignal::new(false);
    let state = use_state();
    view! {
        <button type="button" class="share" aria-haspopup="dialog" on:click=move |_| open.set(true)>{t::share()}</button>
        <Modal open=open title=t::share_this_view()>
            <LinkPart state=state/>
            <section class="sharing"><ResultsPart state=state/></section>
            <Reporting link=link::address_of(state)/>
        </Modal>
    }
}
