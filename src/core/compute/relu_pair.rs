//! The second layer's sums of masked rows after a first layer of ReLU units, `max(0, v)`. Against a background row a unit's
//! sum is linear in the coalition, and what comes out of it is the same or zero. Of coalitions that are alike, most have the
//! same units on. So for each branch of them some units, those that are on at the branch's mean, are taken to be on: their way
//! into the second layer is linear in the coalition too, and is looked up (`subsets.rs`). What is left are the units that are on
//! and were not taken to be so, and those that are off and were: in either case the size of their sum is to be added, times the
//! unit's weights. Of a coalition these are few.
//!
//! The sums differ from those of the layers, one after the other, by rounding.

use super::branch::Branch;
use super::coalition::Coalitions;
use super::masked::MaskedLayer;
use super::simd::{F32x4, Lanes};
use super::subsets::{Block16, GROUP, Subsets, add, parts};
use std::ops::Range;

/// Two layers over masked rows.
#[derive(Clone, Debug)]
pub struct ReluPair {
    first: MaskedLayer<f32>,
    second: Second,
    /// The units that are on at the midpoint of the two rows, a bit each.
    midpoint: Vec<u64>,
    /// What they give to the second layer before the background row, and what each player adds to that: 1 + n_players rows.
    whole: Vec<Block16<f32>>,
    /// The units that are taken to be on in the branch.
    on: Vec<u64>,
    /// What they give.
    linear: Subsets<f32>,
    /// The first layer's sums.
    hidden: Vec<Block16<f32>>,
    /// Those of what the branch shares of all groups of players but the first ones, whose number is `n_groups`.
    begin: Vec<Block16<f32>>,
    n_groups: usize,
    /// What the branch has in the mean.
    mean: Vec<Block16<f32>>,
    /// What the units that are taken to be on give: where all players have what is shared, and what the others add.
    rows: Vec<Block16<f32>>,
    /// Units to be added.
    others: Vec<u64>,
}

/// The second layer's weights.
#[derive(Clone, Debug)]
struct Second {
    /// Blocks of 16 units, an even number.
    n_parts: usize,
    n_in: usize,
    /// For every two parts, for each input, its weights.
    weights: Vec<Block16<f32>>,
    /// n_parts.
    biases: Vec<Block16<f32>>,
}

/// The weights (n_in x n_out, row-major) and biases (n_out) of a layer.
pub type LayerWeights<'a> = (&'a [f32], &'a [f32]);

/// Units whose mean is larger are not taken to be on: sums of large numbers that cancel would not.
const LARGEST: f32 = 1e15;

impl ReluPair {
    /// Of two layers, one on the other.
    pub fn new(first: LayerWeights, second: LayerWeights) -> ReluPair {
        let n_parts = n_parts(second.1.len());
        ReluPair {
            first: MaskedLayer::new(first.0, first.1),
            second: Second::new(second),
            midpoint: Vec::new(),
            whole: Vec::new(),
            on: Vec::new(),
            linear: Subsets::new(n_parts),
            hidden: Vec::new(),
            begin: Vec::new(),
            n_groups: 0,
            mean: Vec::new(),
            rows: Vec::new(),
            others: Vec::new(),
        }
    }

    /// Blocks of 16 units of the second layer, an even number, the last of which are filled up with units whose sums are zero.
    pub fn n_parts(&self) -> usize {
        self.second.n_parts
    }

    /// See [`MaskedLayer::differs`].
    pub fn differs(&self) -> &[u64] {
        self.first.differs()
    }

    /// Takes on a row and a background row, see [`MaskedLayer::set_background`].
    pub fn set_background(&mut self, row: &[f32], background: &[f32], players: &[Range<usize>]) {
        self.first.set_background(row, background, players);
        let (n_hidden, n_parts) = (self.first.n_parts(), self.second.n_parts);
        let gains = self.first.gains().chunks_exact(n_hidden);
        self.mean.clear();
        self.mean.extend(self.first.empty_coalition());
        gains.clone().for_each(|gains| add_times(0.5, gains, &mut self.mean));
        find_on(&mut self.mean, &mut self.midpoint);
        self.whole.clear();
        self.whole.extend(&self.second.biases);
        self.whole.resize((1 + players.len()) * n_parts, Block16::default());
        let hidden = |r: usize| match r {
            0 => self.first.empty_coalition(),
            _ => &self.first.gains()[(r - 1) * n_hidden..][..n_hidden],
        };
        self.second.change(&self.midpoint, &self.midpoint, &hidden, &mut self.whole);
    }

    /// Takes on a branch of coalitions, from which those that follow are.
    pub fn turn(&mut self, branch: &Branch) {
        let (n_hidden, n_parts) = (self.first.n_parts(), self.second.n_parts);
        let gains = |p: usize| &self.first.gains()[p * n_hidden..][..n_hidden];
        let whole = |row: usize| &self.whole[row * n_parts..][..n_parts];
        // What all of the branch have, in both layers.
        self.begin.clear();
        self.begin.extend(self.first.empty_coalition());
        self.n_groups = branch.varies.last().map_or(0, |p| p / GROUP + 1);
        self.hidden.clear();
        self.hidden.extend(self.first.empty_coalition());
        self.rows.clear();
        self.rows.extend(whole(0));
        for &p in branch.shared.iter().rev() {
            add(gains(p), &mut self.hidden);
            add(whole(1 + p), &mut self.rows);
            if p >= GROUP * self.n_groups {
                self.begin.clone_from(&self.hidden);
            }
        }
        self.mean.clone_from(&self.hidden);
        branch.varies.iter().zip(&branch.shares).for_each(|(&p, &share)| add_times(share, gains(p), &mut self.mean));
        find_on(&mut self.mean, &mut self.on);
        // Where the branch takes other units to be on than at the midpoint.
        branch.varies.iter().for_each(|&p| self.rows.extend(whole(1 + p)));
        self.others.clear();
        self.others.extend(self.on.iter().zip(&self.midpoint).map(|(on, before)| on ^ before));
        let hidden = |r: usize| if r == 0 { &self.hidden } else { gains(branch.varies[r - 1]) };
        self.second.change(&self.others, &self.on, &hidden, &mut self.rows);

        self.linear.begin(self.n_groups);
        let (mut players, mut gains) = (&branch.varies[..], &self.rows[n_parts..]);
        for group in 0..self.n_groups {
            let n_own = players.partition_point(|p| p / GROUP == group);
            self.linear.fill(group, branch.within(group), &players[..n_own], gains);
            (players, gains) = (&players[n_own..], &gains[n_own * n_parts..]);
        }
    }

    /// The second layer's sums (n x n_parts) of coalitions of the branch, one after the other.
    pub fn run(&mut self, coalitions: &Coalitions, which: &[u32], out: &mut [Block16<f32>]) {
        let n_hidden = self.first.n_parts();
        self.hidden.resize(which.len() * n_hidden, Block16::default());
        self.first.run_from(&self.begin, self.n_groups, coalitions, which, &mut self.hidden);
        self.linear.run(&self.rows[..self.second.n_parts], self.n_groups, coalitions, which, out);
        let n_words = self.on.len();
        self.others.resize(which.len() * n_words, 0);
        for (hidden, others) in self.hidden.chunks_exact(n_hidden).zip(self.others.chunks_exact_mut(n_words)) {
            for ((others, hidden), on) in others.iter_mut().zip(hidden.chunks(4)).zip(&self.on) {
                *others = positive(hidden) ^ on;
            }
        }
        let others = |r: usize| &self.others[r * n_words..][..n_words];
        let hidden = |r: usize| &self.hidden[r * n_hidden..][..n_hidden];
        self.second.add(others, hidden, |_, v| v.abs(), out);
    }
}

impl Second {
    fn new((weights, biases): LayerWeights) -> Second {
        let (n_out, n_parts) = (biases.len(), n_parts(biases.len()));
        let row = |numbers: &[f32]| {
            let mut row = parts(numbers, n_out);
            row.resize(n_parts, Block16::default());
            row
        };
        let rows: Vec<Vec<Block16<f32>>> = weights.chunks(n_out).map(row).collect();
        let two = |part: usize| rows.iter().flat_map(move |row| [row[part], row[part + 1]]);
        Second {
            n_parts,
            n_in: rows.len(),
            weights: (0..n_parts).step_by(2).flat_map(two).collect(),
            biases: row(biases),
        }
    }

    /// Adds to each row of `sums` (n_rows x n_parts) what its units give, `value` of their sums.
    #[inline(always)]
    fn add<'a>(
        &self,
        units: impl Fn(usize) -> &'a [u64],
        hidden: impl Fn(usize) -> &'a [Block16<f32>],
        value: impl Fn(usize, f32) -> f32,
        sums: &mut [Block16<f32>],
    ) {
        for part in (0..self.n_parts).step_by(2) {
            let weights = self.weights[part * self.n_in..].as_chunks().0;
            for (r, sums) in sums.chunks_exact_mut(self.n_parts).enumerate() {
                add_units(units(r), hidden(r), &value, weights, &mut sums[part..]);
            }
        }
    }

    /// Adds to each row what changes when some `units` are taken to be on that were not, or are no longer.
    fn change<'a>(
        &self,
        units: &'a [u64],
        on: &[u64],
        hidden: &dyn Fn(usize) -> &'a [Block16<f32>],
        sums: &mut [Block16<f32>],
    ) {
        let value = |unit: usize, v: f32| if on[unit / 64] >> (unit % 64) & 1 == 1 { v } else { -v };
        self.add(|_| units, hidden, value, sums);
    }
}

/// Adds what some units give to two parts, in registers.
#[inline(always)]
fn add_units(
    units: &[u64],
    hidden: &[Block16<f32>],
    value: impl Fn(usize, f32) -> f32,
    weights: &[[Block16<f32>; 2]],
    out: &mut [Block16<f32>],
) {
    let out = &mut out[..2];
    let mut sums: [[F32x4; 4]; 2] = std::array::from_fn(|n| out[n].each_ref().map(F32x4::load));
    let hidden = hidden.as_flattened().as_flattened();
    let weights = &weights[..weights.len().min(hidden.len())];
    for (&units, first) in units.iter().zip((0..).step_by(64)) {
        let mut left = units;
        while left != 0 {
            let unit = first + left.trailing_zeros() as usize;
            left &= left - 1;
            let (v, weights) = (F32x4::splat(value(unit, hidden[unit])), &weights[unit]);
            for n in 0..2 {
                for k in 0..4 {
                    sums[n][k] += v * F32x4::load(&weights[n][k]);
                }
            }
        }
    }
    for (sums, out) in sums.into_iter().zip(out) {
        for (sum, out) in sums.into_iter().zip(out) {
            sum.store(out);
        }
    }
}

/// The parts of so many units, an even number.
fn n_parts(n_out: usize) -> usize {
    2 * n_out.div_ceil(32)
}

/// Which of up to 64 numbers are above zero, a bit each.
#[inline(always)]
fn positive(numbers: &[Block16<f32>]) -> u64 {
    let bits = |sixteen: &Block16<f32>| u64::from(F32x4::positive(sixteen));
    match numbers {
        [a, b, c, d] => bits(a) | bits(b) << 16 | bits(c) << 32 | bits(d) << 48,
        _ => numbers.iter().rev().fold(0, |all, sixteen| all << 16 | bits(sixteen)),
    }
}

/// The units that are on by sums of this size, a bit each.
fn find_on(mean: &mut [Block16<f32>], on: &mut Vec<u64>) {
    on.clear();
    on.extend(mean.chunks(4).map(positive));
    // Not those of sums that are too large.
    let largest = F32x4::splat(LARGEST);
    mean.as_flattened_mut().iter_mut().for_each(|four| (largest - F32x4::load(four)).store(four));
    on.iter_mut().zip(mean.chunks(4)).for_each(|(on, left)| *on &= positive(left));
}

fn add_times(times: f32, what: &[Block16<f32>], to: &mut [Block16<f32>]) {
    let times = F32x4::splat(times);
    for (to, what) in to.as_flattened_mut().iter_mut().zip(what.as_flattened()) {
        (F32x4::load(to) + times * F32x4::load(what)).store(to);
    }
}
