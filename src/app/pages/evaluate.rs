//! How good is it? A sentence against the baseline, then the scores of each part, each class, and the confusion matrix.

use crate::app::components::stage::Staged;
use crate::app::components::term::Term;
use crate::app::queries;
use crate::app::state::{Made, use_state};
use crate::app::words::{self, Word};
use crate::chart::format::{Unit, count, level, number, share};
use crate::dataset::Part;
use crate::evaluate::{ClassScores, Evaluation, NumberScores, PartScores, Scores};
use leptos::prelude::*;
use std::sync::Arc;

/// The screen.
#[component]
pub fn Evaluate() -> impl IntoView {
    let state = use_state();
    view! {
        <Staged held=state.evaluation what="The evaluation" kept="The model is kept." place=60 blocked=queries::model_blocked(state)
                show={move |e: Arc<Made<Evaluation>>| view! { <Scored evaluation=e/> }}/>
    }
}

#[component]
fn Scored(evaluation: Arc<Made<Evaluation>>) -> impl IntoView {
    let classes = evaluation.classes();
    // The last part is the test where there is one.
    let last = evaluation.parts.last().cloned();
    view! {
        <p class="finding" data-test="evaluation-finding">{last.as_ref().map(finding)}</p>
        <p class="caution" role="note">{last.as_ref().and_then(caution)}</p>
        <div class="scored">
        <Parts parts=evaluation.parts.clone()/>
        {last.map(|p| {
            let part = part_in_words(p.part);
            match p.model {
                Scores::Classes(scores) => view! {
                    <ByClass scores=scores.clone() classes=classes.clone() part=part/>
                    <Confusion scores=scores classes=classes.clone() part=part/>
                }.into_any(),
                Scores::Numbers(_) => ().into_any(),
            }
        })}
        </div>
    }
}

fn part_in_words(part: Part) -> &'static str {
    match part {
        Part::Train => "training",
        Part::Validation => "validation",
        Part::Test => "test",
    }
}

/// How far the answer is to be trusted, where it is not.
fn caution(p: &PartScores) -> Option<&'static str> {
    match (p.part, p.n_rows) {
        (Part::Train, _) => Some(
            "The model was trained on these very rows: on rows that it has not seen it may do far worse. Keep some for validation and test, under Data.",
        ),
        (_, n) if n < 30 => Some("So few rows say little: another split may give quite another figure."),
        _ => None,
    }
}

/// The answer in a sentence, beside what no model at all would reach.
fn finding(p: &PartScores) -> String {
    let part = part_in_words(p.part);
    let percent = |v: f64| level(v, Unit::Probability);
    match (&p.model, &p.baseline) {
        (Scores::Classes(m), Scores::Classes(b)) => {
            format!(
                "Of {} {part} rows it predicts {} rightly; always naming the most frequent class would reach {}.",
                count(p.n_rows),
                percent(m.accuracy),
                percent(b.accuracy)
            )
        }
        (Scores::Numbers(m), Scores::Numbers(b)) => format!(
            "On {} {part} rows it is off by {} on average; always predicting the mean would be off by {}.",
            count(p.n_rows),
            number(m.mae),
            number(b.mae)
        ),
        _ => String::new(),
    }
}

/// A score by its word, read from either kind.
type Reader = (Word, fn(&Scores) -> Option<f64>);

fn readers(is_number: bool) -> Vec<Reader> {
    fn of_class(s: &Scores, read: fn(&ClassScores) -> Option<f64>) -> Option<f64> {
        match s {
            Scores::Classes(c) => read(c),
            Scores::Numbers(_) => None,
        }
    }
    fn of_number(s: &Scores, read: fn(&NumberScores) -> Option<f64>) -> Option<f64> {
        match s {
            Scores::Numbers(n) => read(n),
            Scores::Classes(_) => None,
        }
    }
    if is_number {
        return vec![
            (words::R2, |s| of_number(s, |n| n.r2)),
            (words::RMSE, |s| of_number(s, |n| Some(n.rmse))),
            (words::MAE, |s| of_number(s, |n| Some(n.mae))),
        ];
    }
    vec![
        (words::ACCURACY, |s| of_class(s, |c| Some(c.accuracy))),
        (words::PRECISION, |s| of_class(s, |c| Some(c.macro_mean.precision))),
        (words::RECALL, |s| of_class(s, |c| Some(c.macro_mean.recall))),
        (words::F1, |s| of_class(s, |c| Some(c.macro_mean.f1))),
        (words::ROC_AUC, |s| of_class(s, |c| c.roc_auc)),
        (words::LOG_LOSS, |s| of_class(s, |c| Some(c.log_loss))),
    ]
}

/// One row a score, one column a part, the baseline of the last part beside it.
#[component]
fn Parts(parts: Vec<PartScores>) -> impl IntoView {
    let is_number = parts.first().is_some_and(|p| matches!(p.model, Scores::Numbers(_)));
    let shown = |v: Option<f64>| match v {
        None => "undefined".to_owned(),
        Some(v) if is_number => number(v),
        Some(v) => share(v),
    };
    let last = parts.last().cloned();
    let heads =
        parts.iter().map(|p| view! { <th scope="col" class="number">{part_in_words(p.part)}</th> }).collect_view();
    let rows = readers(is_number)
        .into_iter()
        .map(|(word, read)| {
            view! {
                <tr>
                    <th scope="row"><Term word=word/></th>
                    {parts.iter().map(|p| {
                        let v = read(&p.model);
                        view! { <td class="number" title=v.map(|v| v.to_string())>{shown(v)}</td> }
                    }).collect_view()}
                    <td class="number quiet">{last.as_ref().map(|p| shown(read(&p.baseline)))}</td>
                </tr>
            }
        })
        .collect_view();
    let counts = parts.iter().map(|p| view! { <td class="number">{count(p.n_rows)}</td> }).collect_view();
    view! {
        <section aria-labelledby="scores-title">
            <h2 id="scores-title">"Scores"</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="Scores of each part">
            <table data-test="scores">
                <thead><tr><th scope="col"></th>{heads}<th scope="col" class="number"><Term word=words::BASELINE/></th></tr></thead>
                <tbody>{rows}<tr><th scope="row" class="quiet">"rows"</th>{counts}<td></td></tr></tbody>
            </table>
            </div>
            {(!is_number).then(|| view! { <p class="quiet">"Precision, recall and F1 are means over the classes."</p> })}
        </section>
    }
}

#[component]
fn ByClass(scores: ClassScores, classes: Vec<String>, part: &'static str) -> impl IntoView {
    let shown = |v: Option<f64>| v.map_or_else(|| "undefined".to_owned(), share);
    let rows = scores
        .by_class
        .iter()
        .zip(classes)
        .map(|(c, name)| {
            view! {
                <tr>
                    <th scope="row"><bdi>{name}</bdi></th>
                    <td class="number">{shown(c.precision)}</td><td class="number">{shown(c.recall)}</td>
                    <td class="number">{shown(c.f1)}</td><td class="number">{count(c.support as usize)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="by-class-title">
            <h2 id="by-class-title">"By class, "{part}" rows"</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="Scores by class">
            <table>
                <thead><tr>
                    <th scope="col">"Class"</th><th scope="col" class="number"><Term word=words::PRECISION/></th>
                    <th scope="col" class="number"><Term word=words::RECALL/></th><th scope="col" class="number"><Term word=words::F1/></th>
                    <th scope="col" class="number">"rows"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            </div>
        </section>
    }
}

/// Counts by true and predicted class; the deeper the tint, the larger the share of the true class.
#[component]
fn Confusion(scores: ClassScores, classes: Vec<String>, part: &'static str) -> impl IntoView {
    let heads =
        classes.iter().map(|c| view! { <th scope="col" class="number"><bdi>{c.clone()}</bdi></th> }).collect_view();
    let rows = scores.confusion.iter().enumerate().map(|(i, row)| {
        let total: u32 = row.iter().sum();
        let cells = row.iter().enumerate().map(|(j, &n)| {
            let share = if total > 0 { f64::from(n) / f64::from(total) } else { 0.0 };
            // Five tints, so that the style sheet can hold them.
            let tint = (share * 4.0).round() as u8;
            let class = format!("number cell {} tint-{tint}", if i == j { "right" } else { "wrong" });
            view! { <td class=class title=format!("{} of this class", level(share, Unit::Probability))>{count(n as usize)}</td> }
        });
        let cells = cells.collect_view();
        view! { <tr><th scope="row"><bdi>{classes[i].clone()}</bdi></th>{cells}</tr> }
    }).collect_view();
    view! {
        <section aria-labelledby="confusion-title">
            <h2 id="confusion-title"><Term word=words::CONFUSION/>", "{part}" rows"</h2>
            <p class="quiet">"Each row is a true class, each column what was predicted."</p>
            <div class="scroll" tabindex="0" role="region" aria-label="Confusion matrix">
            <table class="confusion" data-test="confusion">
                <thead><tr><th scope="col"></th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
            </div>
        </section>
    }
}
