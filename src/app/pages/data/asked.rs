//! What is asked about the target: whether it is the right one, and whether its codes are classes or amounts.

use crate::components::live::live;
use crate::state::{Made, use_state};
use crate::tasks;
use leptos::prelude::*;
use std::sync::Arc;
use vitrine_core::dataset::{DatasetView, Guess, Why};
use vitrine_core::table::Kind;

/// The questions; none where all is plain.
#[component]
pub fn Asked() -> impl IntoView {
    let state = use_state();
    let about = Memo::new(move |_| {
        state.dataset.with(|d| {
            d.value.as_ref().map(|d: &Arc<Made<DatasetView>>| (d.target.clone(), d.asked.clone(), d.classes.len()))
        })
    });
    live(move || {
        about.get().map(|(target, asked, n_classes)| {
            let guess = asked.guess.map(|guess| guessed(&target, &guess)).map(|(said, candidates)| {
                let pressed = target.clone();
                let buttons = candidates.into_iter().map(move |name| {
                    let (is_target, column) = (name == pressed, name.clone());
                    view! { <button type="button" aria-pressed=is_target.to_string() on:click=move |_| tasks::set_target(state, &column)>{name}</button> }
                });
                view! { <div class="asked" data-test="asked"><p class="quiet">{said}</p><p class="actions">{buttons.collect_view()}</p></div> }
            });
            let codes = asked.codes.map(|n| {
                let (said, name, kind) = match n_classes {
                    0 => (format!("{target} is predicted as an amount. Its {n} values may be codes of classes."), format!("Predict {n} classes"), Kind::Category),
                    _ => (format!("{target} has {n} codes and is predicted as {n_classes} classes."), "Predict an amount".to_owned(), Kind::Number),
                };
                view! { <div class="asked" data-test="codes"><p class="quiet">{said}</p>
                    <p class="actions"><button type="button" on:click=move |_| tasks::set_kind(state, &target, kind)>{name}</button></p></div> }
            });
            view! { {guess}{codes} }
        })
    })
}

/// Why this target was taken, and the columns to choose from where that is in doubt.
fn guessed(target: &str, guess: &Guess) -> (String, Vec<String>) {
    let why = match guess.why {
        Why::Name => "its name says so",
        Why::Last => "it is the last column",
        Why::First => "it is the first column",
        Why::Kind => "it has few different values",
        Why::Only => "no other column can be predicted",
    };
    let question = if guess.candidates.is_empty() { "" } else { " What should it predict?" };
    (format!("{target} is predicted because {why}.{question}"), guess.candidates.clone())
}
