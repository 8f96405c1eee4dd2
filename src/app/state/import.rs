//! A file that comes in.

use web_sys::Blob;

/// A file that is being read, and how far that is.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// "Reading" or "Drawing rows from" with the file's name.
    pub what: String,
    /// Share that is done.
    pub done: f64,
    /// Seconds left at the present pace.
    pub seconds_left: Option<f64>,
}

/// A file that was not taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// What happened, and what to do.
    pub why: String,
    /// Whether a random sample of its rows would do.
    pub too_large: bool,
}

/// A file of the user's, or what he pasted.
#[derive(Clone, Debug)]
pub struct PickedFile {
    /// Its name.
    pub name: String,
    /// Its bytes, where the browser has them.
    pub blob: Blob,
}
