//! What kind of thing a column holds, read from all of its cells.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The kind of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Numbers.
    Number,
    /// One of a list of texts.
    Category,
    /// Names a row (a serial number, a name, a key): shown, off as a feature by default.
    Identifier,
}

/// Below so many rows, distinct cells are no sign of an identifier.
const FEW_ROWS: usize = 20;

/// Infers the kind from the cells' texts and the column's name; missing cells (`None`) say nothing. Texts are an identifier
/// when nearly all are distinct; whole numbers are one when they count up or down by one (a serial number), or are all
/// distinct under a name that says so. Other measurements may well be distinct whole numbers.
pub fn infer<'a>(name: &str, cells: impl Iterator<Item = Option<&'a str>> + Clone, decimal_comma: bool) -> Kind {
    let mut present = cells.flatten();
    let n = present.clone().count();
    if n == 0 {
        return Kind::Category;
    }
    if present.clone().all(|c| number(c, decimal_comma).is_some()) {
        let named = says_key(name) && all_distinct(present.clone());
        let first = present.next().and_then(|c| number(c, decimal_comma)).unwrap_or(0.0);
        let serial = || counts(first, present.filter_map(|c| number(c, decimal_comma)));
        return if n >= FEW_ROWS && (named || serial()) { Kind::Identifier } else { Kind::Number };
    }
    let distinct: BTreeSet<&str> = present.clone().collect();
    if n >= FEW_ROWS && distinct.len() * 20 >= n * 19 { Kind::Identifier } else { Kind::Category }
}

/// Whether a name is, or ends in, a word for a key: "id", "customer_id", "PassengerId", "Case No".
fn says_key(name: &str) -> bool {
    let lower = name.to_lowercase();
    let last = lower.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    matches!(last, "id" | "ids" | "key" | "no" | "nr" | "number" | "index" | "uuid" | "guid")
        || name.ends_with("Id")
        || name.ends_with("ID")
}

fn all_distinct<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let mut seen = BTreeSet::new();
    let mut cells = cells;
    cells.all(|c| seen.insert(c))
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
