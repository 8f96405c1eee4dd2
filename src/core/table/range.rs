//! Which numbers may be typed, and what is said of those that may not.

use super::number;
use vitrine_text::messages as t;

/// Which numbers a field takes.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    /// Least.
    pub min: f64,
    /// Greatest.
    pub max: f64,
    /// Whole numbers only.
    pub whole: bool,
}

impl Range {
    /// Whole numbers from `min` to `max`.
    pub const fn whole(min: f64, max: f64) -> Range {
        Range { min, max, whole: true }
    }

    /// Any number from `min` to `max`.
    pub const fn real(min: f64, max: f64) -> Range {
        Range { min, max, whole: false }
    }

    /// Reads a typed text as a table's cell is read; where that is no number, with a decimal comma.
    ///
    /// # Errors
    /// What is allowed, in words.
    pub fn read(self, text: &str) -> Result<f64, String> {
        let text = text.trim();
        match number(text, false).or_else(|| number(text, true)) {
            // Of the two zeros one is enough.
            Some(v) if v >= self.min && v <= self.max && (!self.whole || v.fract() == 0.0) => Ok(v + 0.0),
            _ => Err(self.in_words()),
        }
    }

    fn in_words(self) -> String {
        let Range { min, max, whole } = self;
        match (min == f64::MIN, max == f64::MAX) {
            (true, true) if whole => t::a_whole_number().to_owned(),
            (true, true) => t::a_number().to_owned(),
            (_, true) if whole => t::a_whole_number_from(&min),
            (_, true) => t::a_number_from(&min),
            _ if whole => t::a_whole_number_between(&min, &max),
            _ => t::a_number_between(&min, &max),
        }
    }
}
