//! Errors of a predicted number: predictions against the truth, errors against predictions, and how errors are spread.

use super::format::{Unit, count, level, number};
use super::plot::{Axis, Plot};
use super::{Ink, Scene};
use vitrine_core::evaluate::residuals::Point;
use vitrine_core::evaluate::{NumberScores, Residuals};
use vitrine_core::num::order;
use vitrine_text::{charts as t, common};

/// What the pictures are drawn from.
#[derive(Clone, Copy, Debug)]
pub struct Errors<'a> {
    /// The errors.
    pub residuals: &'a Residuals,
    /// Scores of the same rows.
    pub scores: &'a NumberScores,
    /// The target's name.
    pub target: &'a str,
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels.
    pub height: f64,
}

/// Predictions against the truth, beside the line on which they would all be.
pub fn against_truth(e: &Errors) -> Scene {
    let range = range(e.residuals.points.iter().flat_map(|p| [p.truth, p.predicted]));
    let (x, y) = (t::axis_true(&e.target), t::axis_predicted(&e.target));
    let axis = |name| Axis { name, unit: Unit::Target, range };
    let mut plot = Plot::new(e.width, e.height, &axis(&x), &axis(&y));
    plot.line([(range.0, range.0), (range.1, range.1)], 1.0, true, Ink::Base);
    for (i, p) in e.residuals.points.iter().enumerate() {
        plot.dot((p.truth, p.predicted), 2.5, Ink::Accent, i as u32, says(p));
    }
    plot.finish(t::predictions_off(&number(e.scores.mae), &number(e.scores.max_error)))
}

/// Actual minus predicted against the prediction, beside zero.
pub fn against_prediction(e: &Errors) -> Scene {
    let points = &e.residuals.points;
    let across = range(points.iter().map(|p| p.predicted));
    let reach = points.iter().map(|p| error(p).abs()).fold(0.0, f64::max);
    let x = t::axis_predicted(&e.target);
    let x = Axis { name: &x, unit: Unit::Target, range: across };
    let y = Axis { name: t::true_less_predicted(), unit: Unit::Target, range: (-reach, reach) };
    let mut plot = Plot::new(e.width, e.height, &x, &y);
    plot.line([(across.0, 0.0), (across.1, 0.0)], 1.0, true, Ink::Base);
    for (i, p) in points.iter().enumerate() {
        plot.dot((p.predicted, error(p)), 2.5, Ink::Accent, i as u32, says(p));
    }
    plot.finish(spread(points))
}

/// How many rows have which error.
pub fn histogram(e: &Errors) -> Scene {
    let r = e.residuals;
    let most = f64::from(r.counts.iter().copied().max().unwrap_or(0).max(1));
    let ends = (r.edges.first().copied().unwrap_or(-1.0), r.edges.last().copied().unwrap_or(1.0));
    let x = Axis { name: t::true_less_predicted(), unit: Unit::Target, range: ends };
    let y = Axis { name: t::axis_rows(), unit: Unit::Target, range: (0.0, most) };
    let mut plot = Plot::new(e.width, e.height, &x, &y);
    for (i, (&n, edges)) in r.counts.iter().zip(r.edges.windows(2)).enumerate() {
        let label = t::errors_between(&number(edges[0]), &number(edges[1]), &common::rows(&count(n as usize)));
        plot.column((edges[0], edges[1]), f64::from(n), Ink::Base, i as u32, label);
    }
    plot.line([(0.0, 0.0), (0.0, most)], 1.0, true, Ink::Second);
    // The bins lie even about zero: the upper half of them holds what was not predicted too high.
    let upper: u32 = r.counts.iter().skip(r.counts.len() / 2).sum();
    let share = f64::from(upper) / r.n_rows.max(1) as f64;
    plot.finish(t::errors_spread(&level(share, Unit::Probability), &number(e.scores.median_absolute_error)))
}

/// Whether high predictions are as sure as low ones: the errors of the outer thirds.
fn spread(points: &[Point]) -> String {
    let mut sorted: Vec<&Point> = points.iter().collect();
    order::sort_ascending(&mut sorted, |p| p.predicted);
    let third = sorted.len() / 3;
    if third == 0 {
        return t::too_few_rows().to_owned();
    }
    let off = |part: &[&Point]| number(part.iter().map(|p| error(p).abs()).sum::<f64>() / part.len() as f64);
    t::outer_thirds(&off(&sorted[sorted.len() - third..]), &off(&sorted[..third]))
}

fn error(p: &Point) -> f64 {
    p.truth - p.predicted
}

fn says(p: &Point) -> String {
    t::row_predicted(&(p.table_row + 1), &number(p.truth), &number(p.predicted))
}

fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)))
}
