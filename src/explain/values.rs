//! The values of a game's coalitions, being computed: one background row after the other, and of each only the coalitions
//! that differ in features which differ between the two rows. Categories and amounts that are mostly zero often do not.

use super::Background;
use super::game::Game;
use crate::compute::coalition::Coalitions;
use crate::compute::masked::order;
use crate::compute::stack::BLOCK;
use crate::model::masked::Masked;
use crate::model::{Head, Model};
use crate::num::stats::Sum;

/// Values under way.
#[derive(Clone, Debug)]
pub struct Values {
    head: Head,
    masked: Masked,
    /// All coalitions in the order of the walk.
    order: Vec<u32>,
    /// The background row, and how many of its distinct coalitions are evaluated.
    background_idx: usize,
    n_done: usize,
    /// One coalition of each distinct kind, in the order of the walk, and where its output stands.
    distinct: Vec<(u32, u32)>,
    /// Where each coalition's output stands.
    place: Vec<u32>,
    outputs: Vec<f64>,
    sums: Vec<Sum>,
}

impl Values {
    /// Begins with the first background row.
    pub fn new(model: &Model, coalitions: &Coalitions) -> Values {
        Values {
            head: model.head(),
            masked: Masked::new(model),
            order: order(coalitions),
            background_idx: 0,
            n_done: 0,
            distinct: Vec::new(),
            place: vec![0; coalitions.len()],
            outputs: Vec::new(),
            sums: vec![Sum::default(); coalitions.len()],
        }
    }

    /// Evaluates the model about `n` times; `true` when all values are there.
    pub fn step(&mut self, game: &Game, background: &Background, coalitions: &Coalitions, n: usize) -> bool {
        let n_background = if coalitions.is_empty() { 0 } else { background.x.nrows() };
        let mut left = n.max(1);
        while self.background_idx < n_background && left > 0 {
            if self.n_done == 0 {
                self.meet(game, background, coalitions);
            }
            let to = (self.n_done + left).min(self.distinct.len());
            left -= to - self.n_done;
            self.evaluate(game, coalitions, to);
            if to == self.distinct.len() {
                self.sums.iter_mut().zip(&self.place).for_each(|(sum, &at)| sum.add(self.outputs[at as usize]));
                self.background_idx += 1;
                self.n_done = 0;
            }
        }
        self.background_idx == n_background
    }

    /// Share of the background rows that are done, 0 to 1.
    pub fn done(&self, n_background: usize) -> f64 {
        let here = self.n_done as f64 / self.distinct.len().max(1) as f64;
        (self.background_idx as f64 + here) / n_background.max(1) as f64
    }

    /// One value a coalition; all steps must be done.
    pub fn all(&self, game: &Game) -> Vec<f64> {
        let n = self.background_idx as f64;
        self.sums.iter().map(|sum| game.output.link(self.head, sum.total() / n)).collect()
    }

    /// Takes on the background row, and finds out which coalitions are distinct before it.
    fn meet(&mut self, game: &Game, background: &Background, coalitions: &Coalitions) {
        let row = background.x.row(self.background_idx);
        self.masked.meet(&game.row, row.as_slice().unwrap_or(&[]), &game.columns);
        self.distinct.clear();
        let differs = self.masked.differs();
        let n_differ: u32 = differs.iter().map(|word| word.count_ones()).sum();
        if differs.len() == 1 && n_differ < 32 && 1 << n_differ <= coalitions.len() {
            self.number_kinds(differs[0], n_differ, coalitions);
        } else {
            for (at, &c) in (0..).zip(&self.order) {
                self.place[c as usize] = at;
                self.distinct.push((c, at));
            }
        }
        self.outputs.resize(self.distinct.last().map_or(0, |last| last.1 as usize + 1), 0.0);
    }

    /// Numbers coalitions by the players among `differs`, the first one being the highest digit, and takes one of each number.
    fn number_kinds(&mut self, differs: u64, n_differ: u32, coalitions: &Coalitions) {
        const NOBODY: u32 = u32::MAX;
        // What each byte of a coalition adds to the number.
        let mut digit = n_differ;
        let bytes: Vec<[u32; 256]> = (0..8)
            .map(|byte| {
                let mut of = [0; 256];
                for player in 0..8 {
                    if differs >> (8 * byte + player) & 1 == 1 {
                        digit -= 1;
                        (0..256).filter(|b| b >> player & 1 == 1).for_each(|b: usize| of[b] |= 1 << digit);
                    }
                }
                of
            })
            .collect();
        let mut first = vec![NOBODY; 1 << n_differ];
        let n_bytes = coalitions.n_players().div_ceil(8);
        for c in 0..coalitions.len() {
            let key = coalitions.key(c)[0].to_le_bytes();
            let number = bytes[..n_bytes].iter().zip(key).fold(0, |n, (of, byte)| n | of[usize::from(byte)]);
            self.place[c] = number;
            if first[number as usize] == NOBODY {
                first[number as usize] = c as u32;
            }
        }
        self.distinct.extend(first.iter().zip(0..).filter(|(c, _)| **c != NOBODY).map(|(&c, number)| (c, number)));
    }

    fn evaluate(&mut self, game: &Game, coalitions: &Coalitions, to: usize) {
        let (mut which, mut raw) = (Vec::new(), Vec::new());
        for block in self.distinct[self.n_done..to].chunks(BLOCK) {
            which.clear();
            which.extend(block.iter().map(|kind| kind.0));
            raw.clear();
            self.masked.raw(coalitions, &which, &mut raw);
            for (raw, kind) in raw.chunks_exact(self.head.n_raw()).zip(block) {
                self.outputs[kind.1 as usize] = game.output.of(self.head, raw);
            }
        }
        self.n_done = to;
    }
}
