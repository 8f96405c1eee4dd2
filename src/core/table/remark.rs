//! What had to be decided to read a column, what does not fit, and what else it might be: in words, and with what it takes to
//! decide otherwise.

use super::number::number;
use super::{Kind, cut, date, short};
use serde::{Deserialize, Serialize};
use vitrine_text::{common, messages as t};

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
        let text = format!("{text:?}");
        f.write_str(&if *n == 1 { t::found_once(&text, line) } else { t::found_often(&text, n, line) })
    }
}

impl Remark {
    /// The remark as a sentence or two.
    pub fn in_words(&self, column: &str) -> String {
        let column = &format!("{:?}", cut(column));
        match self {
            Remark::DayOrMonth { month_first: true } => t::month_first(column),
            Remark::DayOrMonth { month_first: false } => t::day_first(column),
            Remark::Marks { text, decimal_comma } => {
                let [read, other] = [*decimal_comma, !*decimal_comma].map(|comma| plainly(text, comma));
                let say = match (text.contains('.'), *decimal_comma) {
                    (true, true) => t::point_is_thousands,
                    (true, false) => t::point_is_decimal,
                    (false, true) => t::comma_is_decimal,
                    (false, false) => t::comma_is_thousands,
                };
                say(&format_args!("{text:?}"), column, &read, &other)
            }
            Remark::Answers { spelled } => {
                let spelled: Vec<String> = spelled.iter().map(|(text, n)| format!("{text} ({n})")).collect();
                t::answers_spelled(column, &spelled.join(", "))
            }
            Remark::Hours { text } => t::times_are_hours(column, text, &short(date::hours(text).unwrap_or(f64::NAN))),
            Remark::Parentheses => t::parentheses_negative(column),
            Remark::Codes { text } => t::codes_kept(&format_args!("{:?}", cut(text)), column),
            Remark::Odd { kind: Kind::Date, missing: true, odd, .. } => t::missing_not_dates(&odd.n, column),
            Remark::Odd { kind: Kind::Date, missing: false, odd, of } => t::kept_not_dates(column, &odd.n, of),
            Remark::Odd { missing: true, odd, .. } => t::missing_not_numbers(&odd.n, column),
            Remark::Odd { missing: false, odd, of, .. } => t::kept_not_numbers(column, &odd.n, of),
            Remark::Stays { asked: Kind::Date } => t::no_date(column),
            Remark::Stays { asked: Kind::YesNo } => t::no_yes_or_no(column),
            Remark::Stays { .. } => t::no_number(column),
            Remark::Sentinel { value, n, others: [from, to] } => {
                t::perhaps_missing(&short(*value), n, column, &short(*from), &short(*to))
            }
            Remark::MissingNumbers { values, n } => {
                let values = values.iter().map(|v| short(*v)).reduce(|before, last| common::and(&before, &last));
                t::missing_numbers(&values.unwrap_or_default(), column, n)
            }
        }
    }
}

/// A number as it is read, whole.
fn plainly(text: &str, decimal_comma: bool) -> String {
    number(text, decimal_comma).map_or_else(String::new, |v| v.to_string())
}
