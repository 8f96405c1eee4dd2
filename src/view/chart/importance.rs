//! Permutation importance: how much worse the model gets when a feature is shuffled, one bar a feature, strongest first.

use super::axis::Scale;
use super::format::{self, Unit, count};
use super::listed::{self, List, largest_first, n_shown, signed};
use super::text::{self, SIZE};
use super::{Anchor, Ink, Mark, Scene, Shape, rows};
use vitrine_text::{common, panels as t};

/// One feature.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportanceBar {
    /// Its name.
    pub name: String,
    /// How much worse the metric gets: the increase of a loss, or the decrease of a score. Below 0 where it got better, as
    /// happens by chance.
    pub increase: f64,
    /// Lower end of its 95 % interval; `None` where there is none.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// The feature's index.
    pub datum: u32,
}

/// What it is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct ImportanceChart<'a> {
    /// The features, in any order.
    pub features: &'a [ImportanceBar],
    /// So many have a bar. The others are named in words: importances do not add up, so that no bar can stand for several.
    pub shown: usize,
    /// What is measured ("log loss", "accuracy").
    pub metric: &'a str,
    /// Whether a larger metric is a worse one.
    pub is_loss: bool,
    /// Its unit: points for a share such as accuracy, plain numbers otherwise.
    pub unit: Unit,
    /// Width in CSS pixels.
    pub width: f64,
}

/// Height of a bar.
const BAR: f64 = 14.0;

impl ImportanceBar {
    /// The interval, where it has two ends, the lower one first.
    fn interval(&self) -> Option<(f64, f64)> {
        let ends = (self.low?, self.high?);
        (ends.0.is_finite() && ends.1.is_finite() && ends.0 <= ends.1).then_some(ends)
    }
}

/// Draws it.
pub fn scene(c: &ImportanceChart) -> Scene {
    let order = strongest(c.features);
    let (shown, hidden) = order.split_at(n_shown(c.shown, order.len()));
    let shown: Vec<&ImportanceBar> = shown.iter().map(|&i| &c.features[i]).collect();
    let layout = List::of(c.width, shown.iter().map(|b| b.name.as_str()), BAR);
    let title = finding(c);
    if c.features.is_empty() {
        return Scene { width: layout.width, height: 8.0, title, marks: Vec::new() };
    }
    // What is left of a sum whose parts cancel is nothing.
    let least = 1e-9 * c.features.iter().map(|b| b.increase.abs()).filter(|v| v.is_finite()).fold(0.0, f64::max);
    let figures: Vec<String> =
        shown.iter().map(|b| figure(if b.increase.abs() < least { 0.0 } else { b.increase }, c.unit)).collect();
    let room = figures.iter().map(|f| text::width(f, SIZE)).fold(0.0, f64::max) + 8.0;
    let reach = shown.iter().flat_map(|b| [b.increase, b.low.unwrap_or(0.0), b.high.unwrap_or(0.0)]);
    let scale = Scale::over(reach.chain([0.0]), layout.left, (layout.right - room).max(layout.left + 20.0));
    let top = 4.0;
    let last = top + shown.len() as f64 * layout.row;
    let bottom = last + if hidden.is_empty() { 4.0 } else { listed::LINE + 6.0 };
    let (mut marks, height) = layout.axis(&scale, top, bottom, c.unit, &axis_name(c));
    let zero = scale.at(0.0);
    marks.extend(layout.upright(zero, (top, bottom), shown.len(), Ink::Base, false));
    for (i, (bar, figure)) in shown.iter().zip(figures).enumerate() {
        let from = top + i as f64 * layout.row;
        let (label, middle) = (says(c, bar), from + layout.middle);
        let with = |mark: Mark| Mark { datum: Some(bar.datum), ..mark }.said(Some(label.clone()));
        marks.push(layout.name(&bar.name, from, Ink::Text, Some(bar.datum), &label));
        let mut reach = zero;
        if !bar.increase.is_nan() {
            let end = scale.at(bar.increase);
            let shape = Shape::Rect { x: zero.min(end), y: middle - BAR / 2.0, width: (end - zero).abs(), height: BAR };
            let ink = if bar.increase < 0.0 { Ink::Base } else { Ink::Accent };
            marks.push(with(Mark { shape, ink, datum: None, label: None }));
            reach = reach.max(end);
        }
        if let Some((low, high)) = bar.interval() {
            let ends = vec![(scale.at(low), middle), (scale.at(high), middle)];
            reach = reach.max(ends[1].0);
            marks.push(with(listed::stroke(ends, 1.5, false, Ink::Whisker)));
        }
        marks.push(with(Mark::words(reach + 5.0, middle + 4.5, figure, Anchor::Start, Ink::Text)));
    }
    if !hidden.is_empty() {
        let words = others(c, hidden);
        let label = t::others_have_no_bar(&words);
        let words = text::shorten(&words, SIZE, layout.width - 8.0);
        marks.push(Mark::words(4.0, last + 14.0, words, Anchor::Start, Ink::Quiet).said(Some(label)));
    }
    rows::words_last(&mut marks);
    Scene { width: layout.width, height, title, marks }
}

/// The features' places, by how much worse it gets without them.
pub fn strongest(features: &[ImportanceBar]) -> Vec<usize> {
    largest_first(features.iter().map(|b| b.increase))
}

/// What the axis shows.
fn axis_name(c: &ImportanceChart) -> String {
    let says = match (c.is_loss, c.unit == Unit::Probability) {
        (true, false) => t::axis_rise,
        (false, false) => t::axis_fall,
        (true, true) => t::axis_rise_points,
        (false, true) => t::axis_fall_points,
    };
    says(&c.metric)
}

/// What stands beside a bar.
fn figure(increase: f64, unit: Unit) -> String {
    if increase.is_nan() { common::undefined().to_owned() } else { signed(increase, unit) }
}

/// Whether the metric rises where the model gets worse, or better.
fn rises(c: &ImportanceChart, worse: bool) -> bool {
    c.is_loss == worse
}

/// An interval in words, with the unit.
fn between((low, high): (f64, f64), unit: Unit) -> String {
    let says = if unit == Unit::Probability { t::interval_points } else { t::interval };
    says(&signed(low, unit), &signed(high, unit))
}

/// A bar in words.
fn says(c: &ImportanceChart, bar: &ImportanceBar) -> String {
    if bar.increase.is_nan() {
        return t::bar_undefined(&bar.name);
    }
    // Of what falls the interval is one of falls.
    let turned = |(low, high): (f64, f64)| if bar.increase < 0.0 { (-high, -low) } else { (low, high) };
    let by = format::size(bar.increase, c.unit);
    let said = match bar.increase {
        0.0 => t::bar_unchanged(&bar.name, &c.metric),
        v if rises(c, v > 0.0) => t::bar_raises(&bar.name, &c.metric, &by),
        _ => t::bar_lowers(&bar.name, &c.metric, &by),
    };
    match bar.interval() {
        Some(i) => t::with_interval(&said, &between(turned(i), c.unit)),
        None => said,
    }
}

/// The features without a bar, in words.
fn others(c: &ImportanceChart, hidden: &[usize]) -> String {
    let n = count(hidden.len());
    // They are in order, what is no number last.
    match hidden.first().map(|&i| c.features[i].increase).filter(|v| !v.is_nan()) {
        Some(most) => t::others_at_most(&n, &figure(most, c.unit)),
        None => t::others_undefined(&n),
    }
}

/// What it shows, as a sentence: the features whose interval lies above 0, strongest first.
pub fn finding(c: &ImportanceChart) -> String {
    let bars: Vec<&ImportanceBar> = strongest(c.features).into_iter().map(|i| &c.features[i]).collect();
    let Some(first) = bars.first() else { return t::none_shuffled().to_owned() };
    let by = |b: &ImportanceBar| format::size(b.increase, c.unit);
    let intervals = bars.iter().filter(|b| b.interval().is_some()).count();
    if intervals == 0 {
        return match (first.increase > 0.0, rises(c, true)) {
            (true, true) => t::raises_most_unsure(&first.name, &c.metric, &by(first)),
            (true, false) => t::lowers_most_unsure(&first.name, &c.metric, &by(first)),
            (false, true) => t::none_raises(&c.metric),
            (false, false) => t::none_lowers(&c.metric),
        };
    }
    let sure: Vec<&ImportanceBar> = bars.iter().copied().filter(|b| b.interval().is_some_and(|i| i.0 > 0.0)).collect();
    let better: Vec<String> =
        bars.iter().filter(|b| b.interval().is_some_and(|i| i.1 < 0.0)).map(|b| b.name.clone()).collect();
    let mut said = match sure.first().and_then(|b| Some((*b, b.interval()?))) {
        None => t::none_told_from_0().to_owned(),
        Some((lead, interval)) => {
            let says = match (lead.increase < first.increase, rises(c, true)) {
                (false, true) => t::raises_most,
                (false, false) => t::lowers_most,
                (true, true) => t::raises_most_of_told,
                (true, false) => t::lowers_most_of_told,
            };
            says(&lead.name, &c.metric, &by(lead), &between(interval, c.unit))
        }
    };
    let mut after: Vec<String> = sure.iter().skip(1).take(2).map(|b| format!("{} ({})", b.name, by(b))).collect();
    after.extend((sure.len() > 3).then(|| t::n_more(&(sure.len() - 3))));
    if !after.is_empty() {
        let overlap = matches!((sure[0].interval(), sure[1].interval()), (Some(a), Some(b)) if b.1 >= a.0);
        let says = match (after.len(), overlap) {
            (1, false) => t::follows,
            (1, true) => t::follows_overlapping,
            (_, false) => t::follow,
            (_, true) => t::follow_overlapping,
        };
        said += &format!(" {}", says(&common::list(&after)));
    }
    let unsure = bars.len() - sure.len() - better.len();
    if !sure.is_empty() && unsure > 0 {
        said += &format!(" {}", t::features_not_told(&count(unsure)));
    }
    if !better.is_empty() {
        let names = if better.len() > 3 { t::any_of_features(&better.len()) } else { common::list(&better) };
        let says = if rises(c, false) { t::shuffling_raises } else { t::shuffling_lowers };
        said += &format!(" {}", says(&names, &c.metric));
    }
    said
}
