//! The waterfall: from the base value, one step a feature, to the prediction.

use super::axis::Scale;
use super::rows::{self, AXIS, BAR, Layout, Row};
use super::text::{self, SIZE};
use super::{Anchor, Ink, LocalChart, Mark, Scene, Shape, finding, format};
use vitrine_core::explain::LocalExplanation;
use vitrine_text::{charts as t, common};

/// Height of the line that names an end of the way.
const END: f64 = 26.0;

/// Draws it.
pub fn scene(chart: &LocalChart) -> Scene {
    prefix(chart, usize::MAX)
}

/// Draws the first `n` rows, and the end of the way after all of them. What is drawn stands where it stands in the whole.
pub fn prefix(chart: &LocalChart, n: usize) -> Scene {
    let rows = rows::rows(chart);
    let beside = rows::beside(chart);
    let layout = Layout::of(chart, &rows, &beside);
    let local = chart.local;
    let steps = steps(local.base, &rows);
    let end = steps.last().map_or(local.base, |s| s.1);
    let (from, to) = layout.inner();
    let other = chart.beside.map_or(Vec::new(), |(b, _)| reach(b, &beside));
    let scale = Scale::over(reach(local, &rows).into_iter().chain(other), from, to);
    let (top, bottom) = (END, END + rows.len() as f64 * layout.row);
    let is_line = !local.method.info().is_additive;
    let ends = if is_line { 2.0 * END } else { END };
    let mut marks = rows::axis(&scale, &layout, top, bottom + ends, chart.unit, &title(chart));
    if !layout.narrow {
        marks.push(rows::upright(scale.at(local.base), top, bottom + END, Ink::Base, true));
    }
    for (i, (row, &(start, stop))) in rows.iter().zip(&steps).enumerate().take(n) {
        let y = top + i as f64 * layout.row;
        let (a, b) = (scale.at(start), scale.at(stop));
        marks.extend(rows::label(row, &layout, y));
        let error = row.error.map_or(0.0, |e| (scale.at(stop + e) - scale.at(stop)).max(b - scale.at(stop - e)));
        let before = scale.at(start + row.before.unwrap_or(0.0));
        let reach = error.max(rows::beyond(row, b, before));
        marks.extend(rows::bar(row, &layout, y, (a, b, reach), chart.unit));
        marks.extend(rows::whisker(row, &layout, y, stop, &scale));
        marks.extend(rows::ghost(row, &layout, y, before, chart.unit));
        // Down to where the next step begins.
        let next = y + layout.bar + layout.row;
        marks.push(rows::upright(b, y + layout.bar + BAR, next, Ink::Base, false));
    }
    let (first, last) = names(chart);
    marks.extend(self::end(first, local.base, scale.at(local.base), 17.0, &layout, chart, false));
    let is_whole = n > rows.len();
    if is_whole {
        marks.extend(self::end(last, end, scale.at(end), bottom + 18.0, &layout, chart, true));
    }
    if is_whole && is_line {
        // The line is a picture of the model and may miss it: the model's own word stands below the line's.
        let (x, y) = (scale.at(local.prediction), bottom + END + 18.0);
        marks.extend(self::end(t::the_model_itself(), local.prediction, x, y, &layout, chart, true));
    }
    rows::words_last(&mut marks);
    Scene { width: layout.width, height: bottom + ends + AXIS, title: finding(chart), marks }
}

/// Where each row's step begins and ends.
fn steps(base: f64, rows: &[Row]) -> Vec<(f64, f64)> {
    let mut at = base;
    let step = |row: &Row| {
        let from = at;
        at += row.share;
        (from, at)
    };
    rows.iter().map(step).collect()
}

/// All levels that the way and what stands beside it come to.
fn reach(local: &LocalExplanation, rows: &[Row]) -> Vec<f64> {
    let of_step = |(r, s): (&Row, (f64, f64))| {
        let e = r.error.unwrap_or(0.0);
        [s.0, s.1 - e, s.1 + e, s.0 + r.before.unwrap_or(0.0)]
    };
    let all = rows.iter().zip(steps(local.base, rows)).flat_map(of_step);
    all.chain([local.base, local.prediction]).collect()
}

/// What the two ends of the way are called.
pub(super) fn names(chart: &LocalChart) -> (&'static str, &'static str) {
    let info = chart.local.method.info();
    ((info.base)(), (info.sum)())
}

/// What the axis shows.
pub(super) fn title(chart: &LocalChart) -> String {
    let info = chart.local.method.info();
    match chart.unit {
        format::Unit::Probability if !info.is_additive => t::line_probability_percent(&(info.label)(), &chart.subject),
        format::Unit::Probability => t::probability_percent(&chart.subject),
        format::Unit::LogOdds => common::log_odds_of(&chart.subject),
        format::Unit::Margin => common::raw_output_for(&chart.subject),
        format::Unit::Target => chart.subject.to_owned(),
    }
}

/// Name and level of an end, the level above or below its place on the scale.
fn end(name: &str, value: f64, x: f64, y: f64, layout: &Layout, chart: &LocalChart, strong: bool) -> Vec<Mark> {
    let level = format::line_level(value, chart.unit);
    let label = format!("{name}: {level} ({})", format::number(value));
    let with = |x: f64, words: String, anchor: Anchor, ink: Ink, strong: bool| Mark {
        shape: Shape::Text { x, y, text: words, anchor, size: SIZE, strong },
        ink,
        datum: None,
        label: Some(label.clone()),
    };
    let half = text::width(&level, SIZE + if strong { 1.0 } else { 0.0 }) / 2.0;
    if layout.narrow {
        // Name and level on one line, on the side with more room.
        let words = format!("{name} {level}");
        let room = text::width(&words, SIZE + 1.0);
        let x = x.min(layout.right - room).max(layout.left);
        return vec![with(x, words, Anchor::Start, Ink::Text, strong)];
    }
    let x = x.min(layout.right - half).max(layout.left + half);
    vec![
        with(4.0, name.to_owned(), Anchor::Start, Ink::Quiet, false),
        with(x, level, Anchor::Middle, Ink::Text, strong),
    ]
}
