//! Whether a class's probabilities hold: what was said against what was so.

use super::format::{Unit, count, level, size};
use super::plot::{Axis, Plot};
use super::{Ink, Scene};
use vitrine_core::evaluate::Calibration;
use vitrine_text::{charts as t, common};

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
    let mut plot = Plot::new(c.width, c.height, &percent(t::axis_given()), &percent(t::axis_of_class()));
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
    plot.name((0.75, 0.75), t::as_it_should_be(), Ink::Quiet);
    let points = |v: Option<f64>| v.map_or_else(|| common::undefined().to_owned(), |v| size(v, Unit::Probability));
    plot.finish(t::calibration_off(
        &c.subject,
        &points(c.calibration.expected_error),
        &points(c.calibration.largest_error),
    ))
}

/// A bin in words.
fn says(bin: &vitrine_core::evaluate::calibration::CalibrationBin) -> String {
    let percent = |v: f64| level(v, Unit::Probability);
    let share = percent(bin.share);
    let share = match bin.interval {
        Some(i) => common::with_interval(&share, &percent(i.low), &percent(i.high)),
        None => share,
    };
    t::given_and_so(&count(bin.n as usize), &percent(bin.probability), &share)
}
