//! What had to be decided to read a column, what does not fit, and what else it might be: in words, and with what it takes to
//! decide otherwise.

use super::number::number;
use super::{Kind, cut, date, short};
use serde::{Deserialize, Serialize};

/// Something to be said of a column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Remark {
    /// Day and month may change places, and no cell says which comes first.
    DayOrMonth {
        /// Whether the month is taken to come first.
        month_first: bool,
    },
    /// A point or comma may set thousands apart or decimals, and no cell says which.
    Marks {
        /// A cell of which that holds.
        text: String,
        /// Whether the comma is taken for the decimal mark.
        decimal_comma: bool,
    },
    /// Yes or no is spelled in several ways, which are read as one each.
    Answers {
        /// The ways, each with its number of cells.
        spelled: Vec<(String, u32)>,
    },
    /// Times became hours.
    Hours {
        /// One of them.
        text: String,
    },
    /// Numbers in parentheses became negative.
    Parentheses,
    /// Numbers that look like codes were not read as numbers.
    Codes {
        /// One of them.
        text: String,
    },
    /// Most cells are of this kind, and these are not.
    Odd {
        /// Number or date.
        kind: Kind,
        /// Whether the odd ones count as missing; the whole column is kept as it is written otherwise.
        missing: bool,
        /// The odd ones.
        odd: Odd,
        /// Cells that are not missing in the file.
        of: usize,
    },
    /// The column cannot be what the user said.
    Stays {
        /// What was asked for.
        asked: Kind,
    },
    /// A number far from all others, and not once: it may mean that the value is missing.
    Sentinel {
        /// The number.
        value: f64,
        /// Cells that hold it.
        n: usize,
        /// The least and the greatest of the others.
        others: [f64; 2],
    },
    /// Numbers count as missing, as the user said.
    MissingNumbers {
        /// They.
        values: Vec<f64>,
        /// Cells that hold one of them.
        n: usize,
    },
}

/// Cells that do not fit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Odd {
    /// How many.
    pub n: usize,
    /// The first distinct texts, at most [`Odd::MOST`].
    pub texts: Vec<OddText>,
}

/// One text that does not fit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OddText {
    /// The text, cut where it is long.
    pub text: String,
    /// Cells that hold it.
    pub n: usize,
    /// The line of the file where it is first, 1-based.
    pub line: u64,
}

impl Odd {
    /// Distinct texts that are listed.
    pub const MOST: usize = 40;

    /// Takes a cell that does not fit.
    pub(super) fn take(&mut self, text: &str, line: u64) {
        self.n += 1;
        let text = cut(text);
        if let Some(known) = self.texts.iter_mut().find(|known| known.text == text) {
            known.n += 1;
        } else if self.texts.len() < Odd::MOST {
            self.texts.push(OddText { text, n: 1, line });
        }
    }
}

impl std::fmt::Display for OddText {
    /// `"<0.1" on line 12`.
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let OddText { text, n, line } = self;
        match n {
            1 => write!(f, "{text:?} on line {line}"),
            n => write!(f, "{text:?} in {n} cells, first on line {line}"),
        }
    }
}

impl Remark {
    /// The remark as a sentence or two.
    pub fn in_words(&self, column: &str) -> String {
        let column = cut(column);
        match self {
            Remark::DayOrMonth { month_first } => {
                let order = if *month_first { "month before the day" } else { "day before the month" };
                format!("The dates of {column:?} are read with the {order}; no cell says which is which.")
            }
            Remark::Marks { text, decimal_comma } => {
                let [read, other] = [*decimal_comma, !*decimal_comma].map(|comma| plainly(text, comma));
                let mark = if text.contains('.') { "point" } else { "comma" };
                let how = match text.contains('.') == *decimal_comma {
                    true => format!("with a {mark} between thousands"),
                    false => format!("with a decimal {mark}"),
                };
                format!("{text:?} in {column:?} may be {read} or {other}. It is read as {read}, {how}.")
            }
            Remark::Answers { spelled } => {
                let spelled: Vec<String> = spelled.iter().map(|(text, n)| format!("{text} ({n})")).collect();
                format!("{column:?} is spelled in several ways and read as yes and no: {}.", spelled.join(", "))
            }
            Remark::Hours { text } => {
                let hours = short(date::hours(text).unwrap_or(f64::NAN));
                format!("The times in {column:?} are read as hours: {text} is {hours}.")
            }
            Remark::Parentheses => format!("Numbers in parentheses in {column:?} are read as negative."),
            Remark::Codes { text } => format!(
                "{:?} in {column:?} looks like a code and not like a quantity, so the column is kept as it is written.",
                cut(text)
            ),
            Remark::Odd { kind, missing, odd, of } => {
                let (a, many) = if *kind == Kind::Date { ("a date", "dates") } else { ("a number", "numbers") };
                match (odd.n, missing) {
                    (1, true) => format!("1 cell of {column:?} is not {a} and counts as missing."),
                    (n, true) => format!("{n} cells of {column:?} are not {many} and count as missing."),
                    (n, false) => format!(
                        "{column:?} is kept as it is written: {n} of its {of} cells could not be read as {many}."
                    ),
                }
            }
            Remark::Stays { asked } => {
                let why = match asked {
                    Kind::Date => "a date: none of its cells is one",
                    Kind::YesNo => "yes or no: it has more than two different values",
                    _ => "a number: none of its cells is one",
                };
                format!("{column:?} cannot be {why}. It stays what it was.")
            }
            Remark::Sentinel { value, n, others: [from, to] } => format!(
                "{} stands in {n} cells of {column:?}, far from all others ({} to {}). It may mean that the value is missing.",
                short(*value),
                short(*from),
                short(*to)
            ),
            Remark::MissingNumbers { values, n } => {
                let values: Vec<String> = values.iter().map(|v| short(*v)).collect();
                let cells = if *n == 1 { "1 cell".to_owned() } else { format!("{n} cells") };
                format!("{} counts as missing in {column:?} ({cells}).", values.join(" and "))
            }
        }
    }
}

/// A number as it is read, whole.
fn plainly(text: &str, decimal_comma: bool) -> String {
    number(text, decimal_comma).map_or_else(String::new, |v| v.to_string())
}
