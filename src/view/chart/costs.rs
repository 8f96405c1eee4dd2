//! What a row costs on average by the threshold, and where that is least.

use super::format::{Unit, level, number};
use super::plot::{Axis, Plot};
use super::{Ink, Scene, ranking};
use vitrine_core::evaluate::{Costs, Ranked};

/// What it is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct CostCurve<'a> {
    /// The rows, ranked.
    pub ranked: &'a Ranked,
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
    let steps = c.ranked.costs(c.costs);
    let highest = steps.iter().map(|s| s.2).fold(0.0, f64::max);
    let x = Axis { name: "threshold, %", unit: Unit::Probability, range: (0.0, 1.0) };
    let y = Axis {
        name: "expected cost of a row",
        unit: Unit::Target,
        range: (0.0, if highest > 0.0 { highest } else { 1.0 }),
    };
    let mut plot = Plot::new(c.width, c.height, &x, &y);
    let cost = |t: f64| c.ranked.at(t).cost(c.costs);
    let Some((cheapest, least)) = c.ranked.cheapest(c.costs) else {
        return plot.finish("No costs: there is no row.".to_owned());
    };
    plot.line(steps.iter().flat_map(|&(low, high, cost)| [(low, cost), (high, cost)]), 2.0, false, Ink::Accent);
    let says = |t: f64, cost: f64| format!("threshold {}: {} per row", level(t, Unit::Probability), number(cost));
    for percent in ranking::marked() {
        let t = f64::from(percent) / 100.0;
        plot.dot((t, cost(t)), 2.5, Ink::Accent, percent, says(t, cost(t)));
    }
    plot.line([(c.threshold, 0.0), (c.threshold, y.range.1)], 1.0, true, Ink::Second);
    let here = cost(c.threshold);
    plot.dot((c.threshold, here), 5.0, Ink::Second, (100.0 * c.threshold).round() as u32, says(c.threshold, here));
    plot.dot((cheapest, least), 5.0, Ink::Accent, (100.0 * cheapest).round() as u32, says(cheapest, least));
    if cheapest != c.threshold {
        plot.name((cheapest, least), "cheapest", Ink::Accent);
    }
    plot.name((c.threshold, here), "now", Ink::Second);
    let at = level(cheapest, Unit::Probability);
    let title = if here <= least {
        format!("A row costs {} on average; no other threshold is cheaper.", number(here))
    } else {
        format!("A row costs {} on average; at a threshold of {at} it would cost {}.", number(here), number(least))
    };
    plot.finish(title)
}
