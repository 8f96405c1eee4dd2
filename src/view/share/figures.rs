//! A small table of named columns. Its numbers are exact: written out and read again they are the same bits.

use super::named::named;
use crate::chart::format::number;
use serde::{Serialize, Serializer};
use vitrine_core::table::Value;
use vitrine_text::report as t;

/// Named columns, and rows of as many cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// The columns' names, as files have them.
    pub columns: Vec<String>,
    /// How names are read that hold what a table says: each beside its name in files.
    pub said: Vec<(String, String)>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A text, as it is.
    Text(String),
    /// A word of the program's own: as files have it in every language, and as it is read.
    Word(&'static str, &'static str),
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// Nothing, or a number that is undefined.
    Empty,
}

impl Figures {
    /// A table without rows.
    pub fn new<N: Into<String>>(columns: impl IntoIterator<Item = N>) -> Figures {
        Figures { columns: columns.into_iter().map(Into::into).collect(), ..Figures::default() }
    }

    /// Adds a column that a table names.
    pub fn push_given(&mut self, name: String) {
        self.push_said(name.clone(), name);
    }

    /// Adds a column whose name holds what a table says.
    pub fn push_said(&mut self, name: String, said: String) {
        self.said.push((name.clone(), said));
        self.columns.push(name);
    }

    /// How a name is read that holds what a table says.
    pub fn said(&self, name: &str) -> Option<&str> {
        self.said.iter().find(|s| s.0 == name).map(|s| s.1.as_str())
    }

    /// The columns' names as they are read.
    pub fn heads(&self) -> impl Iterator<Item = String> {
        self.columns.iter().map(|name| self.said(name).or(named(name)).unwrap_or(name).replace('_', " "))
    }
}

impl Cell {
    /// The text of a number, a flag, a word or a text, as files have it; empty where there is nothing.
    pub fn text(&self) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Word(word, _) => (*word).to_owned(),
            Cell::Number(v) => exact(*v),
            Cell::Flag(v) => v.to_string(),
            Cell::Empty => String::new(),
        }
    }

    /// The cell as it is read: numbers short, flags as words; empty where there is nothing.
    pub fn shown(&self) -> String {
        match self {
            Cell::Number(v) => number(*v),
            Cell::Word(_, said) => (*said).to_owned(),
            Cell::Flag(v) => if *v { t::yes() } else { t::no() }.to_owned(),
            Cell::Empty => "\u{2013}".to_owned(),
            other => other.text(),
        }
    }
}

/// The shortest text that reads back as the same number; empty for a number that is none. Very large and very small ones
/// have an exponent.
pub fn exact(v: f64) -> String {
    let size = v.abs();
    match v {
        _ if !v.is_finite() => String::new(),
        _ if size != 0.0 && !(1e-5..1e16).contains(&size) => format!("{v:e}"),
        _ => v.to_string(),
    }
}

impl From<f64> for Cell {
    fn from(v: f64) -> Cell {
        if v.is_finite() { Cell::Number(v) } else { Cell::Empty }
    }
}

impl From<usize> for Cell {
    fn from(n: usize) -> Cell {
        Cell::Number(n as f64)
    }
}

impl From<u32> for Cell {
    fn from(n: u32) -> Cell {
        Cell::Number(f64::from(n))
    }
}

impl From<bool> for Cell {
    fn from(v: bool) -> Cell {
        Cell::Flag(v)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Cell {
        Cell::from(text.as_str())
    }
}

impl From<&Value> for Cell {
    fn from(value: &Value) -> Cell {
        match value {
            Value::Number(v) => Cell::from(*v),
            Value::Level(text) => Cell::Text(text.clone()),
            Value::Date(_) => Cell::Text(value.to_string()),
            Value::Missing => Cell::Empty,
        }
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Cell {
        value.map_or(Cell::Empty, Into::into)
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Word(word, _) => serializer.serialize_str(word),
            Cell::Flag(v) => serializer.serialize_bool(*v),
            Cell::Empty => serializer.serialize_none(),
            // Counts as people write them; a negative zero is no count.
            Cell::Number(v) if v.fract() == 0.0 && v.abs() < 1e15 && (*v != 0.0 || v.is_sign_positive()) => {
                serializer.serialize_i64(*v as i64)
            }
            Cell::Number(v) => serializer.serialize_f64(*v),
        }
    }
}
