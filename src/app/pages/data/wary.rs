//! What should make one wary of the data set, each with what to do about it.

use crate::state::{Made, use_state};
use crate::tasks;
use leptos::prelude::*;
use std::sync::Arc;
use vitrine_core::dataset::{Hint, Insights, SplitBy};
use vitrine_view::chart::format::{Unit, count, counted, level, number};

/// What can be done about it at once.
#[derive(Clone)]
enum Act {
    Off(String),
    By(SplitBy),
}

/// The notes.
#[component]
pub fn Wary(insights: Arc<Made<Insights>>) -> impl IntoView {
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
            (Act::Off(feature.clone()), format!("Turn {feature} off"))
        }
        Hint::Dates { column } => {
            (Act::By(SplitBy::Order(Some(column.clone()))), format!("Divide the rows in the order of {column}"))
        }
        Hint::Groups { column, .. } => {
            (Act::By(SplitBy::Groups(column.clone())), format!("Keep the rows of one {column} together"))
        }
        Hint::NamesParts { column } => {
            (Act::By(SplitBy::Parts(column.clone())), format!("Divide the rows as {column} says"))
        }
    })
}

fn in_words(hint: &Hint, target: &str) -> String {
    let percent = |v: f64| level(v, Unit::Probability);
    match hint {
        Hint::Copy { feature } => format!(
            "{feature} says the same as {target}, in other words. A model that has it learns nothing else; turn it off unless it is known before {target} is."
        ),
        Hint::Alone { feature, score, baseline: Some(baseline) } => format!(
            "{feature} alone predicts {target} correctly in {} of the rows, where the most frequent class is right in {}. Perhaps it is known only afterwards; then turn it off.",
            percent(*score),
            percent(*baseline)
        ),
        Hint::Alone { feature, score, baseline: None } => format!(
            "{feature} explains nearly all of {target} by itself (R\u{b2} {}). Perhaps it is known only afterwards; then turn it off.",
            number(*score)
        ),
        Hint::Repeats { known, kept_back } => format!(
            "{} of the {} rows for validation and test {} a training row with the same value of every feature. If these are the same cases twice, scores on them are too good: leave the repeats out of the file, or keep rows that belong together in one part.",
            count(*known),
            count(*kept_back),
            if *known == 1 { "has" } else { "have" }
        ),
        Hint::Identifier { feature } => format!(
            "{feature} names the rows. A model can learn rows by it instead of reasons, and knows nothing of new ones."
        ),
        Hint::Dates { column } => format!(
            "{column} is a date, and the rows are split at random: the model is tested on days that lie between those that it has seen. To forecast, split them in order."
        ),
        Hint::Groups { column, n_values } => format!(
            "{column} has {} for many rows, and the rows are split at random: rows with the same value may be in training and in test. If the model is to meet new values, keep them together.",
            counted(*n_values, "value", "values")
        ),
        Hint::NamesParts { column } => {
            format!("{column} names the parts for training and test, and the rows are split otherwise.")
        }
    }
}
