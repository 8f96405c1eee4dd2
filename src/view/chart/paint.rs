//! A scene onto any plotters backend: the page hands in a canvas, tests a recorder of their own.

use super::palette::{colour, paper};
use super::{Anchor, Mark, Scene, Shape};
use plotters::prelude::{Color, DrawingBackend, FontStyle, IntoFont, RGBColor, ShapeStyle, TextStyle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::error::Error;

/// Where a text is first drawn in the paper's colour, so that lines pass behind words and not through them.
const HALO: [(f64, f64); 8] =
    [(-1.5, 0.0), (1.5, 0.0), (0.0, -1.5), (0.0, 1.5), (-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)];

/// A dash and the gap after it, in CSS pixels.
const DASH: f64 = 3.0;

/// Paints a scene, scaled by `ratio` (device pixels a CSS pixel), in the light or dark palette.
///
/// # Errors
/// The backend's own.
pub fn paint<B: DrawingBackend>(
    scene: &Scene,
    backend: &mut B,
    ratio: f64,
    dark: bool,
) -> Result<(), Box<dyn Error + Send + Sync>>
where
    B::ErrorType: 'static,
{
    for mark in &scene.marks {
        draw(mark, backend, ratio, dark)?;
    }
    backend.present()?;
    Ok(())
}

fn draw<B: DrawingBackend>(
    mark: &Mark,
    backend: &mut B,
    ratio: f64,
    dark: bool,
) -> Result<(), Box<dyn Error + Send + Sync>>
where
    B::ErrorType: 'static,
{
    let [_, r, g, b] = colour(mark.ink, dark).to_be_bytes();
    let colour = RGBColor(r, g, b);
    let at = |(x, y): (f64, f64)| ((x * ratio).round() as i32, (y * ratio).round() as i32);
    let fill = ShapeStyle { color: colour.to_rgba(), filled: true, stroke_width: 0 };
    match &mark.shape {
        Shape::Rect { x, y, width, height } => {
            backend.draw_rect(at((*x, *y)), at((x + width, y + height)), &fill, true)?
        }
        Shape::Polygon(points) => backend.fill_polygon(points.iter().map(|&p| at(p)).collect::<Vec<_>>(), &fill)?,
        Shape::Circle { x, y, radius } => {
            backend.draw_circle(at((*x, *y)), (radius * ratio).round() as u32, &fill, true)?;
        }
        Shape::Line { points, width, dashed } => {
            let stroke_width = (width * ratio).round().max(1.0) as u32;
            let stroke = ShapeStyle { color: colour.to_rgba(), filled: false, stroke_width };
            let pieces = if *dashed { dashes(points) } else { vec![points.clone()] };
            for piece in pieces {
                backend.draw_path(piece.into_iter().map(at).collect::<Vec<_>>(), &stroke)?;
            }
        }
        Shape::Text { x, y, text, anchor, size, strong } => {
            let horizontal = match anchor {
                Anchor::Start => HPos::Left,
                Anchor::Middle => HPos::Center,
                Anchor::End => HPos::Right,
            };
            let font = ("system-ui, sans-serif", size * ratio).into_font();
            let font = font.style(if *strong { FontStyle::Bold } else { FontStyle::Normal });
            // The anchor's bottom is the lower edge of the letters' box, a fifth of the size below the baseline.
            let place = Pos::new(horizontal, VPos::Bottom);
            let [_, r, g, b] = paper(dark).to_be_bytes();
            let behind = RGBColor(r, g, b);
            let halo = TextStyle::from(font.clone()).color(&behind).pos(place);
            for (dx, dy) in HALO {
                backend.draw_text(text, &halo, at((x + dx, y + 0.2 * size + dy)))?;
            }
            backend.draw_text(text, &TextStyle::from(font).color(&colour).pos(place), at((*x, y + 0.2 * size)))?;
        }
    }
    Ok(())
}

/// The dashes of a line.
fn dashes(points: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
    let mut out = Vec::new();
    for ends in points.windows(2) {
        let ((x0, y0), (x1, y1)) = (ends[0], ends[1]);
        let length = libm::hypot(x1 - x0, y1 - y0);
        let along = |d: f64| (x0 + (x1 - x0) * d / length, y0 + (y1 - y0) * d / length);
        let mut from = 0.0;
        while from < length {
            out.push(vec![along(from), along((from + DASH).min(length))]);
            from += 2.0 * DASH;
        }
    }
    out
}
