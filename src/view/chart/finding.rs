//! The finding: what a picture of one explained row shows, as a sentence that is true to its numbers.

use super::LocalChart;
use super::format::{Unit, level, size};
use vitrine_core::explain::LocalExplanation;
use vitrine_text::{charts as t, common};

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
        Unit::LogOdds => t::the_log_odds(&chart.subject),
        Unit::Margin => t::the_raw_output(&chart.subject),
        Unit::Probability => t::quoted(&chart.subject),
    }
}

/// The sentence.
pub fn finding(chart: &LocalChart) -> String {
    let local = chart.local;
    let shares = &local.attributions;
    let largest = shares.iter().map(|a| a.value.abs()).fold(0.0, f64::max);
    let what = what(chart);
    if largest.is_nan() || largest == 0.0 {
        return t::nothing_moves(&what, &level(local.prediction, chart.unit));
    }
    let named = |j: &usize| {
        let value = chart.values.get(*j).map(String::as_str).unwrap_or_default();
        let by = size(shares[*j].value, chart.unit);
        let name = &shares[*j].feature;
        let feature = if value.is_empty() { name.clone() } else { format!("{name}\u{a0}= {value}") };
        t::feature_by(&feature, &by)
    };
    let list = |side: &[usize]| common::list(&side.iter().map(named).collect::<Vec<_>>());
    let is_additive = local.method.info().is_additive;
    let [up, down] = leading(local);
    let (ups, downs, n_up, n_down) = (list(&up), list(&down), up.len(), down.len());
    let leading = match (n_up, n_down) {
        (_, 0) => (if is_additive { t::raise } else { t::near_raise })(&ups, &n_up, &what),
        (0, _) => (if is_additive { t::lower } else { t::near_lower })(&downs, &n_down, &what),
        // First those that go the way of the whole.
        _ if local.prediction >= local.base => {
            let say = if is_additive { t::raise_and_lower } else { t::near_raise_and_lower };
            say(&ups, &n_up, &downs, &n_down, &what)
        }
        _ => {
            let say = if is_additive { t::lower_and_raise } else { t::near_lower_and_raise };
            say(&downs, &n_down, &ups, &n_up, &what)
        }
    };
    let (base, here) = (level(local.base, chart.unit), level(local.prediction, chart.unit));
    let whole = if is_additive { t::from_average(&base, &here) } else { t::model_says(&here) };
    format!("{leading} {whole}")
}
