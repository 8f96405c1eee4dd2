//! The outputs of all coalitions against one background row: only those coalitions are evaluated that differ in features which
//! differ between the two rows. Categories and amounts that are mostly zero often do not.

use super::game::Game;
use crate::compute::branch::{Branch, branches, sorted};
use crate::compute::coalition::Coalitions;
use crate::compute::stack::BLOCK;
use crate::model::masked::Masked;
use crate::model::{Model, OutputKind};

/// A row that is evaluated against one background row after the other.
#[derive(Clone, Debug)]
pub struct CoalitionEvaluator {
    output_kind: OutputKind,
    masked: Masked,
    /// All coalitions.
    all: List,
    /// One of each kind, where fewer are distinct before the background row.
    kinds: Option<List>,
    /// How many of the list are evaluated.
    n_done: usize,
    /// Where in the list's branches that is.
    branch_idx: usize,
    /// The outputs of the list.
    outputs: Vec<f64>,
}

/// Coalitions in the order in which they are evaluated.
#[derive(Clone, Debug)]
struct List {
    which: Vec<u32>,
    branches: Vec<Branch>,
    /// Where each coalition's output stands.
    place: Vec<u32>,
}

impl CoalitionEvaluator {
    /// Before the first background row.
    pub fn new(model: &Model, coalitions: &Coalitions) -> CoalitionEvaluator {
        let masked = Masked::new(model);
        let which = sorted(coalitions);
        let mut place = vec![0; which.len()];
        which.iter().zip(0..).for_each(|(&c, at)| place[c as usize] = at);
        let everybody = vec![u64::MAX; coalitions.n_players().div_ceil(64)];
        let all = List { branches: in_branches(&masked, coalitions, &which, &everybody), which, place };
        CoalitionEvaluator {
            output_kind: model.output_kind(),
            masked,
            all,
            kinds: None,
            n_done: 0,
            branch_idx: 0,
            outputs: Vec::new(),
        }
    }

    /// How the model's raw outputs become a prediction.
    pub fn output_kind(&self) -> OutputKind {
        self.output_kind
    }

    /// Takes on a background row (encoded), and finds out which coalitions are distinct before it.
    pub fn begin(&mut self, game: &Game, background_row: &[f32], coalitions: &Coalitions) {
        self.masked.set_background(&game.row, background_row, &game.columns);
        let differs = self.masked.differs();
        let n_differ: u32 = differs.iter().map(|word| word.count_ones()).sum();
        let few = differs.len() == 1 && n_differ < 32 && 1 << n_differ <= coalitions.len();
        self.kinds = few.then(|| {
            let (which, place) = kinds(differs[0], n_differ, coalitions);
            List { branches: in_branches(&self.masked, coalitions, &which, differs), which, place }
        });
        (self.n_done, self.branch_idx) = (0, 0);
        self.outputs.clear();
    }

    /// Evaluates the model for at most `n` further coalitions; how many they were. Fewer than `n` when none are left.
    pub fn step(&mut self, game: &Game, coalitions: &Coalitions, n: usize) -> usize {
        let list = self.kinds.as_ref().unwrap_or(&self.all);
        let begun = self.n_done;
        let to = begun.saturating_add(n).min(list.which.len());
        let mut raw = Vec::new();
        while self.n_done < to {
            let branch = &list.branches[self.branch_idx];
            if self.n_done == branch.range.start {
                self.masked.turn(branch);
            }
            let end = to.min(branch.range.end);
            for which in list.which[self.n_done..end].chunks(BLOCK) {
                raw.clear();
                self.masked.raw(coalitions, which, &mut raw);
                self.outputs.extend(game.output.of_rows(self.output_kind, &raw));
            }
            self.n_done = end;
            self.branch_idx += usize::from(end == branch.range.end);
        }
        to - begun
    }

    /// Share of the coalitions that are done, 0 to 1.
    pub fn done(&self) -> f64 {
        self.n_done as f64 / self.list().which.len().max(1) as f64
    }

    /// The output of every coalition, when all are done.
    pub fn outputs(&self) -> Option<Vec<f64>> {
        let list = self.list();
        let output = |&at: &u32| self.outputs[at as usize];
        (self.n_done == list.which.len()).then(|| list.place.iter().map(output).collect())
    }

    fn list(&self) -> &List {
        self.kinds.as_ref().unwrap_or(&self.all)
    }
}

/// The branches of a sorted list, or one of all where the model has no use for them.
fn in_branches(masked: &Masked, coalitions: &Coalitions, which: &[u32], matters: &[u64]) -> Vec<Branch> {
    if masked.by_branches() {
        return branches(coalitions, which, matters);
    }
    vec![Branch { range: 0..which.len(), shared: Vec::new(), varies: Vec::new(), shares: Vec::new() }]
}

/// Numbers coalitions by the players among `differs`: one of each number, in their order, and where each coalition's is.
fn kinds(differs: u64, n_differ: u32, coalitions: &Coalitions) -> (Vec<u32>, Vec<u32>) {
    const UNSEEN: u32 = u32::MAX;
    // What each byte of a coalition adds to the number.
    let n_bytes = coalitions.n_players().div_ceil(8);
    let mut bytes = vec![[0; 256]; n_bytes];
    for (digit, player) in (0..64).filter(|player| differs >> player & 1 == 1).enumerate() {
        let of = &mut bytes[player / 8];
        (0..256).filter(|byte| byte >> (player % 8) & 1 == 1).for_each(|byte: usize| of[byte] |= 1 << digit);
    }
    let number = |c: usize| {
        let key = coalitions.key(c)[0].to_le_bytes();
        bytes.iter().zip(key).fold(0, |n, (of, byte)| n | of[usize::from(byte)]) as usize
    };
    let mut place: Vec<u32> = (0..coalitions.len()).map(|c| number(c) as u32).collect();
    let mut first = vec![UNSEEN; 1 << n_differ];
    for (&number, c) in place.iter().zip(0..coalitions.len() as u32).rev() {
        first[number as usize] = c;
    }
    let which: Vec<u32> = first.iter().copied().filter(|&c| c != UNSEEN).collect();
    (0..).zip(first.iter_mut().filter(|c| **c != UNSEEN)).for_each(|(rank, first)| *first = rank);
    place.iter_mut().for_each(|number| *number = first[*number as usize]);
    (which, place)
}
