//! The way from the average to the prediction, told one row of the picture after the other, as one would to an audience.

use super::finding::{finding, what};
use super::format::{amount, line_level, size};
use super::rows::{self, Row};
use super::{LocalChart, format::Unit};

/// A step of the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Where the way is then, on the explained scale.
    pub level: f64,
    /// What has happened, as a sentence.
    pub words: String,
}

/// The steps: where the way starts, then one for each row that the pictures draw, in their order, and at the end the whole.
/// After step `n` the pictures of [`told`](super::waterfall::told) have `n` rows.
pub fn steps(chart: &LocalChart) -> Vec<Step> {
    let local = chart.local;
    let (what, base) = (what(chart), line_level(local.base, chart.unit));
    let info = local.method.info();
    let start = match chart.unit {
        _ if !info.is_additive => format!("{}\u{2019}s line for {what} starts at {base}.", (info.label)()),
        Unit::Target => format!("On average, the model predicts {what}\u{a0}= {base}."),
        Unit::Probability => format!("On average, the model gives {what} a probability of {base}."),
        Unit::LogOdds | Unit::Margin => format!("On average, the model puts {what} at {base}."),
    };
    let mut level = local.base;
    let mut steps = vec![Step { level, words: start }];
    for row in rows::rows(chart) {
        level += row.share;
        steps.push(Step { level, words: words(&row, level, chart.unit, (info.label)()) });
    }
    let end = if info.is_additive { local.prediction } else { level };
    steps.push(Step { level: end, words: finding(chart) });
    steps
}

fn words(row: &Row, level: f64, unit: Unit, method: &str) -> String {
    let is_rest = row.datum.is_none();
    let name = match row.value.as_str() {
        "" if is_rest => format!("{} together", row.name),
        "" => row.name.clone(),
        value => format!("{}\u{a0}= {value}", row.name),
    };
    let to = line_level(level, unit);
    if row.left_out {
        return format!("{name} is not among the features of {method}\u{2019}s line: it stays at {to}.");
    }
    let verb = match (amount(row.share.abs(), unit).as_str(), row.share < 0.0) {
        ("0", _) => return format!("{name} {} it at {to}.", if is_rest { "leave" } else { "leaves" }),
        (_, true) => "lower",
        (_, false) => "raise",
    };
    let s = if is_rest { "" } else { "s" };
    format!("{name} {verb}{s} it by {}, to {to}.", size(row.share, unit))
}
