//! What kind of thing a column holds, read from all of its cells.

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
}

/// Infers the kind from the cells' texts; missing cells (`None`) say nothing.
pub fn infer<'a>(cells: impl Iterator<Item = Option<&'a str>> + Clone, decimal_comma: bool) -> Kind {
    let _ = (cells, decimal_comma);
    todo!("helper: table")
}
