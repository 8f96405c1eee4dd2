//! The outputs of all coalitions before one background row: only those coalitions are evaluated that differ in features which
//! differ between the two rows. Categories and amounts that are mostly zero often do not.

use super::game::Game;
use crate::compute::coalition::Coalitions;
use crate::compute::stack::BLOCK;
use crate::model::masked::Masked;
use crate::model::{Head, Model};

/// A row that meets one background row after the other.
#[derive(Clone, Debug)]
pub struct Meeting {
    head: Head,
    masked: Masked,
    /// One coalition of each distinct kind, and where its output stands.
    distinct: Vec<(u32, u32)>,
    /// How many of them are evaluated.
    n_done: usize,
    /// Where each coalition's output stands.
    place: Vec<u32>,
    outputs: Vec<f64>,
}

impl Meeting {
    /// Before the first background row.
    pub fn new(model: &Model, coalitions: &Coalitions) -> Meeting {
        Meeting {
            head: model.head(),
            masked: Masked::new(model),
            distinct: Vec::new(),
            n_done: 0,
            place: vec![0; coalitions.len()],
            outputs: Vec::new(),
        }
    }

    /// How the model's raw outputs become a prediction.
    pub fn head(&self) -> Head {
        self.head
    }

    /// Takes on a background row (encoded), and finds out which coalitions are distinct before it.
    pub fn begin(&mut self, game: &Game, background_row: &[f32], coalitions: &Coalitions) {
        self.masked.meet(&game.row, background_row, &game.columns);
        self.n_done = 0;
        self.distinct.clear();
        let differs = self.masked.differs();
        let n_differ: u32 = differs.iter().map(|word| word.count_ones()).sum();
        if differs.len() == 1 && n_differ < 32 && 1 << n_differ <= coalitions.len() {
            self.number_kinds(differs[0], n_differ, coalitions);
        } else {
            for (c, place) in (0..).zip(&mut self.place) {
                *place = c;
                self.distinct.push((c, c));
            }
        }
        self.outputs.resize(self.distinct.last().map_or(0, |last| last.1 as usize + 1), 0.0);
    }

    /// Evaluates the model for at most `n` further coalitions; how many they were. Fewer than `n` when none are left.
    pub fn step(&mut self, game: &Game, coalitions: &Coalitions, n: usize) -> usize {
        let to = self.n_done.saturating_add(n).min(self.distinct.len());
        let n_evaluated = to - self.n_done;
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
        n_evaluated
    }

    /// Share of the coalitions that are done, 0 to 1.
    pub fn done(&self) -> f64 {
        self.n_done as f64 / self.distinct.len().max(1) as f64
    }

    /// The output of every coalition, when all are done.
    pub fn outputs(&self) -> Option<Vec<f64>> {
        let output = |&at: &u32| self.outputs[at as usize];
        (self.n_done == self.distinct.len()).then(|| self.place.iter().map(output).collect())
    }

    /// Numbers coalitions by the players among `differs`, and takes one of each number.
    fn number_kinds(&mut self, differs: u64, n_differ: u32, coalitions: &Coalitions) {
        const NOBODY: u32 = u32::MAX;
        // What each byte of a coalition adds to the number.
        let n_bytes = coalitions.n_players().div_ceil(8);
        let mut bytes = vec![[0; 256]; n_bytes];
        for (digit, player) in (0..64).filter(|player| differs >> player & 1 == 1).enumerate() {
            let of = &mut bytes[player / 8];
            (0..256).filter(|byte| byte >> (player % 8) & 1 == 1).for_each(|byte: usize| of[byte] |= 1 << digit);
        }
        let mut first = vec![NOBODY; 1 << n_differ];
        for c in 0..coalitions.len() {
            let key = coalitions.key(c)[0].to_le_bytes();
            let number = bytes.iter().zip(key).fold(0, |n, (of, byte)| n | of[usize::from(byte)]);
            self.place[c] = number;
            if first[number as usize] == NOBODY {
                first[number as usize] = c as u32;
            }
        }
        self.distinct.extend(first.iter().zip(0..).filter(|(c, _)| **c != NOBODY).map(|(&c, number)| (c, number)));
    }
}
