//! A scene as SVG text, for export and for tests.

use super::palette::{colour, paper};
use super::{Anchor, Mark, Scene, Shape};
use std::fmt::Write;

/// Fonts in the order of wish; the last is everywhere.
const FONTS: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

/// Lines pass behind words, not through them.
const HALO: &str = "stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"";

/// Writes a scene without a description, see [`document`].
pub fn to_svg(scene: &Scene, dark: bool) -> String {
    document(scene, None, dark)
}

/// Writes a scene as a self-contained SVG document in the light or dark palette: no script, no external reference, text
/// escaped for XML 1.0. The description is for those who ask what they have before them.
pub fn document(scene: &Scene, description: Option<&str>, dark: bool) -> String {
    let (w, h) = (short(scene.width), short(scene.height));
    let description = description.map(|d| format!("<desc>{}</desc>\n", escape(d))).unwrap_or_default();
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\" \
         font-family=\"{FONTS}\">\n<title>{}</title>\n{description}<rect width=\"{w}\" height=\"{h}\" \
         fill=\"#{:06x}\"/>\n",
        escape(&scene.title),
        paper(dark)
    );
    for mark in &scene.marks {
        write_mark(mark, dark, &mut out);
    }
    out + "</svg>\n"
}

fn write_mark(mark: &Mark, dark: bool, out: &mut String) {
    let colour = colour(mark.ink, dark);
    let title = mark.label.as_deref().map(|l| format!("<title>{}</title>", escape(l))).unwrap_or_default();
    let body = match &mark.shape {
        Shape::Rect { x, y, width, height } => format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#{colour:06x}\">{title}</rect>",
            short(*x),
            short(*y),
            short(*width),
            short(*height)
        ),
        Shape::Polygon(p) => format!("<polygon points=\"{}\" fill=\"#{colour:06x}\">{title}</polygon>", points(p)),
        Shape::Line { points: p, width, dashed } => format!(
            "<polyline points=\"{}\" fill=\"none\" stroke=\"#{colour:06x}\" stroke-width=\"{}\"{}>{title}</polyline>",
            points(p),
            short(*width),
            if *dashed { " stroke-dasharray=\"3 3\"" } else { "" }
        ),
        Shape::Circle { x, y, radius } => format!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"#{colour:06x}\">{title}</circle>",
            short(*x),
            short(*y),
            short(*radius)
        ),
        Shape::Text { x, y, text, anchor, size, strong } => format!(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"{}\" font-size=\"{}\"{} fill=\"#{colour:06x}\" stroke=\"#{:06x}\" {HALO}>{}{title}</text>",
            short(*x),
            short(*y),
            match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            },
            short(*size),
            if *strong { " font-weight=\"600\"" } else { "" },
            paper(dark),
            escape(text)
        ),
    };
    // Writing into a string cannot fail.
    let _ = writeln!(out, "{body}");
}

fn points(points: &[(f64, f64)]) -> String {
    points.iter().map(|(x, y)| format!("{},{}", short(*x), short(*y))).collect::<Vec<_>>().join(" ")
}

/// Hundredths of a pixel are enough; a number that is none is drawn at the origin.
fn short(v: f64) -> String {
    let v = if v.is_finite() { v } else { 0.0 };
    let text = format!("{v:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// XML 1.0 has no control characters save tab and line ends, not even escaped.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
