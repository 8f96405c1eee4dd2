//! The row as a list of features that can be changed, each with its value, a control and its distribution.

use super::current_explanation::CurrentExplanation;
use crate::components::date::DateControl;
use crate::components::deferred::{Deferred, turns};
use crate::components::dynamic::dynamic;
use crate::components::exports::Exports;
use crate::components::field::{Range, option};
use crate::components::measured::Measured;
use crate::components::more::{STEP, ShowMore};
use crate::components::name::breakable;
use crate::components::picture::Picture;
use crate::state::use_state;
use crate::views::explained;
use crate::{queries, tasks};
use leptos::{ev, prelude::*};
use std::sync::Arc;
use vitrine_core::dataset::{DatasetView, FeatureView, MissingPolicy};
use vitrine_core::table::{Kind, Value, short, summary::Distribution};
use vitrine_text::{common, explain as t};
use vitrine_view::chart::histogram::{self, Histogram};

/// The list.
#[component]
pub fn Row(
    /// What explains it.
    now: CurrentExplanation,
) -> impl IntoView {
    let state = use_state();
    let edited = Memo::new(move |_| state.recipe.with(|r| !r.explain.edits.is_empty()));
    let answer = Memo::new(move |_| state.prediction.with(|p| p.value.as_deref().map(queries::answer)));
    // The controls are those of the data set that the prediction is of, and stay the same ones from prediction to prediction.
    let data = queries::by_identity(move || state.prediction.with(|p| p.value.as_ref().and_then(|p| p.data.clone())));
    let moved_on = Memo::new(move |_| {
        let made = state.prediction.with(|p| p.value.as_ref().map(|p| p.recipe.keys().dataset));
        made.is_some() && made != state.dataset.with(|d| d.wanted.as_ref().map(|wanted| wanted.key.clone()))
    });
    view! {
        <section class="row" aria-labelledby="row-title">
            <div class="row-head">
                <h2 id="row-title">{t::what_if()}</h2>
                <Exports of=t::the_row() view=move || state.prediction.with(|p| explained::values(p.value.as_ref()?))/>
                <button type="button" class="quiet" data-test="reset" disabled=move || !edited.get()
                        on:click=move |_| tasks::reset_features(state)>{t::undo_all()}</button>
            </div>
            <div class="row-answer" aria-hidden="true" data-test="pinned">
                <p>{answer}</p>
                <Measured draw=move |width| view! { <Picture small=true scene=move || now.read(|s| s.pinned(state.pointed.get(), width.get()))/> }/>
            </div>
            <div class="staged" class:dim=move || moved_on.get() inert=moved_on>
                {dynamic(move || data.get().map(|d| view! { <Features data=d/> }))}
            </div>
        </section>
    }
}

/// Features that are built in one turn.
const TOGETHER: usize = 4;

/// The features. Of very many some are there at once; the others come on demand, or are found by their names.
#[component]
fn Features(data: Arc<DatasetView>) -> impl IntoView {
    let is_long = data.features.len() > STEP;
    let (text, shown) = (RwSignal::new(String::new()), RwSignal::new(STEP));
    let searched = data.clone();
    let found = Memo::new(move |_| {
        let text = text.with(|t| t.trim().to_lowercase());
        let has = |name: &str| name.to_lowercase().contains(&text);
        let features = searched.features.iter().enumerate();
        features.filter(|(_, f)| has(&f.name) || has(&f.label)).map(|(j, _)| j).collect::<Vec<usize>>()
    });
    let listed = move || found.with(|found| found.iter().copied().take(shown.get()).collect::<Vec<usize>>());
    // Turns of its own each time: those of the list before go with it.
    let rows = move || {
        let mut turn = turns(TOGETHER);
        let row = |j| {
            let data = data.clone();
            view! { <Deferred due=turn()><FeatureRow data=data index=j/></Deferred> }.into_any()
        };
        listed().into_iter().map(row).collect::<Vec<_>>()
    };
    view! {
        {is_long.then(|| view! {
            <input type="search" class="search" aria-label=t::features_with_text() placeholder=common::feature()
                prop:value=text on:input=move |e| text.set(event_target_value(&e))/>
        })}
        <ul class="features">{dynamic(rows)}</ul>
        <p class="quiet" role="status" hidden=move || found.with(|f| !f.is_empty())>{t::no_feature_with_text()}</p>
        {is_long.then(|| view! { <ShowMore shown=shown of=Signal::derive(move || found.with(Vec::len)) what=t::features()/> })}
    }
}

/// One feature of the row.
#[component]
fn FeatureRow(data: Arc<DatasetView>, index: usize) -> impl IntoView {
    let state = use_state();
    let feature = StoredValue::new(data.features[index].clone());
    let FeatureView { label: name, unit, meaning, .. } = data.features[index].clone();
    let title = meaning.map_or_else(|| name.clone(), |meaning| format!("{name}. {meaning}"));
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
        // A control that goes away with something typed in it is left when its values are gone already.
        let Some(name) = feature.try_with_value(|f| f.name.clone()) else { return };
        let _ = original.try_with_untracked(|o| tasks::set_feature(state, &name, v, o));
    };
    let back = move |_| set(original.get_untracked());
    let scene = move || {
        feature.with_value(|f| {
            value.with(|v| {
                original.with(|o| {
                    histogram::scene(&Histogram {
                        name: &f.label,
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
    let (is_category, is_date) = feature.with_value(|f| (!f.levels.is_empty(), f.kind == Kind::Date));
    let is_timed = is_date && !feature.with_value(|f| f.whole);
    view! {
        <li class="feature" data-test=format!("feature-{index}") class:changed=changed class:timed=is_timed
            class:pointed=move || state.pointed.get() == Some(datum)
            on:pointerenter=move |_| state.pointed.set(Some(datum)) on:pointerleave=move |_| state.pointed.set(None)
            on:focusin=move |_| state.pointed.set(Some(datum)) on:focusout=move |_| state.pointed.set(None)>
            <span class="name" title=title><bdi>{breakable(&name)}</bdi>
                {unit.map(|unit| view! { " "<span class="quiet">{unit}</span> })}</span>
            {if is_category {
                view! { <LevelControl feature=feature value=value set=set/> }.into_any()
            } else if is_date {
                let (min, max, whole) = feature.with_value(|f| (f.extent().0, f.extent().1, f.whole));
                view! { <DateControl name=name.clone() min=min max=max whole=whole value=value set=set/> }.into_any()
            } else {
                view! { <NumberControl feature=feature value=value set=set/> }.into_any()
            }}
            <Picture scene=scene small=true/>
            <button type="button" class="quiet back" disabled=move || !changed.get() aria-label=t::undo_change_of(&name)
                    title=move || t::back_to(&original.get()) on:click=back>"\u{21ba}"</button>
        </li>
    }
}

#[component]
fn LevelControl(
    feature: StoredValue<FeatureView>,
    value: Memo<Value>,
    set: impl Fn(Value) + Copy + Send + 'static,
) -> impl IntoView {
    let (name, levels, has_missing) = feature.with_value(|f| (f.label.clone(), f.levels.clone(), f.has_missing));
    let text = Signal::derive(move || match value.get() {
        Value::Level(l) => l,
        _ => String::new(),
    });
    // A level that the model knows only as "other" has an entry while it is in force.
    let listed = levels.clone();
    let rare = Memo::new(move |_| text.with(|t| (!t.is_empty() && !listed.contains(t)).then(|| t.clone())));
    let chosen = move |e: ev::Event| {
        let text = event_target_value(&e);
        set(if text.is_empty() { Value::Missing } else { Value::Level(text) });
    };
    view! {
        <select aria-label=name prop:value=text on:change=chosen>
            {dynamic(move || rare.get().map(|l| option(l.clone(), t::other_for_the_model(&l), text)))}
            {levels.into_iter().map(|l| option(l.clone(), l, text)).collect_view()}
            {(has_missing || value.with_untracked(|v| *v == Value::Missing)).then(|| option(String::new(), common::missing().to_owned(), text))}
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
    let (name, (min, max), whole) = feature.with_value(|f| (f.label.clone(), f.extent(), f.whole));
    let step = if whole { 1.0 } else { step(max - min) };
    // A slider stops at the last whole step: the first one at or above the maximum lets it reach that.
    let top = min + step * libm::ceil((max - min) / step - 1e-9);
    let number = move || match value.get() {
        Value::Number(v) => v.to_string(),
        _ => String::new(),
    };
    let shown = move || match value.get() {
        Value::Number(v) => short(v),
        _ => String::new(),
    };
    let fault = RwSignal::new(None::<String>);
    let typed = move |e: ev::Event| {
        let text = event_target_value(&e);
        if text.trim().is_empty() {
            fault.set(None);
            return set(Value::Missing);
        }
        match Range::real(f64::MIN, f64::MAX).read(&text) {
            Ok(v) => {
                fault.set(None);
                set(Value::Number(v));
                // Also where the value stays the same: what stands there is what is in force.
                event_target::<web_sys::HtmlInputElement>(&e).set_value(&short(v));
            }
            Err(why) => fault.set(Some(why)),
        }
    };
    let slid = move |e: ev::Event| {
        if let Ok(v) = event_target_value(&e).parse() {
            fault.set(None);
            set(Value::Number(v));
        }
    };
    let beyond = move || match value.get() {
        Value::Missing => Some(feature.with_value(becomes)),
        Value::Number(v) if v < min || v > max => Some(t::trained_on_only(&short(min), &short(max))),
        _ => None,
    };
    view! {
        <span class="number-control">
            <input type="range" min=min.to_string() max=top.to_string() step=step.to_string() aria-label=name.clone()
                   prop:value=number on:input=slid/>
            <input type="text" inputmode="decimal" autocomplete="off" aria-label=t::exact_value_of(&name) placeholder=common::missing()
                   prop:value=shown title=number on:change=typed aria-invalid=move || fault.with(Option::is_some).to_string()/>
            <span class="fault" role="alert">{move || fault.get()}</span>
            <span class="beyond quiet" role="status">{beyond}</span>
        </span>
    }
}

/// What a missing number becomes.
fn becomes(feature: &FeatureView) -> String {
    let (median, mean) = match feature.distribution {
        Distribution::Numbers { median, mean, .. } => (median, mean),
        _ => (0.0, 0.0),
    };
    let is_mean = matches!(feature.missing, MissingPolicy::Mean | MissingPolicy::MeanAndFlag);
    let flagged = matches!(feature.missing, MissingPolicy::MedianAndFlag | MissingPolicy::MeanAndFlag);
    match (is_mean, flagged && feature.has_missing) {
        (true, true) => t::takes_mean_and_sees(&short(mean)),
        (true, false) => t::takes_mean(&short(mean)),
        (false, true) => t::takes_median_and_sees(&short(median)),
        (false, false) => t::takes_median(&short(median)),
    }
}

/// A round step that divides a range into a hundred to a thousand parts.
fn step(extent: f64) -> f64 {
    if extent <= 0.0 { 1.0 } else { libm::pow(10.0, libm::floor(libm::log10(extent / 100.0))) }
}
