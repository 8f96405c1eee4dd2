//! The answer in a sentence: the model against the baseline, and how sure that is.

use crate::app::evaluating::View;
use crate::evaluate::PartIntervals;
use crate::share::verdict::{caution, sentence};
use leptos::prelude::*;

/// The sentence, and what has to be said beside it.
#[component]
pub fn Finding(view: View) -> impl IntoView {
    let intervals = Memo::new(move |_| -> Option<PartIntervals> {
        let part = view.which();
        view.intervals.get()?.parts.iter().find(|p| p.part == part).cloned()
    });
    view! {
        <p class="finding of-scores" data-test="evaluation-finding">
            {move || intervals.with(|i| view.part(|p| sentence(p, i.as_ref())))}</p>
        <p class="caution" role="note">{move || intervals.with(|i| view.part(|p| caution(p, i.as_ref()))).flatten()}</p>
    }
}
