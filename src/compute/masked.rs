//! The first layer's sums of masked rows: the row's own columns where a coalition has the feature, else a background row's. No
//! masked row is ever written out: for every group of four features a table holds what each of their sixteen coalitions adds
//! (the method of four Russians: Arlazarov, Dinic, Kronrod, Faradzev 1970), so that a coalition of m features costs m / 4
//! additions a unit.
//!
//! Sums are taken by groups, and of each group feature after feature, so that they differ from the layer's own by rounding.

use super::coalition::Coalitions;
use super::lanes::Lanes;
use super::real::Real;
use super::tile::copy_few;
use std::ops::Range;

/// Four times four numbers of neighbouring units.
type Sixteen<R> = [[R; 4]; 4];

/// Features whose coalitions have a table.
const GROUP: usize = 4;

/// The first layer over masked rows.
#[derive(Clone, Debug)]
pub struct MaskedLayer<R> {
    n_out: usize,
    /// Parts of sixteen units.
    n_parts: usize,
    /// n_in x n_parts.
    weights: Vec<Sixteen<R>>,
    /// What the sums begin with, n_parts.
    begin: Vec<Sixteen<R>>,
    /// For each group, for each of the coalitions in it, n_parts. The first group's hold all that is in every sum too.
    tables: Vec<Sixteen<R>>,
    /// The players that make a difference, as the bits of a coalition.
    differs: Vec<u64>,
}

impl<R: Real> MaskedLayer<R> {
    /// Of a layer with `weights` (n_in x n_out, row-major), whose sums begin with `begin` (n_out).
    pub fn new(weights: &[R], begin: &[R]) -> MaskedLayer<R> {
        let n_out = begin.len();
        MaskedLayer {
            n_out,
            n_parts: n_out.div_ceil(16),
            weights: parts(weights, n_out),
            begin: parts(begin, n_out),
            tables: Vec::new(),
            differs: Vec::new(),
        }
    }

    /// Number of units.
    pub fn n_out(&self) -> usize {
        self.n_out
    }

    /// The players whose columns are not the same in both rows, as the bits of a coalition.
    pub fn differs(&self) -> &[u64] {
        &self.differs
    }

    /// Takes on a row and a background row. `players` gives the columns of each player, in the order of the matrix; columns of
    /// no player are the background's own.
    pub fn meet(&mut self, row: &[f32], background: &[f32], players: &[Range<usize>]) {
        let mut common = self.begin.clone();
        let mut end = 0;
        for columns in players {
            self.add_products(background, end..columns.start, &mut common);
            end = columns.end;
        }
        self.add_products(background, end..background.len(), &mut common);

        let size = (1 << GROUP) * self.n_parts;
        self.tables.clear();
        self.tables.resize(players.len().div_ceil(GROUP).max(1) * size, Sixteen::default());
        self.tables[..self.n_parts].copy_from_slice(&common);
        self.differs.clear();
        self.differs.resize(players.len().div_ceil(64), 0);
        let mut tables = std::mem::take(&mut self.tables);
        for (group, (players, table)) in players.chunks(GROUP).zip(tables.chunks_exact_mut(size)).enumerate() {
            for (k, columns) in players.iter().enumerate() {
                let [mut others, mut own] = [(); 2].map(|()| vec![Sixteen::default(); self.n_parts]);
                self.add_products(background, columns.clone(), &mut others);
                self.add_products(row, columns.clone(), &mut own);
                let (without, with) = table.split_at_mut(self.n_parts << k);
                for (without, with) in without.chunks_exact_mut(self.n_parts).zip(with.chunks_exact_mut(self.n_parts)) {
                    with.copy_from_slice(without);
                    add(&own, with);
                    add(&others, without);
                }
                if row[columns.clone()] != background[columns.clone()] {
                    let player = GROUP * group + k;
                    self.differs[player / 64] |= 1 << (player % 64);
                }
            }
        }
        self.tables = tables;
    }

    /// The sums (n x n_out) of coalitions, one after the other.
    pub fn run(&self, coalitions: &Coalitions, which: &[u32], out: &mut [R]) {
        for (&c, out) in which.iter().zip(out.chunks_exact_mut(self.n_out)) {
            let key = coalitions.key(c as usize);
            let mut part = 0;
            while part + 2 <= self.n_parts {
                self.sum_up::<(Sums<R>, Sums<R>)>(part, key, &mut out[16 * part..]);
                part += 2;
            }
            if part < self.n_parts {
                self.sum_up::<Sums<R>>(part, key, &mut out[16 * part..]);
            }
        }
    }

    /// The sums of some units: from each table what the group's coalition adds.
    fn sum_up<P: Part<R>>(&self, part: usize, key: &[u64], out: &mut [R]) {
        let size = (1 << GROUP) * self.n_parts;
        let within = |group: usize| key[group * GROUP / 64] >> (group * GROUP % 64) & ((1 << GROUP) - 1);
        let mut tables = self.tables.chunks_exact(size).enumerate();
        let Some((_, first)) = tables.next() else { return };
        let mut sums = P::of(&first[within(0) as usize * self.n_parts + part..]);
        for (group, table) in tables {
            sums.add(&table[within(group) as usize * self.n_parts + part..]);
        }
        let whole = out.as_chunks_mut::<4>().0.as_chunks_mut::<4>().0;
        if whole.len() >= P::N {
            sums.store(whole);
        } else {
            let mut all = [Sixteen::<R>::default(); 2];
            sums.store(&mut all);
            let numbers = all.as_flattened().as_flattened().chunks(8);
            for (numbers, out) in numbers.zip(out.chunks_mut(8)) {
                copy_few(&numbers[..out.len()], out);
            }
        }
    }

    /// Adds the products of columns that are not zero and their weights.
    fn add_products(&self, x: &[f32], columns: Range<usize>, to: &mut [Sixteen<R>]) {
        for column in columns.filter(|&j| x[j] != 0.0) {
            let value = R::Four::splat(R::of(f64::from(x[column])));
            let weights = &self.weights[column * self.n_parts..][..self.n_parts];
            for (to, weights) in to.as_flattened_mut().iter_mut().zip(weights.as_flattened()) {
                (R::Four::load(to) + value * R::Four::load(weights)).store(to);
            }
        }
    }
}

fn add<R: Real>(what: &[Sixteen<R>], to: &mut [Sixteen<R>]) {
    for (to, what) in to.as_flattened_mut().iter_mut().zip(what.as_flattened()) {
        (R::Four::load(to) + R::Four::load(what)).store(to);
    }
}

/// The sums of some parts, in registers.
trait Part<R> {
    /// Number of parts.
    const N: usize;
    fn of(from: &[Sixteen<R>]) -> Self;
    fn add(&mut self, product: &[Sixteen<R>]);
    fn store(&self, to: &mut [Sixteen<R>]);
}

struct Sums<R: Real>(R::Four, R::Four, R::Four, R::Four);

impl<R: Real> Part<R> for Sums<R> {
    const N: usize = 1;

    #[inline(always)]
    fn of(from: &[Sixteen<R>]) -> Sums<R> {
        let ([a, b, c, d], load) = (&from[0], R::Four::load);
        Sums(load(a), load(b), load(c), load(d))
    }

    #[inline(always)]
    fn add(&mut self, product: &[Sixteen<R>]) {
        let [a, b, c, d] = &product[0];
        self.0 += R::Four::load(a);
        self.1 += R::Four::load(b);
        self.2 += R::Four::load(c);
        self.3 += R::Four::load(d);
    }

    #[inline(always)]
    fn store(&self, to: &mut [Sixteen<R>]) {
        let [a, b, c, d] = &mut to[0];
        self.0.store(a);
        self.1.store(b);
        self.2.store(c);
        self.3.store(d);
    }
}

impl<R: Real> Part<R> for (Sums<R>, Sums<R>) {
    const N: usize = 2;

    #[inline(always)]
    fn of(from: &[Sixteen<R>]) -> (Sums<R>, Sums<R>) {
        (Sums::of(from), Sums::of(&from[1..]))
    }

    #[inline(always)]
    fn add(&mut self, product: &[Sixteen<R>]) {
        self.0.add(product);
        self.1.add(&product[1..]);
    }

    #[inline(always)]
    fn store(&self, to: &mut [Sixteen<R>]) {
        self.0.store(to);
        self.1.store(&mut to[1..]);
    }
}

/// Rows of `n_out` numbers in parts of sixteen, with zeros after the last number.
fn parts<R: Real>(rows: &[R], n_out: usize) -> Vec<Sixteen<R>> {
    let part = |numbers: &[R]| {
        let mut part = Sixteen::<R>::default();
        part.as_flattened_mut()[..numbers.len()].copy_from_slice(numbers);
        part
    };
    rows.chunks(n_out).flat_map(|row| row.chunks(16)).map(part).collect()
}
