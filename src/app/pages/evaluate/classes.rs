//! Every class: which is taken for which, and the scores of each.

use super::scores::scored;
use crate::components::dynamic::dynamic;
use crate::components::exports::Exports;
use crate::components::said::around;
use crate::components::term::Term;
use crate::evaluating::{View, part_in_words};
use crate::views::evaluated::{self, class_scores};
use crate::{row_browser, words};
use leptos::prelude::*;
use vitrine_core::evaluate::confusion::{precision_interval, recall_interval};
use vitrine_core::evaluate::{ByClass as OfClass, Interval, Prf};
use vitrine_core::model::Decision;
use vitrine_text::{common, evaluate as t};
use vitrine_view::chart::format::{self, Unit, count, level};
use vitrine_worker::protocol::rows::RowFilter;

/// Counts by true and predicted class; the deeper the tint, the larger the share of the true class.
#[component]
pub fn Confusion(view: View) -> impl IntoView {
    let classes = view.evaluation().classes();
    let heads = classes.iter().map(|c| view! { <th scope="col" class="number"><bdi>{c.clone()}</bdi></th> });
    let heads = heads.collect_view();
    let title = move || around(|title| t::titled_rows(title, &part_in_words(view.which())));
    let rule = move || match view.evaluation().decision {
        Decision::MostProbable => t::columns_are_most_probable().into_any(),
        Decision::From { .. } => {
            let threshold = level(view.threshold.get(), Unit::Probability);
            let (before, after) = around(|class| t::columns_are_decided(&threshold, class));
            view! { {before}<bdi>{view.subject()}</bdi>{after} }.into_any()
        }
    };
    let rows = move || {
        let confusion = confusion_now(view);
        let row = |(i, row): (usize, &Vec<u32>)| {
            let cells = (0..row.len()).map(|j| cell(view, &classes, row, i, j)).collect_view();
            view! { <tr><th scope="row"><bdi>{classes[i].clone()}</bdi></th>{cells}</tr> }
        };
        confusion.iter().enumerate().map(row).collect_view()
    };
    view! {
        <section aria-labelledby="confusion-title">
            <div class="titled"><h2 id="confusion-title">{move || title().0}<Term word=words::CONFUSION text=t::confusion_matrix()/>{move || title().1}</h2>
                <Exports of=t::the_confusion_matrix() view=move || evaluated::confusion(view)/></div>
            <p class="quiet">{dynamic(rule)}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=t::confusion_matrix()>
            <table class="confusion" data-test="confusion">
                <thead><tr><th scope="col"></th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
            </div>
        </section>
    }
}

/// The counts; while the hand moves the threshold, those that it leads to.
fn confusion_now(view: View) -> Vec<Vec<u32>> {
    let threshold = view.threshold.get();
    match view.evaluation().decision {
        Decision::From { threshold: made_by, .. } if made_by != threshold => {
            let Some(d) = view.of_class(|c| c.thresholds.at(threshold)) else { return Vec::new() };
            let (own, other) = ([d.true_positive, d.false_negative], [d.true_negative, d.false_positive]);
            match view.class.get() {
                0 => vec![own.to_vec(), vec![other[1], other[0]]],
                _ => vec![other.to_vec(), vec![own[1], own[0]]],
            }
        }
        _ => class_scores(view).map(|s| s.confusion).unwrap_or_default(),
    }
}

/// A cell is a button that lists its rows; an empty one has none to list.
fn cell(view: View, classes: &[String], row: &[u32], i: usize, j: usize) -> impl IntoView + use<> {
    let (n, total) = (row[j], row.iter().sum::<u32>());
    let of = if total > 0 { f64::from(n) / f64::from(total) } else { 0.0 };
    // Five tints, so that the style sheet can hold them.
    let tint = (of * 4.0).round() as u8;
    let class = format!(
        "number cell {}{} tint-{tint}",
        if n > 0 { "of-rows " } else { "" },
        if i == j { "right" } else { "wrong" }
    );
    let share = (total > 0).then(|| level(of, Unit::Probability));
    let (truth, predicted) = (classes[i].clone(), classes[j].clone());
    let says = t::list_cell(&count(n as usize), &truth, &predicted);
    let show = move |_| {
        let filter = RowFilter {
            part: Some(view.which()),
            truth: Some(truth.clone()),
            predicted: Some(predicted.clone()),
            ..RowFilter::default()
        };
        row_browser::show_rows(view.state, filter);
    };
    let shown = view! { {count(n as usize)}<span class="sure">{share}</span> };
    if n == 0 {
        return view! { <td class=class>{shown}</td> }.into_any();
    }
    view! { <td class=class><button type="button" title=says on:click=show>{shown}</button></td> }.into_any()
}

/// Precision, recall and the like of each class, and their means.
#[component]
pub fn ByClass(view: View) -> impl IntoView {
    let classes = view.evaluation().classes();
    let rows = move || {
        let s = class_scores(view)?;
        let intervals = |c: usize| [precision_interval(&s.confusion, c), recall_interval(&s.confusion, c)];
        let each = s.by_class.iter().zip(&classes).enumerate();
        let each = each.map(|(i, (c, name))| of_class(c, name, intervals(i))).collect_view();
        Some(
            view! { {each}{mean(t::mean(), s.macro_mean, s.roc_auc, s.average_precision)}{mean(t::mean_by_rows(), s.weighted_mean, s.roc_auc_weighted, None)} },
        )
    };
    let names = view.evaluation().classes();
    let undefined = move || {
        let s = class_scores(view)?;
        let said = s.by_class.iter().zip(&names).filter_map(|(c, name)| why(c, name)).collect::<Vec<_>>().join(" ");
        (!said.is_empty()).then(|| view! { <p class="quiet" data-test="undefined">{t::undefined_since(&said)}</p> })
    };
    view! {
        <section aria-labelledby="by-class-title">
            <div class="titled"><h2 id="by-class-title">{move || t::titled_rows(&t::by_class(), &part_in_words(view.which()))}</h2>
                <Exports of=t::the_scores_by_class() view=move || evaluated::by_class(view)/></div>
            <div class="scroll" tabindex="0" role="region" aria-label=t::table_by_class()>
            <table class="by-class">
                <thead><tr>
                    <th scope="col">{common::class()}</th><th scope="col" class="number"><Term word=words::PRECISION/></th>
                    <th scope="col" class="number"><Term word=words::RECALL/></th><th scope="col" class="number"><Term word=words::F1/></th>
                    <th scope="col" class="number"><Term word=words::ROC_AUC text=t::auc()/></th>
                    <th scope="col" class="number"><Term word=words::AVERAGE_PRECISION text=t::ap()/></th><th scope="col" class="number">{t::rows()}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            </div>
            {undefined}
            <p class="quiet">{t::how_by_class()}</p>
        </section>
    }
}

fn shown(v: Option<f64>) -> impl IntoView {
    view! { <td class="number" title=v.map(|v| v.to_string())>{v.map_or_else(|| common::undefined().to_owned(), format::share)}</td> }
}

/// A rate with Wilson's interval below it.
fn rate(v: Option<f64>, interval: Option<Interval>) -> impl IntoView {
    let sure = interval.map(|i| view! { <span class="sure">{scored(i)}</span> });
    view! { <td class="number" title=v.map(|v| v.to_string())>{v.map_or_else(|| common::undefined().to_owned(), format::share)}{sure}</td> }
}

fn of_class(c: &OfClass, name: &str, [precision, recall]: [Option<Interval>; 2]) -> impl IntoView + use<> {
    view! {
        <tr>
            <th scope="row"><bdi>{name.to_owned()}</bdi></th>
            {rate(c.precision, precision)}{rate(c.recall, recall)}{shown(c.f1)}{shown(c.roc_auc)}{shown(c.average_precision)}
            <td class="number">{count(c.support as usize)}</td>
        </tr>
    }
}

fn mean(name: &'static str, m: Prf, roc_auc: Option<f64>, average_precision: Option<f64>) -> impl IntoView {
    view! {
        <tr class="mean">
            <th scope="row" class="quiet">{name}</th>
            {shown(Some(m.precision))}{shown(Some(m.recall))}{shown(Some(m.f1))}{shown(roc_auc)}
            {average_precision.map_or_else(|| view! { <td></td> }.into_any(), |v| shown(Some(v)).into_any())}<td></td>
        </tr>
    }
}

/// What of a class is undefined, and why.
fn why(c: &OfClass, name: &str) -> Option<String> {
    match (c.support, c.precision) {
        (0, None) => Some(t::absent_and_never_predicted(&name)),
        (0, Some(_)) => Some(t::absent(&name)),
        (_, None) => Some(t::never_predicted(&name)),
        _ if c.roc_auc.is_none() => Some(t::all_rows_are(&name)),
        _ => None,
    }
}
