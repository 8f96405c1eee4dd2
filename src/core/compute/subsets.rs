//! Sums over the players of a coalition, looked up: for every group of four players a table holds what each of their 16
//! subsets adds (the method of four Russians: Arlazarov, Dinic, Kronrod, Faradzev 1970), so that a coalition of m players
//! costs m / 4 additions a number.

use super::coalition::Coalitions;
use super::real::Real;
use super::simd::Lanes;

/// Four times four neighbouring numbers, a part of a row whose last numbers are filled up with zeros.
pub type Block16<R> = [[R; 4]; 4];

/// Players whose subsets have a table.
pub const GROUP: usize = 4;
const SIZE: usize = 1 << GROUP;

/// What the subsets of the first groups add.
#[derive(Clone, Debug)]
pub struct Subsets<R> {
    /// Parts of a row.
    n_parts: usize,
    n_groups: usize,
    /// For every two parts, for each group, for each of its subsets what it adds to them.
    tables: Vec<Block16<R>>,
}

impl<R: Real> Subsets<R> {
    /// Of rows of so many parts, and no groups yet.
    pub fn new(n_parts: usize) -> Subsets<R> {
        Subsets { n_parts, n_groups: 0, tables: Vec::new() }
    }

    /// Makes room for so many groups, whose first subset adds nothing.
    pub fn begin(&mut self, n_groups: usize) {
        self.n_groups = n_groups;
        self.tables.resize(n_groups * SIZE * self.n_parts, Block16::default());
    }

    /// Fills a group's table: `base`, one of its subsets, adds nothing, and to that each of some further players of the group adds
    /// a row of `gains` (n x n_parts). Subsets that lack some of `base` stay as they are.
    pub fn fill(&mut self, group: usize, base: usize, players: &[usize], gains: &[Block16<R>]) {
        let (mut subsets, mut n) = ([base; SIZE], 1);
        for &player in players {
            for i in 0..n {
                subsets[n + i] = subsets[i] | 1 << (player % GROUP);
            }
            n *= 2;
        }
        for part in 0..self.n_parts {
            let (two, width) = (part - part % 2, (self.n_parts - (part - part % 2)).min(2));
            let table = &mut self.tables[(two * self.n_groups + group * width) * SIZE + part % 2..];
            table[base * width] = Block16::default();
            for (k, gain) in gains.chunks_exact(self.n_parts).take(players.len()).enumerate() {
                let (known, new) = subsets[..2 << k].split_at(1 << k);
                for (&known, &new) in known.iter().zip(new) {
                    table[new * width] = plus(&table[known * width], &gain[part]);
                }
            }
        }
    }

    /// The sums (n x n_parts) of coalitions, one after the other: `begin` (n_parts) and what the first `n_groups` groups add, the
    /// last one first. A coalition that has the same as the one before it but of the first group begins with that one's sum.
    pub fn run(
        &self,
        begin: &[Block16<R>],
        n_groups: usize,
        coalitions: &Coalitions,
        which: &[u32],
        out: &mut [Block16<R>],
    ) {
        for part in (0..self.n_parts).step_by(2) {
            if part + 2 <= self.n_parts {
                self.run_parts::<2>(part, begin, n_groups, coalitions, which, out);
            } else {
                self.run_parts::<1>(part, begin, n_groups, coalitions, which, out);
            }
        }
    }

    /// `N` parts of the sums, in registers.
    fn run_parts<const N: usize>(
        &self,
        part: usize,
        begin: &[Block16<R>],
        n_groups: usize,
        coalitions: &Coalitions,
        which: &[u32],
        out: &mut [Block16<R>],
    ) {
        let Some(begin) = begin[part..].first_chunk::<N>() else { return };
        let tables = self.tables[part * self.n_groups * SIZE..].as_chunks::<N>().0.as_chunks::<SIZE>().0;
        let Some((first, others)) = tables[..n_groups].split_first() else {
            out.chunks_exact_mut(self.n_parts).for_each(|out| out[part..][..N].copy_from_slice(begin));
            return;
        };
        let mut before = *begin;
        let mut known: &[u64] = &[];
        for (&c, out) in which.iter().zip(out.chunks_exact_mut(self.n_parts)) {
            let key = coalitions.key(c as usize);
            if !same_but_first(key, known) {
                let mut sums = *begin;
                if others.len() < GROUPS {
                    add_all(others, key[0] >> GROUP, &mut sums);
                } else {
                    let (near, far) = others.split_at(GROUPS - 1);
                    let far = far.chunks(GROUPS).zip(&key[1..]).rev();
                    far.for_each(|(tables, &word)| add_all(tables, word, &mut sums));
                    add_all(near, key[0] >> GROUP, &mut sums);
                }
                before = sums;
                known = key;
            }
            if let Some(out) = out[part..].first_chunk_mut::<N>() {
                let added = &first[key[0] as usize % SIZE];
                for n in 0..N {
                    for k in 0..4 {
                        (R::Four::load(&before[n][k]) + R::Four::load(&added[n][k])).store(&mut out[n][k]);
                    }
                }
            }
        }
    }
}

/// Groups in a word of a coalition.
const GROUPS: usize = 64 / GROUP;

/// Whether a coalition is as another in all groups but the first.
#[inline(always)]
fn same_but_first(key: &[u64], other: &[u64]) -> bool {
    match (key, other) {
        ([a], [b]) => a >> GROUP == b >> GROUP,
        ([a, more_of_a @ ..], [b, more_of_b @ ..]) => a >> GROUP == b >> GROUP && more_of_a == more_of_b,
        _ => false,
    }
}

/// Adds what the subsets of some groups add, whose bits stand together.
#[inline(always)]
fn add_all<R: Real, const N: usize>(tables: &[[[Block16<R>; N]; SIZE]], word: u64, to: &mut [Block16<R>; N]) {
    let mut sums: [[R::Four; 4]; N] = std::array::from_fn(|n| to[n].each_ref().map(R::Four::load));
    // So that the last group's bits come first.
    let mut left = word << (64 - GROUP * tables.len().max(1));
    for table in tables.iter().rev() {
        let added = &table[(left >> (64 - GROUP)) as usize];
        left <<= GROUP;
        for n in 0..N {
            for k in 0..4 {
                sums[n][k] += R::Four::load(&added[n][k]);
            }
        }
    }
    for (sums, to) in sums.into_iter().zip(to) {
        for (sum, to) in sums.into_iter().zip(to) {
            sum.store(to);
        }
    }
}

#[inline(always)]
fn plus<R: Real>(a: &Block16<R>, b: &Block16<R>) -> Block16<R> {
    let mut sums = Block16::default();
    for k in 0..4 {
        (R::Four::load(&a[k]) + R::Four::load(&b[k])).store(&mut sums[k]);
    }
    sums
}

/// Adds a row to another.
pub fn add<R: Real>(what: &[Block16<R>], to: &mut [Block16<R>]) {
    to.iter_mut().zip(what).for_each(|(to, what)| *to = plus(to, what));
}

/// Rows of `n` numbers in blocks of 16, with zeros after the last number.
pub fn parts<R: Real>(rows: &[R], n: usize) -> Vec<Block16<R>> {
    let part = |numbers: &[R]| {
        let mut part = Block16::<R>::default();
        part.as_flattened_mut()[..numbers.len()].copy_from_slice(numbers);
        part
    };
    rows.chunks(n).flat_map(|row| row.chunks(16)).map(part).collect()
}
