//! What had to be mended to read a file, and on which line first.

use super::{Encoding, cut};
use serde::{Deserialize, Serialize};
use std::fmt;
use vitrine_text::messages as t;

/// Something the reader noticed and did not refuse.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// What.
    pub what: Noticed,
    /// The first line of the file where it happened, 1-based.
    pub line: Option<u64>,
}

/// What the reader noticed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Noticed {
    /// Lines above the names, which were left out.
    Titles {
        /// The line of the names, 1-based.
        names_on: u32,
    },
    /// Rows that say the names once more, which were left out.
    RepeatedNames(usize),
    /// Rows with fewer cells than the header.
    ShortRows(usize),
    /// Rows with more cells than the header.
    LongRows(usize),
    /// Blank rows, which were left out.
    BlankRows(usize),
    /// Places that are not in the encoding.
    Replaced(usize),
    /// The file was not UTF-8 and was read as Windows-1252, which nobody said.
    Windows1252,
    /// The file was not UTF-8 and was read in an encoding of East Asia, which nobody said.
    ReadAs(Encoding),
    /// Places that are not in an encoding of East Asia.
    ReplacedIn(Encoding, usize),
    /// A column without a name.
    Unnamed {
        /// Which, 1-based.
        column: usize,
        /// What it is called.
        called: String,
    },
    /// A column with the name of one before it.
    SameName {
        /// The name.
        name: String,
        /// Which, 1-based.
        column: usize,
        /// What it is called.
        called: String,
    },
    /// More columns of either sort, which are not named one by one.
    MoreNames(usize),
}

impl fmt::Display for Note {
    /// A sentence or two, without the line.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let quoted = |name: &str| format!("{:?}", cut(name));
        let text = match &self.what {
            Noticed::Titles { names_on } => t::names_below_titles(names_on),
            Noticed::RepeatedNames(n) => t::names_once_more(n),
            Noticed::ShortRows(n) => t::rows_short(n),
            Noticed::LongRows(n) => t::rows_long(n),
            Noticed::BlankRows(n) => t::rows_blank(n),
            Noticed::Replaced(n) => t::places_replaced(n),
            Noticed::Windows1252 => return f.write_str(t::not_utf8_windows_1252()),
            Noticed::ReadAs(encoding) => t::not_utf8_read_as(&encoding.name()),
            Noticed::ReplacedIn(encoding, n) => t::places_replaced_in(&encoding.name(), n),
            Noticed::Unnamed { column, called } => t::no_name(column, &quoted(called)),
            Noticed::SameName { name, column, called } => t::name_repeated(&quoted(name), column, &quoted(called)),
            Noticed::MoreNames(n) => t::names_more(n),
        };
        f.write_str(&text)
    }
}
