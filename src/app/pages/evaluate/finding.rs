//! The answer in a sentence: the model against the baseline, and how sure that is.

use crate::evaluating::View;
use leptos::prelude::*;
use vitrine_core::evaluate::PartIntervals;
use vitrine_core::model::Decision;
use vitrine_text::evaluate as t;
use vitrine_view::chart::format::{Unit, level};
use vitrine_view::share::verdict::{caution, sentence};

/// The sentence, and what has to be said beside it.
#[component]
pub fn Finding(view: View) -> impl IntoView {
    let intervals = Memo::new(move |_| -> Option<PartIntervals> {
        let part = view.which();
        view.intervals.get()?.parts.iter().find(|p| p.part == part).cloned()
    });
    let rule = move || match view.evaluation().decision {
        decision @ Decision::From { threshold, .. } if decision.is_moved() => {
            Some(format!(" {}", t::classified_at(&view.subject(), &level(threshold, Unit::Probability))))
        }
        _ => None,
    };
    view! {
        <p class="finding of-scores" data-test="evaluation-finding">
            {move || intervals.with(|i| view.part(|p| sentence(p, i.as_ref())))}{rule}</p>
        <p class="caution" role="note">{move || intervals.with(|i| view.part(|p| caution(p, i.as_ref()))).flatten()}</p>
    }
}
