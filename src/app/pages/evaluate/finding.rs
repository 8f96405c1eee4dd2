//! The answer in a sentence: the model against the baseline, and how sure that is.

use crate::app::evaluating::{View, part_in_words};
use crate::chart::format::{Unit, bare_difference, count, difference, level, number, size};
use crate::dataset::Part;
use crate::evaluate::{Interval, Metric, PartIntervals, PartScores, Scores};
use leptos::prelude::*;

/// The sentence, and what has to be said beside it.
#[component]
pub fn Finding(view: View) -> impl IntoView {
    let intervals = move || {
        let part = view.which();
        view.intervals.get().and_then(|i| i.parts.iter().find(|p| p.part == part).cloned())
    };
    view! {
        <p class="finding of-scores" data-test="evaluation-finding">{move || {
            let intervals = intervals();
            view.part(|p| finding(p, intervals.as_ref()))
        }}</p>
        <p class="caution" role="note">{move || view.part(caution).flatten()}</p>
    }
}

/// How far the answer is to be trusted, where it is not.
fn caution(p: &PartScores) -> Option<&'static str> {
    match (p.part, p.n_rows) {
        (Part::Train, _) => Some(
            "The model was trained on these very rows: on rows that it has not seen it may do far worse. Keep some for validation and test, under Data.",
        ),
        (_, n) if n < 30 => Some("So few rows say little: another split may give quite another figure."),
        (Part::Validation, _) => {
            Some("Training was stopped by these rows, so that the score may flatter. The test rows are the fair ones.")
        }
        _ => None,
    }
}

/// An interval in brackets, where there is one.
fn between(interval: Option<Interval>, shown: impl Fn(f64) -> String) -> String {
    interval.map(|i| format!(" ({} to {})", shown(i.low), shown(i.high))).unwrap_or_default()
}

fn finding(p: &PartScores, intervals: Option<&PartIntervals>) -> String {
    let part = part_in_words(p.part);
    let of = |metric| intervals.and_then(|i| i.scores.iter().find(|s| s.0 == metric)).and_then(|s| s.1);
    let percent = |v: f64| level(v, Unit::Probability);
    let rows = if p.n_rows == 1 { format!("the one {part} row") } else { format!("{} {part} rows", count(p.n_rows)) };
    match (&p.model, &p.baseline) {
        (Scores::Classes(m), Scores::Classes(b)) => {
            let said = format!(
                "Of {rows} it predicts {}{} rightly; always naming the most frequent class would reach {}.",
                percent(m.accuracy),
                between(of(Metric::Accuracy), percent),
                percent(b.accuracy)
            );
            let gain = m.accuracy - b.accuracy;
            said + &verdict(intervals, Unit::Probability, || {
                format!("{} {}", size(gain, Unit::Probability), if gain > 0.0 { "better" } else { "worse" })
            })
        }
        (Scores::Numbers(m), Scores::Numbers(b)) => {
            let said = format!(
                "On {rows} it is off by {}{} on average; always predicting the mean would be off by {}.",
                number(m.mae),
                between(of(Metric::Mae), number),
                number(b.mae)
            );
            let gain = b.mae - m.mae;
            let closer = || format!("{} {}", number(gain.abs()), if gain > 0.0 { "closer" } else { "further off" });
            said + &verdict(intervals, Unit::Target, closer)
        }
        _ => String::new(),
    }
}

/// Whether the rows can tell model and baseline apart.
fn verdict(intervals: Option<&PartIntervals>, unit: Unit, by: impl Fn() -> String) -> String {
    let Some(gain) = intervals.and_then(|i| i.gain) else { return String::new() };
    let range = format!("{} to {}", bare_difference(gain.low, unit), difference(gain.high, unit));
    if gain.low > 0.0 || gain.high < 0.0 {
        format!(" It is {} ({range}), more than chance.", by())
    } else {
        format!(" The difference ({range}) may be chance.")
    }
}
