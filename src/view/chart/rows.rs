//! What waterfall and bars share: one row a feature with its label, the features beyond the limit gathered in one row, and
//! the layout for the width at hand.

use super::axis::Scale;
use super::format::{self, Unit};
use super::text::{self, SIZE};
use super::{Anchor, Ink, LocalChart, Mark, Shape};
use vitrine_core::explain::{Attribution, LocalExplanation};
use vitrine_core::num::order;
use vitrine_text::charts as t;

/// One row of the picture.
#[derive(Clone, Debug)]
pub struct Row {
    /// The feature's index; `None` for the gathered rest.
    pub datum: Option<u32>,
    /// The feature's name.
    pub name: String,
    /// What its value is.
    pub value: String,
    /// Its share.
    pub share: f64,
    /// The share's standard error.
    pub error: Option<f64>,
    /// The share before the what-if.
    pub before: Option<f64>,
    /// The local model does without the feature, which says nothing of its effect.
    pub left_out: bool,
    /// What hovering says.
    pub label: String,
}

/// Sizes in CSS pixels.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Width of the picture.
    pub width: f64,
    /// Names stand above the bars instead of beside them.
    pub narrow: bool,
    /// Names stand beside the bars, with their values below them instead of beside them.
    pub stacked: bool,
    /// Where the plot begins.
    pub left: f64,
    /// Where it ends.
    pub right: f64,
    /// Room for the widest figure beside a bar.
    pub figure: f64,
    /// Height of a row.
    pub row: f64,
    /// Top of the bar within its row.
    pub bar: f64,
}

/// Height of a bar.
pub const BAR: f64 = 14.0;
/// From this width on names stand beside the bars, and from that on their values stand beside them too.
const STACKED: f64 = 340.0;
const BESIDE: f64 = 460.0;

impl Layout {
    /// For a chart, and rows whose figures are to fit: its own, and those of the chart beside it.
    pub fn of(chart: &LocalChart, rows: &[Row], beside: &[Row]) -> Layout {
        let width = chart.width.max(240.0);
        let widest = rows.iter().chain(beside).map(|r| text::width(&figure(r, chart.unit), SIZE)).fold(0.0, f64::max);
        let figure = (widest + 12.0).min(0.3 * width);
        let (right, beside) = (width - 8.0, (0.42 * width).clamp(180.0, 300.0));
        if width < STACKED {
            let (left, right) = (4.0, width - 4.0);
            Layout { width, narrow: true, stacked: false, left, right, figure, row: 40.0, bar: 20.0 }
        } else if width < BESIDE {
            Layout { width, narrow: false, stacked: true, left: 0.4 * width, right, figure, row: 36.0, bar: 11.0 }
        } else {
            Layout { width, narrow: false, stacked: false, left: beside, right, figure, row: 26.0, bar: 6.0 }
        }
    }

    /// The pixels of the plot in which bars may end, so that their figures fit beside them on either side.
    pub fn inner(&self) -> (f64, f64) {
        let left = if self.narrow { self.figure } else { 0.5 * self.figure };
        (self.left + left, self.right - self.figure)
    }
}

/// The rows of the chart that stands beside another one; none where there is none.
pub fn beside(chart: &LocalChart) -> Vec<Row> {
    chart.of_beside().map_or(Vec::new(), |c| of_shown(&c, n_shown(chart)))
}

/// Features that have a row of their own: more than asked for until the others together are no larger than the smallest that is
/// shown. One that stands among the first though a hidden one is larger does not count.
fn n_shown(chart: &LocalChart) -> usize {
    let n = chart.order.len();
    let locals = [Some(chart.local), chart.beside.map(|b| b.0)];
    let is_small = |shown: usize, local: &LocalExplanation| {
        let share = |&j: &usize| local.attributions.get(j).map_or(0.0, |a| a.value);
        let hidden = chart.order[shown..].iter().map(share);
        let largest = hidden.clone().fold(0.0, |m: f64, v| m.max(v.abs()));
        let ranked = chart.order[..shown].iter().map(|j| share(j).abs()).filter(|v| *v >= largest);
        hidden.sum::<f64>().abs() <= ranked.fold(f64::INFINITY, f64::min)
    };
    let fits = |&shown: &usize| locals.into_iter().flatten().all(|local| is_small(shown, local));
    let shown = (chart.shown.min(n)..=n.min(chart.shown + chart.more)).find(fits);
    let shown = shown.unwrap_or(n.min(chart.shown + chart.more));
    // One feature beyond the limit needs a row of its own as much as "1 other" does.
    if n <= shown + 1 { n } else { shown }
}

/// The rows of a chart, in its order.
pub fn rows(chart: &LocalChart) -> Vec<Row> {
    of_shown(chart, n_shown(chart))
}

fn of_shown(chart: &LocalChart, shown: usize) -> Vec<Row> {
    let all = &chart.local.attributions;
    let order: Vec<usize> = chart.order.iter().copied().filter(|&j| j < all.len()).collect();
    let shown = shown.min(order.len());
    let before = |j: usize| chart.before.and_then(|b| b.attributions.get(j)).map(|a| a.value);
    let row = |&j: &usize| {
        let a = &all[j];
        let value = chart.values.get(j).cloned().unwrap_or_default();
        let exact = format::number(a.value);
        let left_out = is_left_out(chart.local, a);
        let difference = format::difference(a.value, chart.unit);
        let share = match a.error {
            _ if left_out => t::not_in_line(&(chart.local.method.info().label)()),
            Some(e) => t::share_and_error(&difference, &exact, &format::number(e)),
            None => format!("{difference} ({exact})"),
        };
        Row {
            datum: Some(j as u32),
            left_out,
            label: format!("{} {}: {share}", a.feature, condition(a, &value)),
            name: a.feature.clone(),
            value,
            share: a.value,
            error: a.error,
            before: before(j),
        }
    };
    let mut rows: Vec<Row> = order[..shown].iter().map(row).collect();
    let rest = &order[shown..];
    if !rest.is_empty() {
        let share: f64 = rest.iter().map(|&j| all[j].value).sum();
        let name = t::others(&rest.len());
        rows.push(Row {
            datum: None,
            left_out: false,
            label: format!("{name}: {} ({})", format::difference(share, chart.unit), format::number(share)),
            name,
            value: String::new(),
            share,
            error: None,
            before: chart.before.map(|_| rest.iter().filter_map(|&j| before(j)).sum()),
        });
    }
    rows
}

/// What a share speaks of: the value in its unit, or LIME's bin.
fn condition(attribution: &Attribution, value: &str) -> String {
    match attribution.condition.starts_with("= ") && !value.is_empty() {
        true => format!("= {value}"),
        false => attribution.condition_in_words(),
    }
}

/// Whether the local model does without the feature.
pub fn is_left_out(local: &LocalExplanation, attribution: &Attribution) -> bool {
    !local.method.info().is_additive && attribution.value == 0.0 && attribution.error.is_none()
}

/// What stands beside a bar.
fn figure(row: &Row, unit: Unit) -> String {
    if row.left_out { t::left_out().to_owned() } else { format::bare_difference(row.share, unit) }
}

/// Puts words over everything else, so that no line passes through them.
pub fn words_last(marks: &mut Vec<Mark>) {
    order::sort_ascending(marks, |m| f64::from(u8::from(matches!(m.shape, Shape::Text { .. }))));
}

/// A feature's name and value, beside its bar or above it.
pub fn label(row: &Row, layout: &Layout, top: f64) -> Vec<Mark> {
    let (room, middle) = (layout.left - 12.0, top + layout.bar + 11.5);
    let (room, y) = if layout.narrow { (layout.width - 8.0, top + 13.0) } else { (room, middle) };
    let ink = if row.datum.is_some() { Ink::Text } else { Ink::Quiet };
    let mark = |(x, y): (f64, f64), words: String, ink: Ink, anchor: Anchor| Mark {
        shape: Shape::Text { x, y, text: words, anchor, size: SIZE, strong: false },
        ink,
        datum: row.datum,
        label: Some(row.label.clone()),
    };
    if layout.stacked && !row.value.is_empty() {
        return [(&row.name, ink, -7.0), (&row.value, Ink::Quiet, 7.0)]
            .map(|(words, ink, off)| mark((4.0, y + off), text::shorten(words, SIZE, room), ink, Anchor::Start))
            .to_vec();
    }
    // The value keeps up to half of the room; the name takes the rest.
    let value = text::shorten(&row.value, SIZE, room * 0.5);
    let value_width = text::width(&value, SIZE);
    let name = text::shorten(&row.name, SIZE, room - value_width - if value.is_empty() { 0.0 } else { 8.0 });
    let name_width = text::width(&name, SIZE);
    let mut marks = vec![mark((4.0, y), name, ink, Anchor::Start)];
    if !value.is_empty() {
        let (x, anchor) =
            if layout.narrow { (4.0 + name_width + 8.0, Anchor::Start) } else { (layout.left - 8.0, Anchor::End) };
        marks.push(mark((x, y), value, Ink::Quiet, anchor));
    }
    marks
}

/// A signed bar between two pixels, an arrow's head at its end, with its figure beside it and beyond what else stands
/// there: the standard error, and the thin mark of what was before.
pub fn bar(row: &Row, layout: &Layout, top: f64, (from, to, reach): (f64, f64, f64), unit: Unit) -> Vec<Mark> {
    let y = top + layout.bar;
    let ink = if row.share < 0.0 { Ink::Away } else { Ink::Toward };
    let forward = if to >= from { 1.0 } else { -1.0 };
    let head = (to - from).abs().min(5.0) * forward;
    let shape =
        Shape::Polygon(vec![(from, y), (to - head, y), (to, y + BAR / 2.0), (to - head, y + BAR), (from, y + BAR)]);
    let with = |shape: Shape, ink: Ink| Mark { shape, ink, datum: row.datum, label: Some(row.label.clone()) };
    let figure = figure(row, unit);
    let room = text::width(&figure, SIZE) + 6.0;
    let reach = reach.max(0.0);
    let fits = |x: f64, right: bool| if right { x + room <= layout.right } else { x - room >= layout.left };
    // Beside the end of the bar, else beside its start, else where the picture ends.
    let places = [(to + forward * (5.0 + reach), forward > 0.0), (from - forward * 5.0, forward < 0.0)];
    let (x, right) = places.into_iter().find(|&(x, right)| fits(x, right)).unwrap_or((layout.right - room, true));
    let anchor = if right { Anchor::Start } else { Anchor::End };
    let words = Shape::Text { x, y: y + 11.0, text: figure, anchor, size: SIZE, strong: false };
    vec![with(shape, ink), with(words, if row.left_out { Ink::Quiet } else { Ink::Text })]
}

/// The standard error about the end of a bar.
pub fn whisker(row: &Row, layout: &Layout, top: f64, end: f64, scale: &Scale) -> Option<Mark> {
    let error = row.error.filter(|e| *e > 0.0)?;
    let y = top + layout.bar + BAR / 2.0;
    let (from, to) = (scale.at(end - error), scale.at(end + error));
    (to - from > 0.5).then(|| Mark {
        shape: Shape::Line { points: vec![(from, y), (to, y)], width: 1.5, dashed: false },
        ink: Ink::Whisker,
        datum: row.datum,
        label: Some(row.label.clone()),
    })
}

/// A thin mark where the bar ended before the what-if.
pub fn ghost(row: &Row, layout: &Layout, top: f64, x: f64, unit: Unit) -> Option<Mark> {
    let before = row.before?;
    let y = top + layout.bar;
    Some(Mark {
        shape: Shape::Line { points: vec![(x, y - 3.0), (x, y + BAR + 3.0)], width: 2.0, dashed: false },
        ink: Ink::Ghost,
        datum: row.datum,
        label: Some(t::before_change(&row.name, &format::difference(before, unit))),
    })
}

/// How far the thin mark stands out beyond the end of a bar on the side of the figure, where that is so near that the
/// figure would lie on it.
pub fn beyond(row: &Row, end: f64, before: f64) -> f64 {
    let out = if row.share < 0.0 { end - before } else { before - end };
    if row.before.is_some() && (-4.0..48.0).contains(&out) { out + 4.0 } else { 0.0 }
}

/// An upright line through all rows.
pub fn upright(x: f64, top: f64, bottom: f64, ink: Ink, dashed: bool) -> Mark {
    let shape = Shape::Line { points: vec![(x, top), (x, bottom)], width: 1.0, dashed };
    Mark { shape, ink, datum: None, label: None }
}

/// The axis below the rows: grid lines, labels, and what the figures are.
pub fn axis(scale: &Scale, layout: &Layout, top: f64, bottom: f64, unit: Unit, title: &str) -> Vec<Mark> {
    let ticks = scale.level_ticks(if layout.narrow { 4 } else { 6 }, unit, SIZE);
    // Names above the bars leave no room for lines from top to bottom.
    let top = if layout.narrow { bottom - 4.0 } else { top };
    let mut marks: Vec<Mark> =
        ticks.iter().map(|(v, _)| upright(scale.at(*v), top, bottom, Ink::Rule, false)).collect();
    let words = |x: f64, y: f64, text: String, anchor: Anchor| Mark::words(x, y, text, anchor, Ink::Quiet);
    for (v, label) in ticks {
        let half = text::width(&label, SIZE) / 2.0;
        let x = scale.at(v).clamp(half, (layout.width - half).max(half));
        marks.push(words(x, bottom + 14.0, label, Anchor::Middle));
    }
    let room = layout.right.min(layout.width - 8.0);
    marks.push(words(layout.right, bottom + 30.0, text::shorten(title, SIZE, room), Anchor::End));
    marks
}

/// Height of what [`axis`] draws.
pub const AXIS: f64 = 36.0;
