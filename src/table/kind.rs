//! What kind of thing a column holds, seen in one pass over all of its cells.

use super::date::Days;
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

/// What the cells of a column have shown so far, for its kind.
#[derive(Clone, Debug)]
pub struct Seen {
    decimal_comma: bool,
    is_named_key: bool,
    /// Number of cells that are not missing.
    pub n: usize,
    /// The distinct texts, while they are no more than two.
    two: Option<Vec<String>>,
    are_numbers: bool,
    /// The number that goes on from those before by steps of +1, and of -1, while all do.
    next: [Option<f64>; 2],
    /// What they say as dates.
    pub(super) days: Days,
}

/// What is still to be found out about a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// Whether its numbers are all distinct: an identifier, or else numbers.
    Keys,
    /// How many distinct texts and how many words it has; see [`Seen::of_texts`].
    Texts,
}

impl Seen {
    /// Nothing yet of the column of this name.
    pub fn new(name: &str, decimal_comma: bool) -> Seen {
        Seen {
            decimal_comma,
            is_named_key: says_key(name),
            n: 0,
            two: Some(Vec::new()),
            are_numbers: true,
            next: [None, None],
            days: Days::new(),
        }
    }

    /// Takes a cell; a missing one says nothing.
    pub fn take(&mut self, cell: Option<&str>) {
        let Some(text) = cell else { return };
        self.n += 1;
        if let Some(two) = &mut self.two
            && !two.iter().any(|t| t == text)
        {
            if two.len() == 2 {
                self.two = None;
            } else {
                two.push(text.to_owned());
            }
        }
        let value = if self.are_numbers { number(text, self.decimal_comma) } else { None };
        self.are_numbers = value.is_some();
        if let Some(v) = value {
            let goes_on = |next: Option<f64>| self.n == 1 && v.fract() == 0.0 || next == Some(v);
            let [up, down] = self.next.map(goes_on);
            self.next = [up.then_some(v + 1.0), down.then_some(v - 1.0)];
        }
        self.days.take(text);
    }

    /// The two texts in their own order, where there are no more.
    pub fn answers(&self) -> Option<Vec<&str>> {
        let mut two: Vec<&str> = self.two.as_ref()?.iter().map(String::as_str).collect();
        if let [first, second] = &mut two[..]
            && *first > *second
        {
            std::mem::swap(first, second);
        }
        Some(two)
    }

    /// The kind, when all cells were taken. Two texts that are known as answers are yes and no. Texts are an identifier when
    /// nearly all are distinct, or a text when they have many words; whole numbers are an identifier when they count up or
    /// down by one (a serial number), or are all distinct under a name that says so. Other measurements may well be distinct
    /// whole numbers.
    ///
    /// # Errors
    /// What decides it.
    pub fn kind(&self) -> Result<Kind, Open> {
        let enough = self.n >= FEW_ROWS;
        match () {
            () if self.n == 0 => Ok(Kind::Category),
            () if self.answers().is_some_and(|two| no_first(&two).is_some()) => Ok(Kind::YesNo),
            () if self.are_numbers && enough && self.next.iter().any(Option::is_some) => Ok(Kind::Identifier),
            () if self.are_numbers && enough && self.is_named_key => Err(Open::Keys),
            () if self.are_numbers => Ok(Kind::Number),
            () if self.days.are_dates() => Ok(Kind::Date),
            () => Err(Open::Texts),
        }
    }

    /// The kind of a column of texts, by the number of distinct ones and the number of words in all.
    pub fn of_texts(&self, n_distinct: usize, n_words: usize) -> Kind {
        let n = self.n;
        match (n >= FEW_ROWS, n_distinct * 20 >= n * 19, n_distinct * 2 > n) {
            (true, true, _) if n_words >= MANY_WORDS * n => Kind::Text,
            (true, _, true) if n_words >= VERY_MANY_WORDS * n => Kind::Text,
            (true, true, _) => Kind::Identifier,
            _ => Kind::Category,
        }
    }
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
