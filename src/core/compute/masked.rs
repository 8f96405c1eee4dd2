//! The first layer's sums of masked rows: the row's own columns where a coalition has the feature, else a background row's. No
//! masked row is ever written out: the sums are looked up (`subsets.rs`), by groups of four features.
//!
//! Sums are taken by groups, of what features add to the background row's sums, so that they differ from the layer's own by
//! rounding.

use super::coalition::Coalitions;
use super::real::Real;
use super::simd::Lanes;
use super::subsets::{Block16, GROUP, Subsets, parts};
use std::ops::Range;

/// The first layer over masked rows.
#[derive(Clone, Debug)]
pub struct MaskedLayer<R> {
    /// Blocks of 16 units.
    n_parts: usize,
    /// n_in x n_parts.
    weights: Vec<Block16<R>>,
    /// What the sums begin with, n_parts.
    begin: Vec<Block16<R>>,
    /// The background row's sums, n_parts.
    empty_coalition: Vec<Block16<R>>,
    /// What coalitions add to that.
    subsets: Subsets<R>,
    /// What each player adds to the background row's sums, n_players x n_parts.
    gains: Vec<Block16<R>>,
    /// The players that make a difference, as the bits of a coalition.
    differs: Vec<u64>,
}

impl<R: Real> MaskedLayer<R> {
    /// Of a layer with `weights` (n_in x n_out, row-major), whose sums begin with `begin` (n_out).
    pub fn new(weights: &[R], begin: &[R]) -> MaskedLayer<R> {
        let (n_out, n_parts) = (begin.len(), begin.len().div_ceil(16));
        MaskedLayer {
            n_parts,
            weights: parts(weights, n_out),
            begin: parts(begin, n_out),
            empty_coalition: Vec::new(),
            subsets: Subsets::new(n_parts),
            gains: Vec::new(),
            differs: Vec::new(),
        }
    }

    /// Blocks of 16 units, the last of which are filled up with units whose sums are zero.
    pub fn n_parts(&self) -> usize {
        self.n_parts
    }

    /// The players whose columns are not the same in both rows, as the bits of a coalition.
    pub fn differs(&self) -> &[u64] {
        &self.differs
    }

    /// What each player adds to the background row's sums, n_players x n_parts.
    pub fn gains(&self) -> &[Block16<R>] {
        &self.gains
    }

    /// Takes on a row and a background row. `players` gives the columns of each player, in the order of the matrix; columns of
    /// no player are the background's own.
    pub fn set_background(&mut self, row: &[f32], background: &[f32], players: &[Range<usize>]) {
        let (weights, n_parts) = (&self.weights, self.n_parts);
        self.empty_coalition.clone_from(&self.begin);
        add_products(background, 0..background.len(), weights, &mut self.empty_coalition);

        self.differs.clear();
        self.differs.resize(players.len().div_ceil(64), 0);
        self.gains.clear();
        self.gains.resize(players.len() * n_parts, Block16::default());
        let mut others = vec![Block16::default(); n_parts];
        for (player, (columns, gains)) in players.iter().zip(self.gains.chunks_exact_mut(n_parts)).enumerate() {
            if row[columns.clone()] != background[columns.clone()] {
                self.differs[player / 64] |= 1 << (player % 64);
                others.fill(Block16::default());
                add_products(background, columns.clone(), weights, &mut others);
                add_products(row, columns.clone(), weights, gains);
                subtract(&others, gains);
            }
        }
        self.subsets.begin(players.len().div_ceil(GROUP));
        for (group, gains) in self.gains.chunks(GROUP * n_parts).enumerate() {
            self.subsets.fill(group, 0, &[0, 1, 2, 3][..gains.len() / n_parts], gains);
        }
    }

    /// The sums (n x n_parts) of coalitions, one after the other.
    pub fn run(&self, coalitions: &Coalitions, which: &[u32], out: &mut [Block16<R>]) {
        self.run_from(&self.empty_coalition, self.n_groups(), coalitions, which, out);
    }

    /// Number of groups of players.
    pub fn n_groups(&self) -> usize {
        (self.gains.len() / self.n_parts.max(1)).div_ceil(GROUP)
    }

    /// The same where the sums begin with `begin` (n_parts), which has what coalitions have of all groups but the first ones.
    pub fn run_from(
        &self,
        begin: &[Block16<R>],
        n_groups: usize,
        coalitions: &Coalitions,
        which: &[u32],
        out: &mut [Block16<R>],
    ) {
        self.subsets.run(begin, n_groups, coalitions, which, out);
    }

    /// The background row's sums, n_parts.
    pub fn empty_coalition(&self) -> &[Block16<R>] {
        &self.empty_coalition
    }
}

/// Adds the products of columns that are not zero and their weights.
fn add_products<R: Real>(x: &[f32], columns: Range<usize>, weights: &[Block16<R>], to: &mut [Block16<R>]) {
    for column in columns.filter(|&j| x[j] != 0.0) {
        let value = R::Four::splat(R::from_f64(f64::from(x[column])));
        let weights = &weights[column * to.len()..][..to.len()];
        for (to, weights) in to.as_flattened_mut().iter_mut().zip(weights.as_flattened()) {
            (R::Four::load(to) + value * R::Four::load(weights)).store(to);
        }
    }
}

fn subtract<R: Real>(what: &[Block16<R>], from: &mut [Block16<R>]) {
    for (from, what) in from.as_flattened_mut().iter_mut().zip(what.as_flattened()) {
        (R::Four::load(from) - R::Four::load(what)).store(from);
    }
}
