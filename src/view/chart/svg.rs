//! A scene as SVG text: a document of its own for export and for tests, or a part of a page that brings the colours.

use super::palette::{class, colour, paper};
use super::text::SIZE;
use super::{Anchor, Mark, Scene, Shape};
use std::fmt::Write;

/// Fonts in the order of wish; the last is everywhere.
const FONTS: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

/// Lines pass behind words, not through them.
const HALO: &str = "stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"";

/// Where a picture takes its colours from.
#[derive(Clone, Copy)]
enum Colours {
    /// It has its own, light or dark.
    Own { dark: bool },
    /// The style sheet of the page that it is put in, by the class of each role.
    OfThePage,
}

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
        write_mark(mark, Colours::Own { dark }, &mut out);
    }
    out + "</svg>\n"
}

/// Writes a scene as a part of an HTML page: its title is its name, marks have the classes of their roles, and those that
/// show a datum its number. Neighbours that say the same are one group and say it once. The page's style sheet says how
/// lines, words and roles look.
pub fn inline(scene: &Scene) -> String {
    let (w, h) = (short(scene.width), short(scene.height));
    let mut out = format!(
        "<svg width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\" aria-label=\"{}\">\n",
        escape(&scene.title)
    );
    let say_the_same = |a: &Mark, b: &Mark| a.label.is_some() && a.label == b.label && a.datum == b.datum;
    for marks in scene.marks.chunk_by(say_the_same) {
        let Mark { label, datum, .. } = &marks[0];
        if let Some(label) = label {
            let datum = datum.map(|d| format!(" data-datum=\"{d}\"")).unwrap_or_default();
            out += &format!("<g{datum}><title>{}</title>", escape(label));
        }
        for mark in marks {
            write_mark(&Mark { label: None, ..mark.clone() }, Colours::OfThePage, &mut out);
        }
        out += if label.is_some() { "</g>\n" } else { "" };
    }
    out + "</svg>\n"
}

/// How a mark is painted, as attributes: filled, drawn along, or as words.
fn paints(mark: &Mark, colours: Colours) -> String {
    match (colours, &mark.shape) {
        (Colours::OfThePage, _) => format!(" class=\"{}\"", class(mark.ink)),
        (Colours::Own { dark }, shape) => {
            let colour = colour(mark.ink, dark);
            match shape {
                Shape::Line { .. } => format!(" fill=\"none\" stroke=\"#{colour:06x}\""),
                Shape::Text { .. } => format!(" fill=\"#{colour:06x}\" stroke=\"#{:06x}\" {HALO}", paper(dark)),
                _ => format!(" fill=\"#{colour:06x}\""),
            }
        }
    }
}

fn write_mark(mark: &Mark, colours: Colours, out: &mut String) {
    let paint = paints(mark, colours);
    let title = mark.label.as_deref().map(|l| format!("<title>{}</title>", escape(l))).unwrap_or_default();
    let body = match &mark.shape {
        Shape::Rect { x, y, width, height } => format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{paint}>{title}</rect>",
            short(*x),
            short(*y),
            short(*width),
            short(*height)
        ),
        Shape::Polygon(p) => format!("<polygon points=\"{}\"{paint}>{title}</polygon>", points(p)),
        Shape::Line { points: p, width, dashed } => format!(
            "<polyline points=\"{}\"{paint}{}{}>{title}</polyline>",
            points(p),
            match colours {
                Colours::OfThePage if *width == 1.0 => String::new(),
                _ => format!(" stroke-width=\"{}\"", short(*width)),
            },
            if *dashed { " stroke-dasharray=\"3 3\"" } else { "" }
        ),
        Shape::Circle { x, y, radius } => format!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{paint}>{title}</circle>",
            short(*x),
            short(*y),
            short(*radius)
        ),
        Shape::Text { x, y, text, anchor, size, strong } => {
            // What most words have is said once by the style sheet of a page.
            let is_usual = matches!(colours, Colours::OfThePage) && *size == SIZE;
            let size = if is_usual { String::new() } else { format!(" font-size=\"{}\"", short(*size)) };
            let anchor = match (anchor, colours) {
                (Anchor::Start, Colours::OfThePage) => "",
                (Anchor::Start, _) => " text-anchor=\"start\"",
                (Anchor::Middle, _) => " text-anchor=\"middle\"",
                (Anchor::End, _) => " text-anchor=\"end\"",
            };
            let strong = if *strong { " font-weight=\"600\"" } else { "" };
            let (x, y) = (short(*x), short(*y));
            format!("<text x=\"{x}\" y=\"{y}\"{anchor}{size}{strong}{paint}>{}{title}</text>", escape(text))
        }
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

/// A text that is no more than text in XML and in HTML, between tags and in an attribute in double quotes.
///
/// XML 1.0 has no control characters save tab and line ends, not even escaped.
pub fn escape(text: &str) -> String {
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
