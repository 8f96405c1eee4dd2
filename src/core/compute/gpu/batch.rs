//! What coalitions are worth to a network: of each the mean over a background of what comes out for the row on the coalition
//! and the background row elsewhere.

use super::device::{Gpu, GpuNetwork};
use super::masked::{COMPLEMENT, Job, LOGISTIC, NO_PLAYER, SOFTMAX, WIDEST, n_quads};
use super::pass::{Bound, Dispatch, Upload};
use super::screen::screen;
use super::{GpuError, NumberOf};
use crate::compute::coalition::Coalitions;
use std::ops::Range;

/// A batch of coalitions to evaluate: a row, a background, and the players.
#[derive(Clone, Debug)]
pub struct CoalitionBatch<'a> {
    /// The row.
    pub row: &'a [f32],
    /// Background rows, one at least, each as long as the row.
    pub background: &'a [f32],
    /// The columns of each player; those of no player are the background's own.
    pub players: &'a [Range<usize>],
    /// Which coalitions.
    pub which: Which<'a>,
    /// What is averaged.
    pub reduction: Reduction,
}

/// Coalitions that are asked about.
#[derive(Clone, Debug)]
pub enum Which<'a> {
    /// Those of a list.
    Listed(&'a Coalitions),
    /// All that have these numbers, of at most 32 players: player p is in coalition c when bit p of c is set. The device makes
    /// them itself.
    Numbered(Range<u32>),
}

/// What is averaged over the background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reduction {
    /// A unit of the last layer.
    Raw(usize),
    /// The logistic function of a unit.
    Logistic(usize),
    /// The logistic function of a unit's opposite.
    Complement(usize),
    /// The share of a unit's exponential among those of all units.
    Softmax(usize),
}

/// A mean over the background.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// The mean.
    pub of: f64,
    /// Of a probability the mean of what is missing to one, which keeps its digits where the mean itself is near one, so that
    /// log-odds are `ln(of) - ln(rest)`. Otherwise zero.
    pub rest: f64,
}

/// Multiplications of a block at most: some milliseconds of a GPU's time, two seconds of a program's that stands in for one.
/// Some systems end what takes longer.
const WORK: usize = 1 << 31;
/// Coalitions of a block at most.
const BLOCK: usize = 1 << 16;

impl Which<'_> {
    fn len(&self) -> usize {
        match self {
            Which::Listed(coalitions) => coalitions.len(),
            Which::Numbered(numbers) => numbers.len(),
        }
    }
}

impl Gpu {
    /// The mean of each coalition, in order.
    pub async fn ask(&mut self, network: &GpuNetwork, question: &CoalitionBatch<'_>) -> Result<Vec<Mean>, GpuError> {
        screen(NumberOf::Row, question.row)?;
        screen(NumberOf::Background, question.background)?;
        let layers = &network.layers;
        let n_background = question.background.len() / question.row.len().max(1);
        let too_wide = GpuError::TooWide { units: layers.widest(), most: WIDEST };
        let n_quads = n_quads(layers.widest(), n_background).ok_or(too_wide)?;
        let work = 4 * layers.parameters.len() * n_background.max(1);
        let n_block = (WORK / work.max(1)).clamp(1, BLOCK);
        let mut means = Vec::with_capacity(question.which.len());
        let (code, unit) = question.reduction.code();
        for begin in (0..question.which.len()).step_by(n_block) {
            let n_coalitions = n_block.min(question.which.len() - begin);
            let mut job = Job {
                n_layers: layers.places.len() as u32,
                n_background: n_background as u32,
                n_words: 0,
                n_coalitions: n_coalitions as u32,
                n_quads,
                numbered: 0,
                first: 0,
                reduction: code,
                unit: unit as u32,
            };
            let mut masks = Vec::new();
            match &question.which {
                Which::Numbered(numbers) => (job.numbered, job.first) = (1, numbers.start + begin as u32),
                Which::Listed(coalitions) => {
                    for c in begin..begin + n_coalitions {
                        masks.extend(coalitions.key(c).iter().flat_map(|&word| [word as u32, (word >> 32) as u32]));
                    }
                    job.n_words = (masks.len() / n_coalitions) as u32;
                }
            }
            let numbers = self.ask_block(network, question, &job, masks).await?;
            screen(NumberOf::Output, &numbers)?;
            let mean = |v: &[f32; 2]| Mean { of: f64::from(v[0]), rest: f64::from(v[1]) };
            means.extend(numbers.as_chunks::<2>().0.iter().map(mean));
        }
        Ok(means)
    }

    async fn ask_block(
        &mut self,
        network: &GpuNetwork,
        question: &CoalitionBatch<'_>,
        job: &Job,
        masks: Vec<u32>,
    ) -> Result<Vec<f32>, GpuError> {
        let mut upload = Upload::default();
        let sent = [
            upload.words(job.words()),
            upload.words(network.layers.places.iter().flat_map(|place| place.words())),
            Bound::Own(&network.parameters),
            upload.numbers(question.row.iter().copied()),
            upload.numbers(question.columns().into_iter().flatten()),
            upload.words(question.owners()),
            upload.words(masks),
            Bound::Made(0),
        ];
        self.make_room(&upload, [8 * u64::from(job.n_coalitions), 0])?;
        let bound = sent.to_vec();
        let work = [Dispatch { pipeline: &self.masked, bound, n_groups: u64::from(job.n_coalitions) }];
        self.run(&upload, &work, 0, 2 * job.n_coalitions as usize).await
    }
}

impl CoalitionBatch<'_> {
    /// The background column after column, four rows a cell.
    pub(super) fn columns(&self) -> Vec<[f32; 4]> {
        let n_columns = self.row.len();
        let n_background = self.background.len() / n_columns.max(1);
        let mut columns = vec![[0.0; 4]; n_background.div_ceil(4) * n_columns];
        for (b, row) in self.background.chunks_exact(n_columns.max(1)).enumerate() {
            for (c, &v) in row.iter().enumerate() {
                columns[c * n_background.div_ceil(4) + b / 4][b % 4] = v;
            }
        }
        columns
    }

    /// The player of each column.
    pub(super) fn owners(&self) -> Vec<u32> {
        let mut owners = vec![NO_PLAYER; self.row.len()];
        for (player, columns) in (0..).zip(self.players) {
            owners[columns.clone()].fill(player);
        }
        owners
    }
}

impl Reduction {
    /// Its number in the shader, and the unit.
    pub(super) fn code(self) -> (u32, usize) {
        match self {
            Reduction::Raw(unit) => (0, unit),
            Reduction::Logistic(unit) => (LOGISTIC, unit),
            Reduction::Complement(unit) => (COMPLEMENT, unit),
            Reduction::Softmax(unit) => (SOFTMAX, unit),
        }
    }
}
