//! The condition that a share speaks of. It is stored and sent as it is made here, in English; people read it by [`in_words`].

use crate::table::Value;
use vitrine_text::{common, explain as t};

/// That a number in bins has no value.
pub const IS_MISSING: &str = "is missing";
const EQUALS_MISSING: &str = "= missing";
const AND_UP_TO: &str = " and \u{2264} ";

/// That the cell is this.
pub fn equals(value: &Value) -> String {
    match value {
        Value::Missing => EQUALS_MISSING.to_owned(),
        value => format!("= {value}"),
    }
}

/// That a number is in a bin: above `low`, where there is one, and not above `high`; `None` where it has neither end.
pub fn in_bin(low: Option<String>, high: Option<String>) -> Option<String> {
    match (low, high) {
        (None, None) => None,
        (None, Some(high)) => Some(format!("\u{2264} {high}")),
        (Some(low), None) => Some(format!("> {low}")),
        (Some(low), Some(high)) => Some(format!("> {low}{AND_UP_TO}{high}")),
    }
}

/// A condition in the language in force. One that was not made here stays as it is.
pub fn in_words(condition: &str) -> String {
    match condition {
        IS_MISSING => t::is_missing().to_owned(),
        EQUALS_MISSING => format!("= {}", common::missing()),
        other => match other.strip_prefix("> ").and_then(|ends| ends.split_once(AND_UP_TO)) {
            Some((low, high)) => t::above_and_up_to(&low, &high),
            None => other.to_owned(),
        },
    }
}
