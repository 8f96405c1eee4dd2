//! The values of a game's coalitions, being computed. The outputs before each background row are summed in the order of the
//! background, whoever computed them and whenever they came: some may be dispatched to other workers, and what does not come back
//! is computed here.

use super::background::{Background, Groups};
use super::evaluator::CoalitionEvaluator;
use super::game::Game;
use crate::compute::coalition::Coalitions;
use crate::model::Model;
use crate::num::stats::Sum;
use std::collections::{BTreeMap, BTreeSet};

/// What evaluating a game's coalitions gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evaluated {
    /// One value a coalition.
    pub values: Vec<f64>,
    /// n_coalitions x n_groups: what each group of background rows moves them by, see [`Groups::moved`]; nothing where there are
    /// no groups.
    pub moved: Vec<f64>,
}

/// Values under way.
#[derive(Clone, Debug)]
pub struct Values {
    evaluator: CoalitionEvaluator,
    n_background: usize,
    /// The background row that is evaluated here.
    own: Option<usize>,
    /// Those that others were asked for.
    dispatched: BTreeSet<usize>,
    /// Outputs that came before their turn.
    early: BTreeMap<usize, Vec<f64>>,
    /// How many background rows are summed.
    n_summed: usize,
    sums: Vec<Sum>,
    groups: Groups,
    /// n_coalitions x n_groups.
    group_sums: Vec<f64>,
}

impl Values {
    /// Begins with the first background row.
    pub fn new(model: &Model, background: &Background, coalitions: &Coalitions) -> Values {
        let groups = background.groups(coalitions.len(), 1);
        Values {
            evaluator: CoalitionEvaluator::new(model, coalitions),
            n_background: if coalitions.is_empty() { 0 } else { background.x.nrows() },
            own: None,
            dispatched: BTreeSet::new(),
            early: BTreeMap::new(),
            n_summed: 0,
            sums: vec![Sum::default(); coalitions.len()],
            group_sums: vec![0.0; coalitions.len() * groups.len()],
            groups,
        }
    }

    /// All values at one go.
    pub fn evaluate(model: &Model, game: &Game, background: &Background, coalitions: &Coalitions) -> Evaluated {
        let mut values = Values::new(model, background, coalitions);
        while !values.step(game, background, coalitions, usize::MAX) {}
        values.all(game)
    }

    /// Evaluates the model about `n` times; `true` when all values are there. What is dispatched is left to the others until
    /// nothing else is left to do.
    pub fn step(&mut self, game: &Game, background: &Background, coalitions: &Coalitions, n: usize) -> bool {
        let mut left = n.max(1);
        while left > 0 && self.n_summed < self.n_background {
            let Some(own) = self.own.or_else(|| self.begin(game, background, coalitions)) else { return false };
            left -= self.evaluator.step(game, coalitions, left).max(1).min(left);
            if let Some(outputs) = self.evaluator.outputs() {
                self.own = None;
                self.take(own, outputs);
            }
        }
        self.n_summed == self.n_background
    }

    fn begin(&mut self, game: &Game, background: &Background, coalitions: &Coalitions) -> Option<usize> {
        // Others begin with what was dispatched first.
        let next = self.free().or_else(|| self.dispatched.last().copied())?;
        let row = background.x.row(next);
        self.evaluator.begin(game, row.as_slice().unwrap_or(&[]), coalitions);
        self.own = Some(next);
        self.own
    }

    /// The first background row that nobody is at.
    fn free(&self) -> Option<usize> {
        let is_free = |b: &usize| self.own != Some(*b) && !self.dispatched.contains(b) && !self.early.contains_key(b);
        (self.n_summed..self.n_background).find(is_free)
    }

    /// Gives another worker a background row to evaluate against.
    pub fn dispatch(&mut self) -> Option<usize> {
        let dispatched = self.free()?;
        self.dispatched.insert(dispatched);
        Some(dispatched)
    }

    /// Takes back a background row whose outputs will not come.
    pub fn give_up(&mut self, background_idx: usize) {
        self.dispatched.remove(&background_idx);
    }

    /// Takes the outputs of all coalitions against a background row; those that are there already stay.
    pub fn take(&mut self, background_idx: usize, outputs: Vec<f64>) {
        self.dispatched.remove(&background_idx);
        if background_idx < self.n_summed || outputs.len() != self.sums.len() {
            return;
        }
        if self.own == Some(background_idx) {
            self.own = None;
        }
        self.early.insert(background_idx, outputs);
        while let Some(outputs) = self.early.remove(&self.n_summed) {
            self.sums.iter_mut().zip(&outputs).for_each(|(sum, output)| sum.add(*output));
            if let Some(group) = self.groups.of(self.n_summed) {
                let own = self.group_sums.iter_mut().skip(group).step_by(self.groups.len());
                own.zip(&outputs).for_each(|(sum, output)| *sum += output);
            }
            self.n_summed += 1;
        }
    }

    /// Share of the background rows that are done, 0 to 1.
    pub fn done(&self) -> f64 {
        let here = self.own.map_or(0.0, |_| self.evaluator.done());
        ((self.n_summed + self.early.len()) as f64 + here) / self.n_background.max(1) as f64
    }

    /// What they are; all steps must be done.
    pub fn all(&self, game: &Game) -> Evaluated {
        let (n, output_kind, output) = (self.n_summed as f64, self.evaluator.output_kind(), game.output);
        let means: Vec<f64> = self.sums.iter().map(|sum| sum.total() / n).collect();
        let mut moved = Vec::with_capacity(self.group_sums.len());
        for (sums, &mean) in self.group_sums.chunks_exact(self.groups.len().max(1)).zip(&means) {
            moved.extend(self.groups.moved(sums, mean, output.slope(output_kind, mean, 1.0 - mean)));
        }
        Evaluated { values: means.into_iter().map(|mean| output.link(output_kind, mean)).collect(), moved }
    }
}
