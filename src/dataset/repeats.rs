//! Rows that are kept back and yet known from training: all their features equal those of a training row.

use super::hints::Hint;
use super::{Dataset, Part};
use crate::num::fingerprint::Fingerprint;
use crate::num::order;

/// Kept-back rows that a training row repeats make one wary from this share of them.
pub const MANY_REPEATS: f64 = 0.02;
/// Where a row occurs so many times on average, features are too few or too coarse for a repeat to mean anything.
const COARSE: usize = 5;

/// The search: rows are first told apart by a fingerprint, and then those of one fingerprint by their values.
#[derive(Debug, Default)]
pub struct Repeats {
    prints: Vec<(u64, u32)>,
}

impl Repeats {
    /// Looks at about so many cells; whether it is done.
    pub fn step(&mut self, dataset: &Dataset, n_cells: usize) -> bool {
        let from = self.prints.len();
        let to = (from + n_cells / dataset.features.len().max(1) + 1).min(dataset.n_rows());
        for i in from..to {
            let values = dataset.values.row(i).into_iter().copied().map(plain);
            self.prints.push((Fingerprint::default().numbers(values).value(), i as u32));
        }
        if to < dataset.n_rows() {
            return false;
        }
        // Only that equal ones stand together matters: their bits are in some order as numbers too.
        order::sort_ascending(&mut self.prints, |p| f64::from_bits(p.0));
        true
    }

    /// How many kept-back rows equal a training row, and how many different rows there are.
    pub fn count(&self, dataset: &Dataset) -> (usize, usize) {
        let (mut known, mut distinct) = (0, 0);
        for alike in self.prints.chunk_by(|a, b| a.0 == b.0) {
            let mut left: Vec<u32> = alike.iter().map(|p| p.1).collect();
            // One round as a rule: more only where different rows share a fingerprint.
            while let Some(&first) = left.first() {
                let (same, others): (Vec<u32>, Vec<u32>) = left.iter().partition(|&&i| equal(dataset, first, i));
                let n_train = same.iter().filter(|&&i| dataset.part_of(i) == Part::Train).count();
                known += if n_train > 0 { same.len() - n_train } else { 0 };
                distinct += 1;
                left = others;
            }
        }
        (known, distinct)
    }

    /// The hint, where repeats are many and features are not so coarse that rows repeat by chance.
    pub fn hint(&self, dataset: &Dataset) -> Option<Hint> {
        let (known, distinct) = self.count(dataset);
        let kept_back = dataset.n_rows() - dataset.parts.train.len();
        let many = known as f64 >= MANY_REPEATS * kept_back as f64 && known > 0;
        (many && distinct * COARSE > dataset.n_rows()).then_some(Hint::Repeats { known, kept_back })
    }
}

/// One spelling for what is equal: zero has two signs, and missing many bits.
fn plain(v: f64) -> f64 {
    if v.is_nan() { f64::NAN } else { v + 0.0 }
}

fn equal(dataset: &Dataset, a: u32, b: u32) -> bool {
    let (a, b) = (dataset.values.row(a as usize), dataset.values.row(b as usize));
    a.iter().zip(b).all(|(a, b)| a == b || a.is_nan() && b.is_nan())
}
