//! Why this prediction? The row with its controls, the prediction, and the reasons by two methods in one order.

use super::counterfactuals::CounterfactualList;
use super::current_explanation::CurrentExplanation;
use super::parameters::Parameters;
use super::picker::RowPicker;
use super::quality::{Facts, QualityLine};
use super::row::Row;
use crate::components::answer_view::AnswerView;
use crate::components::deferred::{Deferred, deferred};
use crate::components::dynamic::dynamic;
use crate::components::exports::Exports;
use crate::components::field::{Choice, ListField};
use crate::components::measured::Measured;
use crate::components::picture::Picture as Drawing;
use crate::components::said::{name, said};
use crate::components::term::Term;
use crate::panels::Panels;
use crate::state::{Frame, Picture, Produced, use_state};
use crate::views::explained::{Shown, truth_in_words};
use crate::words;
use crate::{queries, tasks};
use leptos::prelude::*;
use std::sync::Arc;
use vitrine_core::explain::Method;
use vitrine_core::model::OutputScale;
use vitrine_core::table::Value;
use vitrine_text::{common, explain as t, shell, terms};
use vitrine_view::chart;
use vitrine_view::chart::format::{self, Unit};
use vitrine_worker::protocol::Prediction;

/// The screen.
#[component]
pub fn Explain() -> impl IntoView {
    let state = use_state();
    let now = CurrentExplanation::new(state);
    view! {
        <RowPicker/>
        <div class="answer">
            <div><Score/><AnswerView held=state.prediction what=t::the_prediction() kept=common::table_and_model_are_kept() place=10 blocked=queries::model_blocked(state)
                    show={move |p: Arc<Produced<Prediction>>| view! { <Verdict prediction=p/> }}/></div>
            <button type="button" data-test="present" title=t::present_what()
                    on:click=move |_| state.frame.set(Frame::Stage)>{t::present()}</button>
        </div>
        <div class="explain">
            <div class="reasons">
                <Finding now=now/>
                <Choices/>
                <AnswerView held=state.explanation what=t::the_explanation() kept=common::table_and_model_are_kept() place=60 blocked=queries::model_blocked(state)
                        lasting=true show={move |_| view! { <Reasons now=now/> }}/>
                <Deferred><CounterfactualList/></Deferred>
                <Deferred><Panels/></Deferred>
                <Deferred><Parameters/></Deferred>
            </div>
            <Deferred><Row now=now/></Deferred>
        </div>
    }
}

/// How the model does on rows that it has not seen, with the way to all of that: a model that is no better than guessing has
/// reasons too.
#[component]
fn Score() -> impl IntoView {
    let state = use_state();
    let verdict = Memo::new(move |_| queries::verdict(state));
    let better = move || verdict.with(|v| v.as_ref().is_some_and(|v| v.1));
    view! {
        <p class="score" class:doubtful=move || verdict.with(Option::is_some) && !better() data-test="verdict">
            <a href="#evaluate" title=t::how_good()>{move || verdict.with(|v| v.as_ref().map_or_else(|| "\u{a0}".to_owned(), |v| v.0.clone()))}</a>
        </p>
    }
}

/// The prediction in large type, where it starts from, and what the table says.
#[component]
fn Verdict(prediction: Arc<Produced<Prediction>>) -> impl IntoView {
    let p = prediction;
    let data = p.data.clone();
    let class = p.explained.class;
    let subject = data.as_ref().map_or_else(String::new, |d| queries::subject(d, class));
    let is_number = p.is_number();
    let unit = if is_number { Unit::Target } else { Unit::Probability };
    let at = |values: &[f64]| values.get(class).map_or_else(String::new, |v| format::level(*v, unit));
    let (now, average, before) = (at(&p.outputs), at(&p.average), at(&p.original_outputs));
    let edited = p.values != p.original;
    let truth = p.truth.as_ref().map(|truth| match truth {
        Value::Number(v) => format::number(*v),
        other => other.to_string(),
    });
    let target = data.as_ref().map_or_else(String::new, |d| d.target_label.clone());
    let told = truth.zip(p.part).map(|(truth, part)| {
        let sentence = truth_in_words(part);
        said(|[target, truth]| sentence(&target, &truth), [name(target.clone()), name(truth)])
    });
    let titled = p.title.clone().zip(p.table_row).map(|(title, row)| {
        view! { {said(|[title]| t::title_is_row(&title, &(row + 1)), [name(title)])}" " }
    });
    let outputs = p.outputs.clone();
    let decided = data.as_ref().and_then(|d| use_state().recipe.with(|r| queries::decided(r, d, &outputs)));
    let of = (!is_number).then(|| view! { <span class="quiet"><bdi>{target.clone()}</bdi>": "</span> });
    view! {
        <div class="verdict" data-test="prediction" aria-live="polite">
            <p class="large">{of}<bdi>{subject}</bdi>" "<strong>{now}</strong></p>
            {decided.map(|words| view! { <p data-test="decision"><bdi>{words}</bdi></p> })}
            <p class="quiet">
                <Term word=words::BACKGROUND text=t::average_prediction()/>": "{average}". "
                {edited.then(|| t::before_your_changes(&before) + " ")}
                {titled}
                {told}
                {p.table_row.is_none().then(t::what_own_row_is)}
            </p>
        </div>
    }
}

/// Class, scale and picture.
#[component]
fn Choices() -> impl IntoView {
    let state = use_state();
    let classes = Memo::new(move |_| state.prediction.with(|p| p.value.as_ref().map(|p| p.classes())));
    let class = Signal::derive(move || {
        let index = state.prediction.with(|p| p.value.as_ref().map_or(0, |p| p.explained.class));
        classes.with(|c| c.as_ref().and_then(|c| c.get(index).cloned()).unwrap_or_default())
    });
    let space = Signal::derive(move || state.recipe.with(|r| r.explain.space));
    let list = Signal::derive(move || classes.get().unwrap_or_default());
    let has_classes = Memo::new(move |_| classes.with(|c| c.as_ref().is_some_and(|c| !c.is_empty())));
    view! {
        <div class="choices">
            {dynamic(move || has_classes.get().then(|| view! {
                <span data-test="class">
                    <ListField label=t::explain options=list value=class set=move |i| {
                        if let Some(c) = list.with_untracked(|c| c.get(i).cloned()) {
                            tasks::set_class(state, c);
                        }
                    }/>
                </span>
                <span data-test="space">
                    <Choice label=t::scale() value=space set=move |s| tasks::set_space(state, s)
                        options=vec![(OutputScale::Probability, t::probability()), (OutputScale::LogOdds, terms::log_odds()), (OutputScale::Raw, terms::margin())]/>
                </span>
            }))}
            <span data-test="picture">
                <Choice label=t::picture() value=state.picture set=move |p| tasks::set_picture(state, p)
                    options=Picture::named().to_vec()/>
            </span>
        </div>
    }
}

/// What the pictures show, in a sentence.
#[component]
fn Finding(now: CurrentExplanation) -> impl IntoView {
    let state = use_state();
    let failed = Memo::new(move |_| state.explanation.with(|e| e.fault().is_some()));
    let said = move || (!failed.get()).then(|| now.read(|s| s.finding()));
    let stale = Memo::new(move |_| state.explanation.with(|e| e.is_stale() && e.value.is_some()));
    view! { <p class="finding" class:dim=stale data-test="finding">{said}</p> }
}

/// The methods side by side. They stay while explanations come and go, so that no more is made anew than what differs.
#[component]
fn Reasons(now: CurrentExplanation) -> impl IntoView {
    let rough = move || now.read(|s| s.explained.is_preview.then(t::rough));
    let time = move || now.read(|s| Some(t::together_took(&format::seconds(s.explained.seconds))));
    let caution = move || {
        now.read(|s| s.explained.locals.iter().find_map(|local| queries::caution(local, s.unit, s.deviation())))
    };
    let agreement = Memo::new(move |_| {
        let said = now.read(|s| s.agreement());
        said.map(|said| said.signs.into_iter().chain(said.order).collect::<Vec<_>>().join(" "))
    });
    view! {
        <p class="caution" role="note" data-test="rough">{rough}</p>
        <p class="caution" role="note">{caution}</p>
        <p class="agreement" data-test="agreement">{agreement}</p>
        <div class="pictures">
            {Method::ALL.map(|method| view! { <Deferred><Reason now=now method=method/></Deferred> }).collect_view()}
        </div>
        <p class="quiet"><Term word=words::WHY_TWO text=t::why_two()/>" "{time}</p>
    }
}

/// One method: what it answers, its picture, how sure it is, and its figures as a table.
#[component]
fn Reason(now: CurrentExplanation, method: Method) -> impl IntoView {
    let state = use_state();
    let info = method.info();
    let view = move || now.read(|s| s.view(method, state.picture.get()));
    let scene = move |width: f64| {
        let picture = state.picture.get();
        now.read(|s| s.scene(method, picture, width))
    };
    let facts = Memo::new(move |_| {
        now.read(|s| s.local(method).map(|(local, _)| Facts::of(local, s.unit)).unwrap_or_default())
    });
    view! {
        <figure class="reason" data-test=info.id>
            <figcaption>
                <div class="titled"><h2>{words::keyed(info.id).map(|word| view! { <Term word=word/> })}</h2><Exports of=(info.label)() view=view/></div>
                <p class="quiet">{(info.question)()}</p>
            </figcaption>
            <Measured draw={move |width: Signal<f64>| view! {
                <Drawing pointed=state.pointed scene=move || scene(width.get())/>
            }}/>
            <QualityLine method=method facts=facts/>
            <Figures now=now method=method/>
        </figure>
    }
}

/// The same figures as a table, exact.
#[component]
fn Figures(now: CurrentExplanation, method: Method) -> impl IntoView {
    let has_errors = Memo::new(move |_| {
        now.read(|s| s.local(method).is_some_and(|(local, _)| local.attributions.iter().any(|a| a.error.is_some())))
    });
    let has_before = Memo::new(move |_| now.read(|s| s.local(method).is_some_and(|(_, before)| before.is_some())));
    let is_probability = Memo::new(move |_| now.read(|s| s.unit == Unit::Probability));
    let share = move || if is_probability.get() { t::column_share_in_points() } else { t::column_share() };
    let rows = move || now.read(|s| figures(s, method));
    let due = deferred();
    view! {
        <details class="figures">
            <summary>{shell::figures()}</summary>
            <div class="scroll" tabindex="0" role="region" aria-label=shell::figures_as_a_table()>
            <table>
                <thead><tr>
                    <th scope="col">{t::column_feature()}</th><th scope="col">{t::column_condition()}</th><th scope="col" class="number">{share}</th>
                    <th scope="col" class="number" hidden=move || !has_errors.get()>{t::column_standard_error()}</th>
                    <th scope="col" class="number" hidden=move || !has_before.get()>{t::column_before()}</th>
                </tr></thead>
                <tbody>{dynamic(move || due.get().then(&rows))}</tbody>
            </table>
            </div>
        </details>
    }
}

/// A line for each feature.
fn figures(shown: &Shown, method: Method) -> Vec<AnyView> {
    let Some((local, before)) = shown.local(method) else { return Vec::new() };
    let has_errors = local.attributions.iter().any(|a| a.error.is_some());
    // In the unit of the picture; the exact value is one hover away.
    let unit = shown.unit;
    let figure = move |v: f64| format::number(if unit == Unit::Probability { 100.0 * v } else { v });
    let row = |&j: &usize| {
        let a = local.attributions.get(j)?;
        let before = before.and_then(|b| b.attributions.get(j)).map(|b| b.value);
        let own = if chart::is_left_out(local, a) { t::left_out().to_owned() } else { figure(a.value) };
        let row = view! {
            <tr>
                <th scope="row"><bdi>{a.feature.clone()}</bdi></th>
                <td><bdi>{a.condition_in_words()}</bdi></td>
                <td class="number" title=a.value.to_string()>{own}</td>
                {has_errors.then(|| view! { <td class="number" title=a.error.map(|e| e.to_string())>{a.error.map(figure)}</td> })}
                {before.map(|b| view! { <td class="number" title=b.to_string()>{figure(b)}</td> })}
            </tr>
        };
        Some(row.into_any())
    };
    shown.order.iter().filter_map(row).collect()
}
