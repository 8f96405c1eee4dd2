//! The cells of a column in as little room as their values need: a missing cell is told by the type, and takes none of its
//! own.

use std::num::{NonZeroU32, NonZeroU64};

/// Numbers, any of which may be missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbers(Vec<Option<NonZeroU64>>);

/// Indices of levels, any of which may be missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Codes(Vec<Option<NonZeroU32>>);

impl Numbers {
    /// None yet, with room for `n`.
    pub fn with_capacity(n: usize) -> Numbers {
        Numbers(Vec::with_capacity(n))
    }

    /// Adds a cell: a finite number, or `None` where it is missing.
    pub fn push(&mut self, cell: Option<f64>) {
        // The only number without a bit when all are turned is a NaN.
        self.0.push(cell.and_then(|v| NonZeroU64::new(!v.to_bits())));
    }

    /// The cell of a row.
    pub fn get(&self, row_idx: usize) -> Option<f64> {
        self.0[row_idx].map(number)
    }

    /// All cells, by row.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Option<f64>> + Clone {
        self.0.iter().map(|cell| cell.map(number))
    }
}

fn number(turned: NonZeroU64) -> f64 {
    f64::from_bits(!turned.get())
}

impl Codes {
    /// None yet, with room for `n`.
    pub fn with_capacity(n: usize) -> Codes {
        Codes(Vec::with_capacity(n))
    }

    /// Adds a cell: a level's index below `u32::MAX`, or `None` where it is missing.
    pub fn push(&mut self, cell: Option<u32>) {
        self.0.push(cell.and_then(|code| NonZeroU32::new(!code)));
    }

    /// The cell of a row.
    pub fn get(&self, row_idx: usize) -> Option<u32> {
        self.0[row_idx].map(|turned| !turned.get())
    }

    /// Puts `place[code]` for the code of a row.
    pub fn renumber(&mut self, row_idx: usize, place: &[u32]) {
        let code = self.get(row_idx);
        self.0[row_idx] = code.and_then(|code| NonZeroU32::new(!place[code as usize]));
    }

    /// All cells, by row.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Option<u32>> + Clone {
        self.0.iter().map(|cell| cell.map(|turned| !turned.get()))
    }
}

impl FromIterator<Option<f64>> for Numbers {
    fn from_iter<I: IntoIterator<Item = Option<f64>>>(cells: I) -> Numbers {
        let mut all = Numbers::default();
        cells.into_iter().for_each(|cell| all.push(cell));
        all
    }
}

impl FromIterator<Option<u32>> for Codes {
    fn from_iter<I: IntoIterator<Item = Option<u32>>>(cells: I) -> Codes {
        let mut all = Codes::default();
        cells.into_iter().for_each(|cell| all.push(cell));
        all
    }
}
