//! What the cells of a column say as numbers, in one pass over all of them, and how they are to be read for that.

use super::date;
use super::number::{WrittenNumber, is_code, is_money, is_same_unit, written};

/// How the cells of a column are read as numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Numeral {
    /// Whether a comma is the decimal mark.
    decimal_comma: bool,
    /// What they share: money, percent or a unit; empty where nothing stands beside the numbers.
    pub unit: String,
    /// Whether they are times of day or durations, which become hours.
    pub is_clock: bool,
}

/// What the cells have shown so far. Where there are two of something, the first is with a decimal point.
#[derive(Clone, Debug)]
pub struct Numerals {
    /// How numbers are written by what is known of the file.
    decimal_comma: bool,
    /// Number of cells.
    n: usize,
    /// Numbers with nothing beside them.
    plain: [usize; 2],
    /// Numbers with something beside them, by what it is.
    units: Vec<(String, [usize; 2])>,
    n_clocks: usize,
    /// The first time.
    clock: Option<String>,
    n_in_parentheses: usize,
    n_codes: usize,
    /// The first code.
    code: Option<String>,
    /// Whole numbers without any mark.
    n_whole: usize,
    /// Characters of the whole numbers, while they are all the same.
    width: Option<usize>,
    /// The first cell that is one number with a decimal point and another with a decimal comma.
    swap: Option<String>,
}

/// Units that are told apart.
const MOST_UNITS: usize = 8;

impl Numeral {
    /// A cell as a number.
    pub fn read(&self, text: &str) -> Option<f64> {
        if self.is_clock {
            return date::hours(text);
        }
        let found = written(text, self.decimal_comma)?;
        (found.unit.is_empty() || is_same_unit(found.unit, &self.unit)).then_some(found.value)
    }
}

impl Numerals {
    /// Nothing yet.
    pub fn new(decimal_comma: bool) -> Numerals {
        Numerals {
            decimal_comma,
            n: 0,
            plain: [0; 2],
            units: Vec::new(),
            n_clocks: 0,
            clock: None,
            n_in_parentheses: 0,
            n_codes: 0,
            code: None,
            n_whole: 0,
            width: None,
            swap: None,
        }
    }

    /// Takes a cell; its value where it is a number and nothing else.
    pub fn take(&mut self, text: &str) -> Option<f64> {
        self.n += 1;
        let by = |comma: bool| written(text, comma);
        let has_mark = text.contains(['.', ',']);
        let point = by(false);
        let comma = if has_mark { by(true) } else { point };
        let Some(WrittenNumber { unit, in_parentheses, .. }) = point.or(comma) else {
            if text.contains(':') && date::hours(text).is_some() {
                self.n_clocks += 1;
                self.clock.get_or_insert_with(|| text.to_owned());
            }
            return None;
        };
        self.n_in_parentheses += usize::from(in_parentheses);
        let counts = if unit.is_empty() { Some(&mut self.plain) } else { self.unit(unit) };
        if let Some(counts) = counts {
            counts[0] += usize::from(point.is_some());
            counts[1] += usize::from(comma.is_some());
        }
        if let (Some(a), Some(b)) = (point, comma)
            && a.value != b.value
        {
            self.swap.get_or_insert_with(|| text.to_owned());
        }
        if unit.is_empty() && !has_mark {
            let width = text.len();
            self.width = if self.n_whole == 0 || self.width == Some(width) { Some(width) } else { None };
            self.n_whole += 1;
            if is_code(text) {
                self.n_codes += 1;
                self.code.get_or_insert_with(|| text.to_owned());
            }
        }
        let own = if self.decimal_comma { comma } else { point };
        own.filter(|w| w.unit.is_empty()).map(|w| w.value)
    }

    /// The counts of a unit, where there is room for another.
    fn unit(&mut self, unit: &str) -> Option<&mut [usize; 2]> {
        let known = self.units.iter().position(|(known, _)| is_same_unit(known, unit));
        let at = known.unwrap_or(self.units.len());
        if at == MOST_UNITS {
            return None;
        }
        if known.is_none() {
            self.units.push((unit.to_owned(), [0; 2]));
        }
        self.units.get_mut(at).map(|(_, counts)| counts)
    }

    /// How the cells are read as numbers, and how many of them are some then. The other decimal mark is taken where it makes
    /// numbers of all cells and the file's own does not.
    pub fn best(&self) -> (Numeral, usize) {
        let own = self.by(self.decimal_comma);
        let other = self.by(!self.decimal_comma);
        let (numeral, n) = if own.1 < self.n && other.1 == self.n { other } else { own };
        if self.n_clocks > n {
            return (Numeral { unit: "h".to_owned(), is_clock: true, ..numeral }, self.n_clocks);
        }
        (numeral, n)
    }

    fn by(&self, decimal_comma: bool) -> (Numeral, usize) {
        let count = |counts: &[usize; 2]| counts[usize::from(decimal_comma)];
        let plain = count(&self.plain);
        // Of equals the one that came first.
        let most = self.units.iter().rev().max_by_key(|(_, counts)| count(counts));
        // Beside plain numbers money is money; a few with another unit may be measured otherwise.
        let shared = most.filter(|(unit, counts)| count(counts) >= plain || is_money(unit) && count(counts) > 0);
        let (unit, n) = shared.map_or(("", 0), |(unit, counts)| (unit, count(counts)));
        (Numeral { decimal_comma, unit: unit.to_owned(), is_clock: false }, plain + n)
    }

    /// The first of numbers that look like codes: all are of one width and one of them is a code, or many are codes.
    pub fn codes(&self) -> Option<&str> {
        let all_alike = self.width.is_some() && self.n_whole == self.n;
        self.code.as_deref().filter(|_| all_alike || 20 * self.n_codes >= self.n)
    }

    /// A cell whose point or comma may set thousands apart or decimals, where no other cell of the column tells which.
    pub fn in_doubt(&self) -> Option<&str> {
        let total = |at: usize| self.plain[at] + self.units.iter().map(|(_, counts)| counts[at]).sum::<usize>();
        self.swap.as_deref().filter(|_| total(0) == total(1))
    }

    /// Number of cells that are a number by either mark, whatever stands beside it.
    pub fn n_any(&self) -> usize {
        let most = |counts: &[usize; 2]| counts[0].max(counts[1]);
        most(&self.plain) + self.units.iter().map(|(_, counts)| most(counts)).sum::<usize>() + self.n_clocks
    }

    /// Whether there are whole numbers, which are rare among such with three decimals.
    pub fn has_whole(&self) -> bool {
        self.n_whole > 0
    }

    /// One of the times, where there are such.
    pub fn clock(&self) -> Option<&str> {
        self.clock.as_deref()
    }

    /// Whether some stand in parentheses.
    pub fn has_parentheses(&self) -> bool {
        self.n_in_parentheses > 0
    }
}

/// Whether a cell says by itself which mark is the decimal one: whether it is the comma.
pub fn tells_mark(cell: &str) -> Option<bool> {
    if !cell.contains(['.', ',']) {
        return None;
    }
    match (written(cell, true).is_some(), written(cell, false).is_some()) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}
