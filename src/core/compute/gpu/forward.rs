//! Rows through all layers of a network, a dispatch a layer.

use super::device::{Gpu, GpuNetwork};
use super::pass::{Bound, Dispatch, Upload, groups};
use super::screen::screen;
use super::{GpuError, NumberOf, dense};

/// Bytes of the widest layer's outputs that a block has at most. What is made then stays in the caches of large devices in part,
/// and fits the memory of small ones.
const BLOCK: usize = 64 << 20;

impl Gpu {
    /// What comes out (n_rows x units of the last layer) of rows `x` (n_rows x inputs of the first, which has some), all finite.
    pub async fn forward(&mut self, network: &GpuNetwork, x: &[f32]) -> Result<Vec<f32>, GpuError> {
        screen(NumberOf::Input, x)?;
        let layers = &network.layers;
        let n_in = layers.n_in().max(1);
        let n_rows = (BLOCK / 4 / layers.widest().max(n_in)).max(1);
        let mut out = Vec::with_capacity(x.len() / n_in * layers.n_out());
        for block in x.chunks(n_rows * n_in) {
            out.extend(self.forward_block(network, block, block.len() / n_in).await?);
        }
        screen(NumberOf::Output, &out)?;
        Ok(out)
    }

    async fn forward_block(&mut self, network: &GpuNetwork, x: &[f32], n_rows: usize) -> Result<Vec<f32>, GpuError> {
        let layers = &network.layers;
        let mut upload = Upload::default();
        let mut source = upload.numbers(x.iter().copied());
        let jobs: Vec<dense::Job> = layers.places.iter().map(|place| dense::Job::new(place, n_rows)).collect();
        let sent: Vec<Bound> = jobs.iter().map(|job| upload.words(job.words())).collect();
        let bytes = 4 * (n_rows * layers.widest()) as u64;
        self.make_room(&upload, [bytes; 2])?;
        let mut work = Vec::new();
        for (l, (job, sent)) in jobs.iter().zip(sent).enumerate() {
            let made = Bound::Made(l % 2);
            let bound = vec![sent, Bound::Own(&network.parameters), source, made];
            work.push(Dispatch { pipeline: &self.dense, bound, n_groups: groups(job.n_threads()) });
            source = made;
        }
        self.run(&upload, &work, (jobs.len() + 1) % 2, n_rows * layers.n_out()).await
    }
}
