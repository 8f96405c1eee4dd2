//! The finding: what a picture of one explained row shows, as a sentence that is true to its numbers.

use super::LocalChart;
use super::format::{Unit, level, size};
use vitrine_core::explain::LocalExplanation;

/// The features that a finding names, strongest first: up to two that raise the prediction, and up to two that lower it,
/// none of which matters less than a tenth of the strongest.
pub fn leading(local: &LocalExplanation) -> [Vec<usize>; 2] {
    let shares = &local.attributions;
    let strongest = local.strongest();
    let largest = shares.iter().map(|a| a.value.abs()).fold(0.0, f64::max);
    [true, false].map(|up| {
        let matters = |j: &usize| (shares[*j].value > 0.0) == up && shares[*j].value.abs() >= 0.1 * largest;
        strongest.iter().copied().filter(matters).take(2).collect()
    })
}

/// One order of features for all methods: first the `shown` ones, by the first method's attributions, then the others. Shown are
/// those that the finding names, the four strongest of each other method, and then the first method's strongest.
pub fn shared_order(locals: &[LocalExplanation], shown: usize) -> Vec<usize> {
    let Some((lead, others)) = locals.split_first() else { return Vec::new() };
    let by_lead = lead.strongest();
    let [up, down] = leading(lead);
    let by_others = others.iter().flat_map(|local| {
        let strongest = local.strongest().into_iter();
        strongest.filter(|&j| local.attributions[j].value != 0.0).take(4)
    });
    let mut first: Vec<usize> = Vec::new();
    for j in up.into_iter().chain(down).chain(by_others).chain(by_lead.iter().copied()) {
        if first.len() < shown && !first.contains(&j) {
            first.push(j);
        }
    }
    let (mut order, others): (Vec<usize>, Vec<usize>) = by_lead.into_iter().partition(|j| first.contains(j));
    order.extend(others);
    order
}

/// What the shares are of, as a sentence names it.
pub(super) fn what(chart: &LocalChart) -> String {
    match chart.unit {
        Unit::Target => chart.subject.to_owned(),
        Unit::LogOdds => format!("the log-odds of \u{201c}{}\u{201d}", chart.subject),
        Unit::Margin => format!("the raw output for \u{201c}{}\u{201d}", chart.subject),
        Unit::Probability => format!("\u{201c}{}\u{201d}", chart.subject),
    }
}

/// The sentence.
pub fn finding(chart: &LocalChart) -> String {
    let local = chart.local;
    let shares = &local.attributions;
    let largest = shares.iter().map(|a| a.value.abs()).fold(0.0, f64::max);
    let what = what(chart);
    if largest.is_nan() || largest == 0.0 {
        return format!("No feature moves {what} here: the prediction is {}.", level(local.prediction, chart.unit));
    }
    let named = |j: &usize| {
        let value = chart.values.get(*j).map(String::as_str).unwrap_or_default();
        let by = size(shares[*j].value, chart.unit);
        let name = &shares[*j].feature;
        if value.is_empty() { format!("{name} (by {by})") } else { format!("{name}\u{a0}= {value} (by {by})") }
    };
    let list = |side: &[usize]| side.iter().map(named).collect::<Vec<_>>().join(" and ");
    let [up, down] = leading(local);
    let verb = |side: &[usize], up: bool| match (side.len(), up) {
        (1, true) => "raises",
        (_, true) => "raise",
        (1, false) => "lowers",
        (_, false) => "lower",
    };
    let rises = if local.prediction >= local.base { (&up, true, &down, false) } else { (&down, false, &up, true) };
    let (first, first_up, second, second_up) = rises;
    let mut parts = Vec::new();
    if !first.is_empty() {
        parts.push(format!("{} {} {what}", list(first), verb(first, first_up)));
    }
    if !second.is_empty() {
        let object = if parts.is_empty() { format!(" {what}") } else { " it".to_owned() };
        parts.push(format!("{} {}{object}", list(second), verb(second, second_up)));
    }
    let parts = parts.join("; ");
    let (base, here) = (level(local.base, chart.unit), level(local.prediction, chart.unit));
    match local.method.info().is_additive {
        true => format!("{parts}. All features together take it from {base} on average to {here} for this row."),
        false => format!("Near this row, {parts}. The model says {here}."),
    }
}
