//! Views of the model beyond the chosen row. Each is a panel that asks its question from when it is unfolded until it is folded, whichever
//! screen is shown; this list is the only one.

mod cohort;
mod dependence;
mod importance;
mod panel;

pub use panel::Panel;

use crate::components::term::Term;
use crate::state::{State, use_state};
use leptos::{ev, prelude::*};
use vitrine_text::panels as t;
use web_sys::HtmlDetailsElement;

/// All of them, in the order of the page.
pub static PANELS: [&Panel; 3] = [&importance::PANEL, &dependence::PANEL, &cohort::PANEL];

/// The panels, folded until somebody asks.
#[component]
pub fn Panels() -> impl IntoView {
    let state = use_state();
    PANELS.map(|panel| folded(state, panel)).collect_view()
}

fn folded(state: State, panel: &'static Panel) -> AnyView {
    let is_open = Memo::new(move |_| state.panels.with(|open| open.contains(panel.test)));
    let toggle = move |e: ev::Event| {
        let opened = event_target::<HtmlDetailsElement>(&e).open();
        if opened != is_open.get_untracked() {
            state.panels.update(|open| {
                if opened {
                    open.insert(panel.test)
                } else {
                    open.remove(panel.test)
                };
            });
            if !opened {
                (panel.stop)(state);
            }
        }
    };
    view! {
        <details class="panel" data-test=panel.test prop:open=is_open on:toggle=toggle>
            <summary>{(panel.question)()}</summary>
            {move || is_open.get().then(|| view! {
                <p class="quiet">{t::what_is_this()}" "<Term word=panel.word/></p>
                {(panel.body)(state)}
            })}
        </details>
    }
    .into_any()
}
