//! What is asked about the target: whether it is the right one, and whether its codes are classes or amounts.

use crate::components::dynamic::dynamic;
use crate::state::{Produced, use_state};
use crate::tasks;
use leptos::prelude::*;
use std::sync::Arc;
use vitrine_core::dataset::{DatasetView, Guess, Why};
use vitrine_core::table::Kind;
use vitrine_text::data as t;

/// The questions; none where all is plain.
#[component]
pub fn Asked() -> impl IntoView {
    let state = use_state();
    let about = Memo::new(move |_| {
        state.dataset.with(|d| {
            d.value.as_ref().map(|d: &Arc<Produced<DatasetView>>| (d.target.clone(), d.asked.clone(), d.classes.len()))
        })
    });
    dynamic(move || {
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
                    0 => (t::predicted_as_amount(&target, &n), t::predict_classes(&n), Kind::Category),
                    _ => (t::predicted_as_classes(&target, &n, &n_classes), t::predict_an_amount().to_owned(), Kind::Number),
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
        Why::Name => t::target_by_name(&target),
        Why::Last => t::target_is_last(&target),
        Why::First => t::target_is_first(&target),
        Why::Kind => t::target_by_kind(&target),
        Why::Only => t::target_is_only(&target),
    };
    let candidates = guess.candidates.clone();
    (if candidates.is_empty() { why } else { format!("{why} {}", t::what_to_predict()) }, candidates)
}
