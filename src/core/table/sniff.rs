//! The dialect of a file, recognised from its first lines.

use super::dialect::{DELIMITERS, Dialect};
use super::layout::{most_frequent, n_titles};
use super::names;
use super::number::written;
use super::numerals::tells_mark;
use super::records::{Early, first_records};

/// Records looked at.
const N_SNIFFED: usize = 200;

/// The beginning of a text, from which its dialect is recognised.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    /// The text, below a `sep=` line.
    pub text: &'a str,
    /// Whether it is all that there is.
    pub whole: bool,
    /// Lines of the file above it.
    pub n_above: u64,
}

impl Head<'_> {
    /// The first records, as many as are looked at.
    pub fn records(&self, dialect: &Dialect) -> Vec<Early> {
        let mut records = first_records(self.text, self.whole, dialect, N_SNIFFED);
        records.iter_mut().for_each(|(line, _)| *line += self.n_above);
        records
    }

    fn divided_by(&self, delimiter: char) -> Vec<Early> {
        self.records(&Dialect { delimiter, ..Dialect::default() })
    }
}

impl Dialect {
    /// Recognises the dialect of a text. The delimiter that Excel's `sep=;` first line states wins.
    pub fn sniff(head: Head, stated: Option<char>) -> Dialect {
        let delimiter = stated.unwrap_or_else(|| best_delimiter(head));
        let rows = head.divided_by(delimiter);
        let decimal_comma = has_decimal_comma(&rows, delimiter);
        let is_header = |rows: &[Early]| names::are_first(rows, decimal_comma);
        let names_on = match n_titles(&rows, is_header) {
            0 => u32::from(is_header(&rows)),
            n => rows[n].0 as u32,
        };
        Dialect { delimiter, decimal_comma, names_on, ..Dialect::default() }
    }
}

/// The delimiter of a `sep=` line, and the text after that line.
pub fn stated_delimiter(text: &str) -> (Option<char>, &str) {
    let line = text.split(['\r', '\n']).next().unwrap_or_default();
    let Some(stated) = line.strip_prefix("sep=").or_else(|| line.strip_prefix("\"sep=")) else { return (None, text) };
    let rest = &text[line.len()..];
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\r', '\n'])).unwrap_or(rest);
    (stated.chars().next().filter(|c| DELIMITERS.contains(c)), rest)
}

/// The delimiter that gives most records the same number of cells, more than one; of equals the one with more cells,
/// then the one that comes first in [`DELIMITERS`]; the first record counts for more. A space stands between words too, and is thought of only where no
/// other character divides the records.
fn best_delimiter(head: Head) -> char {
    let mut best = (',', 0.0);
    for d in DELIMITERS {
        if d == ' ' && best.1 > 0.9 {
            break;
        }
        let widths: Vec<usize> = head.divided_by(d).iter().map(|(_, r)| r.len()).collect();
        let Some(usual) = most_frequent(&widths) else { continue };
        if usual < 2 {
            continue;
        }
        // A header without a name above the row names is one short.
        let agrees = |(i, &w): (usize, &usize)| w == usual || (i == 0 && w + 1 == usual && usual > 2);
        let share = widths.iter().enumerate().filter(|&w| agrees(w)).count() as f64 / widths.len() as f64;
        // The names are the record that is least likely to be broken.
        let share = if widths.first().is_some_and(|w| agrees((0, w))) { share } else { 0.9 * share };
        // A space splits prose as well, so that it must agree almost everywhere.
        let score = if d == ' ' && share < 0.98 {
            0.0
        } else {
            share * share * share * (1.0 + (usual as f64).min(50.0) / 100.0)
        };
        if score > best.1 {
            best = (d, score);
        }
    }
    best.0
}

/// Whether numbers carry a decimal comma: more cells are numbers only so than are only with a point. Between commas such a
/// cell stands in quotes.
fn has_decimal_comma(rows: &[Early], delimiter: char) -> bool {
    let cells = || rows.iter().flat_map(|(_, cells)| cells);
    let told = |comma| cells().filter(|cell| tells_mark(cell) == Some(comma)).count();
    let (comma, point) = (told(true), told(false));
    if comma + point > 0 {
        return comma > point;
    }
    // Not one cell tells. A point before three digits, and whole numbers beside it: where people write semicolons between
    // cells, they write a point between thousands.
    let least = match delimiter {
        ';' => 2,
        '\t' => 5,
        _ => return false,
    };
    let n_columns = rows.iter().map(|(_, r)| r.len()).max().unwrap_or(0);
    let are_thousands = |j: usize| {
        let cells = || rows.iter().filter_map(move |(_, r)| r.get(j)).filter(|cell| written(cell, true).is_some());
        let is_whole = |cell: &&String| !cell.contains(['.', ',']);
        cells().any(|cell| is_whole(&cell)) && cells().filter(|cell| cell.contains('.')).count() >= least
    };
    (0..n_columns).any(are_thousands)
}
