//! A view as a sheet that stands alone: the finding above, the picture, and below it where it comes from.

use super::View;
use super::figures::{Cell, Figures};
use crate::chart::format::count;
use crate::chart::text::{self, shorten};
use crate::chart::{Anchor, Ink, Mark, Scene, Shape, document};
use vitrine_core::num::order;
use vitrine_text::report as t;

/// Empty space around everything.
const MARGIN: f64 = 16.0;
const TITLE: f64 = 15.0;
const TITLE_LINE: f64 = 21.0;
const ORIGIN: f64 = text::SIZE;
const CELL: f64 = text::SIZE;
const ROW: f64 = 24.0;
/// The widest table.
const WIDEST: f64 = 1200.0;
/// Rows of a table that are drawn; all of them are in the other forms.
const MOST_ROWS: usize = 60;
/// Columns of it that are drawn; all of them are in the other forms.
const MOST_COLUMNS: usize = 24;
/// The narrowest column, the one to which a wider one is narrowed at most, and the room after one.
const LEAST: f64 = 40.0;
const LEGIBLE: f64 = 72.0;
const GAP: f64 = 16.0;

impl View {
    /// The picture as it is exported: light, with the finding above and the origin below.
    pub fn picture(&self) -> Scene {
        sheet(self)
    }

    /// The picture as an SVG document that needs nothing else.
    pub fn svg(&self) -> String {
        document(&self.picture(), Some(&self.origin()), false)
    }
}

/// Puts the sheet together.
fn sheet(view: &View) -> Scene {
    let scene = view.scene.clone().unwrap_or_else(|| table(&view.figures, WIDEST));
    let width = scene.width.max(240.0) + 2.0 * MARGIN;
    let room = width - 2.0 * MARGIN;
    let mut marks = Vec::new();
    let mut y = MARGIN;
    for line in wrapped(&view.finding, TITLE, room) {
        marks.push(words(MARGIN, y + TITLE, line, Anchor::Start, Ink::Text, TITLE));
        y += TITLE_LINE;
    }
    y += 8.0;
    marks.extend(scene.marks.into_iter().map(|m| m.moved(MARGIN, y)));
    y += scene.height + 20.0;
    marks.push(words(MARGIN, y, shorten(&view.origin(), ORIGIN, room), Anchor::Start, Ink::Quiet, ORIGIN));
    Scene { width, height: y + MARGIN, title: view.finding.clone(), marks }
}

/// A text in lines no wider than `room`, broken at spaces, and within a word that is too wide by itself.
fn wrapped(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut push = |word: &str| {
        let last = lines.last().cloned().unwrap_or_default();
        let longer = if last.is_empty() { word.to_owned() } else { format!("{last} {word}") };
        match lines.last_mut() {
            Some(line) if last.is_empty() || text::width(&longer, size) <= room => *line = longer,
            _ => lines.push(word.to_owned()),
        }
    };
    // At spaces that may break only: a name stays with its value, a figure with its unit.
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        let mut piece = String::new();
        for c in word.chars() {
            piece.push(c);
            if text::width(&piece, size) > room && piece.chars().count() > 1 {
                piece.pop();
                push(&piece);
                piece = c.to_string();
            }
        }
        push(&piece);
    }
    lines
}

/// Figures as a drawn table, as wide as its words need, and no wider than `widest` unless there are too many columns for it;
/// numbers as people read them.
pub fn table(figures: &Figures, widest: f64) -> Scene {
    let n = figures.columns.len().clamp(1, MOST_COLUMNS);
    let shown = if figures.rows.len() <= MOST_ROWS + 1 { figures.rows.len() } else { MOST_ROWS };
    let texts: Vec<Vec<String>> =
        figures.rows[..shown].iter().map(|row| row.iter().take(n).map(Cell::shown).collect()).collect();
    let heads: Vec<String> = figures.heads().take(n).collect();
    let is_number = |j: usize| {
        figures.rows.iter().all(|row| !matches!(row.get(j), Some(Cell::Text(_) | Cell::Word(..) | Cell::Flag(_))))
    };
    let wanted = |j: usize| {
        let cells = texts.iter().filter_map(|row| row.get(j));
        let all = cells.map(String::as_str).chain(heads.get(j).map(String::as_str));
        all.map(|t| text::width(t, CELL)).fold(LEAST, f64::max)
    };
    let widths = shares(&(0..n).map(wanted).collect::<Vec<_>>(), widest - GAP * n as f64);
    let mut marks = Vec::new();
    let mut left = 0.0;
    for (j, own) in widths.iter().enumerate() {
        let (x, anchor) = if is_number(j) { (left + own, Anchor::End) } else { (left, Anchor::Start) };
        let mut put = |y: f64, text: &str, ink: Ink| {
            marks.push(words(x, y, shorten(text, CELL, *own), anchor, ink, CELL));
        };
        put(16.0, heads.get(j).map_or("", String::as_str), Ink::Quiet);
        for (i, row) in texts.iter().enumerate() {
            put(16.0 + (i + 1) as f64 * ROW, row.get(j).map_or("", String::as_str), Ink::Text);
        }
        left += own + GAP;
    }
    let end = (left - GAP).max(LEAST);
    let rule = |i: usize| Mark {
        shape: Shape::Line { points: vec![(0.0, i as f64 * ROW), (end, i as f64 * ROW)], width: 1.0, dashed: false },
        ink: Ink::Rule,
        datum: None,
        label: None,
    };
    let mut all: Vec<Mark> = (1..=shown + 1).map(rule).collect();
    all.append(&mut marks);
    let mut height = (shown + 1) as f64 * ROW + 2.0;
    let (rows, columns) = (figures.rows.len() - shown, figures.columns.len().saturating_sub(n));
    let more = match (rows, columns) {
        (0, 0) => None,
        (rows, 0) => Some(t::more_rows(&count(rows))),
        (0, columns) => Some(t::more_columns(&count(columns))),
        _ => Some(t::more_rows_and_columns(&count(rows), &count(columns))),
    };
    if let Some(more) = more {
        all.push(words(0.0, height + 14.0, more, Anchor::Start, Ink::Quiet, CELL));
        height += ROW;
    }
    // The line of what is left out needs room too.
    Scene { width: end.max(360.0), height, title: String::new(), marks: all }
}

/// Widths that fit into `room`: where they do not, the widest ones give way first.
fn shares(wanted: &[f64], room: f64) -> Vec<f64> {
    let mut narrow: Vec<f64> = wanted.to_vec();
    order::sort(&mut narrow);
    let (mut left, mut limit) = (room, f64::INFINITY);
    for (i, w) in narrow.iter().enumerate() {
        let fair = left / (narrow.len() - i) as f64;
        if *w > fair {
            limit = fair.max(LEGIBLE);
            break;
        }
        left -= w;
    }
    wanted.iter().map(|w| w.min(limit)).collect()
}

fn words(x: f64, y: f64, text: String, anchor: Anchor, ink: Ink, size: f64) -> Mark {
    Mark { shape: Shape::Text { x, y, text, anchor, size, strong: false }, ink, datum: None, label: None }
}
