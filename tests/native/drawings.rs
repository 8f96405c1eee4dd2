//! Tools for pictures: an explanation to draw, what is wrong with a drawing, and whether it is as it is stored.

use std::path::Path;
use vitrine::chart::format::Unit;
use vitrine::chart::{Anchor, LocalChart, Mark, Scene, Shape, text, to_svg};
use vitrine::explain::{Attribution, Device, Diagnostics, LocalExplanation, Method};
use vitrine::model::{Output, OutputScale};

/// An explanation with the given shares.
pub fn local(method: Method, base: f64, shares: &[(&str, f64)], error: Option<f64>) -> LocalExplanation {
    let attribution = |(feature, value): &(&str, f64)| Attribution {
        feature: (*feature).to_owned(),
        condition: "= 1".to_owned(),
        value: *value,
        error,
    };
    LocalExplanation {
        method,
        output: Output { class: 1, space: OutputScale::Probability },
        base,
        prediction: base + shares.iter().map(|s| s.1).sum::<f64>(),
        attributions: shares.iter().map(attribution).collect(),
        quality: Diagnostics {
            all_coalitions: error.is_none(),
            exact: error.is_none(),
            residual: 0.0,
            local_fit: None,
            effective_samples: None,
            n_samples: 10,
            n_evaluations: 100,
            n_background: 10,
            n_training: 10,
            base_error: None,
            seed: 1,
            error_method: String::new(),
            device: Device::Cpu,
            fingerprint: String::new(),
        },
    }
}

/// What the picture of an explanation is drawn from, without another beside it.
pub fn chart<'a>(
    local: &'a LocalExplanation,
    order: &'a [usize],
    values: &'a [String],
    subject: &'a str,
    unit: Unit,
    width: f64,
) -> LocalChart<'a> {
    LocalChart { local, before: None, beside: None, order, shown: 12, more: 12, values, subject, unit, width }
}

/// Shares of all sizes, under names of all lengths.
pub const SHARES: [(&str, f64); 12] = [
    ("status of the checking account", 0.212),
    ("duration", 0.094),
    ("a name that is much longer than any column has a right to be, and then some", -0.071),
    ("age", -0.043),
    ("savings", 0.031),
    ("credit_history", -0.024),
    ("purpose", 0.012),
    ("property", 0.008),
    ("housing", -0.006),
    ("job", 0.0),
    ("telephone", 0.0004),
    ("foreign_worker", -0.0002),
];

/// A text's box: left, top, right, bottom.
pub fn text_box(mark: &Mark) -> Option<[f64; 4]> {
    let Shape::Text { x, y, text, anchor, size, .. } = &mark.shape else { return None };
    let w = text::width(text, *size);
    let left = match anchor {
        Anchor::Start => *x,
        Anchor::Middle => x - w / 2.0,
        Anchor::End => x - w,
    };
    Some([left, y - 0.75 * size, left + w, y + 0.2 * size])
}

/// What is wrong with a drawing.
pub fn faults(scene: &Scene) -> Vec<String> {
    let mut faults = Vec::new();
    let texts: Vec<([f64; 4], &Mark)> = scene.marks.iter().filter_map(|m| Some((text_box(m)?, m))).collect();
    for (i, (a, mark)) in texts.iter().enumerate() {
        if a[0] < -1.0 || a[1] < -1.0 || a[2] > scene.width + 1.0 || a[3] > scene.height + 1.0 {
            faults.push(format!("leaves the frame: {:?}", mark.shape));
        }
        for (b, other) in &texts[i + 1..] {
            if a[0] < b[2] - 0.5 && b[0] < a[2] - 0.5 && a[1] < b[3] - 0.5 && b[1] < a[3] - 0.5 {
                faults.push(format!("overlaps: {:?} and {:?}", mark.shape, other.shape));
            }
        }
    }
    for mark in &scene.marks {
        let points = match &mark.shape {
            Shape::Rect { x, y, width, height } => vec![(*x, *y), (x + width, y + height)],
            Shape::Polygon(p) | Shape::Line { points: p, .. } => p.clone(),
            Shape::Circle { x, y, radius } => vec![(x - radius, y - radius), (x + radius, y + radius)],
            Shape::Text { .. } => Vec::new(),
        };
        let inside =
            |&(x, y): &(f64, f64)| (-1.0..=scene.width + 1.0).contains(&x) && (-1.0..=scene.height + 1.0).contains(&y);
        if !points.iter().all(inside) {
            faults.push(format!("leaves the frame: {:?}", mark.shape));
        }
    }
    faults
}

/// A picture is as it is stored, in both palettes.
pub fn stored(name: &str, scene: &Scene) {
    for dark in [false, true] {
        let file = format!("{name}{}.svg", if dark { "-dark" } else { "" });
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/chart").join(&file);
        let svg = to_svg(scene, dark);
        if std::env::var_os("VITRINE_BLESS").is_some() {
            std::fs::write(&path, &svg).expect("a writable folder");
        }
        let stored = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(stored == svg, "{file} differs; look at it, then set VITRINE_BLESS=1 to store it");
    }
}
