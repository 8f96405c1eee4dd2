//! Views of the model beyond the chosen row. Each is a panel that asks its question while it is unfolded; this list is the only one.

mod cohort;
mod dependence;
mod importance;

use crate::components::term::Term;
use crate::route::Step;
use crate::state::{AnswerSlot, State, use_state};
use crate::tasks;
use crate::words::Word;
use leptos::{ev, prelude::*};
use vitrine_core::recipe::Keyed;
use vitrine_view::chart::Scene;
use vitrine_view::share::View;
use vitrine_worker::protocol::TypedQuestion;
use web_sys::HtmlDetailsElement;

/// A panel.
pub struct Panel {
    /// The question that it answers.
    pub question: &'static str,
    /// What it is called in a report.
    pub name: &'static str,
    /// The term that explains it.
    pub word: Word,
    /// Its name in tests.
    pub test: &'static str,
    /// Whether its figures or its picture are of single rows, which a report does not hold.
    pub has_rows: bool,
    /// What is seen while it is unfolded.
    pub body: fn(State) -> AnyView,
    /// What is exported, with the scene for a narrow page; `None` while there is nothing of the present choices.
    pub view: fn(State) -> Option<(View, Scene)>,
}

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
        }
    };
    view! {
        <details class="panel" data-test=panel.test prop:open=is_open on:toggle=toggle>
            <summary>{panel.question}</summary>
            {move || is_open.get().then(|| view! {
                <p class="quiet">"What is this? "<Term word=panel.word/></p>
                {(panel.body)(state)}
            })}
        </details>
    }
    .into_any()
}

/// Asks a question for as long as the panel that calls it is unfolded and the screen is shown; the slot of its answers.
fn ask<Q: TypedQuestion + PartialEq + Send + Sync>(
    state: State,
    question: impl Fn() -> Option<Q> + Send + Sync + 'static,
) -> AnswerSlot<Q> {
    let slot = state.answers.slot::<Q>();
    let question = Memo::new(move |_| question().filter(|_| state.step.get() == Step::Explain));
    Effect::new(move |_| send(state, slot, question.get()));
    on_cleanup(move || send(state, slot, None));
    slot
}

fn send<Q: TypedQuestion>(state: State, slot: AnswerSlot<Q>, question: Option<Q>) {
    state.answers.ask(slot, question, &Keyed::new(state.recipe.get_untracked()));
    tasks::send_questions(state);
}
