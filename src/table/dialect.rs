//! How a file separates its cells: delimiter, decimal comma, header, recognised from its first lines.

use super::decode::Encoding;
use super::number::{number, written};
use super::numerals::tells_mark;
use super::records::first_records;
use super::sheet::is_missing;
use serde::{Deserialize, Serialize};

/// What was recognised; each part may be set by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialect {
    /// One of `,` `;` tab `|` or space.
    pub delimiter: char,
    /// Numbers are written `1.234,5`.
    pub decimal_comma: bool,
    /// The first record holds the names.
    pub header: bool,
    /// What cells are enclosed in that hold a delimiter or a line's end. It is never guessed: an apostrophe begins words.
    pub quote: Quote,
    /// How the bytes are decoded, where the user said it; recognised otherwise.
    pub encoding: Option<Encoding>,
    /// The month comes before the day, in columns of dates whose cells do not say which comes first. It is never guessed.
    pub month_first: bool,
}

/// The quote character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quote {
    /// `"`.
    Double,
    /// `'`.
    Single,
    /// Quotes are letters like any other.
    None,
}

impl Default for Dialect {
    /// Commas between cells, points in numbers, names on the first line.
    fn default() -> Self {
        Dialect {
            delimiter: ',',
            decimal_comma: false,
            header: true,
            quote: Quote::Double,
            encoding: None,
            month_first: false,
        }
    }
}

/// Delimiters in the order in which they win a tie.
pub const DELIMITERS: [char; 5] = [',', ';', '\t', '|', ' '];

/// Records looked at.
const N_SNIFFED: usize = 200;

/// The beginning of a text, from which its dialect is recognised.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    /// The text, below a `sep=` line.
    pub text: &'a str,
    /// Whether it is all that there is.
    pub whole: bool,
}

impl Head<'_> {
    /// The first records, as many as are looked at.
    pub fn records(&self, dialect: &Dialect) -> Vec<Vec<String>> {
        first_records(self.text, self.whole, dialect, N_SNIFFED)
    }

    fn divided_by(&self, delimiter: char) -> Vec<Vec<String>> {
        self.records(&Dialect { delimiter, ..Dialect::default() })
    }
}

impl Dialect {
    /// Recognises the dialect of a text. The delimiter that Excel's `sep=;` first line states wins.
    pub fn sniff(head: Head, stated: Option<char>) -> Dialect {
        let delimiter = stated.unwrap_or_else(|| best_delimiter(head));
        let rows = head.divided_by(delimiter);
        let decimal_comma = has_decimal_comma(&rows, delimiter);
        Dialect { delimiter, decimal_comma, header: has_header(&rows, decimal_comma), ..Dialect::default() }
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
        let widths: Vec<usize> = head.divided_by(d).iter().map(Vec::len).collect();
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

fn most_frequent(widths: &[usize]) -> Option<usize> {
    let count = |w: usize| widths.iter().filter(|&&v| v == w).count();
    widths.iter().copied().max_by_key(|&w| (count(w), w))
}

/// Whether numbers carry a decimal comma: more cells are numbers only so than are only with a point. Between commas such a
/// cell stands in quotes.
fn has_decimal_comma(rows: &[Vec<String>], delimiter: char) -> bool {
    let told = |comma| rows.iter().flatten().filter(|cell| tells_mark(cell) == Some(comma)).count();
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
    let n_columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let are_thousands = |j: usize| {
        let cells = || rows.iter().filter_map(move |r| r.get(j)).filter(|cell| written(cell, true).is_some());
        let is_whole = |cell: &&String| !cell.contains(['.', ',']);
        cells().any(|cell| is_whole(&cell)) && cells().filter(|cell| cell.contains('.')).count() >= least
    };
    (0..n_columns).any(are_thousands)
}

/// Whether the first record holds names: distinct texts, none a number, and (where the rows below tell) unlike them.
fn has_header(rows: &[Vec<String>], decimal_comma: bool) -> bool {
    let Some((first, rest)) = rows.split_first() else { return true };
    let is_number = |cell: &str| number(cell, decimal_comma).is_some();
    let n_numbers = first.iter().filter(|c| is_number(c)).count();
    if rest.is_empty() {
        return n_numbers == 0;
    }
    // A column of numbers below a text is the surest sign of a header; a number above numbers is the surest of none.
    let below = |j: usize| rest.iter().filter_map(move |r| r.get(j)).filter(|c| !is_missing(c));
    let all_numbers = |j: usize| below(j).next().is_some() && below(j).all(|c| is_number(c));
    let (mut for_it, mut against) = (0, 0);
    for (j, name) in first.iter().enumerate() {
        if all_numbers(j) {
            // Years stand above columns of counts.
            let names = !is_number(name) || (is_year(name) && !below(j).any(|c| is_year(c)));
            if !names {
                against += 1;
            } else if !is_missing(name) {
                for_it += 1;
            }
        } else if !name.is_empty() && below(j).any(|c| c == name) {
            against += 1;
        }
    }
    if for_it + against > 0 { for_it > against } else { n_numbers == 0 }
}

fn is_year(cell: &str) -> bool {
    cell.len() == 4 && cell.parse::<u32>().is_ok_and(|y| (1900..2100).contains(&y))
}
