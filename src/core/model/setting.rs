//! A setting of the user's, and whether it is in its range.

use serde::{Deserialize, Serialize};

/// A setting out of its range. The page shows the text beside the field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[error("{field} is {found}; it must be {allowed}.")]
pub struct SpecError {
    /// The setting's name as the page writes it.
    pub field: String,
    /// What was given.
    pub found: String,
    /// What may be given, in words.
    pub allowed: String,
}

/// Whether a setting is in its range.
///
/// # Errors
/// What it is and what it may be.
pub fn within(field: &str, found: f64, low: f64, high: f64) -> Result<(), SpecError> {
    // NaN is in no range.
    if found >= low && found <= high { Ok(()) } else { Err(refuse(field, found, format!("from {low} to {high}"))) }
}

pub(in crate::model) fn refuse(field: &str, found: impl ToString, allowed: String) -> SpecError {
    SpecError { field: field.to_owned(), found: found.to_string(), allowed }
}
