//! A network over masked rows on the GPU: what its shader `masked.wgsl` is told, and its twin over the same buffers.

use super::activate::{FARTHEST, logistic};
use super::dense;
use super::layers::Place;

/// Fours in each of the two halves of a workgroup's memory: 16 KB in all, what every device has.
pub(super) const HALF: u32 = 512;
/// The widest layer of which four background rows have room in one half.
pub(super) const WIDEST: usize = HALF as usize;
/// The player of columns that are always the background's own.
pub(super) const NO_PLAYER: u32 = u32::MAX;

/// What is averaged: the logistic function of a unit.
pub(super) const LOGISTIC: u32 = 1;
/// The logistic function of its opposite.
pub(super) const COMPLEMENT: u32 = 2;
/// Its share among all units.
pub(super) const SOFTMAX: u32 = 3;

/// Threads of a workgroup.
pub(super) const THREADS: u32 = 64;

/// Which coalitions before which background. In the shader the same fields stand in the same order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Job {
    /// Layers.
    pub n_layers: u32,
    /// Background rows.
    pub n_background: u32,
    /// Words of a coalition's mask.
    pub n_words: u32,
    /// Coalitions.
    pub n_coalitions: u32,
    /// Background rows that go through the layers at a time, in fours.
    pub n_quads: u32,
    /// 1 where a coalition's number is its mask.
    pub numbered: u32,
    /// The first coalition's number.
    pub first: u32,
    /// What is averaged.
    pub reduction: u32,
    /// The unit of the last layer that is averaged.
    pub unit: u32,
}

impl Job {
    /// As the shader reads it.
    pub fn words(&self) -> [u32; 9] {
        let Job { n_layers, n_background, n_words, n_coalitions, n_quads, .. } = *self;
        [n_layers, n_background, n_words, n_coalitions, n_quads, self.numbered, self.first, self.reduction, self.unit]
    }

    fn has(&self, masks: &[u32], coalition: usize, player: u32) -> bool {
        match player {
            NO_PLAYER => false,
            _ if self.numbered == 1 => (self.first as usize + coalition) >> player & 1 == 1,
            _ => masks[coalition * self.n_words as usize + player as usize / 32] >> (player % 32) & 1 == 1,
        }
    }

    /// What is averaged of one row's outputs, and what is missing to one.
    fn reduction(&self, raw: &[f32]) -> [f32; 2] {
        let own = raw[self.unit as usize];
        match self.reduction {
            LOGISTIC => [logistic(own), logistic(-own)],
            COMPLEMENT => [logistic(-own), logistic(own)],
            SOFTMAX => {
                let top = raw.iter().copied().fold(own, f32::max);
                let e = |v: f32| libm::expf((v - top).max(-FARTHEST));
                let others = raw.iter().enumerate().filter(|(unit, _)| *unit != self.unit as usize);
                let others = others.fold(0.0, |sum, (_, &v)| sum + e(v));
                [e(own) / (e(own) + others), others / (e(own) + others)]
            }
            _ => [own, 0.0],
        }
    }
}

/// Background rows that go through layers of at most `widest` units at a time, in fours; `None` where not even four do.
pub(super) fn n_quads(widest: usize, n_background: usize) -> Option<u32> {
    // A thread averages one background row, so there are no more of them than threads.
    let most = (HALF as usize / widest.next_multiple_of(4).max(1)).min(THREADS as usize / 4);
    // As many at each time, so that the last time is not mostly idle.
    let quads = n_background.div_ceil(4).max(1);
    (most > 0).then(|| quads.div_ceil(quads.div_ceil(most)) as u32)
}

/// The twin: `background` has columns of background rows, four rows a cell; `players` the player of each column; `means` of
/// each coalition the mean, and the mean of what is missing to one.
#[expect(clippy::too_many_arguments, reason = "one for each binding of the shader, in its order")]
pub(super) fn masked(
    job: &Job,
    layers: &[Place],
    parameters: &[[f32; 4]],
    row: &[f32],
    background: &[[f32; 4]],
    players: &[u32],
    masks: &[u32],
    means: &mut [[f32; 2]],
) {
    let stride = job.n_background.div_ceil(4) as usize;
    for (coalition, mean) in means.iter_mut().enumerate() {
        let mut sum = [0.0; 2];
        for b in 0..job.n_background as usize {
            let column = |c: usize| match job.has(masks, coalition, players[c]) {
                true => row[c],
                false => background[c * stride + b / 4][b % 4],
            };
            let mut here: Vec<f32> = (0..row.len()).map(column).collect();
            for layer in layers {
                let mut next = vec![0.0; layer.n_out as usize];
                dense::dense(&dense::Job::new(layer, 1), parameters, &here, &mut next);
                here = next;
            }
            let of = job.reduction(&here);
            sum = [sum[0] + of[0], sum[1] + of[1]];
        }
        *mean = sum.map(|sum| sum / job.n_background as f32);
    }
}
