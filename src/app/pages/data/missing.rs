//! Which texts count as missing cells, and the choice of others.

use crate::components::field::Switch;
use crate::state::{Produced, use_state};
use crate::tasks;
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;
use vitrine_core::table::ReadSpec;
use vitrine_core::table::summary::Summary;
use vitrine_text::data as t;
use vitrine_view::chart::format::count;

/// The texts that were met, those that the user chose, and a field for another one.
#[component]
pub fn Missing(table: Arc<Produced<Summary>>) -> impl IntoView {
    let state = use_state();
    let in_force = table.recipe.reading.missing_words();
    let usual = ReadSpec::default().missing_words();
    let met = table.missing.iter().map(|(text, n)| match text.as_str() {
        "" => t::empty_cells(&count(*n as usize)),
        text => t::text_in_cells(&text, &count(*n as usize)),
    });
    let met: Vec<String> = met.collect();
    let said = if met.is_empty() { t::no_cell().to_owned() } else { met.join(", ") };
    let mut words: BTreeSet<&String> = usual.symmetric_difference(&in_force).collect();
    words.extend(table.missing.iter().map(|(text, _)| text).filter(|text| !text.is_empty()));
    let switches = words.into_iter().map(|word| {
        let (on, name) = (Signal::stored(in_force.contains(word)), word.clone());
        let set = move |on: bool| tasks::edit_reading(state, |r| r.set_missing(&name, on));
        view! { <li><Switch label=t::means_missing(word) value=on set=set/><bdi>{word.clone()}</bdi></li> }
    });
    let typed = RwSignal::new(String::new());
    let add = move |_| {
        let word = typed.get_untracked().trim().to_owned();
        if !word.is_empty() {
            tasks::edit_reading(state, |r| r.set_missing(&word, true));
        }
    };
    view! {
        <details class="read-as" data-test="missing-texts">
            <summary>{t::read_as_missing(&said)}</summary>
            <ul class="plain">{switches.collect_view()}</ul>
            <p class="actions">
                <input type="text" autocomplete="off" aria-label=t::another_missing_text() prop:value=typed
                    on:input=move |e| typed.set(event_target_value(&e))/>
                <button type="button" on:click=add>{t::count_as_missing()}</button>
            </p>
        </details>
    }
}
