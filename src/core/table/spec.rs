//! What the user chose about reading a table, beside the dialect and the kinds of columns.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Texts that mean missing, unless the user says otherwise; not "none" and "unknown", which are answers in real tables.
pub const USUAL_MISSING: [&str; 18] = [
    "?", "-", "--", ".", "NA", "N/A", "n/a", "na", "#N/A", "#NA", "<NA>", "NaN", "nan", "-nan", "NULL", "null", "Null",
    "(null)",
];

/// Whether a trimmed cell says that it is missing, as usual.
pub fn is_missing(cell: &str) -> bool {
    cell.is_empty() || cell.len() <= 6 && USUAL_MISSING.contains(&cell)
}

/// Choices about missing cells, levels and lines. By default nothing is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadSpec {
    /// The texts that count as missing; `None` takes the usual ones ([`USUAL_MISSING`]). An empty cell always does.
    pub missing: Option<BTreeSet<String>>,
    /// Columns in which levels that differ in case or blanks only are one.
    pub joined: BTreeSet<String>,
    /// Lines of the file, from 1, that are rows although they would not be taken for such.
    pub rows: BTreeSet<u32>,
    /// Lines of the file, from 1, that are left out although they are rows.
    pub left_out: BTreeSet<u32>,
}

impl ReadSpec {
    /// The texts that count as missing.
    pub fn missing_words(&self) -> BTreeSet<String> {
        let usual = || USUAL_MISSING.iter().map(|word| (*word).to_owned()).collect();
        self.missing.clone().unwrap_or_else(usual)
    }

    /// Lets a text count as missing, or no longer.
    pub fn set_missing(&mut self, word: &str, counts: bool) {
        let mut words = self.missing_words();
        if counts {
            words.insert(word.to_owned());
        } else {
            words.remove(word);
        }
        self.missing = Some(words);
        if self.missing_words() == ReadSpec::default().missing_words() {
            self.missing = None;
        }
    }
}
