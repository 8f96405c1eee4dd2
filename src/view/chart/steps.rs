//! The way from the average to the prediction, told one row of the picture after the other, as one would to an audience.

use super::finding::{finding, what};
use super::format::{amount, line_level, size};
use super::rows::{self, Row};
use super::{LocalChart, format::Unit};
use vitrine_text::charts as t;

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
        _ if !info.is_additive => t::line_starts(&(info.label)(), &what, &base),
        Unit::Target => t::predicts_on_average(&what, &base),
        Unit::Probability => t::gives_on_average(&what, &base),
        Unit::LogOdds | Unit::Margin => t::puts_on_average(&what, &base),
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
        "" => row.name.clone(),
        value => format!("{}\u{a0}= {value}", row.name),
    };
    let to = line_level(level, unit);
    if row.left_out {
        return t::left_out_stays(&name, &method, &to);
    }
    if amount(row.share.abs(), unit) == "0" {
        return if is_rest { t::others_leave_at(&name, &to) } else { t::leaves_at(&name, &to) };
    }
    let say = match (is_rest, row.share < 0.0) {
        (false, false) => t::raises_to,
        (false, true) => t::lowers_to,
        (true, false) => t::others_raise_to,
        (true, true) => t::others_lower_to,
    };
    say(&name, &size(row.share, unit), &to)
}
