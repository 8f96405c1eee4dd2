//! Where a model errs: one row for each group of a feature, its error with the interval, and how many rows it has.

use super::axis::Scale;
use super::format::{Unit, count, level, number};
use super::text::{self, SIZE};
use super::{Anchor, Ink, Mark, Scene, Shape};
use vitrine_core::evaluate::{FeatureErrors, Group, GroupOf};
use vitrine_text::{charts as t, common};

/// What it is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct Groups<'a> {
    /// The feature and its groups.
    pub of: &'a FeatureErrors,
    /// What the feature is called.
    pub name: &'a str,
    /// The error of all rows together.
    pub overall: f64,
    /// Shares predicted wrongly, not sizes of errors.
    pub is_share: bool,
    /// Width in CSS pixels.
    pub width: f64,
}

const ROW: f64 = 28.0;
const TOP: f64 = 28.0;

/// Draws it.
pub fn scene(g: &Groups) -> Scene {
    let width = g.width.max(240.0);
    let groups = &g.of.groups;
    let names: Vec<String> = groups.iter().map(|g| name(&g.of)).collect();
    let widest = names.iter().map(|n| text::width(n, SIZE)).fold(0.0, f64::max);
    let counts: Vec<String> = groups.iter().map(|g| count(g.n as usize)).collect();
    let tail = counts.iter().map(|c| text::width(c, SIZE)).fold(text::width(t::axis_rows(), SIZE), f64::max);
    let room = widest.min(0.4 * width);
    let (left, right) = (room + 12.0, width - tail - 16.0);
    let bottom = TOP + ROW * groups.len() as f64;
    let height = bottom + 40.0;
    let high = groups.iter().map(|g| g.interval.map_or(g.error, |i| i.high)).fold(g.overall, f64::max);
    let unit = if g.is_share { Unit::Probability } else { Unit::Target };
    let x = Scale::over([0.0, if high > 0.0 { high } else { 1.0 }], left, right);
    let mut marks = Vec::new();
    let axis = if g.is_share { t::axis_wrong() } else { t::axis_error() };
    for (v, label) in x.level_ticks((width / 90.0) as usize, unit, SIZE) {
        marks.push(line([(x.at(v), TOP), (x.at(v), bottom)], 1.0, false, Ink::Rule, None));
        marks.push(Mark::words(x.at(v), bottom + 16.0, label, Anchor::Middle, Ink::Quiet));
    }
    marks.push(Mark::words(right, height - 4.0, text::shorten(axis, SIZE, right), Anchor::End, Ink::Quiet));
    marks.push(Mark::words(width, 12.0, t::axis_rows().to_owned(), Anchor::End, Ink::Quiet));
    let middle = x.at(g.overall);
    marks.push(line([(middle, TOP - 6.0), (middle, bottom)], 1.0, true, Ink::Base, None));
    let all = t::all_rows(&shown(g.overall, g.is_share));
    let half = text::width(&all, SIZE) / 2.0;
    let end = width - tail - 20.0;
    marks.push(Mark::words(middle.min(end - half).max(half), 12.0, all, Anchor::Middle, Ink::Quiet));
    for (i, group) in groups.iter().enumerate() {
        let (at, y, datum) = (x.at(group.error), TOP + ROW * (i as f64 + 0.5), i as u32);
        let label = says(&names[i], group, g.is_share);
        let cut = text::shorten(&names[i], SIZE, room);
        for (place, text, anchor) in [(0.0, cut, Anchor::Start), (width, counts[i].clone(), Anchor::End)] {
            let shape = Shape::Text { x: place, y: y + 4.0, text, anchor, size: SIZE, strong: false };
            marks.push(Mark { shape, ink: Ink::Text, datum: Some(datum), label: Some(label.clone()) });
        }
        if let Some(interval) = group.interval {
            let ends = [(x.at(interval.low), y), (x.at(interval.high), y)];
            marks.push(line(ends, 1.0, false, Ink::Whisker, Some((datum, label.clone()))));
        }
        let shape = Shape::Circle { x: at, y, radius: 4.5 };
        marks.push(Mark { shape, ink: Ink::Accent, datum: Some(datum), label: Some(label) });
    }
    Scene { width, height, title: title(g), marks }
}

/// A group in words.
pub fn name(of: &GroupOf) -> String {
    match of {
        GroupOf::Between(None, None) => t::group_all().to_owned(),
        GroupOf::Between(None, Some(high)) => t::group_up_to(&number(*high)),
        GroupOf::Between(Some(low), None) => t::group_above(&number(*low)),
        GroupOf::Between(Some(low), Some(high)) => t::group_between(&number(*low), &number(*high)),
        GroupOf::Level(level) => level.clone(),
        GroupOf::Missing => common::missing().to_owned(),
    }
}

/// An error in its unit.
pub fn shown(error: f64, is_share: bool) -> String {
    if is_share { level(error, Unit::Probability) } else { number(error) }
}

/// The largest and the smallest group, and whether the difference may be chance.
fn title(g: &Groups) -> String {
    let by_error = |a: &&Group, b: &&Group| a.error.total_cmp(&b.error);
    let (low, high) = (g.of.groups.iter().min_by(by_error), g.of.groups.iter().max_by(by_error));
    let (Some(low), Some(high)) = (low, high) else { return t::no_group(&g.name) };
    if low.error == high.error {
        return t::same_error(&g.name, &shown(low.error, g.is_share));
    }
    let error = |x: &Group| shown(x.error, g.is_share);
    let say = if g.is_share { t::wrong_by_group } else { t::error_by_group };
    let text = say(&g.name, &error(low), &name(&low.of), &error(high), &name(&high.of));
    if g.of.differ { text } else { format!("{text} {}", t::may_be_chance()) }
}

fn says(name: &str, group: &Group, is_share: bool) -> String {
    let error = shown(group.error, is_share);
    let error = match group.interval {
        Some(i) => common::with_interval(&error, &shown(i.low, is_share), &shown(i.high, is_share)),
        None => error,
    };
    let say = if is_share { t::group_wrong } else { t::group_off };
    say(&name, &error, &common::rows(&count(group.n as usize)))
}

fn line(ends: [(f64, f64); 2], width: f64, dashed: bool, ink: Ink, says: Option<(u32, String)>) -> Mark {
    let (datum, label) = says.unzip();
    Mark { shape: Shape::Line { points: ends.to_vec(), width, dashed }, ink, datum, label }
}
