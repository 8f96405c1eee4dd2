//! How features go with each other, two by two: a triangle of squares, the larger the further the two go together.

use super::format::share;
use super::text::{self, SIZE, shorten};
use super::{Anchor, Ink, Mark, Scene, Shape};
use vitrine_core::num::order;
use vitrine_text::{charts as t, common};

/// What the picture shows.
#[derive(Clone, Copy, Debug)]
pub struct Correlation<'a> {
    /// The features' names, in the order of rows and columns.
    pub names: &'a [String],
    /// For the second feature its association with the first, for the third those with the first two, and so on; `None`
    /// where it is undefined.
    pub pairs: &'a [Option<f64>],
    /// Features of the data set, of which the named ones may be a part.
    pub n_features: usize,
    /// Width in CSS pixels.
    pub width: f64,
}

/// Below so many pixels a cell can neither be seen nor pointed at.
const LEAST: f64 = 18.0;
/// No cell needs more.
const MOST: f64 = 32.0;
/// From one line of words to the next.
const LINE: f64 = 18.0;
/// From here on two features go together closely.
const CLOSE: f64 = 0.7;

impl Correlation<'_> {
    /// The pairs of places with what is known of them, closest first.
    pub fn ranked(&self) -> Vec<(usize, usize, Option<f64>)> {
        let places = (1..self.names.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
        let mut all: Vec<(usize, usize, Option<f64>)> = places.zip(self.pairs).map(|((a, b), v)| (a, b, *v)).collect();
        order::sort_descending(&mut all, |pair| pair.2.unwrap_or(-1.0));
        all
    }

    /// What it shows, as a sentence.
    pub fn finding(&self) -> String {
        let n = self.names.len();
        let is_part = self.n_features > n;
        match self.ranked().first() {
            Some((a, b, Some(v))) if *v > 0.0 => {
                let (a, b, value) = (&self.names[*a], &self.names[*b], share(*v));
                let text = match is_part {
                    true => t::move_together_of(&n, a, b, &value),
                    false => t::move_together(a, b, &value),
                };
                let close = self.pairs.iter().flatten().filter(|v| **v >= CLOSE).count();
                if close > 1 { format!("{text} {}", t::close_pairs(&close, &CLOSE)) } else { text }
            }
            Some(_) if is_part => t::none_together_of(&n),
            Some(_) => t::none_together().to_owned(),
            None => t::no_other_feature().to_owned(),
        }
    }

    /// Draws it.
    pub fn scene(&self) -> Scene {
        let n = self.names.len();
        let left = (0.32 * self.width).clamp(72.0, 200.0);
        let cell = ((self.width - left - 8.0) / n.max(1) as f64).clamp(LEAST, MOST);
        let top = 4.0;
        let bottom = top + n as f64 * cell;
        // Few features leave no room for the words below them, which reach as far as they may.
        let said = t::fuller_closer();
        let needed = (text::width(said, SIZE) + 12.0).min(self.width);
        let width = (left + n as f64 * cell + 8.0).max(needed);
        let from = left.min(width - needed + 4.0);
        let lines = text::lines(said, SIZE, width - from);
        let height = bottom + 10.0 + LINE * lines.len() as f64;
        let mut marks = Vec::new();
        let mut pairs = self.pairs.iter();
        for (b, name) in self.names.iter().enumerate() {
            let y = top + b as f64 * cell;
            let middle = y + 0.5 * cell + 4.0;
            let short = shorten(&format!("{} {name}", b + 1), SIZE, left - 12.0);
            marks.push(Mark::words(left - 8.0, middle, short, Anchor::End, Ink::Text).said(Some(name.clone())));
            for (a, other) in self.names[..b].iter().enumerate() {
                let x = left + a as f64 * cell;
                let value = pairs.next().copied().flatten();
                let label = t::pair(other, name, &value.map_or_else(|| common::undefined().to_owned(), share));
                // The whole cell is there to be pointed at.
                marks.push(square(x, y, cell - 1.0, Ink::Rule, &label));
                let size = (cell - 1.0) * libm::sqrt(value.unwrap_or(0.0));
                let off = 0.5 * (cell - 1.0 - size);
                if size > 0.0 {
                    marks.push(square(x + off, y + off, size, Ink::Accent, &label));
                }
            }
            let x = left + (b as f64 + 0.5) * cell;
            marks
                .push(Mark::words(x, middle, (b + 1).to_string(), Anchor::Middle, Ink::Quiet).said(Some(name.clone())));
        }
        for (i, line) in lines.into_iter().enumerate() {
            marks.push(Mark::words(from, bottom + 4.0 + LINE * (i + 1) as f64, line, Anchor::Start, Ink::Quiet));
        }
        Scene { width, height, title: self.finding(), marks }
    }
}

fn square(x: f64, y: f64, size: f64, ink: Ink, label: &str) -> Mark {
    Mark { shape: Shape::Rect { x, y, width: size, height: size }, ink, datum: None, label: Some(label.to_owned()) }
}
