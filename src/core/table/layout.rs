//! Which records of a file are rows: not what stands above the names, nor a line of units below them, nor the names once more
//! further down, nor what the user leaves out.

use super::dialect::Dialect;
use super::number::number;
use super::records::{Early, Record};
use super::spec::{ReadSpec, is_missing};
use std::collections::BTreeSet;

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordPart {
    /// A title, or a blank line, above the names.
    Above,
    /// The names.
    Names,
    /// The units of the columns.
    Units,
    /// The names once more, as when files are put end to end.
    Repeated,
    /// What the user leaves out.
    LeftOut,
    /// A row.
    Row,
}

/// Tells the parts of a file, record by record.
#[derive(Clone, Debug)]
pub struct Layout {
    names_on: u64,
    /// The line of the units, where there is one.
    units_on: Option<u64>,
    rows: BTreeSet<u32>,
    left_out: BTreeSet<u32>,
    /// The names, once they have come by and where they can be told from a row.
    names: Vec<String>,
    began: bool,
}

impl Layout {
    /// By the dialect, the first records and what the user chose.
    pub fn new(dialect: &Dialect, head: &[Early], spec: &ReadSpec) -> Layout {
        let names_on = u64::from(dialect.names_on);
        let below = head.iter().position(|(line, _)| *line >= names_on).map_or(&[][..], |i| &head[i..]);
        let units_on = if names_on > 0 { units(below, dialect.decimal_comma) } else { None };
        Layout {
            names_on,
            units_on,
            rows: spec.rows.clone(),
            left_out: spec.left_out.clone(),
            names: Vec::new(),
            began: names_on == 0,
        }
    }

    /// What the next record is, which begins on this line and may be blank.
    pub fn part(&mut self, record: &Record, line: u64) -> RecordPart {
        if !self.began {
            if line < self.names_on || record.is_blank() {
                return RecordPart::Above;
            }
            self.began = true;
            let can_repeat = record.cells().any(|name| !name.is_empty() && !is_number(name));
            self.names = record.cells().filter(|_| can_repeat).map(str::to_owned).collect();
            return RecordPart::Names;
        }
        match line as u32 {
            line if self.rows.contains(&line) => RecordPart::Row,
            line if self.left_out.contains(&line) => RecordPart::LeftOut,
            _ if self.units_on == Some(line) => RecordPart::Units,
            _ if self.repeats(record) => RecordPart::Repeated,
            _ => RecordPart::Row,
        }
    }

    fn repeats(&self, record: &Record) -> bool {
        !self.names.is_empty() && self.names.len() == record.n_cells() && record.cells().eq(&self.names)
    }
}

fn is_number(cell: &str) -> bool {
    number(cell, false).is_some() || number(cell, true).is_some()
}

/// Records that may stand above the names.
const MOST_ABOVE: usize = 20;

/// How many records stand above the one that has the names. Titles are shorter than rows: no cell beyond their first half has a
/// text. `is_header` says whether the first of some records holds names.
pub fn n_titles(rows: &[Early], is_header: impl Fn(&[Early]) -> bool) -> usize {
    let widths: Vec<usize> = rows.iter().map(|(_, cells)| width(cells)).collect();
    let Some(usual) = most_frequent(&widths).filter(|w| *w > 1) else { return 0 };
    let is_title =
        |(w, (_, cells)): (&usize, &Early)| *w * 2 <= usual && cells.iter().any(|c| !c.is_empty() && !is_number(c));
    let n = widths.iter().zip(rows).take(MOST_ABOVE).take_while(|r| is_title(*r)).count();
    let names = widths.get(n).is_some_and(|w| *w + 1 >= usual);
    if n > 0 && names && rows.len() > n + 1 && is_header(&rows[n..]) { n } else { 0 }
}

/// Cells up to the last one that has a text.
fn width(cells: &[String]) -> usize {
    cells.iter().rposition(|c| !c.is_empty()).map_or(0, |i| i + 1)
}

/// The longest text that is taken for a unit, in characters.
const LONGEST_UNIT: usize = 12;

/// The line of units right below the names: above numbers it has texts, above all else nothing, or what is found nowhere else.
fn units(head: &[Early], decimal_comma: bool) -> Option<u64> {
    let [(_, names), (line, second), rest @ ..] = head else { return None };
    if rest.len() < 2 || second == names {
        return None;
    }
    let below = |j: usize| {
        rest.iter().filter(move |(_, r)| r != names).filter_map(move |(_, r)| r.get(j)).filter(|c| !is_missing(c))
    };
    let (mut n_units, mut n_bare, mut n_others) = (0, 0, 0);
    for (j, cell) in second.iter().enumerate() {
        let numbers = below(j).next().is_some() && below(j).all(|c| number(c, decimal_comma).is_some());
        match (numbers, cell.is_empty()) {
            (_, true) => {}
            (true, false) if is_unit(cell) => {
                n_units += 1;
                n_bare += usize::from(!cell.starts_with(['(', '[']));
            }
            (true, false) => return None,
            (false, false) if below(j).any(|c| c == cell) => return None,
            (false, false) => n_others += 1,
        }
    }
    // A single cell that is no number may be an odd one of a row.
    let surely = n_units > 1 || n_units == 1 && (n_bare == 0 || n_others == 0);
    (surely && n_others <= n_units).then_some(*line)
}

fn is_unit(cell: &str) -> bool {
    const ANSWERS: [&str; 6] = ["unknown", "none", "missing", "n.a.", "inf", "#div/0!"];
    let first = cell.chars().next().unwrap_or_default();
    let sign = "([%\u{20ac}$\u{a3}\u{b0}\u{b5}#/\u{2126}\u{3a9}".contains(first);
    (first.is_alphabetic() || sign)
        && cell.chars().count() <= LONGEST_UNIT
        && !is_missing(cell)
        && !ANSWERS.contains(&cell.to_lowercase().as_str())
}

/// The most frequent of some widths, of equals the greatest.
pub fn most_frequent(widths: &[usize]) -> Option<usize> {
    let count = |w: usize| widths.iter().filter(|&&v| v == w).count();
    widths.iter().copied().max_by_key(|&w| (count(w), w))
}
