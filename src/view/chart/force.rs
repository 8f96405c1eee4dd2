//! The force view: on one line the features that push up come from the left and those that push down from the right, and
//! they meet at the prediction. Each is as wide as its share; the strongest stand at the meeting point.

use super::axis::Scale;
use super::rows::{self, AXIS, Layout, Row};
use super::text::SIZE;
use super::waterfall::{names, title};
use super::{Anchor, Ink, LocalChart, Mark, Scene, Shape, finding, format, text};
use vitrine_core::explain::LocalExplanation;
use vitrine_core::num::order;
use vitrine_text::charts as t;

/// Height of a line of words about a level.
const LINE: f64 = 20.0;
/// Height of the bars.
const BAND: f64 = 24.0;
/// How far a bar's point stands out.
const POINT: f64 = 5.0;
/// Room between the bars and what is below them: the thin marks of what was before.
const GHOST: f64 = 8.0;
/// Room for the words below the bars.
const NAMES: f64 = 36.0;

/// A row's place on the line, from the far end to the end at the prediction.
struct Push {
    row: usize,
    from: f64,
    to: f64,
}

/// Draws it.
pub fn scene(chart: &LocalChart) -> Scene {
    prefix(chart, usize::MAX)
}

/// Draws the bars of the first `n` rows, and where they meet after all of them. What is drawn stands where it stands in the
/// whole.
pub fn prefix(chart: &LocalChart, n: usize) -> Scene {
    let rows = rows::rows(chart);
    let width = chart.width.max(240.0);
    let (left, right) = (8.0 + POINT, width - 8.0 - POINT);
    let beside = rows::beside(chart);
    let layout = Layout { left, right, narrow: true, stacked: false, ..Layout::of(chart, &rows, &beside) };
    let local = chart.local;
    let end = end_of(local, &rows);
    let now = pushes(&rows, end, |r| Some(r.share));
    let before = pushes_before(chart.before, &rows);
    let other = chart.beside.map_or(Vec::new(), |(b, before)| reach(b, before, &beside));
    let scale = Scale::over(reach(local, chart.before, &rows).into_iter().chain(other), left, right);
    let (first, last) = names(chart);
    let mut levels = vec![(last, end, true), (first, local.base, false)];
    if !local.method.info().is_additive {
        // The line may miss the model, whose own word stands beside it.
        levels.push((t::the_model_itself(), local.prediction, false));
    }
    let top = levels.len() as f64 * LINE + 8.0;
    let bottom = top + BAND + GHOST + NAMES;
    let mut marks = rows::axis(&scale, &layout, top, bottom, chart.unit, &title(chart));
    // The level that the way starts from is there from the start.
    for (i, (name, value, strong)) in levels.into_iter().enumerate().filter(|(i, _)| *i == 1 || n > rows.len()) {
        marks.extend(level(name, value, strong, (i as f64 + 1.0) * LINE - 5.0, top, &scale, &layout, chart.unit));
    }
    for push in now.iter().filter(|push| push.row < n) {
        marks.extend(bar(&rows[push.row], push, top, &scale, chart.unit));
    }
    for push in before.iter().filter(|push| push.row < n) {
        marks.push(ghost(&rows[push.row], push, top + BAND + 3.0, &scale, chart.unit));
    }
    rows::words_last(&mut marks);
    Scene { width, height: bottom + AXIS, title: finding(chart), marks }
}

/// Where the shares meet.
fn end_of(local: &LocalExplanation, rows: &[Row]) -> f64 {
    local.base + rows.iter().map(|r| r.share).sum::<f64>()
}

/// All levels that the line and its words come to.
fn reach(local: &LocalExplanation, before: Option<&LocalExplanation>, rows: &[Row]) -> Vec<f64> {
    let end = end_of(local, rows);
    let now = pushes(rows, end, |r| Some(r.share));
    let all = now.iter().chain(&pushes_before(before, rows)).flat_map(|p| [p.from, p.to]).collect::<Vec<f64>>();
    all.into_iter().chain([local.base, end, local.prediction]).collect()
}

/// The shares before a what-if, in a line of their own that meets where they add up to.
fn pushes_before(before: Option<&LocalExplanation>, rows: &[Row]) -> Vec<Push> {
    let Some(before) = before else { return Vec::new() };
    let end = before.base + rows.iter().filter_map(|r| r.before).sum::<f64>();
    pushes(rows, end, |r| r.before)
}

/// Those that push up end to end on the left of the meeting point, those that push down on the right of it.
fn pushes(rows: &[Row], end: f64, share: impl Fn(&Row) -> Option<f64>) -> Vec<Push> {
    let mut pushing: Vec<(usize, f64)> = rows.iter().enumerate().filter_map(|(i, r)| Some((i, share(r)?))).collect();
    order::sort_descending(&mut pushing, |p| p.1.abs());
    let (mut up, mut down) = (end, end);
    let mut found = Vec::new();
    for (row, share) in pushing {
        if share > 0.0 {
            found.push(Push { row, from: up - share, to: up });
            up -= share;
        } else if share < 0.0 {
            found.push(Push { row, from: down - share, to: down });
            down -= share;
        }
    }
    found
}

/// A bar that points to the meeting point, and its words where they fit below it.
fn bar(row: &Row, push: &Push, top: f64, scale: &Scale, unit: format::Unit) -> Vec<Mark> {
    let (from, to) = (scale.at(push.from), scale.at(push.to));
    let forward = if row.share > 0.0 { 1.0 } else { -1.0 };
    // A sliver less than its width, so that neighbours of one colour are told apart.
    let gap = 1f64.min((to - from).abs() / 2.0);
    let (tail, tip) = (from + forward * gap, to);
    let (mid, foot, back) = (top + BAND / 2.0, top + BAND, forward * POINT);
    let points =
        vec![(tail - back, top), (tip - back, top), (tip, mid), (tip - back, foot), (tail - back, foot), (tail, mid)];
    let with = |shape: Shape, ink: Ink| Mark { shape, ink, datum: row.datum, label: Some(row.label.clone()) };
    let mut marks = vec![with(Shape::Polygon(points), if forward > 0.0 { Ink::Toward } else { Ink::Away })];
    let room = (to - from).abs() - 8.0;
    let centre = (from + to) / 2.0 - back / 2.0;
    let figure = format::bare_difference(row.share, unit);
    let value = if row.value.is_empty() { String::new() } else { format!("{} ", row.value) };
    let whole = format!("{value}{figure}");
    let below = if text::width(&whole, SIZE) <= room { whole } else { figure };
    let name = text::shorten(&row.name, SIZE, room);
    if room >= 40.0 && !name.is_empty() {
        let words = |words: String, y: f64, ink: Ink| {
            with(Shape::Text { x: centre, y, text: words, anchor: Anchor::Middle, size: SIZE, strong: false }, ink)
        };
        let foot = foot + GHOST;
        marks.push(words(name, foot + 13.0, Ink::Text));
        if text::width(&below, SIZE) <= room {
            marks.push(words(below, foot + 28.0, Ink::Quiet));
        }
    }
    marks
}

/// Where a bar was before the what-if, as a thin line.
fn ghost(row: &Row, push: &Push, y: f64, scale: &Scale, unit: format::Unit) -> Mark {
    let (a, b) = (scale.at(push.from), scale.at(push.to));
    let (from, to) = (a.min(b), a.max(b));
    let gap = 1f64.min((to - from) / 2.0);
    let before = row.before.unwrap_or(0.0);
    Mark {
        shape: Shape::Line { points: vec![(from + gap, y), (to, y)], width: 3.0, dashed: false },
        ink: Ink::Ghost,
        datum: row.datum,
        label: Some(t::before_change(&row.name, &format::difference(before, unit))),
    }
}

/// A level by name, above its place on the line.
#[expect(clippy::too_many_arguments, reason = "a mark's place and words, one by one")]
fn level(
    name: &str,
    value: f64,
    strong: bool,
    y: f64,
    top: f64,
    scale: &Scale,
    layout: &Layout,
    unit: format::Unit,
) -> Vec<Mark> {
    let x = scale.at(value);
    let told = format::line_level(value, unit);
    let words = format!("{name} {told}");
    let room = text::width(&words, SIZE + if strong { 1.0 } else { 0.0 });
    // Words begin at their place, or end where the picture does.
    let start = (x - 4.0).min(layout.right - room).max(4.0);
    let ink = if strong { Ink::Text } else { Ink::Quiet };
    let label = Some(format!("{name}: {told} ({})", format::number(value)));
    let mut line = rows::upright(x, y + 3.0, top + BAND + 2.0, if strong { Ink::Text } else { Ink::Base }, !strong);
    line.label.clone_from(&label);
    let shape = Shape::Text { x: start, y, text: words, anchor: Anchor::Start, size: SIZE, strong };
    vec![line, Mark { shape, ink, datum: None, label }]
}
