//! What should make one wary of the data set, each with what to do about it.

use crate::state::{Produced, use_state};
use crate::tasks;
use leptos::prelude::*;
use std::sync::Arc;
use vitrine_core::dataset::{Hint, Insights, SplitBy};
use vitrine_text::data as t;
use vitrine_view::chart::format::{Unit, count, level, number};

/// What can be done about it at once.
#[derive(Clone)]
enum Act {
    Off(String),
    By(SplitBy),
}

/// The notes.
#[component]
pub fn Warnings(insights: Arc<Produced<Insights>>) -> impl IntoView {
    let state = use_state();
    let target = insights.data.as_ref().map_or(String::new(), |d| d.target.clone());
    let notes = insights.hints.iter().map(|hint| {
        let act = act(hint).map(|(act, name)| {
            let act = move |_| match act.clone() {
                Act::Off(feature) => tasks::use_column(state, &feature, false),
                Act::By(by) => tasks::edit_dataset(state, |d| d.split_by = by),
            };
            view! { <button type="button" on:click=act>{name}</button> }
        });
        view! { <div class="notice warn" data-test="hint"><p>{in_words(hint, &target)}</p>{act}</div> }
    });
    notes.collect_view()
}

fn act(hint: &Hint) -> Option<(Act, String)> {
    Some(match hint {
        Hint::Repeats { .. } => return None,
        Hint::Copy { feature } | Hint::Alone { feature, .. } | Hint::Identifier { feature } => {
            (Act::Off(feature.clone()), t::turn_off(feature))
        }
        Hint::Dates { column } => (Act::By(SplitBy::Order(Some(column.clone()))), t::divide_in_order(column)),
        Hint::Groups { column, .. } => (Act::By(SplitBy::Groups(column.clone())), t::keep_together(column)),
        Hint::NamesParts { column } => (Act::By(SplitBy::Parts(column.clone())), t::divide_as_said(column)),
    })
}

fn in_words(hint: &Hint, target: &str) -> String {
    let percent = |v: f64| level(v, Unit::Probability);
    match hint {
        Hint::Copy { feature } => t::hint_copy(feature, &target),
        Hint::Alone { feature, score, baseline: Some(baseline) } => {
            t::hint_predicts(feature, &target, &percent(*score), &percent(*baseline))
        }
        Hint::Alone { feature, score, baseline: None } => t::hint_explains(feature, &target, &number(*score)),
        Hint::Repeats { known, kept_back } => t::hint_repeats(&count(*known), &count(*kept_back)),
        Hint::Identifier { feature } => t::hint_identifier(feature),
        Hint::Dates { column } => t::hint_dates(column),
        Hint::Groups { column, n_values } => t::hint_groups(column, &count(*n_values)),
        Hint::NamesParts { column } => t::hint_names_parts(column),
    }
}
