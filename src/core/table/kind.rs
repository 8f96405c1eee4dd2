//! The kinds of columns.

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

/// What the user says a column is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chosen {
    /// The kind.
    pub kind: Kind,
    /// The numbers that stand for a missing cell, in a column of numbers.
    pub missing: Vec<f64>,
}

impl From<Kind> for Chosen {
    fn from(kind: Kind) -> Chosen {
        Chosen { kind, missing: Vec::new() }
    }
}
