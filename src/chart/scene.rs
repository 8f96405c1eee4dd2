//! A scene: marks in CSS pixels, with the ids and words that hover, keyboard and screen readers need. It knows no colours, only roles.

/// A drawing.
#[derive(Clone, Debug, PartialEq)]
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
