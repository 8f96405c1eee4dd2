//! The probability at which a row is classified as the class, what that does, and what it costs. All of it is computed
//! here from the ranked rows, so that it follows the hand.

use super::curves::Plotted;
use super::scores::scored;
use crate::components::exports::Exports;
use crate::components::field::{NumberField, Range};
use crate::components::said::around;
use crate::components::term::Term;
use crate::evaluating::{View, edit_evaluate};
use crate::views::evaluated;
use crate::words::{self, Word};
use leptos::{ev, prelude::*};
use vitrine_core::evaluate::{Decisions, Interval};
use vitrine_core::model::Decision;
use vitrine_text::{common, evaluate as t, terms};
use vitrine_view::chart::format::{self, Unit, count, level};
use vitrine_view::share;

/// The slider and what it does.
#[component]
pub fn Threshold(view: View) -> impl IntoView {
    let here = Memo::new(move |_| {
        let threshold = view.threshold.get();
        view.of_class(|c| c.thresholds.at(threshold))
    });
    let moved = move |e: ev::Event| {
        if let Ok(percent) = event_target_value(&e).parse::<f64>() {
            view.threshold.set(percent / 100.0);
        }
    };
    let decides = view.evaluation().decision != Decision::MostProbable;
    let rested = move |_| view.set_threshold(view.threshold.get_untracked());
    let of_class = move || t::quoted(&view.subject());
    let shown = Memo::new(move |_| here.get().map(|d| finding(d, view.threshold.get(), &view.subject())));
    let exported = move || {
        let (d, threshold) = (here.get()?, view.threshold.get());
        Some(share::View {
            name: t::view_decisions().to_owned(),
            finding: finding(d, threshold, &view.subject()),
            scene: None,
            figures: share::evaluation::decided(&d, view.costs.get()),
            quality: view.facts().into_iter().chain([("threshold", threshold.into())]).collect(),
            recipe: view.recipe(),
        })
    };
    view! {
        <section aria-labelledby="threshold-title" class="threshold" data-test="threshold">
            <div class="titled"><h2 id="threshold-title"><Term word=words::THRESHOLD text=t::decision_threshold()/></h2>
                <Exports of=t::what_the_threshold_decides() view=exported/></div>
            <p class="of-threshold" aria-live="polite">{shown}</p>
            <div class="slide">
                <input type="range" min="0" max="100" step="0.5" aria-label=t::threshold_in_percent()
                    prop:value=move || (100.0 * view.threshold.get()).to_string() on:input=moved on:change=rested/>
                <NumberField label=t::exactly value=Signal::derive(move || view.threshold.get()) range=Range::real(0.0, 1.0)
                    set=move |v| view.set_threshold(v)/>
            </div>
            {(!decides).then(|| view! {
            <p class="quiet">{t::threshold_alone()}</p>
            <table class="confusion" data-test="decided">
                <thead><tr><th scope="col"></th><th scope="col" class="number">{t::decided_for_it()}</th><th scope="col" class="number">{t::not_decided_for_it()}</th></tr></thead>
                <tbody>
                    <tr><th scope="row"><bdi>{of_class}</bdi></th>
                        <td class="number">{move || here.get().map(|d| count(d.true_positive as usize))}</td>
                        <td class="number">{move || here.get().map(|d| count(d.false_negative as usize))}</td></tr>
                    <tr><th scope="row">{t::other_classes()}</th>
                        <td class="number">{move || here.get().map(|d| count(d.false_positive as usize))}</td>
                        <td class="number">{move || here.get().map(|d| count(d.true_negative as usize))}</td></tr>
                </tbody>
            </table>
            })}
            <dl class="measures">
                {measure(here, terms::precision(), |d| d.scores().precision, |d| d.intervals()[0])}
                {measure(here, terms::recall(), |d| d.scores().recall, |d| d.intervals()[1])}
                {measure(here, terms::f1(), |d| d.scores().f1, |_| None)}
                {measure(here, terms::balanced_accuracy(), Decisions::balanced_accuracy, |_| None)}
            </dl>
            <Costs view=view/>
        </section>
    }
}

/// A measure, and below a rate its interval.
fn measure(
    here: Memo<Option<Decisions>>,
    name: &'static str,
    read: fn(Decisions) -> Option<f64>,
    interval: fn(Decisions) -> Option<Interval>,
) -> impl IntoView {
    let value = move || here.get().and_then(read);
    let sure = move || here.get().and_then(interval).map(|i| view! { <span class="sure">{scored(i)}</span> });
    view! {
        <div><dt>{name}</dt><dd title=move || value().map(|v| v.to_string())>{move || value().map_or_else(|| common::undefined().to_owned(), format::share)}{sure}</dd></div>
    }
}

fn finding(d: Decisions, threshold: f64, subject: &str) -> String {
    t::decided_at(
        &level(threshold, Unit::Probability),
        &count(d.n_decided() as usize),
        &count(d.n() as usize),
        &subject,
        &count(d.true_positive as usize),
        &count(d.false_negative as usize),
    )
}

/// What wrong decisions cost, and the way to the cheapest threshold.
#[component]
fn Costs(view: View) -> impl IntoView {
    let cheapest = Memo::new(move |_| {
        let costs = view.costs.get();
        view.of_class(|c| c.thresholds.cheapest(costs)).flatten().map(|c| c.0)
    });
    let range = Range::real(0.0, 1e9);
    let offer = move || match cheapest.get() {
        Some(threshold) => t::take_the_cheapest_at(&level(threshold, Unit::Probability)),
        None => t::take_the_cheapest().to_owned(),
    };
    view! {
        <div class="costs">
            <NumberField label=|| costs(words::FALSE_POSITIVE) value=Signal::derive(move || view.costs.get().false_positive) range=range
                set=move |v| edit_evaluate(view.state, |e| e.cost_false_positive = v)/>
            <NumberField label=|| costs(words::FALSE_NEGATIVE) value=Signal::derive(move || view.costs.get().false_negative) range=range
                set=move |v| edit_evaluate(view.state, |e| e.cost_false_negative = v)/>
        </div>
        <div class="actions">
            <button type="button" data-test="cheapest" disabled=move || cheapest.get().is_none_or(|c| c == view.threshold.get())
                on:click=move |_| if let Some(c) = cheapest.get_untracked() { view.set_threshold(c) }>{offer}</button>
            <button type="button" class="quiet" disabled=move || view.threshold.get() == 0.5 on:click=move |_| view.set_threshold(0.5)>
                {t::back_to(&level(0.5, Unit::Probability))}</button>
        </div>
    }
}

/// What is beside the cost of an error.
fn costs(error: Word) -> impl IntoView {
    let (before, after) = around(|word| t::what_it_costs(word));
    view! { {before}<Term word=error/>{after} }
}

/// The expected cost by the threshold.
#[component]
pub fn Expected(view: View) -> impl IntoView {
    view! { <Plotted view=view plot=&evaluated::EXPECTED_COST pointed=view.pointed test="costs"/> }
}
