//! The verdict of an evaluation in words: a line to stand beside an explanation, the sentence of the Evaluate screen, and what
//! keeps either from being trusted. All of them by the one rule of [`vitrine_core::evaluate::verdict`].

use crate::chart::format::{Unit, bare_difference, count, counted, difference, level, number, size};
use vitrine_core::dataset::Part;
use vitrine_core::evaluate::verdict::says_little;
use vitrine_core::evaluate::{Gain, Interval, IntervalBy, Metric, PartIntervals, PartScores, Scores, Verdict, verdict};

/// What a part is called.
pub fn part_in_words(part: Part) -> &'static str {
    match part {
        Part::Train => "training",
        Part::Validation => "validation",
        Part::Test => "test",
    }
}

/// The verdict in one line, with its figures: "Better than the baseline: 76 % of 200 test rows correct, baseline 70 %".
pub fn line(part: &PartScores) -> String {
    let rows = rows(part);
    let with = |what: &str, g: &Gain| format!("{what}: {}", figures(g, &rows));
    match verdict(part) {
        Verdict::Beats(g) => with("Better than the baseline", &g),
        Verdict::NoBetter(g) => with("No better than guessing", &g),
        Verdict::Worse(g) => with("Worse than the baseline", &g),
        Verdict::TooFewRows(Some(g)) => with("Too few rows to tell", &g),
        Verdict::TooFewRows(None) => format!("Too few rows to tell: {rows}"),
        Verdict::NotTested => "Not tested: the model has seen every row".to_owned(),
    }
}

fn rows(part: &PartScores) -> String {
    let name = part_in_words(part.part);
    format!("{} {name} {}", count(part.n_rows), if part.n_rows == 1 { "row" } else { "rows" })
}

fn figures(g: &Gain, rows: &str) -> String {
    let shown = |v: f64| if g.metric == Metric::Accuracy { percent(v) } else { number(v) };
    let (model, baseline) = (shown(g.model), shown(g.baseline));
    match g.metric {
        Metric::Accuracy => format!("{model} of {rows} correct, baseline {baseline}"),
        Metric::Brier => format!("Brier score {model} on {rows}, baseline {baseline}"),
        _ => format!("RMSE {model} on {rows}, baseline {baseline}"),
    }
}

fn percent(v: f64) -> String {
    level(v, Unit::Probability)
}

/// The scores of a part in sentences: the model's, the baseline's, and whether the rows can tell them apart.
pub fn sentence(part: &PartScores, intervals: Option<&PartIntervals>) -> String {
    let rows = rows(part);
    let mut said = match (&part.model, &part.baseline) {
        (Scores::Classes(m), Scores::Classes(b)) => format!(
            "The model gets {}{} of {rows} right; always predicting the most frequent class would get {}.",
            percent(m.accuracy),
            between(part.model.interval(Metric::Accuracy), percent),
            percent(b.accuracy)
        ),
        (Scores::Numbers(m), Scores::Numbers(b)) => format!(
            "On {rows} the model has an RMSE of {}{}; always predicting the mean would have {}.",
            number(m.rmse),
            between(intervals.and_then(|i| i.of(Metric::Rmse)), number),
            number(b.rmse)
        ),
        _ => return String::new(),
    };
    for (i, gain) in part.gains.iter().enumerate() {
        if i == 0 || !gain.interval.holds(0.0) {
            said += &compared(gain, matches!(verdict(part), Verdict::TooFewRows(_)));
        }
    }
    said
}

/// One comparison as a sentence.
fn compared(g: &Gain, too_few: bool) -> String {
    let unit = if g.metric == Metric::Accuracy { Unit::Probability } else { Unit::Target };
    let range = format!("{} to {}", bare_difference(g.interval.low, unit), difference(g.interval.high, unit));
    let (better, by) = (g.by() > 0.0, size(g.by(), unit));
    let what = if g.metric == Metric::Brier { " in the Brier score" } else { "" };
    match g.metric {
        _ if too_few => {
            format!(" These rows are too few to tell the two apart: the gain{what} is anywhere from {range}.")
        }
        _ if g.interval.holds(0.0) => format!(" The difference{what} ({range}) may be chance."),
        Metric::Brier => format!(
            " Its probabilities are {} than the share of each class, by more than chance: the Brier score is {}, the baseline\u{2019}s {}.",
            if better { "better" } else { "worse" },
            number(g.model),
            number(g.baseline)
        ),
        Metric::Accuracy => {
            format!(" It is {by} {} ({range}), more than chance.", if better { "better" } else { "worse" })
        }
        _ => format!(
            " Its RMSE is {by} {} (a gain of {range}), more than chance.",
            if better { "lower" } else { "higher" }
        ),
    }
}

/// How an interval is made, as exports name it.
pub fn interval_by(by: IntervalBy) -> &'static str {
    match by {
        IntervalBy::Wilson => "Wilson",
        IntervalBy::WilsonCombined => "Wilson, combined",
        IntervalBy::Bootstrap => "bootstrap",
    }
}

/// An interval in brackets, where there is one.
fn between(interval: Option<Interval>, shown: impl Fn(f64) -> String) -> String {
    interval.map(|i| format!(" ({} to {})", shown(i.low), shown(i.high))).unwrap_or_default()
}

/// How far the scores are to be trusted, where they are not.
pub fn caution(part: &PartScores, intervals: Option<&PartIntervals>) -> Option<String> {
    match part.part {
        Part::Train => Some(
            "The model was trained on these very rows: on rows that it has not seen it may do far worse. Keep some for \
             validation and test, under Data."
                .to_owned(),
        ),
        Part::Validation => few(part, intervals).or(Some(
            "Training was stopped by these rows, so the score may flatter. The test rows give the fair one.".to_owned(),
        )),
        Part::Test => few(part, intervals),
    }
}

/// What so few rows leave open, where they do.
pub fn few(part: &PartScores, intervals: Option<&PartIntervals>) -> Option<String> {
    let rmse = intervals.and_then(|i| i.of(Metric::Rmse));
    if part.n_rows > 1 && !says_little(&part.model, rmse) {
        return None;
    }
    let open = match &part.model {
        Scores::Classes(_) => part.model.interval(Metric::Accuracy).map(|i| {
            format!(" over many such rows the accuracy may be anywhere from {} to {}", percent(i.low), percent(i.high))
        }),
        Scores::Numbers(_) => {
            rmse.map(|i| format!(" over many such rows the RMSE may be as high as {}", number(i.high)))
        }
    };
    let open = open.unwrap_or_else(|| " another split may give quite another score".to_owned());
    Some(format!("So few rows ({}) say little:{open}.", counted(part.n_rows, "row", "rows")))
}
