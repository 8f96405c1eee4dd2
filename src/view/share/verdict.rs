//! The verdict of an evaluation in words: a line to stand beside an explanation, the sentence of the Evaluate screen, and what
//! keeps either from being trusted. All of them by the one rule of [`vitrine_core::evaluate::verdict`].

use crate::chart::format::{Unit, bare_difference, count, difference, level, number, size};
use vitrine_core::dataset::Part;
use vitrine_core::evaluate::verdict::says_little;
use vitrine_core::evaluate::{Gain, Interval, IntervalBy, Metric, PartIntervals, PartScores, Scores, Verdict, verdict};
use vitrine_text::{common, sharing as t};

/// What a part is called.
pub fn part_in_words(part: Part) -> &'static str {
    match part {
        Part::Train => t::part_training(),
        Part::Validation => t::part_validation(),
        Part::Test => t::part_test(),
    }
}

/// The verdict in one line, with its figures: "Better than the baseline: 76 % of 200 test rows correct, baseline 70 %".
pub fn line(part: &PartScores) -> String {
    let rows = rows(part);
    match verdict(part) {
        Verdict::Beats(g) => t::better_than_baseline(&figures(&g, &rows)),
        Verdict::NoBetter(g) => t::no_better_than_guessing(&figures(&g, &rows)),
        Verdict::Worse(g) => t::worse_than_baseline(&figures(&g, &rows)),
        Verdict::TooFewRows(Some(g)) => t::too_few_rows(&figures(&g, &rows)),
        Verdict::TooFewRows(None) => t::too_few_rows(&rows),
        Verdict::NotTested => t::not_tested().to_owned(),
    }
}

fn rows(part: &PartScores) -> String {
    let n = count(part.n_rows);
    match part.part {
        Part::Train => common::training_rows(&n),
        Part::Validation => t::validation_rows(&n),
        Part::Test => t::test_rows(&n),
    }
}

fn figures(g: &Gain, rows: &str) -> String {
    let shown = |v: f64| if g.metric == Metric::Accuracy { percent(v) } else { number(v) };
    let (model, baseline) = (shown(g.model), shown(g.baseline));
    match g.metric {
        Metric::Accuracy => t::accuracy_figures(&model, &rows, &baseline),
        Metric::Brier => t::brier_figures(&model, &rows, &baseline),
        _ => t::rmse_figures(&model, &rows, &baseline),
    }
}

fn percent(v: f64) -> String {
    level(v, Unit::Probability)
}

/// The scores of a part in sentences: the model's, the baseline's, and whether the rows can tell them apart.
pub fn sentence(part: &PartScores, intervals: Option<&PartIntervals>) -> String {
    let rows = rows(part);
    let mut said = match (&part.model, &part.baseline) {
        (Scores::Classes(m), Scores::Classes(b)) => {
            let model = with_interval(m.accuracy, part.model.interval(Metric::Accuracy), percent);
            t::model_gets_right(&model, &rows, &percent(b.accuracy))
        }
        (Scores::Numbers(m), Scores::Numbers(b)) => {
            let model = with_interval(m.rmse, intervals.and_then(|i| i.of(Metric::Rmse)), number);
            t::model_has_rmse(&model, &rows, &number(b.rmse))
        }
        _ => return String::new(),
    };
    for (i, gain) in part.gains.iter().enumerate() {
        if i == 0 || !gain.interval.holds(0.0) {
            said += " ";
            said += &compared(gain, matches!(verdict(part), Verdict::TooFewRows(_)));
        }
    }
    said
}

/// One comparison as a sentence.
fn compared(g: &Gain, too_few: bool) -> String {
    let unit = if g.metric == Metric::Accuracy { Unit::Probability } else { Unit::Target };
    let (low, high) = (bare_difference(g.interval.low, unit), difference(g.interval.high, unit));
    let (better, by) = (g.by() > 0.0, size(g.by(), unit));
    let (model, baseline) = (number(g.model), number(g.baseline));
    match g.metric {
        Metric::Brier if too_few => t::rows_too_few_brier(&low, &high),
        _ if too_few => t::rows_too_few(&low, &high),
        Metric::Brier if g.interval.holds(0.0) => t::may_be_chance_brier(&low, &high),
        _ if g.interval.holds(0.0) => t::may_be_chance(&low, &high),
        Metric::Brier if better => t::probabilities_better(&model, &baseline),
        Metric::Brier => t::probabilities_worse(&model, &baseline),
        Metric::Accuracy if better => t::is_better(&by, &low, &high),
        Metric::Accuracy => t::is_worse(&by, &low, &high),
        _ if better => t::rmse_lower(&by, &low, &high),
        _ => t::rmse_higher(&by, &low, &high),
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

/// A score with its interval in brackets, where there is one.
fn with_interval(score: f64, interval: Option<Interval>, shown: impl Fn(f64) -> String) -> String {
    let said = shown(score);
    match interval {
        Some(i) => common::with_interval(&said, &shown(i.low), &shown(i.high)),
        None => said,
    }
}

/// How far the scores are to be trusted, where they are not.
pub fn caution(part: &PartScores, intervals: Option<&PartIntervals>) -> Option<String> {
    match part.part {
        Part::Train => Some(t::trained_on_these().to_owned()),
        Part::Validation => few(part, intervals).or_else(|| Some(t::stopped_by_these().to_owned())),
        Part::Test => few(part, intervals),
    }
}

/// What so few rows leave open, where they do.
pub fn few(part: &PartScores, intervals: Option<&PartIntervals>) -> Option<String> {
    let rmse = intervals.and_then(|i| i.of(Metric::Rmse));
    if part.n_rows > 1 && !says_little(&part.model, rmse) {
        return None;
    }
    let rows = common::rows(&count(part.n_rows));
    let open = match &part.model {
        Scores::Classes(_) => {
            let accuracy = part.model.interval(Metric::Accuracy);
            accuracy.map(|i| t::few_rows_accuracy(&rows, &percent(i.low), &percent(i.high)))
        }
        Scores::Numbers(_) => rmse.map(|i| t::few_rows_rmse(&rows, &number(i.high))),
    };
    Some(open.unwrap_or_else(|| t::few_rows(&rows)))
}
