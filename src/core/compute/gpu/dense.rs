//! A dense layer on the GPU: what its shader `dense.wgsl` is told, and its twin over the same buffers.

use super::activate::activate;
use super::layers::Place;

/// Which rows and which layer. In the shader the same fields stand in the same order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Job {
    /// Rows.
    pub n_rows: u32,
    /// Inputs of a row.
    pub n_in: u32,
    /// Units.
    pub n_out: u32,
    /// Where the layer begins among the parameters.
    pub begin: u32,
    /// The number of the activation.
    pub activation: u32,
}

impl Job {
    /// A layer over rows.
    pub fn new(layer: &Place, n_rows: usize) -> Job {
        let Place { n_in, n_out, begin, activation } = *layer;
        Job { n_rows: n_rows as u32, n_in, n_out, begin, activation }
    }

    /// As the shader reads it.
    pub fn words(&self) -> [u32; 5] {
        [self.n_rows, self.n_in, self.n_out, self.begin, self.activation]
    }

    /// Threads that there is work for: one for four rows by four units.
    pub fn n_threads(&self) -> u64 {
        u64::from(self.n_rows.div_ceil(4)) * u64::from(self.n_out.div_ceil(4))
    }
}

/// The twin: `x` is n_rows x n_in, `out` n_rows x n_out.
pub(super) fn dense(job: &Job, parameters: &[[f32; 4]], x: &[f32], out: &mut [f32]) {
    let (n_in, n_out, n_quads) = (job.n_in as usize, job.n_out as usize, job.n_out.div_ceil(4) as usize);
    for r in 0..job.n_rows as usize {
        for j in 0..n_out {
            let of = |i: usize| parameters[job.begin as usize + i * n_quads + j / 4][j % 4];
            let sum = (0..n_in).fold(of(0), |sum, i| sum + x[r * n_in + i] * of(i + 1));
            out[r * n_out + j] = activate(job.activation, sum);
        }
    }
}
