//! A small distribution of one column, with values marked in it.

use super::Scene;
use crate::table::{Value, summary::Distribution};

/// What the histogram shows.
#[derive(Clone, Copy, Debug)]
pub struct Histogram<'a> {
    /// The column's name.
    pub name: &'a str,
    /// Its distribution.
    pub distribution: &'a Distribution,
    /// The value marked with the accent.
    pub marked: Option<&'a Value>,
    /// The value before a what-if, marked thinly.
    pub before: Option<&'a Value>,
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels.
    pub height: f64,
}

/// Draws it: bars only, no axes; labels say the figures.
pub fn scene(histogram: &Histogram) -> Scene {
    let _ = histogram;
    todo!("helper: chart")
}
