//! Rows of which only what is not zero is kept, as is most of a one-hot row not. Sums take the columns in their order, so that
//! they are those of the whole rows.

/// Rows, each as its columns that are not zero.
#[derive(Clone, Debug)]
pub struct SparseRows {
    n_columns: usize,
    /// Column and number.
    entries: Vec<(u32, f32)>,
    /// Where each row ends.
    ends: Vec<usize>,
}

impl SparseRows {
    /// No rows, of `n_columns` columns.
    pub fn new(n_columns: usize) -> SparseRows {
        SparseRows { n_columns, entries: Vec::new(), ends: Vec::new() }
    }

    /// Adds a row (n_columns).
    pub fn push(&mut self, row: &[f32]) {
        self.entries.extend((0..).zip(row).filter(|(_, v)| **v != 0.0).map(|(column, &v)| (column, v)));
        self.ends.push(self.entries.len());
    }

    /// The rows in their order.
    pub fn iter(&self) -> impl Iterator<Item = SparseRow<'_>> {
        let begins = [0].into_iter().chain(self.ends.iter().copied());
        begins
            .zip(&self.ends)
            .map(|(begin, &end)| SparseRow { n_columns: self.n_columns, entries: &self.entries[begin..end] })
    }
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub struct SparseRow<'a> {
    n_columns: usize,
    entries: &'a [(u32, f32)],
}

impl SparseRow<'_> {
    /// The row times some weights, and what follows them: n_columns weights and a number that is added last.
    pub fn line(self, weights: &[f64]) -> f64 {
        let (intercept, weights) = (weights[self.n_columns], &weights[..self.n_columns]);
        let mut sum = 0.0;
        for &(column, v) in self.entries {
            sum += f64::from(v) * weights[column as usize];
        }
        intercept + sum
    }

    /// Adds the row so many times to n_columns numbers, and once so many to the one that follows them.
    pub fn add_to(self, to: &mut [f64], times: f64) {
        to[self.n_columns] += times;
        let to = &mut to[..self.n_columns];
        for &(column, v) in self.entries {
            to[column as usize] += times * f64::from(v);
        }
    }
}
