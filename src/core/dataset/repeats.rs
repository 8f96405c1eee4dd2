//! Rows that are kept back and yet known from training: the file says the same of them, in every feature, as of a training row.
//! Cells are compared as the file has them, and not as the model sees them, for whom rare levels are one.

use super::hints::Hint;
use super::split::value;
use super::{Dataset, Part};
use crate::num::fingerprint::Fingerprint;
use crate::num::order;
use crate::table::{Column, Table};

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
    pub fn step(&mut self, table: &Table, dataset: &Dataset, n_cells: usize) -> bool {
        let from = self.prints.len();
        let to = (from + n_cells / dataset.features.len().max(1) + 1).min(dataset.n_rows());
        let columns = columns(table, dataset);
        for i in from..to {
            let cells = columns.iter().map(|column| value(column, dataset.table_rows[i]));
            self.prints.push((Fingerprint::default().numbers(cells).value(), i as u32));
        }
        if to < dataset.n_rows() {
            return false;
        }
        // Only that equal ones stand together matters: their bits are in some order as numbers too.
        order::sort_ascending(&mut self.prints, |p| f64::from_bits(p.0));
        true
    }

    /// How many kept-back rows equal a training row, and how many different rows there are.
    fn count(&self, table: &Table, dataset: &Dataset) -> (usize, usize) {
        let columns = columns(table, dataset);
        let cells = |i: u32| columns.iter().map(move |column| value(column, dataset.table_rows[i as usize]));
        let (mut known, mut distinct) = (0, 0);
        for alike in self.prints.chunk_by(|a, b| a.0 == b.0) {
            let mut left: Vec<u32> = alike.iter().map(|p| p.1).collect();
            // One round as a rule: more only where different rows share a fingerprint.
            while let Some(&first) = left.first() {
                let (same, others): (Vec<u32>, Vec<u32>) = left.iter().partition(|&&i| cells(first).eq(cells(i)));
                let n_train = same.iter().filter(|&&i| dataset.part_of(i) == Part::Train).count();
                known += if n_train > 0 { same.len() - n_train } else { 0 };
                distinct += 1;
                left = others;
            }
        }
        (known, distinct)
    }

    /// The hint, where repeats are many and features are not so coarse that rows repeat by chance.
    pub fn hint(&self, table: &Table, dataset: &Dataset) -> Option<Hint> {
        let (known, distinct) = self.count(table, dataset);
        let kept_back = dataset.n_rows() - dataset.parts.train.len();
        let many = known as f64 >= MANY_REPEATS * kept_back as f64 && known > 0;
        (many && distinct * COARSE > dataset.n_rows()).then_some(Hint::Repeats { known, kept_back })
    }
}

/// The columns of the features, which stand in the table's order.
fn columns<'a>(table: &'a Table, dataset: &Dataset) -> Vec<&'a Column> {
    let mut features = dataset.features.iter().peekable();
    table.columns.iter().filter(|column| features.next_if(|f| f.name == column.name).is_some()).collect()
}
