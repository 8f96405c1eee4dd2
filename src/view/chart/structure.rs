//! The inside of a model: a linear model's coefficients as signed bars, a network's units and weights as a diagram.

use super::axis::Scale;
use super::format::{Unit, bare_difference, count, number};
use super::text::{self, SIZE, shorten};
use super::{Anchor, Ink, Mark, Scene, Shape};
use vitrine_core::model::{Coefficient, Layers, MOST_DRAWN, Structure};
use vitrine_text::charts as t;

/// Draws it; a list longer than `shown` is cut, and says so. `class` chooses the list of coefficients.
pub fn scene(structure: &Structure, class: usize, shown: usize, width: f64) -> Scene {
    match structure {
        Structure::Coefficients(lists) => {
            let list = lists.get(class).or(lists.first()).map_or(&[][..], Vec::as_slice);
            coefficients(list, shown, width.max(240.0))
        }
        Structure::Layers(of) => layers(of, width.max(240.0)),
    }
}

fn coefficients(list: &[Coefficient], shown: usize, width: f64) -> Scene {
    const ROW: f64 = 24.0;
    let cut = &list[..list.len().min(shown)];
    let left = (0.45 * width).min(320.0);
    let room = 56.0;
    let scale = Scale::over(cut.iter().map(|c| c.value).chain([0.0]), left + room, width - room);
    let zero = scale.at(0.0);
    let height = cut.len() as f64 * ROW + if cut.len() < list.len() { ROW } else { 4.0 };
    let line = Shape::Line { points: vec![(zero, 0.0), (zero, cut.len() as f64 * ROW)], width: 1.0, dashed: false };
    let mut marks = vec![Mark { shape: line, ink: Ink::Base, datum: None, label: None }];
    for (i, c) in cut.iter().enumerate() {
        let (y, end) = (i as f64 * ROW, scale.at(c.value));
        let ink = if c.value < 0.0 { Ink::Away } else { Ink::Toward };
        let label = Some(format!("{}: {}", c.name, number(c.value)));
        let rect = Shape::Rect { x: zero.min(end), y: y + 6.0, width: (end - zero).abs(), height: 12.0 };
        marks.push(Mark { shape: rect, ink, datum: None, label: label.clone() });
        marks.push(
            Mark::words(4.0, y + 16.0, shorten(&c.name, SIZE, left - 8.0), Anchor::Start, Ink::Text)
                .said(label.clone()),
        );
        let (x, anchor) = if c.value < 0.0 { (end - 5.0, Anchor::End) } else { (end + 5.0, Anchor::Start) };
        marks.push(Mark::words(x, y + 16.0, bare_difference(c.value, Unit::Margin), anchor, Ink::Text).said(label));
    }
    if cut.len() < list.len() {
        let more = t::and_smaller_ones(&count(list.len() - cut.len()));
        marks.push(Mark::words(4.0, height - 8.0, more, Anchor::Start, Ink::Quiet));
    }
    let largest = list.first().map(|c| t::largest_coefficient(&c.name, &number(c.value)));
    let title = [t::coefficients(&count(list.len()))].into_iter().chain(largest).collect::<Vec<_>>().join(" ");
    Scene { width, height, title, marks }
}

/// Weights below this share of the largest drawn one of their layer are not drawn.
pub const FAINT: f64 = 0.15;

/// How the units that are drawn were chosen; `None` where all are.
pub fn choice(of: &Layers) -> Option<String> {
    // Outputs are not chosen by what they weigh: all of them are what is predicted.
    let is_cut = (0..of.units.len().saturating_sub(1)).any(|l| of.left_out(l) > 0);
    is_cut.then(|| t::units_drawn(&MOST_DRAWN))
}

/// The narrowest picture that has room for names beside the first and the last units.
const NAMED: f64 = 560.0;

fn layers(of: &Layers, width: f64) -> Scene {
    let Layers { units, drawn, weights, inputs, outputs } = of;
    let tallest = drawn.iter().map(Vec::len).max().unwrap_or(1);
    let (top, pitch) = (26.0, 18.0);
    let height = top + tallest as f64 * pitch + 26.0;
    // Names stand beside the first and the last units, where there is room.
    let named = width >= NAMED;
    let beside = |layer: usize, names: &[String]| {
        let drawn = drawn.get(layer).into_iter().flatten().filter_map(|&u| names.get(u));
        let longest = drawn.map(|n| text::width(n, SIZE)).fold(0.0, f64::max);
        if named { (longest + 20.0).clamp(60.0, 0.28 * width) } else { 60.0 }
    };
    let (left, right) = (beside(0, inputs), width - beside(units.len().saturating_sub(1), outputs));
    let x = |layer: usize| left + (right - left) * layer as f64 / (units.len().max(2) - 1) as f64;
    let y = |layer: usize, unit: usize| {
        let n = drawn[layer].len();
        top + ((tallest - n) as f64 / 2.0 + unit as f64 + 0.5) * pitch
    };
    let mut marks = Vec::new();
    for (l, w) in weights.iter().enumerate() {
        let at = |i: usize, j: usize| w.between(i, j).unwrap_or(0.0);
        let all = || drawn[l].iter().flat_map(|&i| drawn[l + 1].iter().map(move |&j| (i, j)));
        let largest = all().fold(1e-9f32, |m, (i, j)| m.max(at(i, j).abs()));
        for (a, &i) in drawn[l].iter().enumerate() {
            for (b, &j) in drawn[l + 1].iter().enumerate() {
                let v = at(i, j);
                let share = f64::from(v.abs() / largest);
                // The faintest only veil the others.
                if share > FAINT {
                    let points = vec![(x(l), y(l, a)), (x(l + 1), y(l + 1, b))];
                    let shape = Shape::Line { points, width: 2.5 * share, dashed: false };
                    let ink = if v < 0.0 { Ink::Away } else { Ink::Toward };
                    marks.push(Mark { shape, ink, datum: None, label: None });
                }
            }
        }
    }
    for (l, &n) in units.iter().enumerate() {
        let (is_first, is_last) = (l == 0, l + 1 == units.len());
        for (place, &u) in drawn[l].iter().enumerate() {
            let name = if is_first { inputs.get(u) } else { outputs.get(u).filter(|_| is_last) };
            let label = name.cloned().or_else(|| Some(t::unit_of_layer(&(u + 1), &l)));
            if let Some(name) = name.filter(|_| named) {
                let (at, anchor, room) = if is_first {
                    (x(l) - 12.0, Anchor::End, left - 12.0)
                } else {
                    (x(l) + 12.0, Anchor::Start, width - right - 12.0)
                };
                marks.push(
                    Mark::words(at, y(l, place) + 4.0, shorten(name, SIZE, room), anchor, Ink::Text)
                        .said(label.clone()),
                );
            }
            let shape = Shape::Circle { x: x(l), y: y(l, place), radius: 4.5 };
            marks.push(Mark { shape, ink: Ink::Base, datum: None, label });
        }
        let bare = count(n);
        let named = match (is_first, is_last) {
            (true, _) => t::inputs(&bare),
            (_, true) => t::outputs(&bare),
            _ => t::units(&bare),
        };
        // Between many layers only the numbers have room.
        let room = (right - left) / (units.len().max(2) - 1) as f64 - 8.0;
        let text = if text::width(&t::outputs(&9999), SIZE) < room { named } else { bare };
        marks.push(Mark::words(x(l), 14.0, text, Anchor::Middle, Ink::Quiet));
        let left_out = of.left_out(l);
        if left_out > 0 {
            // No output is weaker than another: the first classes are drawn.
            let more = if is_last { t::more_units(&count(left_out)) } else { t::weaker_units(&count(left_out)) };
            marks.push(Mark::words(x(l), height - 10.0, more, Anchor::Middle, Ink::Quiet));
        }
    }
    let sizes: Vec<String> = units.iter().map(|&n| count(n)).collect();
    let title = [t::network(&sizes.join(", "))].into_iter().chain(choice(of)).collect::<Vec<_>>().join(" ");
    Scene { width, height, title, marks }
}
