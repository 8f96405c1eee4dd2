//! The row as a list of features that can be changed, each with its value, a control and its distribution.

use crate::app::components::field::Range;
use crate::app::components::picture::Picture;
use crate::app::components::stage::Staged;
use crate::app::state::use_state;
use crate::app::{queries, tasks};
use crate::chart::histogram::{self, Histogram};
use crate::dataset::{DatasetView, FeatureView};
use crate::table::{Value, short, summary::Distribution};
use leptos::{ev, prelude::*};
use std::sync::Arc;

/// The list.
#[component]
pub fn Row() -> impl IntoView {
    let state = use_state();
    let edited = Memo::new(move |_| state.recipe.with(|r| !r.explain.edits.is_empty()));
    view! {
        <section class="row" aria-labelledby="row-title">
            <div class="row-head">
                <h2 id="row-title">"What if it were different?"</h2>
                <button type="button" class="quiet" data-test="reset" disabled=move || !edited.get()
                        on:click=move |_| tasks::reset_features(state)>"Undo all changes"</button>
            </div>
            <Staged held=state.dataset what="The row" kept="The table is kept." place=60
                    show={move |d: Arc<DatasetView>| view! { <Features data=d/> }}/>
        </section>
    }
}

#[component]
fn Features(data: Arc<DatasetView>) -> impl IntoView {
    let rows = (0..data.features.len()).map(|j| view! { <FeatureRow data=data.clone() index=j/> }).collect_view();
    view! { <ul class="features">{rows}</ul> }
}

/// One feature of the row.
#[component]
fn FeatureRow(data: Arc<DatasetView>, index: usize) -> impl IntoView {
    let state = use_state();
    let feature = StoredValue::new(data.features[index].clone());
    let name = data.features[index].name.clone();
    let value = Memo::new(move |_| {
        state.prediction.with(|p| p.value.as_ref().and_then(|p| p.values.get(index).cloned()).unwrap_or(Value::Missing))
    });
    let original = Memo::new(move |_| {
        state
            .prediction
            .with(|p| p.value.as_ref().and_then(|p| p.original.get(index).cloned()).unwrap_or(Value::Missing))
    });
    let changed = Memo::new(move |_| value.get() != original.get());
    let datum = index as u32;
    let set = move |v: Value| {
        let name = feature.with_value(|f| f.name.clone());
        original.with_untracked(|o| tasks::set_feature(state, &name, v, o));
    };
    let back = move |_| set(original.get_untracked());
    let scene = move || {
        feature.with_value(|f| {
            value.with(|v| {
                original.with(|o| {
                    histogram::scene(&Histogram {
                        name: &f.name,
                        distribution: &f.distribution,
                        marked: Some(v),
                        before: Some(o).filter(|o| *o != v),
                        width: 72.0,
                        height: 26.0,
                    })
                })
            })
        })
    };
    let is_category = feature.with_value(|f| !f.levels.is_empty());
    view! {
        <li class="feature" data-test=format!("feature-{index}") class:changed=changed
            class:pointed=move || state.pointed.get() == Some(datum)
            on:pointerenter=move |_| state.pointed.set(Some(datum)) on:pointerleave=move |_| state.pointed.set(None)>
            <span class="name" title=name.clone()><bdi>{name.clone()}</bdi></span>
            {if is_category {
                view! { <LevelControl feature=feature value=value set=set/> }.into_any()
            } else {
                view! { <NumberControl feature=feature value=value set=set/> }.into_any()
            }}
            <Picture scene=scene/>
            <button type="button" class="quiet back" disabled=move || !changed.get() aria-label=format!("Undo the change of {name}")
                    title=move || format!("back to {}", queries::read_value(&original.get())) on:click=back>"\u{21ba}"</button>
        </li>
    }
}

const MISSING: &str = "missing";

#[component]
fn LevelControl(
    feature: StoredValue<FeatureView>,
    value: Memo<Value>,
    set: impl Fn(Value) + Copy + Send + 'static,
) -> impl IntoView {
    let (name, levels, has_missing) = feature.with_value(|f| (f.name.clone(), f.levels.clone(), f.has_missing));
    let text = move || match value.get() {
        Value::Level(l) => l,
        _ => String::new(),
    };
    let chosen = move |e: ev::Event| {
        let text = event_target_value(&e);
        set(if text.is_empty() { Value::Missing } else { Value::Level(text) });
    };
    view! {
        <select aria-label=name prop:value=text on:change=chosen>
            {levels.into_iter().map(|l| {
                let own = l.clone();
                view! { <option value=l.clone() selected=move || value.with(|v| matches!(v, Value::Level(t) if *t == own))>{l.clone()}</option> }
            }).collect_view()}
            {(has_missing || value.with_untracked(|v| *v == Value::Missing)).then(|| view! {
                <option value="" selected=move || value.get() == Value::Missing>{MISSING}</option>
            })}
        </select>
    }
}

/// A slider over the training range and a field for the exact value, which may lie beyond it.
#[component]
fn NumberControl(
    feature: StoredValue<FeatureView>,
    value: Memo<Value>,
    set: impl Fn(Value) + Copy + Send + 'static,
) -> impl IntoView {
    let (name, min, max, whole) = feature.with_value(|f| {
        let (min, max) = match f.distribution {
            Distribution::Numbers { min, max, .. } => (min, max),
            _ => (0.0, 1.0),
        };
        (f.name.clone(), min, max, f.whole)
    });
    let step = if whole { 1.0 } else { step(max - min) };
    let number = move || match value.get() {
        Value::Number(v) => v.to_string(),
        _ => String::new(),
    };
    let shown = move || match value.get() {
        Value::Number(v) => short(v),
        _ => String::new(),
    };
    let typed = move |e: ev::Event| {
        let text = event_target_value(&e);
        if text.trim().is_empty() {
            set(Value::Missing);
        } else if let Ok(v) = Range::real(-1e15, 1e15).read(&text) {
            set(Value::Number(v));
        }
    };
    let slid = move |e: ev::Event| {
        if let Ok(v) = event_target_value(&e).parse() {
            set(Value::Number(v));
        }
    };
    view! {
        <span class="number-control">
            <input type="range" min=min.to_string() max=max.to_string() step=step.to_string() aria-label=name.clone()
                   prop:value=number on:input=slid/>
            <input type="text" inputmode="decimal" autocomplete="off" aria-label=format!("{name}, exact value") placeholder=MISSING
                   prop:value=shown on:change=typed/>
        </span>
    }
}

/// A round step that divides a range into a hundred to five hundred parts.
fn step(extent: f64) -> f64 {
    if extent <= 0.0 { 1.0 } else { libm::pow(10.0, libm::floor(libm::log10(extent / 100.0))) }
}
