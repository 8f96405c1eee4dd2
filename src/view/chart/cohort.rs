//! SHAP values of many rows: a beeswarm, one row of dots a feature, and the mean sizes as bars. Both have the same order,
//! strongest first (Lundberg et al. 2020).

use super::axis::Scale;
use super::format::{self, Unit, count};
use super::key::{Entry, Sample, key};
use super::listed::{self, List, dot, largest_first, signed, what};
use super::text::{self, SIZE};
use super::{Anchor, Ink, Mark, Scene, Shape, rows};
use std::collections::BTreeMap;
use vitrine_core::num::stats;
use vitrine_text::{common, panels as t};

/// One row's attribution to one feature.
#[derive(Clone, Debug, PartialEq)]
pub struct CohortPoint {
    /// The attribution.
    pub attribution: f64,
    /// Where the row's value stands among those of all rows, from 0 for the lowest to 1 for the highest; `None` of a category and
    /// where it is missing.
    pub level: Option<f64>,
    /// The value as people read it.
    pub reads: String,
    /// Row of the table, 0-based.
    pub row: u32,
}

/// One feature with a point for each row; all features have the same rows in the same order.
#[derive(Clone, Debug, PartialEq)]
pub struct CohortFeature {
    /// Its name.
    pub name: String,
    /// Its points.
    pub points: Vec<CohortPoint>,
}

/// What the pictures are drawn from.
#[derive(Clone, Copy, Debug)]
pub struct CohortChart<'a> {
    /// The features, in any order.
    pub features: &'a [CohortFeature],
    /// So many have a row of their own, [`MOST_FEATURES`] at most.
    pub shown: usize,
    /// The unit of the attributions.
    pub unit: Unit,
    /// What the prediction is called.
    pub subject: &'a str,
    /// Width in CSS pixels.
    pub width: f64,
}

/// More features than this have no row of their own.
pub const MOST_FEATURES: usize = 12;
/// Of more rows than this only some are drawn as dots, at even distances; means are of all of them.
pub const MOST_ROWS: usize = 500;

/// Height of a bar.
const BAR: f64 = 14.0;
/// Height of what is drawn for a feature in a beeswarm.
const SWARM: f64 = 30.0;
/// Radius of a dot.
const RADIUS: f64 = 2.5;

/// The mean size of a feature's attributions; `None` where no row has one.
pub fn mean_size(feature: &CohortFeature) -> Option<f64> {
    let sizes: Vec<f64> = feature.points.iter().map(|p| p.attribution.abs()).filter(|v| v.is_finite()).collect();
    stats::mean(&sizes)
}

impl CohortChart<'_> {
    /// The places of the features, strongest first.
    pub fn order(&self) -> Vec<usize> {
        largest_first(self.features.iter().map(|f| mean_size(f).unwrap_or(f64::NAN)))
    }

    /// The features that have a row of their own, and the others.
    fn parted(&self) -> [Vec<usize>; 2] {
        let order = self.order();
        let n = listed::n_shown(self.shown, order.len()).min(MOST_FEATURES);
        let (shown, others) = order.split_at(n.min(order.len()));
        [shown.to_vec(), others.to_vec()]
    }

    fn n_rows(&self) -> usize {
        self.features.iter().map(|f| f.points.len()).max().unwrap_or(0)
    }

    fn axis_name(&self, what: &str) -> String {
        let says = match self.unit {
            Unit::Probability => t::axis_of_probability,
            Unit::LogOdds => t::axis_of_log_odds,
            Unit::Margin => t::axis_of_margin,
            Unit::Target => t::axis_of_target,
        };
        says(&what, &self.subject)
    }

    /// The mean size of a feature, in words.
    fn size(&self, size: Option<f64>) -> String {
        size.map_or_else(|| common::undefined().to_owned(), |v| format::size(v, self.unit))
    }

    fn empty(&self, layout: &List) -> Scene {
        Scene { width: layout.width, height: 8.0, title: finding(self), marks: Vec::new() }
    }
}

/// The mean size of what several features do together in a row: pushes that go opposite ways in the same row cancel, as they
/// do in its prediction. `None` without a row.
pub fn together<'a>(features: impl Iterator<Item = &'a CohortFeature>) -> Option<f64> {
    let mut sums: BTreeMap<u32, stats::Sum> = BTreeMap::new();
    for p in features.flat_map(|f| &f.points) {
        sums.entry(p.row).or_default().add(p.attribution);
    }
    let sizes: Vec<f64> = sums.values().map(|s| s.total().abs()).filter(|v| v.is_finite()).collect();
    stats::mean(&sizes)
}

/// The mean sizes, a bar a feature, and one for what the others do together.
pub fn bars(c: &CohortChart) -> Scene {
    let [shown, others] = c.parted();
    let mut all: Vec<(String, Option<f64>, String, Option<u32>)> = Vec::new();
    for &j in &shown {
        let (name, size) = (&c.features[j].name, mean_size(&c.features[j]));
        all.push((name.clone(), size, t::mean_size_of(name, &c.size(size)), Some(j as u32)));
    }
    if !others.is_empty() {
        let size = together(others.iter().map(|&j| &c.features[j]));
        let apart: f64 = others.iter().filter_map(|&j| mean_size(&c.features[j])).sum();
        let name = t::others_together(&count(others.len()));
        let says = t::others_cancel(&name, &c.size(size), &c.size(Some(apart)));
        all.push((name, size, says, None));
    }
    let layout = List::of(c.width, all.iter().map(|a| a.0.as_str()), BAR);
    if all.is_empty() {
        return c.empty(&layout);
    }
    let figure = |size: Option<f64>| size.map_or_else(|| common::undefined().to_owned(), |v| signed(v, c.unit));
    let room = all.iter().map(|a| text::width(&figure(a.1), SIZE)).fold(0.0, f64::max) + 8.0;
    let sizes = all.iter().filter_map(|a| a.1);
    let scale = Scale::over(sizes.chain([0.0]), layout.left, (layout.right - room).max(layout.left + 20.0));
    let top = 4.0;
    let bottom = top + all.len() as f64 * layout.row + 4.0;
    let (mut marks, mut end) = layout.axis(&scale, top, bottom, c.unit, &c.axis_name(t::mean_shap_value()));
    let zero = scale.at(0.0);
    marks.extend(layout.upright(zero, (top, bottom), all.len(), Ink::Base, false));
    for (i, (name, size, says, datum)) in all.iter().enumerate() {
        let from = top + i as f64 * layout.row;
        let (y, to) = (from + layout.middle, size.map_or(zero, |v| scale.at(v)));
        let with = |mark: Mark| Mark { datum: *datum, ..mark }.said(Some(says.clone()));
        let (ink, words) = if datum.is_some() { (Ink::Accent, Ink::Text) } else { (Ink::Base, Ink::Quiet) };
        marks.push(layout.name(name, from, words, *datum, says));
        let shape = Shape::Rect { x: zero, y: y - BAR / 2.0, width: (to - zero).max(0.0), height: BAR };
        marks.push(with(Mark { shape, ink, datum: None, label: None }));
        marks.push(with(Mark::words(to + 5.0, y + 4.5, figure(*size), Anchor::Start, Ink::Text)));
    }
    if !others.is_empty() {
        end += 4.0;
        for line in listed::few_lines(t::others_note(), layout.width - 8.0) {
            marks.push(Mark::words(4.0, end + 12.5, line, Anchor::Start, Ink::Quiet));
            end += listed::LINE;
        }
    }
    rows::words_last(&mut marks);
    Scene { width: layout.width, height: end + 4.0, title: finding(c), marks }
}

/// A dot for each row and feature, at its attribution, coloured by the feature's value.
pub fn swarm(c: &CohortChart) -> Scene {
    let [shown, others] = c.parted();
    let layout = List::of(c.width, shown.iter().map(|&j| c.features[j].name.as_str()), SWARM);
    let n_rows = c.n_rows();
    if n_rows == 0 {
        return c.empty(&layout);
    }
    let drawn: Vec<(usize, Vec<&CohortPoint>)> = shown.iter().map(|&j| (j, thinned(&c.features[j].points))).collect();
    let reach = drawn.iter().flat_map(|d| &d.1).map(|p| p.attribution);
    let inset = RADIUS + 1.0;
    let scale = Scale::over(reach.chain([0.0]), layout.left + inset, layout.right - inset);
    let top = 4.0;
    let last = top + shown.len() as f64 * layout.row;
    let bottom = last + if others.is_empty() { 4.0 } else { listed::LINE + 6.0 };
    let (mut marks, end) = layout.axis(&scale, top, bottom, c.unit, &c.axis_name(t::shap_value()));
    marks.extend(layout.upright(scale.at(0.0), (top, bottom), shown.len(), Ink::Base, false));
    for (i, (j, points)) in drawn.iter().enumerate() {
        let feature = &c.features[*j];
        let from = top + i as f64 * layout.row;
        let says = t::mean_size_of(&feature.name, &c.size(mean_size(feature)));
        marks.push(layout.name(&feature.name, from, Ink::Text, None, &says));
        let at: Vec<f64> = points.iter().map(|p| scale.at(p.attribution)).collect();
        for ((p, x), off) in points.iter().zip(&at).zip(spread(&at)) {
            let (row, push) = (common::row(&(u64::from(p.row) + 1)), format::difference(p.attribution, c.unit));
            let label = t::dot(&row, &feature.name, &p.reads, &push);
            let mark = dot(*x, from + layout.middle + off, RADIUS, ink(p.level));
            marks.push(Mark { datum: Some(p.row), ..mark }.said(Some(label)));
        }
    }
    if !others.is_empty() {
        let words = t::others_not_drawn(&count(others.len()));
        let words = text::shorten(&words, SIZE, layout.width - 8.0);
        marks.push(Mark::words(4.0, last + 14.0, words, Anchor::Start, Ink::Quiet));
    }
    let (words, end) = key(&legend(&drawn), (4.0, layout.width - 4.0), end + 4.0);
    marks.extend(words);
    rows::words_last(&mut marks);
    let most = drawn.iter().map(|d| d.1.len()).max().unwrap_or(0);
    let thin = if n_rows > MOST_ROWS { format!(" {}", t::n_are_drawn(&count(most))) } else { String::new() };
    Scene { width: layout.width, height: end + 2.0, title: finding(c) + &thin, marks }
}

/// The points that are drawn, at even distances.
fn thinned(points: &[CohortPoint]) -> Vec<&CohortPoint> {
    let n = points.len().min(MOST_ROWS);
    let chosen = (0..n).map(|i| &points[i * points.len() / n]);
    chosen.filter(|p| p.attribution.is_finite()).collect()
}

/// How far dots stand above or below the middle of their row: those that would lie on each other by turns on either side, closer
/// where they are many.
fn spread(at: &[f64]) -> Vec<f64> {
    let column = |x: f64| libm::floor(x / (2.0 * RADIUS)) as i64;
    let mut taken: BTreeMap<i64, u32> = BTreeMap::new();
    let mut places = Vec::with_capacity(at.len());
    for &x in at {
        let n = taken.entry(column(x)).or_default();
        let side = if *n % 2 == 1 { -1.0 } else { 1.0 };
        places.push(side * f64::from((*n).div_ceil(2)));
        *n += 1;
    }
    let most = places.iter().fold(0.0, |m: f64, p| m.max(p.abs()));
    let step = (2.0 * RADIUS).min((SWARM / 2.0 - RADIUS) / most.max(1.0));
    places.iter().map(|p| p * step).collect()
}

/// The colour of a value: low, in the middle, high, or without a place.
fn ink(level: Option<f64>) -> Ink {
    match level {
        Some(v) if v < 1.0 / 3.0 => Ink::Away,
        Some(v) if v > 2.0 / 3.0 => Ink::Toward,
        Some(v) if !v.is_nan() => Ink::Ghost,
        _ => Ink::Quiet,
    }
}

/// What the colours mean, of those that are there.
fn legend(drawn: &[(usize, Vec<&CohortPoint>)]) -> Vec<Entry<'static>> {
    let colours = [
        (Ink::Away, t::key_low()),
        (Ink::Ghost, t::key_medium()),
        (Ink::Toward, t::key_high()),
        (Ink::Quiet, t::key_no_order()),
    ];
    let has = |c: Ink| drawn.iter().flat_map(|d| &d.1).any(|p| ink(p.level) == c);
    let has_order = colours[..3].iter().any(|c| has(c.0));
    let is_standalone = |c: &(Ink, &str)| if c.0 == Ink::Quiet { has(c.0) } else { has_order };
    colours.into_iter().filter(is_standalone).map(|(ink, words)| Entry { sample: Sample::Dot, ink, words }).collect()
}

/// What they show, as a sentence: the features that move the prediction most.
pub fn finding(c: &CohortChart) -> String {
    let n_rows = c.n_rows();
    if n_rows == 0 {
        return t::none_explained().to_owned();
    }
    let (what, rows) = (what(c.unit, c.subject), common::rows(&count(n_rows)));
    let sized = c.order().into_iter().filter_map(|j| Some((&c.features[j].name, mean_size(&c.features[j])?)));
    let sized: Vec<(&String, f64)> = sized.filter(|s| s.1 > 0.0).collect();
    let Some((name, size)) = sized.first() else {
        return t::none_moves(&what, &rows);
    };
    let by = format::size(*size, c.unit);
    let lead = match n_rows {
        1 => t::moves_most_in_one(name, &what, &by),
        _ => t::moves_most(&rows, name, &what, &by),
    };
    let after: Vec<String> =
        sized.iter().skip(1).take(2).map(|(name, v)| format!("{name} ({})", format::size(*v, c.unit))).collect();
    match after.len() {
        0 => lead,
        1 => format!("{lead} {}", t::follows(&after[0])),
        _ => format!("{lead} {}", t::follow(&common::list(&after))),
    }
}
