//! What pictures of several features or levels share, one row each: names beside their rows or above them, and an axis below
//! whose name has the lines that it needs. And how what the model says is called, on an axis and in a sentence.

use super::axis::Scale;
use super::format::{self, Unit};
use super::text::{self, SIZE};
use super::{Anchor, Ink, Mark, Shape, rows};
use vitrine_text::charts as t;

/// Sizes in CSS pixels.
#[derive(Clone, Copy, Debug)]
pub struct List {
    /// Width of the picture.
    pub width: f64,
    /// Names stand above their rows.
    pub narrow: bool,
    /// Where the plot begins.
    pub left: f64,
    /// Where it ends.
    pub right: f64,
    /// Height of a row.
    pub row: f64,
    /// The middle of what is drawn within its row, from the row's top.
    pub middle: f64,
}

/// Height of a line of words.
pub const LINE: f64 = 17.0;
/// From this width on names stand beside their rows.
const BESIDE: f64 = 360.0;
/// Lines that the name of an axis may have.
const MOST_LINES: usize = 3;

impl List {
    /// Room for rows with these names, in which something of this height is drawn.
    pub fn of<'a>(width: f64, names: impl Iterator<Item = &'a str>, thick: f64) -> List {
        let width = width.clamp(240.0, 4000.0);
        if width < BESIDE {
            let row = LINE + thick + 6.0;
            return List { width, narrow: true, left: 8.0, right: width - 8.0, row, middle: LINE + 1.0 + thick / 2.0 };
        }
        let widest = names.map(|n| text::width(n, SIZE)).fold(0.0, f64::max);
        let row = (thick + 8.0).max(LINE + 3.0);
        List {
            width,
            narrow: false,
            left: (widest + 16.0).min(0.4 * width),
            right: width - 8.0,
            row,
            middle: row / 2.0,
        }
    }

    /// The name of the row that begins at `top`, with what hovering says.
    pub fn name(&self, name: &str, top: f64, ink: Ink, datum: Option<u32>, label: &str) -> Mark {
        let (room, y) = match self.narrow {
            true => (self.width - 8.0, top + 13.0),
            false => (self.left - 14.0, top + self.middle + 4.5),
        };
        let words = Mark::words(4.0, y, text::shorten(name, SIZE, room), Anchor::Start, ink);
        Mark { datum, ..words }.said(Some(label.to_owned()))
    }

    /// An upright line through `n` rows and on to `bottom`; not through names, where those stand above their rows.
    pub fn upright(&self, x: f64, (top, bottom): (f64, f64), n: usize, ink: Ink, dashed: bool) -> Vec<Mark> {
        let lane = |i: usize| {
            let from = top + i as f64 * self.row;
            rows::upright(x, from + LINE, from + self.row, ink, dashed)
        };
        if self.narrow { (0..n).map(lane).collect() } else { vec![rows::upright(x, top, bottom, ink, dashed)] }
    }

    /// The axis below the rows, and where it ends: grid lines, ticks and its name.
    pub fn axis(&self, scale: &Scale, top: f64, bottom: f64, unit: Unit, name: &str) -> (Vec<Mark>, f64) {
        let ticks = scale.level_ticks(((self.right - self.left) / 70.0) as usize, unit, SIZE);
        // Names above the rows leave no room for lines from top to bottom.
        let top = if self.narrow { bottom - 4.0 } else { top };
        let mut marks: Vec<Mark> =
            ticks.iter().map(|(v, _)| rows::upright(scale.at(*v), top, bottom, Ink::Rule, false)).collect();
        let mut free = 0.0;
        for (v, label) in ticks {
            let half = text::width(&label, SIZE) / 2.0;
            let x = scale.at(v).clamp(half, (self.width - half).max(half));
            // At the frame a label gives way to the one before.
            if x - half >= free {
                marks.push(Mark::words(x, bottom + 14.0, label, Anchor::Middle, Ink::Quiet));
                free = x + half + 4.0;
            }
        }
        let lines = few_lines(name, self.width - 16.0);
        let end = bottom + 16.0 + LINE * lines.len() as f64 + 2.0;
        for (i, line) in lines.into_iter().enumerate() {
            let y = bottom + 31.0 + LINE * i as f64;
            marks.push(Mark::words(self.width - 8.0, y, line, Anchor::End, Ink::Quiet));
        }
        (marks, end)
    }
}

/// A line between two points that shows a datum.
pub fn stroke(points: Vec<(f64, f64)>, width: f64, dashed: bool, ink: Ink) -> Mark {
    Mark { shape: Shape::Line { points, width, dashed }, ink, datum: None, label: None }
}

/// A dot.
pub fn dot(x: f64, y: f64, radius: f64, ink: Ink) -> Mark {
    Mark { shape: Shape::Circle { x, y, radius }, ink, datum: None, label: None }
}

/// A text in the lines that fit into `room`, of which there are not too many: the last one is shortened.
pub fn few_lines(text: &str, room: f64) -> Vec<String> {
    let mut lines = text::lines(text, SIZE, room);
    if lines.len() > MOST_LINES {
        let last = lines.split_off(MOST_LINES - 1).join(" ");
        lines.push(last);
    }
    lines.iter().map(|line| text::shorten(line, SIZE, room)).filter(|line| !line.is_empty()).collect()
}

/// So many of `n` have a row of their own: one more than asked for rather than a row for one other.
pub fn n_shown(shown: usize, n: usize) -> usize {
    if n <= shown.saturating_add(1) { n } else { shown }
}

/// The places of some values, largest first; what is no number comes last.
pub fn largest_first(values: impl Iterator<Item = f64>) -> Vec<usize> {
    let keys: Vec<f64> = values.map(|v| if v.is_nan() { f64::NEG_INFINITY } else { v }).collect();
    vitrine_core::num::order::descending(&keys)
}

/// A size with its sign where it is negative, without a unit.
pub fn signed(value: f64, unit: Unit) -> String {
    let amount = format::amount(value.abs(), unit);
    if value < 0.0 && amount != "0" && !amount.starts_with('<') { format!("\u{2212}{amount}") } else { amount }
}

/// What the model says, as a sentence names it.
pub fn what(unit: Unit, subject: &str) -> String {
    match unit {
        Unit::Target => subject.to_owned(),
        Unit::LogOdds => t::the_log_odds(&subject),
        Unit::Margin => t::the_raw_output(&subject),
        Unit::Probability => t::the_probability(&subject),
    }
}
