//! What a row costs on average by the threshold, and where that is least.

use super::format::{Unit, level, number};
use super::plot::{Axis, Plot};
use super::{Ink, Scene, ranking};
use vitrine_core::evaluate::{Costs, ThresholdTable};
use vitrine_text::charts as t;

/// What it is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct CostCurve<'a> {
    /// The rows, ranked.
    pub thresholds: &'a ThresholdTable,
    /// What wrong decisions cost.
    pub costs: Costs,
    /// The threshold in force.
    pub threshold: f64,
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels.
    pub height: f64,
}

/// Draws it.
pub fn scene(c: &CostCurve) -> Scene {
    let steps = c.thresholds.costs(c.costs);
    let highest = steps.iter().map(|s| s.2).fold(0.0, f64::max);
    let x = Axis { name: t::axis_threshold(), unit: Unit::Probability, range: (0.0, 1.0) };
    let y = Axis { name: t::axis_cost(), unit: Unit::Target, range: (0.0, if highest > 0.0 { highest } else { 1.0 }) };
    let mut plot = Plot::new(c.width, c.height, &x, &y);
    let cost = |at: f64| c.thresholds.at(at).cost(c.costs);
    let Some((cheapest, least)) = c.thresholds.cheapest(c.costs) else {
        return plot.finish(t::no_costs().to_owned());
    };
    plot.line(steps.iter().flat_map(|&(low, high, cost)| [(low, cost), (high, cost)]), 2.0, false, Ink::Accent);
    let says = |at: f64, cost: f64| t::threshold_cost(&level(at, Unit::Probability), &number(cost));
    for percent in ranking::marked() {
        let at = f64::from(percent) / 100.0;
        plot.dot((at, cost(at)), 2.5, Ink::Accent, percent, says(at, cost(at)));
    }
    plot.line([(c.threshold, 0.0), (c.threshold, y.range.1)], 1.0, true, Ink::Second);
    let here = cost(c.threshold);
    plot.dot((c.threshold, here), 5.0, Ink::Second, (100.0 * c.threshold).round() as u32, says(c.threshold, here));
    plot.dot((cheapest, least), 5.0, Ink::Accent, (100.0 * cheapest).round() as u32, says(cheapest, least));
    if cheapest != c.threshold {
        plot.name((cheapest, least), t::cheapest(), Ink::Accent);
    }
    plot.name((c.threshold, here), t::now(), Ink::Second);
    let at = level(cheapest, Unit::Probability);
    let title =
        if here <= least { t::costs_least(&number(here)) } else { t::costs_more(&number(here), &at, &number(least)) };
    plot.finish(title)
}
