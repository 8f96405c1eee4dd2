//! A scene: marks in CSS pixels, with the ids and words that hover, keyboard and screen readers need. It knows no colours, only roles.

use super::text::SIZE;
use std::collections::BTreeMap;

/// A drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels.
    pub height: f64,
    /// The finding, as a sentence: the chart's title and its accessible name.
    pub title: String,
    /// Painted in this order.
    pub marks: Vec<Mark>,
}

/// One mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Its form.
    pub shape: Shape,
    /// Its role, which decides its colour.
    pub ink: Ink,
    /// The datum that it shows (a feature's index, an epoch); marks of one datum are highlighted together.
    pub datum: Option<u32>,
    /// What hovering and screen readers say, with the exact value.
    pub label: Option<String>,
}

/// A place in a picture where one can stop and read: the marks that say the same words.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// What they say.
    pub label: String,
    /// The datum that they show.
    pub datum: Option<u32>,
    /// The indices of the marks.
    pub marks: Vec<usize>,
    /// The middle of the first of them.
    pub at: (f64, f64),
}

impl Scene {
    /// All places to stop, in the order in which one would read them: as they are painted, save that what is words only has
    /// the place that its height gives it, since words are painted last.
    pub fn stops(&self) -> Vec<Stop> {
        let mut stops: Vec<Stop> = Vec::new();
        let mut places: BTreeMap<(&str, Option<u32>), usize> = BTreeMap::new();
        for (i, mark) in self.marks.iter().enumerate() {
            let Some(label) = &mark.label else { continue };
            let place = *places.entry((label, mark.datum)).or_insert(stops.len());
            match stops.get_mut(place) {
                Some(stop) => stop.marks.push(i),
                None => stops.push(Stop {
                    label: label.clone(),
                    datum: mark.datum,
                    marks: vec![i],
                    at: mark.shape.middle(),
                }),
            }
        }
        let is_words = |s: &Stop| matches!(self.marks[s.marks[0]].shape, Shape::Text { .. });
        let (words, mut order): (Vec<Stop>, Vec<Stop>) = stops.into_iter().partition(is_words);
        for stop in words {
            let place = order.iter().position(|s| s.at.1 > stop.at.1).unwrap_or(order.len());
            order.insert(place, stop);
        }
        order
    }
}

impl Shape {
    /// Its middle; of words, their anchor.
    fn middle(&self) -> (f64, f64) {
        match self {
            Shape::Rect { x, y, width, height } => (x + width / 2.0, y + height / 2.0),
            Shape::Circle { x, y, .. } | Shape::Text { x, y, .. } => (*x, *y),
            Shape::Polygon(points) | Shape::Line { points, .. } => {
                let n = points.len().max(1) as f64;
                let sum = points.iter().fold((0.0, 0.0), |s, p| (s.0 + p.0, s.1 + p.1));
                (sum.0 / n, sum.1 / n)
            }
        }
    }
}

impl Mark {
    /// Words of the usual size that show no datum.
    pub fn words(x: f64, y: f64, text: String, anchor: Anchor, ink: Ink) -> Mark {
        Mark { shape: Shape::Text { x, y, text, anchor, size: SIZE, strong: false }, ink, datum: None, label: None }
    }

    /// The same mark, of which hovering says this.
    pub fn said(self, label: Option<String>) -> Mark {
        Mark { label, ..self }
    }

    /// The same mark elsewhere.
    pub fn moved(mut self, dx: f64, dy: f64) -> Mark {
        match &mut self.shape {
            Shape::Rect { x, y, .. } | Shape::Circle { x, y, .. } | Shape::Text { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
            Shape::Polygon(points) | Shape::Line { points, .. } => points.iter_mut().for_each(|p| {
                p.0 += dx;
                p.1 += dy;
            }),
        }
        self
    }
}

/// A form. Coordinates are in CSS pixels from the top left.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A filled rectangle.
    Rect {
        /// Left.
        x: f64,
        /// Top.
        y: f64,
        /// Width, not negative.
        width: f64,
        /// Height, not negative.
        height: f64,
    },
    /// A filled polygon.
    Polygon(Vec<(f64, f64)>),
    /// A line through points.
    Line {
        /// The points.
        points: Vec<(f64, f64)>,
        /// Stroke width.
        width: f64,
        /// Dashed.
        dashed: bool,
    },
    /// A filled circle.
    Circle {
        /// Centre.
        x: f64,
        /// Centre.
        y: f64,
        /// Radius.
        radius: f64,
    },
    /// A line of text; `y` is its baseline.
    Text {
        /// Where the anchor is.
        x: f64,
        /// The baseline.
        y: f64,
        /// The text, already shortened to fit; the full text is in the mark's label.
        text: String,
        /// Which point of the text is at `x`.
        anchor: Anchor,
        /// Font size.
        size: f64,
        /// Bold.
        strong: bool,
    },
}

/// Which point of a text is at its x.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its start.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// The role of a mark. The page maps it to a CSS class `ink-...`, exports to a palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Text and strong lines.
    Text,
    /// Secondary text.
    Quiet,
    /// Axes, grid and rules.
    Rule,
    /// Pushes towards the shown class, or the value up: blue.
    Toward,
    /// Pushes away, or the value down: orange.
    Away,
    /// The base value and bars without a sign: grey.
    Base,
    /// The accent: training curve, the marked value.
    Accent,
    /// The second series: validation curve.
    Second,
    /// What was before a what-if: a thin mark.
    Ghost,
    /// Standard errors.
    Whisker,
}
