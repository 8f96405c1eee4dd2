//! The key of a picture: a sample of each kind of mark, and what it stands for.

use super::listed::LINE;
use super::text::{self, SIZE};
use super::{Anchor, Ink, Mark, Shape};

/// What is shown beside the words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sample {
    /// A dot.
    Dot,
    /// A line of this width.
    Line(f64),
    /// A dashed line.
    Dashed,
    /// An area.
    Area,
    /// A short upright line.
    Upright,
}

/// One kind of mark.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Its sample.
    pub sample: Sample,
    /// Its role.
    pub ink: Ink,
    /// What it stands for.
    pub words: &'a str,
}

/// Between an entry and the next.
const GAP: f64 = 16.0;

/// The entries one after another, in as many lines as they need between `left` and `right`, and where they end.
pub fn key(entries: &[Entry], (left, right): (f64, f64), top: f64) -> (Vec<Mark>, f64) {
    let mut marks = Vec::new();
    let (mut x, mut y) = (left, top);
    for entry in entries {
        let wide = match entry.sample {
            Sample::Dot | Sample::Upright => 13.0,
            Sample::Line(_) | Sample::Dashed | Sample::Area => 26.0,
        };
        let words = text::shorten(entry.words, SIZE, right - left - wide);
        let needed = wide + text::width(&words, SIZE);
        if x > left && x + needed > right {
            (x, y) = (left, y + LINE);
        }
        let middle = y + 8.0;
        let shape = match entry.sample {
            Sample::Dot => Shape::Circle { x: x + 4.0, y: middle, radius: 4.0 },
            Sample::Upright => line([(x + 4.0, middle - 4.0), (x + 4.0, middle + 4.0)], 1.0, false),
            Sample::Line(width) => line([(x, middle), (x + 20.0, middle)], width, false),
            Sample::Dashed => line([(x, middle), (x + 20.0, middle)], 1.0, true),
            Sample::Area => Shape::Rect { x, y: middle - 5.0, width: 20.0, height: 10.0 },
        };
        marks.push(Mark { shape, ink: entry.ink, datum: None, label: None });
        marks.push(Mark::words(x + wide, y + 12.5, words, Anchor::Start, Ink::Quiet));
        x += needed + GAP;
    }
    (marks, if entries.is_empty() { top } else { y + LINE })
}

fn line(ends: [(f64, f64); 2], width: f64, dashed: bool) -> Shape {
    Shape::Line { points: ends.to_vec(), width, dashed }
}
