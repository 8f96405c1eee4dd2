//! A setting of the user's, and whether it is in its range.

use serde::{Deserialize, Serialize};
use std::fmt;
use vitrine_text::model as t;

/// A setting out of its range. The page shows the text beside the field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub struct SpecError {
    /// The setting's name as the page writes it.
    pub field: String,
    /// What was given.
    pub found: String,
    /// What may be given, in words.
    pub allowed: String,
}

impl fmt::Display for SpecError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&t::setting_is_out_of_range(&self.field, &self.found, &self.allowed))
    }
}

/// Whether a setting is in its range.
///
/// # Errors
/// What it is and what it may be.
pub fn within(field: &str, found: f64, low: f64, high: f64) -> Result<(), SpecError> {
    // NaN is in no range.
    if found >= low && found <= high { Ok(()) } else { Err(refuse(field, found, t::from_to(&low, &high))) }
}

/// The error of a setting that is not allowed.
pub fn refuse(field: &str, found: impl ToString, allowed: String) -> SpecError {
    SpecError { field: field.to_owned(), found: found.to_string(), allowed }
}
