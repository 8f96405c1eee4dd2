//! The scores: one row each, of the rows in view with their interval, the baseline beside them, and the other parts.

use crate::components::dynamic::dynamic;
use crate::components::exports::Exports;
use crate::components::said::around;
use crate::components::term::Term;
use crate::evaluating::{View, part_in_words};
use crate::views::evaluated;
use crate::words::{self, Word};
use leptos::prelude::*;
use vitrine_core::dataset::Part;
use vitrine_core::evaluate::{Interval, Metric, PartScores, Scores as Values};
use vitrine_text::{common, evaluate as t};
use vitrine_view::chart::format::{self, count, number};

/// The word of a score.
fn word(metric: Metric) -> Word {
    match metric {
        Metric::Accuracy => words::ACCURACY,
        Metric::BalancedAccuracy => words::BALANCED_ACCURACY,
        Metric::Precision => words::PRECISION,
        Metric::Recall => words::RECALL,
        Metric::F1 => words::F1,
        Metric::Mcc => words::MCC,
        Metric::RocAuc => words::ROC_AUC,
        Metric::AveragePrecision => words::AVERAGE_PRECISION,
        Metric::LogLoss => words::LOG_LOSS,
        Metric::Brier => words::BRIER,
        Metric::R2 => words::R2,
        Metric::ExplainedVariance => words::EXPLAINED_VARIANCE,
        Metric::Rmse => words::RMSE,
        Metric::Mae => words::MAE,
        Metric::MedianAbsoluteError => words::MEDIAN_ERROR,
        Metric::MaxError => words::MAX_ERROR,
        Metric::Mape => words::MAPE,
    }
}

/// Why a score is undefined.
fn why(metric: Metric) -> String {
    let says = match metric {
        Metric::Mcc => t::undefined_of_one_class,
        Metric::RocAuc => t::undefined_without_contrast,
        Metric::AveragePrecision => t::undefined_without_class,
        Metric::R2 | Metric::ExplainedVariance => t::undefined_truth_is_even,
        Metric::Mape => t::undefined_truth_is_0,
        _ => t::undefined_without_rows,
    };
    says(&(word(metric).term)())
}

/// Scores in the target's unit are no shares.
fn shown(metric: Metric, value: f64) -> String {
    match metric {
        Metric::Rmse | Metric::Mae | Metric::MedianAbsoluteError | Metric::MaxError => number(value),
        _ => format::share(value),
    }
}

/// An interval of a score that is no amount of the target.
pub fn scored(i: Interval) -> String {
    t::between(&format::share(i.low), &format::share(i.high))
}

/// The table.
#[component]
pub fn Scores(view: View) -> impl IntoView {
    view! {
        <section aria-labelledby="scores-title" class="scores">
            <div class="titled"><h2 id="scores-title">{t::scores()}</h2><Exports of=t::the_scores() view=move || Some(evaluated::scores(view))/></div>
            <div class="scroll" tabindex="0" role="region" aria-label=t::scores_of_each_part()>
                {dynamic(move || table(view))}
            </div>
            {dynamic(move || notes(view))}
        </section>
    }
}

fn table(view: View) -> impl IntoView {
    let evaluation = view.evaluation();
    let which = view.which();
    let mut parts: Vec<PartScores> = evaluation.parts.iter().filter(|p| p.part == which).cloned().collect();
    let others = evaluation.parts.iter().rev().filter(|p| p.part != which);
    parts.extend(others.cloned());
    let heads = parts.iter().skip(1).map(|p| view! { <th scope="col" class="number">{part_in_words(p.part)}</th> });
    let heads = heads.collect_view();
    let metrics = parts.first().map_or(&[][..], |p| p.model.metrics());
    let rows = metrics.iter().map(|&metric| {
        let cell = |p: &PartScores| exact(metric, &p.model, p.part);
        let first = parts.first().map(|p| {
            let value = p.model.get(metric);
            view! {
                <td class="number" title=value.map(|v| v.to_string()) data-part=code(p.part)>
                    {undefined_or(metric, value)}<Sure view=view metric=metric/>
                </td>
                {baseline(metric, &p.baseline)}
            }
        });
        view! { <tr><th scope="row"><Term word=word(metric)/></th>{first}{parts.iter().skip(1).map(cell).collect_view()}</tr> }
    });
    let rows = rows.collect_view();
    let counts = parts.iter().skip(1).map(|p| view! { <td class="number">{count(p.n_rows)}</td> }).collect_view();
    let n_first = parts.first().map(|p| count(p.n_rows));
    view! {
        <table data-test="scores">
            <thead><tr>
                <th scope="col"></th><th scope="col" class="number">{part_in_words(which)}</th>
                <th scope="col" class="number"><Term word=words::BASELINE/></th>{heads}
            </tr></thead>
            <tbody>{rows}<tr><th scope="row" class="quiet">{t::rows()}</th><td class="number">{n_first}</td><td></td>{counts}</tr></tbody>
        </table>
    }
}

fn undefined_or(metric: Metric, value: Option<f64>) -> String {
    value.map_or_else(|| common::undefined().to_owned(), |v| shown(metric, v))
}

/// A part as tests name it.
fn code(part: Part) -> &'static str {
    match part {
        Part::Train => "training",
        Part::Validation => "validation",
        Part::Test => "test",
    }
}

fn exact(metric: Metric, scores: &Values, part: Part) -> impl IntoView + use<> {
    let value = scores.get(metric);
    view! { <td class="number" title=value.map(|v| v.to_string()) data-part=code(part)>{undefined_or(metric, value)}</td> }
}

fn baseline(metric: Metric, scores: &Values) -> impl IntoView + use<> {
    let value = scores.get(metric);
    view! { <td class="number quiet" title=value.map(|v| v.to_string()) data-part="baseline">{undefined_or(metric, value)}</td> }
}

/// The interval below its score; its place is kept while it is being made.
#[component]
fn Sure(view: View, metric: Metric) -> impl IntoView {
    let of = move || -> Option<Interval> {
        let part = view.which();
        let intervals = view.intervals.get()?;
        intervals.parts.iter().find(|p| p.part == part)?.of(metric)
    };
    view! {
        <span class="sure">{move || match of() {
            Some(i) => t::between(&shown(metric, i.low), &shown(metric, i.high)),
            None => "\u{2013}".to_owned(),
        }}</span>
    }
}

/// How intervals were made, what is averaged, and why something is undefined.
fn notes(view: View) -> impl IntoView {
    let is_class = view.part(|p| matches!(p.model, Values::Classes(_))).unwrap_or_default();
    let made = move || {
        around(|word| match view.intervals.get() {
            Some(i) => {
                let says = if is_class { t::intervals_of_classes } else { t::intervals_of_numbers };
                says(word, &count(i.n_resamples as usize), &i.seed)
            }
            None => t::intervals_later(word),
        })
    };
    let undefined = view.part(|p| {
        let of = |m: &Metric| (p.model.get(*m).is_none() || p.baseline.get(*m).is_none()).then(|| why(*m));
        p.model.metrics().iter().filter_map(of).collect::<Vec<_>>()
    });
    let undefined = undefined.unwrap_or_default();
    view! {
        <p class="quiet" data-test="intervals">{move || made().0}<Term word=words::INTERVAL text=t::intervals()/>{move || made().1}</p>
        {is_class.then(|| view! { <p class="quiet">{t::means_over_classes()}</p> })}
        {undefined.into_iter().map(|why| view! { <p class="quiet">{why}</p> }).collect_view()}
    }
}
