//! What would flip it? Every change of a single feature that changes the decision, each predicted by the model.

use crate::components::dynamic::dynamic;
use crate::components::exports::Exports;
use crate::components::field::{Choice, NumberField, Range};
use crate::state::{Produced, State, use_state};
use crate::views::explained;
use crate::{queries, tasks};
use leptos::{ev, prelude::*};
use std::sync::Arc;
use vitrine_core::dataset::{DatasetView, FeatureView};
use vitrine_core::explain::{Counterfactual, Counterfactuals, Goal};
use vitrine_core::table::{Value, summary::Distribution};
use vitrine_text::explain as t;
use vitrine_view::chart::format::{self, Unit};
use vitrine_worker::protocol::Prediction;
use web_sys::HtmlDetailsElement;

/// Changes listed before the rest is asked for.
const SHOWN: usize = 8;

/// The panel; nothing is looked for while it is closed.
#[component]
pub fn CounterfactualList() -> impl IntoView {
    let state = use_state();
    let browser = state.row_browser;
    let toggled = move |e: ev::Event| browser.counterfactuals_open.set(event_target::<HtmlDetailsElement>(&e).open());
    let is_number = Memo::new(move |_| state.prediction.with(|p| p.value.as_ref().is_some_and(|p| p.is_number())));
    let goal = Signal::derive(move || matches!(browser.goal.get(), Goal::By(_)));
    // A tenth of the range of the target is a change that can be seen.
    let amount = Memo::new(move |before: Option<&f64>| match browser.goal.get() {
        Goal::By(v) => v,
        Goal::Decision => before.copied().unwrap_or_else(|| range_of_target(state).map_or(1.0, |r| round(0.1 * r))),
    });
    let found = queries::by_identity(move || browser.counterfactuals.held.with(|held| held.value.clone()));
    let stale = Memo::new(move |_| browser.counterfactuals.held.with(|held| held.is_stale()));
    let all = RwSignal::new(false);
    view! {
        <details class="flips" data-test="flips" prop:open=move || browser.counterfactuals_open.get() on:toggle=toggled>
            <summary>{move || if is_number.get() { t::what_would_change_it() } else { t::what_would_flip_it() }}</summary>
            {dynamic(move || is_number.get().then(|| view! {
                <div class="choices">
                    <Choice label=t::what_counts_as_flip() value=goal options=vec![(false, t::to_other_side()), (true, t::by_an_amount())]
                        set=move |by: bool| browser.goal.set(if by { Goal::By(amount.get_untracked()) } else { Goal::Decision })/>
                    {dynamic(move || goal.get().then(|| view! {
                        <NumberField label=t::by_at_least value=Signal::from(amount) range=Range::real(1e-9, 1e150) set=move |v| browser.goal.set(Goal::By(v))/>
                    }))}
                </div>
            }))}
            // The list before stays, dimmed, and with it the focus of whoever chose from it.
            <div class="found staged" class:dim=stale aria-busy=move || stale.get().to_string()>
                {dynamic(move || match found.get() {
                    Some(found) => {
                        let made = state.prediction.with_untracked(|p| p.value.clone());
                        let shown = found.data.clone().zip(made);
                        shown.map(|(data, made)| view! { <FlipList found=found data=data prediction=made stale=stale all=all/> }).into_any()
                    }
                    None => view! { <p class="quiet">{t::looking()}</p> }.into_any(),
                })}
            </div>
        </details>
    }
}

/// From the smallest to the largest value of a target that is a number; `None` where there is no extent.
fn range_of_target(state: State) -> Option<f64> {
    let target = state.dataset.with_untracked(|d| d.value.as_ref().map(|d| d.target.clone()))?;
    state.table.with_untracked(|t| {
        let column = t.value.as_ref()?.columns.iter().find(|c| c.name == target)?;
        match column.distribution {
            Distribution::Numbers { min, max, .. } => Some(max - min).filter(|r| *r > 0.0 && r.is_finite()),
            _ => None,
        }
    })
}

/// To one significant digit.
fn round(v: f64) -> f64 {
    let size = v.abs().max(1e-9);
    let power = libm::pow(10.0, libm::floor(libm::log10(size)));
    libm::round(size / power) * power
}

#[component]
fn FlipList(
    found: Arc<Produced<Counterfactuals>>,
    data: Arc<DatasetView>,
    prediction: Arc<Produced<Prediction>>,
    stale: Memo<bool>,
    all: RwSignal<bool>,
) -> impl IntoView {
    let n = found.found.len();
    let mut summary = explained::flips_in_words(&found, &data);
    if n > 1 {
        summary = format!("{summary} {}", t::choose_one_to_try());
    }
    let exported = (found.clone(), data.clone(), prediction.clone());
    let view = move || Some(explained::counterfactuals(&exported.0, &exported.1, &exported.2));
    let row = |counterfactual: &Counterfactual| {
        Some(row(counterfactual, data.features.get(counterfactual.feature)?, &data, &prediction, stale))
    };
    let mut first: Vec<AnyView> = found.found.iter().filter_map(row).collect();
    let others = first.split_off(first.len().min(SHOWN));
    let rest = n.saturating_sub(SHOWN);
    view! {
        <div class="titled">
            <p data-test="flips-summary" aria-live="polite">{summary}</p>
            {(n > 0).then(|| view! { <Exports of=t::flips_exported() view=view/> })}
        </div>
        <ul class="flip-list">{first}</ul>
        <ul class="flip-list" hidden=move || !all.get()>{others}</ul>
        <button type="button" class="quiet" hidden=move || rest == 0 || all.get() on:click=move |_| all.set(true)>{t::n_more(&rest)}</button>
    }
}

/// One change: what, how large, and what the model says then.
fn row(
    counterfactual: &Counterfactual,
    feature: &FeatureView,
    data: &DatasetView,
    prediction: &Prediction,
    stale: Memo<bool>,
) -> AnyView {
    let state = use_state();
    let value = counterfactual.value.clone();
    let old = prediction.values.get(counterfactual.feature).cloned().unwrap_or(Value::Missing);
    let original = prediction.original.get(counterfactual.feature).cloned().unwrap_or(Value::Missing);
    // What is decided then, whichever class is explained; a number's target has no other name.
    let (to, subject, of, unit) = match counterfactual.decided.and_then(|of| Some((of, data.classes.get(of)?))) {
        Some((of, (name, _))) => ("\u{2192} ", name.clone(), of, Unit::Probability),
        None => ("", data.target_label.clone(), prediction.explained.class, Unit::Target),
    };
    let then = counterfactual.outputs.get(of).map_or_else(String::new, |v| format::level(*v, unit));
    let how = match (&old, &value, counterfactual.distance) {
        (Value::Number(a), Value::Number(b), Some(d)) => {
            t::by_and_deviations(&format::bare_difference(b - a, Unit::Target), &format::number(d))
        }
        (Value::Date(a), Value::Date(b), _) => t::by_days(&format::bare_difference(b - a, Unit::Target)),
        _ => share(feature, &value),
    };
    let apply = {
        let (name, value) = (feature.name.clone(), value.clone());
        move |_| {
            // Of a list that is being looked for anew nothing is taken.
            if !stale.get_untracked() {
                tasks::set_feature(state, &name, value.clone(), &original);
            }
        }
    };
    view! {
        <li>
            <button type="button" class="quiet flip" aria-disabled=move || stale.get().to_string() on:click=apply>
                <span title=feature.meaning.clone()><bdi>{feature.label.clone()}</bdi>" "<span class="quiet"><bdi>{queries::cell_with_unit(feature, &old)}</bdi></span>" \u{2192} "<strong><bdi>{queries::cell_with_unit(feature, &value)}</bdi></strong></span>
                <span class="quiet">{how}</span>
                <span class="number">{to}<bdi>{subject}</bdi>" "{then}</span>
            </button>
        </li>
    }
    .into_any()
}

/// How many training rows have a level.
fn share(feature: &FeatureView, value: &Value) -> String {
    let Distribution::Levels { top, other } = &feature.distribution else { return String::new() };
    let all: u32 = top.iter().map(|t| t.1).sum::<u32>() + other;
    let Value::Level(level) = value else { return String::new() };
    match top.iter().find(|t| t.0 == *level) {
        Some((_, n)) => t::share_of_training_rows(&format::level(f64::from(*n) / f64::from(all), Unit::Probability)),
        None => t::rare_level().to_owned(),
    }
}
