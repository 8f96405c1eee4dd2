//! Partial dependence: what the model says on average when one feature is set to each of its values in turn (Friedman 2001), and
//! behind it the same for single rows (individual conditional expectation, Goldstein et al. 2015). A number is a line over an
//! axis, a category one row a level.

use super::axis::Scale;
use super::format::{self, Unit};
use super::key::{Entry, Sample, key};
use super::listed::{LINE, List, dot, few_lines, stroke, what};
use super::text::{self, SIZE};
use super::{Anchor, Ink, Mark, Scene, Shape, rows};
use vitrine_core::table::date;
use vitrine_text::{common, panels as t};

/// What it is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct DependenceChart<'a> {
    /// The feature's name.
    pub name: &'a str,
    /// The grid: where each value stands on the axis, ascending. Of a category these are not looked at.
    pub positions: &'a [f64],
    /// How each value of the grid reads.
    pub labels: &'a [String],
    /// Whether the values are numbers or dates; otherwise they are levels, each in a row of its own.
    pub is_ordered: bool,
    /// Whether the positions are days since 1970.
    pub dates: bool,
    /// What the feature is measured in ("months"); empty where it has no unit.
    pub measure: &'a str,
    /// The mean prediction at each value.
    pub mean: &'a [f64],
    /// Standard errors of the means; empty where there are none.
    pub errors: &'a [f64],
    /// Single rows (of the table, 0-based) with what the model says of each at each value.
    pub lines: &'a [(u32, Vec<f64>)],
    /// Deciles of the feature.
    pub rug: &'a [f64],
    /// The chosen row: its own value (of a category the index of its level), and what the model says of it at each value.
    pub own: Option<(f64, &'a [f64])>,
    /// The scale on which the model is explained.
    pub unit: Unit,
    /// What the prediction is called.
    pub subject: &'a str,
    /// All lines begin at 0, so that only their changes are seen. There is no band then: the standard errors are those of the
    /// means, and not of changes.
    pub centred: bool,
    /// Width in CSS pixels.
    pub width: f64,
}

/// Standard errors on either side of a mean.
const ERRORS: f64 = 2.0;
/// What is drawn for a level is as high as this.
const THICK: f64 = 14.0;

impl DependenceChart<'_> {
    /// How a value of the grid reads.
    pub fn reads(&self, i: usize) -> String {
        match (self.labels.get(i), self.positions.get(i)) {
            (Some(label), _) => label.clone(),
            (None, Some(v)) => self.spelled(*v),
            (None, None) => String::new(),
        }
    }

    fn spelled(&self, v: f64) -> String {
        if self.dates { date::format_date(v) } else { format::number(v) }
    }

    /// Values of the grid that have a mean.
    fn n(&self) -> usize {
        if self.is_ordered { self.mean.len().min(self.positions.len()) } else { self.mean.len() }
    }

    /// A line as it is drawn.
    fn drawn(&self, line: &[f64]) -> Vec<f64> {
        let from = if self.centred { line.first().copied().unwrap_or(0.0) } else { 0.0 };
        let is_there = |i: usize| !self.is_ordered || self.positions[i].is_finite();
        let drawn = |(i, v): (usize, &f64)| if is_there(i) { v - from } else { f64::NAN };
        line.iter().take(self.n()).enumerate().map(drawn).collect()
    }

    /// Where the mean may be, at each value that has a standard error.
    fn band(&self) -> Vec<Option<(f64, f64)>> {
        let (least, most) =
            if self.unit == Unit::Probability { (0.0, 1.0) } else { (f64::NEG_INFINITY, f64::INFINITY) };
        let about = |i: usize| {
            let (m, e) = (self.mean[i], ERRORS * self.errors.get(i).copied()?);
            ((m - e).is_finite() && (m + e).is_finite()).then(|| ((m - e).max(least), (m + e).min(most)))
        };
        (0..self.n()).map(|i| if self.centred { None } else { about(i) }).collect()
    }

    /// Everything that is drawn.
    fn all(&self) -> Vec<f64> {
        let lines = self.lines.iter().map(|l| &l.1[..]).chain(self.own.map(|own| own.1)).chain([self.mean]);
        let band = self.band().into_iter().flatten().flat_map(|(low, high)| [low, high]);
        lines.flat_map(|line| self.drawn(line)).chain(band).chain(self.centred.then_some(0.0)).collect()
    }

    /// A prediction, or a change of it.
    fn level(&self, v: f64) -> String {
        match () {
            () if v.is_nan() => common::undefined().to_owned(),
            () if self.centred => format::difference(v, self.unit),
            () => format::level(v, self.unit),
        }
    }

    /// What the mean is at a value, in words.
    fn says(&self, i: usize, mean: f64) -> String {
        let (value, mean) = (self.reads(i), self.level(mean));
        let error = self.errors.get(i).filter(|e| e.is_finite() && !self.centred);
        match (self.is_ordered, error.map(|e| format::size(*e, self.unit))) {
            (true, None) => t::mean_at(&self.name, &value, &mean),
            (true, Some(error)) => t::mean_at_surely(&self.name, &value, &mean, &error),
            (false, None) => t::mean_of_level(&value, &mean),
            (false, Some(error)) => t::mean_of_level_surely(&value, &mean, &error),
        }
    }

    /// What the axis of predictions shows.
    fn axis_name(&self) -> String {
        let says = match (self.centred, self.unit) {
            (false, Unit::Probability) => t::axis_probability,
            (false, Unit::LogOdds) => common::log_odds_of,
            (false, Unit::Margin) => common::raw_output_for,
            (false, Unit::Target) => t::axis_target,
            (true, Unit::Probability) => t::axis_probability_change,
            (true, Unit::LogOdds) => t::axis_log_odds_change,
            (true, Unit::Margin) => t::axis_margin_change,
            (true, Unit::Target) => t::axis_target_change,
        };
        says(&self.subject)
    }

    fn entries(&self, line: Sample, mean: Sample, own: Sample) -> Vec<Entry<'static>> {
        // One value alone is a dot and no line.
        let has_lines = !self.is_ordered || self.n() > 1;
        let has_band = has_lines && self.band().iter().any(Option::is_some);
        let entry = |sample: Sample, ink: Ink, words: &'static str| Entry { sample, ink, words };
        let band = match self.is_ordered {
            true => entry(Sample::Area, Ink::Rule, t::key_errors()),
            false => entry(Sample::Line(1.5), Ink::Whisker, t::key_errors()),
        };
        [
            Some(entry(mean, Ink::Accent, t::key_mean())),
            has_band.then_some(band),
            (has_lines && !self.lines.is_empty()).then_some(entry(line, Ink::Ghost, t::key_single_rows())),
            self.own.filter(|_| has_lines).map(|_| entry(own, Ink::Second, t::this_row())),
            self.own
                .filter(|own| self.is_ordered && own.0.is_finite())
                .map(|_| entry(Sample::Dashed, Ink::Second, t::key_own_value())),
            (self.is_ordered && !self.rug.is_empty()).then_some(entry(Sample::Upright, Ink::Quiet, t::key_deciles())),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// Draws it.
pub fn scene(d: &DependenceChart) -> Scene {
    let title = finding(d);
    match d.n() {
        0 => Scene { width: d.width.clamp(240.0, 4000.0), height: 8.0, title, marks: Vec::new() },
        _ if d.is_ordered => plane(d, title),
        _ => levels(d, title),
    }
}

/// The line of a number.
fn plane(d: &DependenceChart, title: String) -> Scene {
    let width = d.width.clamp(240.0, 4000.0);
    let head = few_lines(&d.axis_name(), width - 4.0);
    let top = 12.0 + LINE * head.len() as f64;
    let bottom = top + (0.45 * width).clamp(170.0, 300.0);
    let y = Scale::over(d.all(), bottom, top);
    let ticks = y.ticks(5, d.unit);
    let widest = ticks.iter().map(|t| text::width(&t.1, SIZE)).fold(16.0, f64::max);
    let (left, right) = ((widest + 10.0).min(width / 3.0), width - 14.0);
    let own = d.own.map(|own| own.0).filter(|v| v.is_finite());
    let x = Scale::over(d.positions.iter().chain(d.rug).copied().chain(own), left, right);
    let mut marks = Vec::new();
    let band: Vec<(f64, (f64, f64))> =
        d.positions.iter().zip(d.band()).filter_map(|(p, b)| Some((x.at(*p), b?))).collect();
    if band.len() > 1 {
        let upper = band.iter().map(|(at, b)| (*at, y.at(b.1)));
        let lower = band.iter().rev().map(|(at, b)| (*at, y.at(b.0)));
        let shape = Shape::Polygon(upper.chain(lower).collect());
        marks.push(Mark { shape, ink: Ink::Rule, datum: None, label: None });
    }
    for (v, label) in ticks {
        let at = y.at(v);
        marks.push(stroke(vec![(left, at), (right, at)], 1.0, false, Ink::Rule));
        let label = text::shorten(&label, SIZE, left - 6.0);
        marks.push(Mark::words(left - 6.0, at + 4.0, label, Anchor::End, Ink::Quiet));
    }
    let at = |line: &[f64]| pieces(line, |i, v| (x.at(d.positions[i]), y.at(v)));
    for (row, line) in d.lines {
        let label = of_row(d, *row, line);
        let one = |piece| Mark { datum: Some(*row), ..stroke(piece, 0.75, false, Ink::Ghost) }.said(label.clone());
        marks.extend(at(&d.drawn(line)).into_iter().map(one));
    }
    for (i, line) in head.into_iter().enumerate() {
        marks.push(Mark::words(0.0, 12.0 + LINE * i as f64, line, Anchor::Start, Ink::Quiet));
    }
    if let Some((position, line)) = d.own {
        if position.is_finite() {
            let label = t::value_of_this_row(&d.name, &d.spelled(position));
            let at = x.at(position);
            marks.push(stroke(vec![(at, top), (at, bottom)], 1.0, true, Ink::Second).said(Some(label)));
        }
        let says = Some(across(d, t::this_row(), line)).filter(|_| line.len() > 1);
        marks.extend(at(&d.drawn(line)).into_iter().map(|p| stroke(p, 2.0, false, Ink::Second).said(says.clone())));
    }
    let mean = d.drawn(d.mean);
    if band.len() > 1 {
        // Lines that the area lies behind would hide where it ends.
        let edge = |of: fn(&(f64, f64)) -> f64| band.iter().map(|(at, b)| (*at, y.at(of(b)))).collect();
        marks.extend([edge(|b| b.0), edge(|b| b.1)].map(|points| stroke(points, 0.75, false, Ink::Accent)));
    }
    marks.extend(at(&mean).into_iter().map(|piece| stroke(piece, 2.5, false, Ink::Accent)));
    for (i, v) in mean.iter().enumerate().filter(|(_, v)| v.is_finite()) {
        let mark = dot(x.at(d.positions[i]), y.at(*v), 3.0, Ink::Accent);
        marks.push(mark.said(Some(d.says(i, *v))));
    }
    let deciles: Vec<f64> = d.rug.iter().copied().filter(|v| v.is_finite()).collect();
    let label = t::deciles_are(&deciles.iter().map(|v| d.spelled(*v)).collect::<Vec<_>>().join(", "));
    for v in deciles {
        let at = x.at(v);
        marks.push(stroke(vec![(at, bottom - 7.0), (at, bottom)], 1.0, false, Ink::Quiet).said(Some(label.clone())));
    }
    marks.push(stroke(vec![(left, bottom), (right, bottom)], 1.0, false, Ink::Base));
    marks.extend(below(d, &x, width, bottom));
    let name = if d.measure.is_empty() { d.name.to_owned() } else { format!("{}, {}", d.name, d.measure) };
    let name = text::shorten(&name, SIZE, right);
    marks.push(Mark::words(right, bottom + 35.0, name, Anchor::End, Ink::Quiet));
    let entries = d.entries(Sample::Line(0.75), Sample::Line(2.5), Sample::Line(2.0));
    let (words, end) = key(&entries, (4.0, width - 4.0), bottom + 44.0);
    marks.extend(words);
    rows::words_last(&mut marks);
    Scene { width, height: end + 2.0, title, marks }
}

/// Ticks below the plane: round numbers, or values of the grid where those are dates.
fn below(d: &DependenceChart, x: &Scale, width: f64, bottom: f64) -> Vec<Mark> {
    let of_grid = || (0..d.n()).map(|i| (d.positions[i], d.reads(i))).filter(|t| t.0.is_finite()).collect();
    let ticks: Vec<(f64, String)> = if d.dates { of_grid() } else { x.ticks((width / 80.0) as usize, Unit::Target) };
    let (mut free, mut marks) = (0.0, Vec::new());
    for (v, label) in ticks {
        let (at, half) = (x.at(v), text::width(&label, SIZE) / 2.0);
        let middle = at.clamp(half, (width - half).max(half));
        if middle - half >= free && middle + half <= width {
            free = middle + half + 8.0;
            marks.push(stroke(vec![(at, bottom), (at, bottom + 4.0)], 1.0, false, Ink::Base));
            marks.push(Mark::words(middle, bottom + 18.0, label, Anchor::Middle, Ink::Quiet));
        }
    }
    marks
}

/// The parts of a line between values that are none.
fn pieces(line: &[f64], at: impl Fn(usize, f64) -> (f64, f64)) -> Vec<Vec<(f64, f64)>> {
    let places: Vec<(usize, f64)> = line.iter().copied().enumerate().collect();
    let runs = places.split(|p| !p.1.is_finite()).filter(|run| run.len() > 1);
    runs.map(|run| run.iter().map(|&(i, v)| at(i, v)).collect()).collect()
}

/// What the model says of a row at the first and at the last value.
fn across(d: &DependenceChart, who: &str, line: &[f64]) -> String {
    let n = line.len().min(d.n());
    let level = |i: usize| format::level(line[i], d.unit);
    match n {
        0 => who.to_owned(),
        1 => t::row_at(&who, &level(0), &d.reads(0)),
        n => t::row_across(&who, &level(0), &d.reads(0), &level(n - 1), &d.reads(n - 1)),
    }
}

fn of_row(d: &DependenceChart, row: u32, line: &[f64]) -> Option<String> {
    Some(across(d, &common::row(&(u64::from(row) + 1)), line))
}

/// The rows of a category's levels.
fn levels(d: &DependenceChart, title: String) -> Scene {
    let names: Vec<String> = (0..d.n()).map(|i| d.reads(i)).collect();
    let layout = List::of(d.width, names.iter().map(String::as_str), THICK);
    let x = Scale::over(d.all(), layout.left + 6.0, layout.right - 6.0);
    let top = 4.0;
    let bottom = top + d.n() as f64 * layout.row + 4.0;
    let (mut marks, end) = layout.axis(&x, top, bottom, d.unit, &d.axis_name());
    if d.centred {
        marks.extend(layout.upright(x.at(0.0), (top, bottom), d.n(), Ink::Base, true));
    }
    let (mean, band) = (d.drawn(d.mean), d.band());
    let lines: Vec<Vec<f64>> = d.lines.iter().map(|l| d.drawn(&l.1)).collect();
    let own = d.own.map(|(at, line)| (at, d.drawn(line)));
    for (i, name) in names.iter().enumerate() {
        let from = top + i as f64 * layout.row;
        let (y, datum) = (from + layout.middle, Some(i as u32));
        let label = d.says(i, mean[i]);
        let with = |mark: Mark| Mark { datum, ..mark }.said(Some(label.clone()));
        let is_own = own.as_ref().is_some_and(|o| o.0 == i as f64);
        let ink = if is_own { Ink::Second } else { Ink::Text };
        marks.push(layout.name(name, from, ink, datum, &label));
        for v in lines.iter().filter_map(|l| l.get(i)).filter(|v| v.is_finite()) {
            let at = x.at(*v);
            marks.push(stroke(vec![(at, y - THICK / 2.0), (at, y + THICK / 2.0)], 0.75, false, Ink::Ghost));
        }
        if let Some((low, high)) = band[i] {
            marks.push(with(stroke(vec![(x.at(low), y), (x.at(high), y)], 1.5, false, Ink::Whisker)));
        }
        marks.extend(mean[i].is_finite().then(|| with(dot(x.at(mean[i]), y, 4.5, Ink::Accent))));
        if let Some(v) = own.as_ref().and_then(|o| o.1.get(i)).filter(|v| v.is_finite()) {
            let says = if is_own { t::row_at_own } else { t::row_at };
            let says = says(&t::this_row(), &d.level(*v), name);
            let mark = dot(x.at(*v), y, if is_own { 4.5 } else { 2.5 }, Ink::Second);
            marks.push(Mark { datum, ..mark }.said(Some(says)));
        }
    }
    let (words, end) = key(&d.entries(Sample::Upright, Sample::Dot, Sample::Dot), (4.0, layout.width - 4.0), end + 4.0);
    marks.extend(words);
    rows::words_last(&mut marks);
    Scene { width: layout.width, height: end + 2.0, title, marks }
}

/// What it shows, as a sentence: where the mean is lowest and where highest, and how many single rows go the other way between
/// these two values.
pub fn finding(d: &DependenceChart) -> String {
    let mean = d.drawn(d.mean);
    let of = what(d.unit, d.subject);
    let known: Vec<usize> = (0..mean.len()).filter(|&i| mean[i].is_finite()).collect();
    let by = |a: &&usize, b: &&usize| mean[**a].total_cmp(&mean[**b]);
    // Of several the first.
    let (low, high) = (known.iter().min_by(by), known.iter().rev().max_by(by));
    let (Some(&low), Some(&high)) = (low, high) else {
        return t::mean_unknown(&of, &d.name);
    };
    let told = |i: usize| format!("{} ({})", d.reads(i), d.level(mean[i]));
    let (lowest, highest) = (d.level(mean[low]), d.level(mean[high]));
    let from = d.centred.then(|| d.reads(0));
    if known.len() == 1 {
        return match from {
            None => t::mean_of_one(&of, &d.name, &told(low)),
            Some(from) => t::mean_of_one_from(&from, &of, &d.name, &told(low)),
        };
    }
    if lowest == highest {
        return match (from, mean[low] == mean[high]) {
            (None, true) => t::mean_stays_at(&of, &lowest, &d.name),
            (None, false) => t::mean_stays_near(&of, &lowest, &d.name),
            (Some(from), true) => t::mean_stays_at_from(&from, &of, &lowest, &d.name),
            (Some(from), false) => t::mean_stays_near_from(&from, &of, &lowest, &d.name),
        };
    }
    let goes = d.lines.iter().filter_map(|(_, l)| Some((*l.get(low)?, *l.get(high)?)));
    let goes: Vec<(f64, f64)> = goes.filter(|(a, b)| a.is_finite() && b.is_finite()).collect();
    let against = goes.iter().filter(|(a, b)| a > b).count();
    let rows = match (against, goes.len()) {
        (_, 0) => None,
        (1, 1) => Some(t::the_one_row_against().to_owned()),
        (_, 1) => Some(t::the_one_row_along().to_owned()),
        (0, n) => Some(t::no_row_against(&n)),
        (k, n) => Some(t::rows_against(&k, &n)),
    };
    let between = match from {
        None => t::mean_between(&of, &d.name, &told(low), &told(high)),
        Some(from) => t::mean_between_from(&from, &of, &d.name, &told(low), &told(high)),
    };
    [between].into_iter().chain(rows).collect::<Vec<_>>().join(" ")
}
