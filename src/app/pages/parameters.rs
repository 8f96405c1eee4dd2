//! The parameters of the methods, with the reference packages' defaults.

use super::computing::ComputedBy;
use crate::components::settings::{self, Binding};
use crate::components::term::Term;
use crate::state::{State, use_state};
use crate::{queries, tasks, words};
use leptos::prelude::*;
use vitrine_core::explain::{ExplainSpec, Method};
use vitrine_core::setting::Settings;
use vitrine_text::model as t;

/// Folded until it is asked for.
#[component]
pub fn Parameters() -> impl IntoView {
    let state = use_state();
    view! {
        <details class="parameters" data-test="parameters">
            <summary>{t::parameters()}</summary>
            <div class="columns">{Method::ALL.map(|method| parameters(state, method)).into_iter().collect_view()}</div>
            <ComputedBy/>
        </details>
    }
}

/// Of one method; what it shares with others of its kind comes first.
fn parameters(state: State, method: Method) -> AnyView {
    let info = method.info();
    let shared = info.has_background().then(|| form(state, |spec| spec, |spec| spec));
    let own = form(state, move |spec| spec.settings(method), move |spec| spec.settings_mut(method));
    let title = words::keyed(info.id).map(|word| view! { <Term word=word/> });
    view! { <fieldset><legend>{title}</legend>{shared}{own}</fieldset> }.into_any()
}

/// The form of those settings that `of` and `of_mut` find in the recipe.
fn form(
    state: State,
    of: impl Copy + Send + Sync + 'static + Fn(&ExplainSpec) -> &dyn Settings,
    of_mut: impl Copy + Send + Sync + 'static + Fn(&mut ExplainSpec) -> &mut dyn Settings,
) -> AnyView {
    let table = state.recipe.with_untracked(|r| of(&r.explain).table());
    let read = move |look: &mut dyn FnMut(&dyn Settings)| state.recipe.with(|r| look(of(&r.explain)));
    let change =
        move |change: &mut dyn FnMut(&mut dyn Settings)| tasks::edit_explain(state, |spec| change(of_mut(spec)));
    settings::form(table, Binding::new(queries::data_context(state), read, change))
}
