//! The values of a game's coalitions, asked of a GPU block by block, and of each block group by group of the background. All of them come from it or none: when it fails, the CPU
//! computes all of them, so that its result is the same as without a GPU. Of each block some are computed by the CPU too.

use super::background::{Background, Groups};
use super::game::Game;
use super::values::{Evaluated, Values};
use crate::compute::coalition::Coalitions;
use crate::compute::gpu::{GpuError, Mean, Reduction, Which};
use crate::model::{Model, Output, OutputKind, OutputScale};
use crate::num::math;
use std::ops::Range;

/// Values that a GPU is asked for.
#[derive(Clone, Debug)]
pub struct GpuEvaluation {
    /// Whether the GPU makes the coalitions from their numbers, since they are all.
    numbered: bool,
    /// How many there are to ask for.
    n: usize,
    n_block: usize,
    /// By the coalitions' numbers or in the plan's order.
    evaluated: Evaluated,
    groups: Groups,
    /// Of the block that is asked for, the means against the groups that are done.
    means: Vec<Vec<Mean>>,
    /// Whether a block is asked for now.
    is_out: bool,
}

/// Coalitions of one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Some of the plan's.
    Listed(Coalitions),
    /// Those of these numbers.
    Numbered(Range<u32>),
}

impl Block {
    /// As the GPU is asked for them.
    pub fn which(&self) -> Which<'_> {
        match self {
            Block::Listed(coalitions) => Which::Listed(coalitions),
            Block::Numbered(numbers) => Which::Numbered(numbers.clone()),
        }
    }
}

/// Multiply-adds of a block at most: some systems end what takes seconds.
const WORK: f64 = 2e9;
/// Seconds of a block, about: a progress bar moves, and what is no longer wanted ends soon.
const SECONDS: f64 = 0.25;
/// Coalitions of a block at most.
const BLOCK: usize = 1 << 16;
/// Coalitions of each block that the CPU computes too.
const N_CHECKED: usize = 4;
/// How far the two may be apart, relative to the largest of those that are compared.
const TOLERANCE: f64 = 1e-3;

/// Rows of a group at least, where there are enough: a GPU evaluates against several at a time.
pub const GROUP: usize = 8;

impl GpuEvaluation {
    /// Asks for the values of a plan's coalitions, which are all but the empty and the full one where it is `exact`, before such
    /// groups of the background, or all of it. `work` is what one coalition takes, in multiply-adds, of which the GPU does `rate`
    /// in a second.
    pub fn new(coalitions: &Coalitions, exact: bool, groups: Groups, work: usize, rate: f64) -> GpuEvaluation {
        let numbered = exact && coalitions.n_players() < 32;
        let work = work / groups.len().max(1);
        GpuEvaluation {
            numbered,
            n: coalitions.len(),
            n_block: ((WORK.min(SECONDS * rate) / work.max(1) as f64) as usize).clamp(1, BLOCK),
            evaluated: Evaluated::default(),
            groups,
            means: Vec::new(),
            is_out: false,
        }
    }

    /// The next block, unless one is out already or none is left.
    pub fn next(&mut self, coalitions: &Coalitions) -> Option<Block> {
        if self.is_out || self.n_done() == self.n {
            return None;
        }
        self.is_out = true;
        Some(self.block(coalitions))
    }

    /// The background rows before which the block that is out is asked for.
    pub fn rows(&self, background: &Background) -> Background {
        Background::whole(self.groups.rows(self.means.len(), background))
    }

    /// How many values are there.
    fn n_done(&self) -> usize {
        self.evaluated.values.len()
    }

    /// The block that comes after the values that are there. The coalition of number 0 is the empty one, which nobody asks for.
    fn block(&self, coalitions: &Coalitions) -> Block {
        let begin = self.n_done();
        let end = (begin + self.n_block).min(self.n);
        if self.numbered {
            Block::Numbered(begin as u32 + 1..end as u32 + 1)
        } else {
            Block::Listed(coalitions.part(begin..end))
        }
    }

    /// Takes the means of the block that is out.
    ///
    /// # Errors
    /// [`GpuError::Wrong`] where the CPU finds something else; then nothing of the GPU's is to be used.
    pub fn take(
        &mut self,
        model: &Model,
        game: &Game,
        background: &Background,
        coalitions: &Coalitions,
        means: &[Mean],
    ) -> Result<(), GpuError> {
        let block = self.block(coalitions);
        let some: Vec<usize> = (0..means.len()).step_by(means.len().div_ceil(N_CHECKED).max(1)).collect();
        let found: Vec<f64> = some.iter().map(|&at| value(model, game.output, means[at])).collect();
        let picked = picked(&block, &some, game.players.len());
        let known = Values::evaluate(model, game, &self.rows(background), &picked).values;
        let largest = known.iter().fold(0.0, |largest: f64, v| largest.max(v.abs()));
        for (&found, &expected) in found.iter().zip(&known) {
            // No number is near to what is none.
            let is_near = (found - expected).abs() <= TOLERANCE * largest;
            if !is_near {
                return Err(GpuError::Wrong { found, expected });
            }
        }
        self.means.push(means.to_vec());
        self.is_out = false;
        if self.means.len() >= self.groups.len() {
            let by_group = std::mem::take(&mut self.means);
            (0..means.len()).for_each(|at| self.add(model, game.output, by_group.iter().map(|means| means[at])));
        }
        Ok(())
    }

    /// Adds a coalition's value from its means before each group, or before all rows.
    fn add(&mut self, model: &Model, output: Output, by_group: impl Iterator<Item = Mean> + Clone) {
        let one = [1.0];
        let sizes = if self.groups.is_empty() { &one[..] } else { self.groups.sizes() };
        let sums = |part: fn(&Mean) -> f64| -> Vec<f64> {
            by_group.clone().zip(sizes).map(|(mean, n)| n * part(&mean)).collect()
        };
        let (of, rest) = (sums(|mean| mean.of), sums(|mean| mean.rest));
        let mean = |sums: &[f64]| sums.iter().sum::<f64>() / sizes.iter().sum::<f64>();
        let whole = Mean { of: mean(&of), rest: mean(&rest) };
        self.evaluated.values.push(value(model, output, whole));
        let scale = match (model.output_kind(), output.space) {
            (OutputKind::Number, _) => model.target_scaling().0,
            (OutputKind::Logit, OutputScale::Raw) if output.class == 0 => -1.0,
            (output_kind, ..) => output.slope(output_kind, whole.of, whole.rest),
        };
        // As with the values, the smaller of a probability and its rest has the digits.
        if whole.rest < whole.of && whole.rest > 0.0 {
            self.evaluated.moved.extend(self.groups.moved(&rest, whole.rest, -scale));
        } else {
            self.evaluated.moved.extend(self.groups.moved(&of, whole.of, scale));
        }
    }

    /// Share of the values that are there, 0 to 1.
    pub fn done(&self) -> f64 {
        self.n_done() as f64 / self.n.max(1) as f64
    }

    /// What is known of the plan's coalitions, when all is there.
    pub fn all(&self, coalitions: &Coalitions) -> Option<Evaluated> {
        let place = |c: usize| if self.numbered { coalitions.key(c)[0] as usize - 1 } else { c };
        let Evaluated { values, moved } = &self.evaluated;
        let n_groups = self.groups.len();
        (self.n_done() == self.n).then(|| Evaluated {
            values: (0..self.n).map(|c| values[place(c)]).collect(),
            moved: (0..self.n).flat_map(|c| &moved[place(c) * n_groups..][..n_groups]).copied().collect(),
        })
    }
}

/// Some of a block's coalitions.
fn picked(block: &Block, some: &[usize], n_players: usize) -> Coalitions {
    let mut picked = Coalitions::new(n_players);
    for &at in some {
        match block {
            Block::Listed(coalitions) => picked.push((0..n_players).filter(|&p| coalitions.has(at, p))),
            Block::Numbered(numbers) => {
                picked.push((0..n_players).filter(|p| (numbers.start as usize + at) >> p & 1 == 1))
            }
        }
    }
    picked
}

/// What the GPU averages for an output.
pub fn reduction(output_kind: OutputKind, output: Output) -> Reduction {
    match (output_kind, output.space) {
        (OutputKind::Number, _) | (OutputKind::Logit, OutputScale::Raw) => Reduction::Raw(0),
        (OutputKind::Logit, _) if output.class == 1 => Reduction::Logistic(0),
        (OutputKind::Logit, _) => Reduction::Complement(0),
        (OutputKind::Softmax(_), OutputScale::Raw) => Reduction::Raw(output.class),
        (OutputKind::Softmax(_), _) => Reduction::Softmax(output.class),
    }
}

/// The value of a coalition with this mean.
fn value(model: &Model, output: Output, mean: Mean) -> f64 {
    let output_kind = model.output_kind();
    match (output_kind, output.space) {
        (OutputKind::Number, _) => {
            let (scale, offset) = model.target_scaling();
            mean.of * scale + offset
        }
        (OutputKind::Logit, OutputScale::Raw) if output.class == 0 => -mean.of,
        // Of what is all but sure the mean has no digits left, and what is missing to one has them all.
        (OutputKind::Logit | OutputKind::Softmax(_), OutputScale::LogOdds) => {
            let most = output.link(output_kind, 1.0);
            (math::ln(mean.of) - math::ln(mean.rest)).clamp(-most, most)
        }
        _ => mean.of,
    }
}
