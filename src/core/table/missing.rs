//! Which texts of cells mean that nothing is there, and how often they were met.

use super::spec::{ReadSpec, is_missing};
use std::collections::BTreeSet;

/// The texts in force, and those that were met.
#[derive(Clone, Debug)]
pub struct Missing {
    /// `None`: the usual ones.
    chosen: Option<BTreeSet<String>>,
    n_empty: u64,
    met: Vec<(String, u64)>,
}

impl Missing {
    /// By what the user chose.
    pub fn new(spec: &ReadSpec) -> Missing {
        Missing { chosen: spec.missing.clone(), n_empty: 0, met: Vec::new() }
    }

    /// Whether a trimmed cell says that it is missing; it is counted.
    pub fn take(&mut self, cell: &str) -> bool {
        if cell.is_empty() {
            self.n_empty += 1;
            return true;
        }
        let says = match &self.chosen {
            None => is_missing(cell),
            Some(words) => words.contains(cell),
        };
        if says {
            match self.met.iter_mut().find(|(word, _)| word == cell) {
                Some((_, n)) => *n += 1,
                None => self.met.push((cell.to_owned(), 1)),
            }
        }
        says
    }

    /// The texts that were met, each with the number of its cells, by their text; the empty one first.
    pub fn met(mut self) -> Vec<(String, u64)> {
        self.met.sort();
        let empty = (self.n_empty > 0).then(|| (String::new(), self.n_empty));
        empty.into_iter().chain(self.met).collect()
    }
}
