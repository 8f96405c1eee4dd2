//! How well a class's probability ranks the rows: the ROC curve, and precision against recall.

use super::format::{Unit, level, share};
use super::plot::{Axis, Plot};
use super::{Ink, Scene};
use vitrine_core::evaluate::{Decisions, ThresholdTable};
use vitrine_text::{charts as t, common};

/// Which curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    /// Recall against the share of the others that is decided wrongly.
    Roc,
    /// Precision against recall.
    PrecisionRecall,
}

/// What it is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct Ranking<'a> {
    /// Which curve.
    pub curve: Curve,
    /// The rows, ranked.
    pub thresholds: &'a ThresholdTable,
    /// ROC AUC, or average precision.
    pub area: Option<f64>,
    /// The threshold in force.
    pub threshold: f64,
    /// The class's name.
    pub subject: &'a str,
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels.
    pub height: f64,
}

/// Thresholds that have a dot, in percent.
pub fn marked() -> impl Iterator<Item = u32> {
    (1..20).map(|i| 5 * i)
}

/// Where a threshold's decisions are on a curve; `None` where one of the two shares is undefined.
pub fn place(curve: Curve, d: Decisions) -> Option<(f64, f64)> {
    let recall = d.scores().recall?;
    match curve {
        Curve::Roc => {
            let others = d.false_positive + d.true_negative;
            (others > 0).then(|| (f64::from(d.false_positive) / f64::from(others), recall))
        }
        Curve::PrecisionRecall => Some((recall, d.scores().precision?)),
    }
}

/// Draws it.
pub fn scene(r: &Ranking) -> Scene {
    let percent = |name| Axis { name, unit: Unit::Probability, range: (0.0, 1.0) };
    let (x, y) = match r.curve {
        Curve::Roc => (t::axis_false_positives(), t::axis_recall()),
        Curve::PrecisionRecall => (t::axis_recall(), t::axis_precision()),
    };
    let mut plot = Plot::new(r.width, r.height, &percent(x), &percent(y));
    let (n_true, n_false) = r.thresholds.totals();
    let points = match r.curve {
        Curve::Roc => r.thresholds.roc(),
        Curve::PrecisionRecall => r.thresholds.precision_recall(),
    };
    if points.is_empty() {
        return plot.finish(t::no_curve(&r.subject));
    }
    let base = f64::from(n_true) / f64::from(n_true + n_false);
    let chance = match r.curve {
        Curve::Roc => [(0.0, 0.0), (1.0, 1.0)],
        Curve::PrecisionRecall => [(0.0, base), (1.0, base)],
    };
    plot.line(chance, 1.0, true, Ink::Base);
    plot.line(points, 2.0, false, Ink::Accent);
    let says = |threshold: f64, (a, b): (f64, f64)| {
        let (a, b) = (level(a, Unit::Probability), level(b, Unit::Probability));
        let at = level(threshold, Unit::Probability);
        match r.curve {
            Curve::Roc => t::threshold_rates(&at, &b, &a),
            Curve::PrecisionRecall => t::threshold_precision(&at, &a, &b),
        }
    };
    for percent in marked() {
        let threshold = f64::from(percent) / 100.0;
        if let Some(at) = place(r.curve, r.thresholds.at(threshold)) {
            plot.dot(at, 2.5, Ink::Accent, percent, says(threshold, at));
        }
    }
    if let Some(at) = place(r.curve, r.thresholds.at(r.threshold)) {
        let datum = (100.0 * r.threshold).round() as u32;
        plot.dot(at, 5.0, Ink::Second, datum, says(r.threshold, at));
        plot.name(at, &t::threshold(&level(r.threshold, Unit::Probability)), Ink::Second);
    }
    plot.name(if r.curve == Curve::Roc { (0.7, 0.7) } else { (0.9, base) }, t::by_chance(), Ink::Quiet);
    plot.finish(title(r, base))
}

fn title(r: &Ranking, base: f64) -> String {
    let area = r.area.map_or(common::undefined().to_owned(), share);
    match r.curve {
        Curve::Roc => t::area(&area, &r.subject),
        Curve::PrecisionRecall => t::average_precision(&area, &r.subject, &share(base)),
    }
}
