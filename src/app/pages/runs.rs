//! The runs: which of them is looked at, their names, and a way to let one go.

use crate::components::dynamic::dynamic;
use crate::state::{State, use_state};
use crate::tasks;
use leptos::prelude::*;
use vitrine_core::model::ModelSpec;
use vitrine_core::recipe::{MAX_NAME, Run};
use vitrine_text::{messages, model as t};

/// The list, once there is more than one.
#[component]
pub fn RunList() -> impl IntoView {
    let state = use_state();
    let runs = Memo::new(move |_| state.recipe.with(|r| r.all_runs()));
    let current = Memo::new(move |_| state.recipe.with(|r| r.runs.current.id));
    dynamic(move || {
        let runs = runs.get();
        let chosen = runs.iter().find(|run| run.label.id == current.get()).map(|run| run.model.clone());
        (runs.len() > 1).then(|| {
            view! {
                <section class="runs" data-test="runs" aria-labelledby="runs">
                    <h2 id="runs">{t::runs()}</h2>
                    <p class="quiet">{t::runs_are_kept()}</p>
                    <ul>{runs.into_iter().map(|run| entry(state, current, chosen.as_ref(), run)).collect_view()}</ul>
                </section>
            }
        })
    })
}

/// A run. Where another model of the same kind is looked at, it says in what they differ.
fn entry(state: State, current: Memo<u32>, chosen: Option<&ModelSpec>, run: Run) -> AnyView {
    let Run { label, model } = run;
    let (id, name) = (label.id, label.in_words());
    let is_number = state.dataset.with_untracked(|d| d.value.as_ref().is_some_and(|d| d.classes.is_empty()));
    let what = model.in_words(is_number);
    let setting =
        chosen.filter(|chosen| chosen.in_words(is_number) == what).and_then(|chosen| chosen.changed_setting(&model));
    let what = setting.map_or_else(|| what.clone(), |setting| t::differs_in(&what, &setting));
    view! {
        <li class:chosen=move || current.get() == id>
            <input type="radio" name="run" aria-label=t::look_at(&name) prop:checked=move || current.get() == id
                on:change=move |_| tasks::look_at_run(state, id)/>
            <input type="text" class="run-name" maxlength=MAX_NAME.to_string() aria-label=t::name_of(&name) placeholder=messages::run(&id)
                prop:value=label.name.clone().unwrap_or_default() on:change=move |e| tasks::name_run(state, id, &event_target_value(&e))/>
            <span class="quiet" title=model.training_in_words(is_number)>{what}</span>
            <button type="button" class="quiet" aria-label=t::remove(&name) title=t::remove(&name) on:click=move |_| tasks::remove_run(state, id)>"\u{d7}"</button>
        </li>
    }
    .into_any()
}
