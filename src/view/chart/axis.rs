//! A linear scale and its ticks at round numbers.

use super::format::{Unit, tick};
use super::text;

/// Data to pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// A scale over finite values, onto `from..to` pixels; a range without extent is widened.
    pub fn over(values: impl IntoIterator<Item = f64>, from: f64, to: f64) -> Scale {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for v in values.into_iter().filter(|v| v.abs() < 1e150) {
            low = low.min(v);
            high = high.max(v);
        }
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        let least = 1e-9 * low.abs().max(high.abs()).max(1e-9);
        if high - low < least {
            let half = if low == 0.0 { 0.5 } else { 0.1 * low.abs() };
            (low, high) = (low - half, high + half);
        }
        Scale { low, high, from, to }
    }

    /// The pixel of a value, held within the range; a value that is no number stands at its start.
    pub fn at(&self, v: f64) -> f64 {
        let share = (v - self.low) / (self.high - self.low);
        let share = if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) };
        self.from + share * (self.to - self.from)
    }

    /// Round values with their labels, about `most` of them.
    pub fn ticks(&self, most: usize, unit: Unit) -> Vec<(f64, String)> {
        let step = round_step((self.high - self.low) / most.max(1) as f64);
        let first = libm::ceil(self.low / step - 1e-9);
        let value = |i: usize| (first + i as f64) * step;
        let within = |v: &f64| *v <= self.high + 1e-9 * step;
        (0..=most + 1).map(value).take_while(within).map(|v| (v, tick(v, step, unit))).collect()
    }

    /// Ticks of a level axis, without those whose labels would touch the one before.
    pub fn level_ticks(&self, most: usize, unit: Unit, size: f64) -> Vec<(f64, String)> {
        let mut kept: Vec<(f64, f64, String)> = Vec::new();
        for (v, label) in self.ticks(most, unit) {
            let (x, half) = (self.at(v), text::width(&label, size) / 2.0);
            if kept.last().is_none_or(|(_, right, _)| x - half > right + 6.0) {
                kept.push((v, x + half, label));
            }
        }
        kept.into_iter().map(|(v, _, label)| (v, label)).collect()
    }
}

/// The smallest of 1, 2, 5 times a power of ten that is not below `least`.
fn round_step(least: f64) -> f64 {
    let power = libm::pow(10.0, libm::floor(libm::log10(least)));
    let factor = [1.0, 2.0, 5.0].into_iter().find(|f| f * power >= least * (1.0 - 1e-9)).unwrap_or(10.0);
    factor * power
}
