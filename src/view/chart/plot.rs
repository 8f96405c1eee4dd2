//! Two axes with ticks and names, and marks placed by their data: the frame of every plot of points and lines.

use super::axis::Scale;
use super::format::Unit;
use super::text::{self, SIZE};
use super::{Anchor, Ink, Mark, Scene, Shape};

/// One axis.
#[derive(Clone, Copy, Debug)]
pub struct Axis<'a> {
    /// Its name, with the unit.
    pub name: &'a str,
    /// The unit of its ticks.
    pub unit: Unit,
    /// The range that it shows.
    pub range: (f64, f64),
}

/// A plot being drawn.
#[derive(Debug)]
pub struct Plot {
    width: f64,
    height: f64,
    x: Scale,
    y: Scale,
    /// Left, top, right and bottom of the plane.
    frame: [f64; 4],
    marks: Vec<Mark>,
    /// Boxes of the words in the plane, and of the lines that they keep off.
    taken: Vec<[f64; 4]>,
}

/// Points of a line that are nearer than this on the screen are one, in CSS pixels.
const NEAR: f64 = 0.75;

impl Plot {
    /// The axes.
    pub fn new(width: f64, height: f64, x: &Axis, y: &Axis) -> Plot {
        let (width, height) = (width.max(200.0), height.max(140.0));
        let (top, bottom) = (24.0, height - 42.0);
        let rows = Scale::over([y.range.0, y.range.1], bottom, top);
        let ticks = rows.ticks((height / 52.0) as usize, y.unit);
        let widest = ticks.iter().map(|t| text::width(&t.1, SIZE)).fold(16.0, f64::max);
        let (left, right) = ((widest + 10.0).min(width / 3.0), width - 14.0);
        let columns = Scale::over([x.range.0, x.range.1], left, right);
        let mut plot = Plot {
            width,
            height,
            x: columns,
            y: rows,
            frame: [left, top, right, bottom],
            marks: Vec::new(),
            taken: Vec::new(),
        };
        for (v, label) in ticks {
            let at = rows.at(v);
            plot.stroke(vec![(left, at), (right, at)], 1.0, false, Ink::Rule);
            plot.words(left - 6.0, at + 4.0, text::shorten(&label, SIZE, left - 6.0), Anchor::End, Ink::Quiet);
        }
        for (v, label) in columns.level_ticks((width / 80.0) as usize, x.unit, SIZE) {
            let half = text::width(&label, SIZE) / 2.0;
            plot.words(columns.at(v).clamp(half, width - half), bottom + 18.0, label, Anchor::Middle, Ink::Quiet);
        }
        plot.words(0.0, 12.0, text::shorten(y.name, SIZE, width), Anchor::Start, Ink::Quiet);
        plot.words(right, height - 4.0, text::shorten(x.name, SIZE, right), Anchor::End, Ink::Quiet);
        plot
    }

    /// Where a datum is on the screen.
    pub fn at(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.x.at(x), self.y.at(y))
    }

    /// A line through data; points that fall together are drawn once.
    pub fn line(&mut self, points: impl IntoIterator<Item = (f64, f64)>, width: f64, dashed: bool, ink: Ink) {
        let mut kept: Vec<(f64, f64)> = Vec::new();
        let mut last = None;
        for p in points {
            let at = self.at(p);
            last = Some(at);
            if kept.last().is_none_or(|k| (k.0 - at.0).abs() + (k.1 - at.1).abs() >= NEAR) {
                kept.push(at);
            }
        }
        kept.extend(last.filter(|l| kept.last() != Some(l)));
        if !dashed {
            kept.windows(2).for_each(|ends| self.keep_off(ends[0], ends[1]));
        }
        if kept.len() > 1 {
            self.stroke(kept, width, dashed, ink);
        }
    }

    /// A dot with its datum and what it says.
    pub fn dot(&mut self, at: (f64, f64), radius: f64, ink: Ink, datum: u32, label: String) {
        let (x, y) = self.at(at);
        self.marks.push(Mark { shape: Shape::Circle { x, y, radius }, ink, datum: Some(datum), label: Some(label) });
    }

    /// An upright bar from the foot of the plane, `from..to` wide.
    pub fn column(&mut self, (from, to): (f64, f64), top: f64, ink: Ink, datum: u32, label: String) {
        let (x, y) = self.at((from, top));
        let (right, foot) = (self.x.at(to), self.frame[3]);
        let shape = Shape::Rect { x, y, width: (right - x - 1.0).max(0.5), height: (foot - y).max(0.0) };
        self.marks.push(Mark { shape, ink, datum: Some(datum), label: Some(label) });
    }

    /// A name beside a datum, on the first side where there is room; it is left out where there is none.
    pub fn name(&mut self, at: (f64, f64), name: &str, ink: Ink) {
        let (x, y) = self.at(at);
        let wide = text::width(name, SIZE);
        let sides = [(10.0, 4.0), (-10.0 - wide, 4.0), (-wide / 2.0, -10.0), (-wide / 2.0, 20.0)];
        let far =
            [(10.0, 24.0), (10.0, -18.0), (-10.0 - wide, 24.0), (-10.0 - wide, -18.0), (10.0, 48.0), (10.0, -42.0)];
        let boxed = |(dx, dy): (f64, f64)| [x + dx, y + dy - 0.75 * SIZE, x + dx + wide, y + dy + 0.25 * SIZE];
        let [left, top, right, bottom] = self.frame;
        let fits = |b: &[f64; 4]| {
            let inside = b[0] >= left + 2.0 && b[2] <= right && b[1] >= top - 4.0 && b[3] <= bottom - 2.0;
            let free = |t: &[f64; 4]| b[0] >= t[2] || t[0] >= b[2] || b[1] >= t[3] || t[1] >= b[3];
            inside && self.taken.iter().all(free)
        };
        if let Some(found) = sides.into_iter().chain(far).map(boxed).find(fits) {
            self.taken.push(found);
            self.words(found[0], found[3] - 0.25 * SIZE, name.to_owned(), Anchor::Start, ink);
        }
    }

    /// The picture with its finding.
    pub fn finish(self, title: String) -> Scene {
        Scene { width: self.width, height: self.height, title, marks: self.marks }
    }

    /// Words stay off a piece of a line.
    fn keep_off(&mut self, a: (f64, f64), b: (f64, f64)) {
        let n = (libm::hypot(b.0 - a.0, b.1 - a.1) / 6.0).ceil().min(400.0);
        for i in 0..=n as u32 {
            let share = if n > 0.0 { f64::from(i) / n } else { 0.0 };
            let (x, y) = (a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1));
            self.taken.push([x - 1.0, y - 1.0, x + 1.0, y + 1.0]);
        }
    }

    fn stroke(&mut self, points: Vec<(f64, f64)>, width: f64, dashed: bool, ink: Ink) {
        self.marks.push(Mark { shape: Shape::Line { points, width, dashed }, ink, datum: None, label: None });
    }

    fn words(&mut self, x: f64, y: f64, text: String, anchor: Anchor, ink: Ink) {
        self.marks.push(Mark::words(x, y, text, anchor, ink));
    }
}
