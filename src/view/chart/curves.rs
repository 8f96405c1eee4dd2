//! Learning curves: loss of the training and the validation part by epoch.

use super::axis::Scale;
use super::format::{Unit, number};
use super::text::{self, SIZE};
use super::{Anchor, Ink, Mark, Scene, Shape, Stop};
use vitrine_core::model::EpochScore;
use vitrine_text::charts as t;

/// What the curves show.
#[derive(Clone, Copy, Debug)]
pub struct Curves<'a> {
    /// One entry an epoch.
    pub history: &'a [EpochScore],
    /// The epoch whose weights were kept, once it is known.
    pub kept: Option<usize>,
    /// How many there are to be, while they are being made.
    pub planned: Option<usize>,
    /// What one of them is called ("epoch", "Newton step").
    pub step: &'a str,
    /// What the loss is called ("cross-entropy", "squared error").
    pub loss: &'a str,
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels.
    pub height: f64,
}

/// Draws them.
pub fn scene(curves: &Curves) -> Scene {
    let (width, height) = (curves.width.max(160.0), curves.height.max(80.0));
    let n = curves.history.len();
    let validation = || curves.history.iter().filter_map(|e| e.validation);
    let has_validation = validation().next().is_some();
    let name_room = text::width(if has_validation { t::validation() } else { t::training() }, SIZE) + 10.0;
    let (right, top, bottom) = (width - name_room, 20.0, height - 26.0);
    // The axis stays as it is while the line grows.
    let last = curves.planned.unwrap_or(n).max(n).max(2);
    let y = Scale::over(curves.history.iter().map(|e| e.train).chain(validation()), bottom, top);
    let levels = y.ticks((height / 44.0) as usize, Unit::Target);
    let left = levels.iter().map(|(_, label)| text::width(label, SIZE) + 8.0).fold(44.0, f64::max);
    let x = Scale::over([0.0, (last - 1) as f64], left, right);
    let mut marks = vec![Mark::words(4.0, 12.0, curves.loss.to_owned(), Anchor::Start, Ink::Quiet)];
    for (v, label) in levels {
        marks.push(line(vec![(left, y.at(v)), (right, y.at(v))], 1.0, false, Ink::Rule));
        marks.push(Mark::words(left - 6.0, y.at(v) + 4.0, label, Anchor::End, Ink::Quiet));
    }
    // The first epoch is called 1, so that ticks are shifted by one.
    let epochs = Scale::over([1.0, last as f64], left, right);
    for (v, _) in epochs.level_ticks((width / 90.0) as usize, Unit::Target, SIZE) {
        if v.fract() == 0.0 && v >= 1.0 {
            marks.push(Mark::words(epochs.at(v), bottom + 16.0, format!("{v:.0}"), Anchor::Middle, Ink::Quiet));
        }
    }
    marks.push(Mark::words(width - 4.0, bottom + 16.0, curves.step.to_owned(), Anchor::End, Ink::Quiet));
    if let Some(kept) = curves.kept.filter(|&k| k < n && n > 1) {
        marks.push(line(vec![(x.at(kept as f64), top), (x.at(kept as f64), bottom)], 1.0, true, Ink::Base));
    }
    let series = |value: &dyn Fn(usize) -> Option<f64>| -> Vec<(f64, f64)> {
        (0..n).filter_map(|i| value(i).filter(|v| v.is_finite()).map(|v| (x.at(i as f64), y.at(v)))).collect()
    };
    let train = series(&|i| Some(curves.history[i].train));
    let validation = series(&|i| curves.history[i].validation);
    let mut names: Vec<(f64, &str, Ink)> = Vec::new();
    for (points, name, ink) in [(train, t::training(), Ink::Accent), (validation, t::validation(), Ink::Second)] {
        let Some(&end) = points.last() else { continue };
        names.push((end.1, name, ink));
        match points.len() {
            1 => marks.push(Mark {
                shape: Shape::Circle { x: end.0, y: end.1, radius: 3.0 },
                ink,
                datum: None,
                label: None,
            }),
            _ => marks.push(line(points, 2.0, false, ink)),
        }
    }
    // Names at the ends of their lines, off the axis, and pushed apart where the lines meet.
    names.iter_mut().for_each(|n| n.0 = n.0.min(bottom - 8.0));
    if let [a, b] = &mut names[..] {
        let (gap, middle) = (13.0, (a.0 + b.0) / 2.0);
        if (a.0 - b.0).abs() < gap {
            let up = if a.0 <= b.0 { -0.5 } else { 0.5 };
            let middle = middle.min(bottom - 8.0 - 0.5 * gap);
            a.0 = middle + up * gap;
            b.0 = middle - up * gap;
        }
    }
    for (at, name, ink) in names {
        marks.push(Mark::words(right + 6.0, at + 4.0, name.to_owned(), Anchor::Start, ink));
    }
    Scene { width, height, title: title(curves), marks }
}

/// Of more epochs than this only some can be stopped at: a hand could not tell the others apart, and a list of thousands keeps
/// those waiting who hear it.
pub const MOST_STOPS: usize = 160;

/// What each epoch says, at its place in the drawn `scene`: the picture may be a canvas, which has no marks to point at. Of a long
/// training each second, fourth, eighth and so on is there, so that most stops stay as it grows, and besides those the first,
/// the one that was kept and the last.
pub fn stops(curves: &Curves, scene: &Scene) -> Vec<Stop> {
    let is_line = |m: &&Mark| m.ink == Ink::Accent;
    let points = match scene.marks.iter().find(is_line).map(|m| &m.shape) {
        Some(Shape::Line { points, .. }) => points.clone(),
        Some(Shape::Circle { x, y, .. }) => vec![(*x, *y)],
        _ => Vec::new(),
    };
    let say = |(i, (score, at)): (usize, (&EpochScore, (f64, f64)))| {
        let (step, at_step, training) = (curves.step, i + 1, number(score.train));
        let losses = match score.validation {
            Some(v) => t::losses_validated(&step, &at_step, &training, &number(v)),
            None => t::losses(&step, &at_step, &training),
        };
        let label = if curves.kept == Some(i) { t::losses_kept(&losses) } else { losses };
        Stop { label, datum: None, marks: Vec::new(), at }
    };
    let n = curves.history.len();
    let each = n.div_ceil(MOST_STOPS).next_power_of_two();
    let is_stop = |i: usize| (i + 1).is_multiple_of(each) || i == 0 || i + 1 == n || curves.kept == Some(i);
    curves.history.iter().zip(points).enumerate().filter(|(i, _)| is_stop(*i)).map(say).collect()
}

fn title(curves: &Curves) -> String {
    let Some(last) = curves.history.last() else { return t::nothing_learnt().to_owned() };
    let steps = t::steps(&curves.history.len(), &curves.step);
    let learnt = match last.validation {
        Some(v) => t::learnt_validated(&steps, &curves.loss, &number(last.train), &number(v)),
        None => t::learnt(&steps, &curves.loss, &number(last.train)),
    };
    let kept = curves.kept.map(|k| t::weights_kept(&curves.step, &(k + 1)));
    [learnt].into_iter().chain(kept).collect::<Vec<_>>().join(" ")
}

fn line(points: Vec<(f64, f64)>, width: f64, dashed: bool, ink: Ink) -> Mark {
    Mark { shape: Shape::Line { points, width, dashed }, ink, datum: None, label: None }
}
