//! A small distribution of one column, with values marked in it.

use super::axis::Scale;
use super::format::{count, number};
use super::{Ink, Mark, Scene, Shape};
use vitrine_core::table::{Value, date, summary::Distribution};
use vitrine_text::{charts as t, common};

/// What the histogram shows.
#[derive(Clone, Copy, Debug)]
pub struct Histogram<'a> {
    /// The column's name.
    pub name: &'a str,
    /// Its distribution.
    pub distribution: &'a Distribution,
    /// The value marked with the accent.
    pub marked: Option<&'a Value>,
    /// The value before a what-if, marked thinly.
    pub before: Option<&'a Value>,
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels.
    pub height: f64,
}

/// Draws it: bars only, no axes; labels say the figures.
pub fn scene(histogram: &Histogram) -> Scene {
    let (width, height) = (histogram.width.max(24.0), histogram.height.max(12.0));
    let base = height - 1.0;
    let mut marks = vec![Mark {
        shape: Shape::Line { points: vec![(0.0, base), (width, base)], width: 1.0, dashed: false },
        ink: Ink::Rule,
        datum: None,
        label: None,
    }];
    let title = match histogram.distribution {
        Distribution::Empty => t::has_no_value(&histogram.name),
        Distribution::Numbers { min, max, mean, median, bins, dates } => {
            let number = in_words(*dates);
            numbers(histogram, *min, *max, bins, (width, base), number, &mut marks);
            t::numbers(&histogram.name, &number(*min), &number(*max), &number(*mean), &number(*median))
        }
        Distribution::Levels { top, other } => {
            levels(histogram, top, *other, (width, base), &mut marks);
            let n = top.len() + usize::from(*other > 0);
            match top.first() {
                Some((level, rows)) => t::levels_most(&histogram.name, &n, level, &count(*rows as usize)),
                None => t::levels(&histogram.name, &n),
            }
        }
    };
    Scene { width, height, title, marks }
}

type Size = (f64, f64);

/// How a place on the axis is spelled.
fn in_words(dates: bool) -> fn(f64) -> String {
    if dates { date::format_date } else { number }
}

/// One bar; `i` of `n`, `share` of the full height.
fn bar(i: usize, n: usize, share: f64, (width, base): Size, ink: Ink, label: String) -> Mark {
    let pitch = width / n as f64;
    let gap = if pitch > 4.0 { 1.0 } else { 0.0 };
    // A bar of one row stays visible.
    let height = if share > 0.0 { (share * (base - 2.0)).max(1.5) } else { 0.0 };
    let shape = Shape::Rect { x: i as f64 * pitch, y: base - height, width: (pitch - gap).max(0.5), height };
    Mark { shape, ink, datum: None, label: Some(label) }
}

fn numbers(
    h: &Histogram,
    min: f64,
    max: f64,
    bins: &[u32],
    size: Size,
    number: fn(f64) -> String,
    marks: &mut Vec<Mark>,
) {
    let highest = bins.iter().copied().max().unwrap_or(0).max(1);
    let step = (max - min) / bins.len().max(1) as f64;
    for (i, &n) in bins.iter().enumerate() {
        let (low, high) = (min + i as f64 * step, min + (i + 1) as f64 * step);
        let label = t::bin(&number(low), &number(high), &common::rows(&count(n as usize)));
        marks.push(bar(i, bins.len(), f64::from(n) / f64::from(highest), size, Ink::Base, label));
    }
    let scale = Scale::over([min, max], 1.0, size.0 - 1.0);
    for (value, ink, width) in [(h.before, Ink::Ghost, 1.5), (h.marked, Ink::Accent, 2.0)] {
        if let Some(Value::Number(v) | Value::Date(v)) = value {
            let x = scale.at(*v);
            let shape = Shape::Line { points: vec![(x, 0.0), (x, size.1)], width, dashed: false };
            marks.push(Mark { shape, ink, datum: None, label: Some(format!("{}: {}", h.name, number(*v))) });
        }
    }
}

fn levels(h: &Histogram, top: &[(String, u32)], other: u32, size: Size, marks: &mut Vec<Mark>) {
    let n = top.len() + usize::from(other > 0);
    let highest = top.iter().map(|t| t.1).chain([other]).max().unwrap_or(0).max(1);
    let is = |value: Option<&Value>, level: &str| matches!(value, Some(Value::Level(l)) if l == level);
    for (i, (level, rows)) in top.iter().enumerate() {
        let ink = match (is(h.marked, level), is(h.before, level)) {
            (true, _) => Ink::Accent,
            (_, true) => Ink::Ghost,
            _ => Ink::Base,
        };
        let label = format!("{level}: {}", common::rows(&count(*rows as usize)));
        marks.push(bar(i, n, f64::from(*rows) / f64::from(highest), size, ink, label));
    }
    if other > 0 {
        let label = t::all_other_levels(&common::rows(&count(other as usize)));
        marks.push(bar(n - 1, n, f64::from(other) / f64::from(highest), size, Ink::Ghost, label));
    }
}
