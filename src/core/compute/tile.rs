//! The part of a matrix product that is summed in registers: four rows by eight columns (Goto and van de Geijn 2008).

use super::real::Real;
use super::simd::Lanes;

/// Two times four numbers of neighbouring columns.
pub type Eight<R> = [[R; 4]; 2];

/// Four by eight sums.
#[derive(Clone, Copy)]
pub struct Tile<R: Real> {
    low: [R::Four; 4],
    high: [R::Four; 4],
}

impl<R: Real> Tile<R> {
    /// Sums that begin alike in every row.
    #[inline(always)]
    pub fn of_columns(begin: &Eight<R>) -> Tile<R> {
        let (low, high) = (R::Four::load(&begin[0]), R::Four::load(&begin[1]));
        Tile { low: [low, low, low, low], high: [high, high, high, high] }
    }

    /// Sums that begin as they are given, row after row.
    #[inline(always)]
    pub fn of(begin: &[Eight<R>; 4]) -> Tile<R> {
        let [a, b, c, d] = begin;
        let load = R::Four::load;
        Tile {
            low: [load(&a[0]), load(&b[0]), load(&c[0]), load(&d[0])],
            high: [load(&a[1]), load(&b[1]), load(&c[1]), load(&d[1])],
        }
    }

    /// Adds the products of four numbers, one a row, and eight, one a column.
    #[inline(always)]
    pub fn add(&mut self, [a, b, c, d]: [R; 4], columns: &Eight<R>) {
        let (low, high) = (R::Four::load(&columns[0]), R::Four::load(&columns[1]));
        // One row after the other, so that the registers suffice.
        let a = R::Four::splat(a);
        self.low[0] += a * low;
        self.high[0] += a * high;
        let b = R::Four::splat(b);
        self.low[1] += b * low;
        self.high[1] += b * high;
        let c = R::Four::splat(c);
        self.low[2] += c * low;
        self.high[2] += c * high;
        let d = R::Four::splat(d);
        self.low[3] += d * low;
        self.high[3] += d * high;
    }

    /// The same for the first four columns alone.
    #[inline(always)]
    pub fn add_half(&mut self, [a, b, c, d]: [R; 4], columns: &Eight<R>) {
        let low = R::Four::load(&columns[0]);
        self.low[0] += R::Four::splat(a) * low;
        self.low[1] += R::Four::splat(b) * low;
        self.low[2] += R::Four::splat(c) * low;
        self.low[3] += R::Four::splat(d) * low;
    }

    /// The sums, row after row.
    #[inline(always)]
    pub fn store(self, to: &mut [Eight<R>; 4]) {
        let [a, b, c, d] = to;
        self.low[0].store(&mut a[0]);
        self.high[0].store(&mut a[1]);
        self.low[1].store(&mut b[0]);
        self.high[1].store(&mut b[1]);
        self.low[2].store(&mut c[0]);
        self.high[2].store(&mut c[1]);
        self.low[3].store(&mut d[0]);
        self.high[3].store(&mut d[1]);
    }
}

/// Copies up to eight numbers: a copy of a length that the compiler does not know is a call in wasm, which costs more than
/// eight numbers do.
#[inline(always)]
pub fn copy_few<R: Copy>(from: &[R], to: &mut [R]) {
    if let (Some(from), Some(to)) = (from.first_chunk::<8>(), to.first_chunk_mut::<8>()) {
        *to = *from;
        return;
    }
    let ((from, from_rest), (to, to_rest)) = (from.as_chunks::<4>(), to.as_chunks_mut::<4>());
    if let ([from], [to]) = (from, to) {
        *to = *from;
    }
    match (from_rest, to_rest) {
        ([a], [x]) => *x = *a,
        ([a, b], [x, y]) => (*x, *y) = (*a, *b),
        ([a, b, c], [x, y, z]) => (*x, *y, *z) = (*a, *b, *c),
        _ => {}
    }
}
