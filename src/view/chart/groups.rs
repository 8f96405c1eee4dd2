//! Where a model errs: one row for each group of a feature, its error with the interval, and how many rows it has.

use super::axis::Scale;
use super::format::{Unit, count, counted, level, number};
use super::text::{self, SIZE};
use super::{Anchor, Ink, Mark, Scene, Shape};
use vitrine_core::evaluate::{FeatureErrors, Group, GroupOf};

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
    let tail = counts.iter().map(|c| text::width(c, SIZE)).fold(text::width("rows", SIZE), f64::max);
    let room = widest.min(0.4 * width);
    let (left, right) = (room + 12.0, width - tail - 16.0);
    let bottom = TOP + ROW * groups.len() as f64;
    let height = bottom + 40.0;
    let high = groups.iter().map(|g| g.interval.map_or(g.error, |i| i.high)).fold(g.overall, f64::max);
    let unit = if g.is_share { Unit::Probability } else { Unit::Target };
    let x = Scale::over([0.0, if high > 0.0 { high } else { 1.0 }], left, right);
    let mut marks = Vec::new();
    let axis = if g.is_share { "predicted wrongly, %" } else { "mean absolute error" };
    for (v, label) in x.level_ticks((width / 90.0) as usize, unit, SIZE) {
        marks.push(line([(x.at(v), TOP), (x.at(v), bottom)], 1.0, false, Ink::Rule, None));
        marks.push(Mark::words(x.at(v), bottom + 16.0, label, Anchor::Middle, Ink::Quiet));
    }
    marks.push(Mark::words(right, height - 4.0, text::shorten(axis, SIZE, right), Anchor::End, Ink::Quiet));
    marks.push(Mark::words(width, 12.0, "rows".to_owned(), Anchor::End, Ink::Quiet));
    let middle = x.at(g.overall);
    marks.push(line([(middle, TOP - 6.0), (middle, bottom)], 1.0, true, Ink::Base, None));
    let all = format!("all rows {}", shown(g.overall, g.is_share));
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
        GroupOf::Between(None, None) => "all".to_owned(),
        GroupOf::Between(None, Some(high)) => format!("up to {}", number(*high)),
        GroupOf::Between(Some(low), None) => format!("above {}", number(*low)),
        GroupOf::Between(Some(low), Some(high)) => format!("above {} to {}", number(*low), number(*high)),
        GroupOf::Level(level) => level.clone(),
        GroupOf::Missing => "missing".to_owned(),
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
    let (Some(low), Some(high)) = (low, high) else { return format!("No row has a value of {}.", g.name) };
    let feature = g.name;
    if low.error == high.error {
        return format!("By {feature} the error is {} in every group.", shown(low.error, g.is_share));
    }
    let told = |x: &Group| format!("{} ({})", shown(x.error, g.is_share), name(&x.of));
    let caution = if g.of.differ { "" } else { " The difference may be chance." };
    let what = if g.is_share { "the share predicted wrongly goes" } else { "the error goes" };
    format!("By {feature} {what} from {} to {}.{caution}", told(low), told(high))
}

fn says(name: &str, group: &Group, is_share: bool) -> String {
    let between = group
        .interval
        .map(|i| format!(" ({} to {})", shown(i.low, is_share), shown(i.high, is_share)))
        .unwrap_or_default();
    let what = if is_share { "predicted wrongly" } else { "off on average" };
    format!("{name}: {}{between} {what}, {}", shown(group.error, is_share), counted(group.n as usize, "row", "rows"))
}

fn line(ends: [(f64, f64); 2], width: f64, dashed: bool, ink: Ink, says: Option<(u32, String)>) -> Mark {
    let (datum, label) = says.unzip();
    Mark { shape: Shape::Line { points: ends.to_vec(), width, dashed }, ink, datum, label }
}
