//! What kind of thing a column holds, read from all of its cells.

use super::date;
use super::levels::Distinct;
use serde::{Deserialize, Serialize};

/// The kind of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Numbers.
    Number,
    /// One of a list of texts.
    Category,
    /// Names a row (a serial number, a name, a key): shown, off as a feature by default.
    Identifier,
    /// One of two answers, of which the second means yes.
    YesNo,
    /// Days, with or without a time of day.
    Date,
    /// Free text: shown, off as a feature by default.
    Text,
}

/// Below so many rows, distinct cells are no sign of an identifier.
const FEW_ROWS: usize = 20;
/// From so many words a cell on average, cells that are nearly all distinct are a text and no names.
const MANY_WORDS: usize = 5;
/// From so many words a cell on average, cells of which most are distinct are a text.
const VERY_MANY_WORDS: usize = 10;

/// Answers that mean no and yes, in small letters.
const ANSWERS: [(&str, &str); 11] = [
    ("no", "yes"),
    ("n", "y"),
    ("false", "true"),
    ("f", "t"),
    ("0", "1"),
    ("off", "on"),
    ("nein", "ja"),
    ("n", "j"),
    ("non", "oui"),
    ("no", "si"),
    ("no", "s\u{ed}"),
];

/// Infers the kind from the cells' texts and the column's name; missing cells (`None`) say nothing. Two texts that are
/// known as answers are yes and no. Texts are an identifier when nearly all are distinct, or a text when they have many
/// words; whole numbers are an identifier when they count up or down by one (a serial number), or are all distinct under a
/// name that says so. Other measurements may well be distinct whole numbers.
pub fn infer<'a>(name: &str, cells: impl Iterator<Item = Option<&'a str>> + Clone, decimal_comma: bool) -> Kind {
    let mut present = cells.flatten();
    let n = present.clone().count();
    if n == 0 {
        return Kind::Category;
    }
    if at_most_two(present.clone()).is_some_and(|two| no_first(&two).is_some()) {
        return Kind::YesNo;
    }
    if present.clone().all(|c| number(c, decimal_comma).is_some()) {
        let named = says_key(name) && all_distinct(present.clone());
        let first = present.next().and_then(|c| number(c, decimal_comma)).unwrap_or(0.0);
        let serial = || counts(first, present.filter_map(|c| number(c, decimal_comma)));
        return if n >= FEW_ROWS && (named || serial()) { Kind::Identifier } else { Kind::Number };
    }
    if [false, true].iter().any(|&m| present.clone().all(|c| date::parse(c, m).is_some())) {
        return Kind::Date;
    }
    let n_distinct = Distinct::of(present.clone()).texts.len();
    let n_words: usize = present.map(|c| c.split_whitespace().count()).sum();
    match (n >= FEW_ROWS, n_distinct * 20 >= n * 19, n_distinct * 2 > n) {
        (true, true, _) if n_words >= MANY_WORDS * n => Kind::Text,
        (true, _, true) if n_words >= VERY_MANY_WORDS * n => Kind::Text,
        (true, true, _) => Kind::Identifier,
        _ => Kind::Category,
    }
}

/// The distinct texts in their own order, where they are no more than two.
pub fn at_most_two<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Vec<&'a str>> {
    let mut seen: Vec<&str> = Vec::new();
    for cell in cells {
        if !seen.contains(&cell) {
            if seen.len() == 2 {
                return None;
            }
            seen.push(cell);
        }
    }
    seen.sort_unstable();
    Some(seen)
}

/// Two texts with the one that means no before the one that means yes, where they are known as such.
pub fn no_first<'a>(two: &[&'a str]) -> Option<[&'a str; 2]> {
    let &[a, b] = two else { return None };
    let (small_a, small_b) = (a.to_lowercase(), b.to_lowercase());
    let is = |no: &str, yes: &str| ANSWERS.contains(&(no, yes));
    match () {
        () if is(&small_a, &small_b) => Some([a, b]),
        () if is(&small_b, &small_a) => Some([b, a]),
        () => None,
    }
}

/// Whether a name is, or ends in, a word for a key: "id", "customer_id", "PassengerId", "Case No".
pub fn says_key(name: &str) -> bool {
    let lower = name.to_lowercase();
    let last = lower.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    matches!(last, "id" | "ids" | "key" | "no" | "nr" | "number" | "index" | "uuid" | "guid")
        || name.ends_with("Id")
        || name.ends_with("ID")
}

fn all_distinct<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let (mut seen, mut cells) = (Distinct::new(), cells);
    let mut n = 0;
    cells.all(|c| {
        n += 1;
        seen.insert(c) + 1 == n
    })
}

/// Whether `rest` goes on from `first` by steps of +1 or of -1.
fn counts(first: f64, rest: impl Iterator<Item = f64> + Clone) -> bool {
    let goes = |step: f64| {
        let mut expected = first;
        rest.clone().all(|v| {
            expected += step;
            v == expected
        })
    };
    first.fract() == 0.0 && (goes(1.0) || goes(-1.0))
}

/// A cell as a finite number, if it is one: an optional sign, digits with thousands separated in threes or not at all, a
/// decimal mark, an exponent. A percent sign or a currency sign makes it text, since dropping it would change what it says.
pub fn number(cell: &str, decimal_comma: bool) -> Option<f64> {
    let (mark, separator) = if decimal_comma { (b',', b'.') } else { (b'.', b',') };
    let bytes = cell.as_bytes();
    // Rust reads "inf", "nan" and "infinity" as numbers; a table means words by them.
    if !bytes.iter().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b',' | b'e' | b'E' | b'_')) {
        return None;
    }
    if bytes.contains(&b'_') {
        return None;
    }
    if !bytes.contains(&b',') && (!decimal_comma || !bytes.contains(&b'.')) {
        return finite(cell);
    }
    let whole = bytes.split(|&b| b == mark || b == b'e' || b == b'E').next().unwrap_or_default();
    let grouped = whole.contains(&separator);
    if grouped && !in_threes(whole, separator) {
        return None;
    }
    if bytes[whole.len()..].contains(&separator) {
        return None;
    }
    let plain: String =
        bytes.iter().filter(|&&b| b != separator).map(|&b| if b == mark { '.' } else { char::from(b) }).collect();
    finite(&plain)
}

/// Numbers whose squares overflow are taken for text: no mean or deviation could be formed.
fn finite(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|v| v.abs() < 1e150)
}

/// Whether digits are grouped as in `-12,345,678`.
fn in_threes(whole: &[u8], separator: u8) -> bool {
    let digits = whole.strip_prefix(b"-").or_else(|| whole.strip_prefix(b"+")).unwrap_or(whole);
    let mut groups = digits.split(|&b| b == separator);
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && groups.all(|g| g.len() == 3)
}
