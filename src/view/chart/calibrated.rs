//! Whether a class's probabilities hold: what was said against what was so.

use super::format::{Unit, counted, level, size};
use super::plot::{Axis, Plot};
use super::{Ink, Scene};
use vitrine_core::evaluate::Calibration;

/// What it is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct Calibrated<'a> {
    /// The bins.
    pub calibration: &'a Calibration,
    /// The class's name.
    pub subject: &'a str,
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels.
    pub height: f64,
}

/// Draws it: a dot a bin with its 95 % interval, beside the line on which they would all be.
pub fn scene(c: &Calibrated) -> Scene {
    let percent = |name| Axis { name, unit: Unit::Probability, range: (0.0, 1.0) };
    let (x, y) = ("probability that was given, %", "rows that are of the class, %");
    let mut plot = Plot::new(c.width, c.height, &percent(x), &percent(y));
    plot.line([(0.0, 0.0), (1.0, 1.0)], 1.0, true, Ink::Base);
    let bins = &c.calibration.bins;
    for bin in bins {
        if let Some(i) = bin.interval {
            plot.line([(bin.probability, i.low), (bin.probability, i.high)], 1.0, false, Ink::Whisker);
        }
    }
    plot.line(bins.iter().map(|b| (b.probability, b.share)), 1.0, false, Ink::Accent);
    for (i, bin) in bins.iter().enumerate() {
        plot.dot((bin.probability, bin.share), 4.0, Ink::Accent, i as u32, says(bin));
    }
    plot.name((0.75, 0.75), "as it should be", Ink::Quiet);
    let points = |v: Option<f64>| v.map_or_else(|| "undefined".to_owned(), |v| size(v, Unit::Probability));
    plot.finish(format!(
        "What it gives \u{201c}{}\u{201d} is off by {} on average, by {} at most.",
        c.subject,
        points(c.calibration.expected_error),
        points(c.calibration.largest_error)
    ))
}

/// A bin in words.
fn says(bin: &vitrine_core::evaluate::calibration::Bin) -> String {
    let percent = |v: f64| level(v, Unit::Probability);
    let between = bin.interval.map(|i| format!(" ({} to {})", percent(i.low), percent(i.high))).unwrap_or_default();
    format!(
        "{} given {} on average: {}{between} are of the class",
        counted(bin.n as usize, "row that was", "rows that were"),
        percent(bin.probability),
        percent(bin.share)
    )
}
