//! How a file separates its cells: delimiter, decimal comma, where the names are.

use super::decode::Encoding;
use serde::{Deserialize, Serialize};

/// What was recognised; each part may be set by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialect {
    /// One of `,` `;` tab `|` or space.
    pub delimiter: char,
    /// Numbers are written `1.234,5`.
    pub decimal_comma: bool,
    /// The line of the names, 1-based; the first record from there holds them. 0 where there are none.
    pub names_on: u32,
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
            names_on: 1,
            quote: Quote::Double,
            encoding: None,
            month_first: false,
        }
    }
}

/// Delimiters in the order in which they win a tie.
pub const DELIMITERS: [char; 5] = [',', ';', '\t', '|', ' '];

impl Dialect {
    /// Whether a line holds the names.
    pub fn has_names(&self) -> bool {
        self.names_on > 0
    }
}
