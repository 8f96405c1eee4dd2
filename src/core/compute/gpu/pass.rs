//! One block of work: everything that it needs in one upload, its dispatches in one submission, one readback. Buffers are kept
//! for the next block and hold whatever the last one left there.

use super::GpuError;
use super::device::{Gpu, Patience};
use super::health::Word;
use super::masked::THREADS;
use super::room::{BACK, buffer, grow, most_bound};
use vitrine_text::model as t;

/// What goes to the device, in sections that a shader can be given one by one.
#[derive(Debug, Default)]
pub(super) struct Upload {
    bytes: Vec<u8>,
    sections: Vec<(u64, u64)>,
}

/// Where sections may begin on every device.
const ALIGNMENT: usize = 256;

impl Upload {
    /// Adds a section of words, and says which one it is.
    pub fn words(&mut self, words: impl IntoIterator<Item = u32>) -> Bound<'static> {
        let begin = self.bytes.len();
        self.bytes.extend(words.into_iter().flat_map(u32::to_le_bytes));
        // An empty section cannot be given.
        let end = self.bytes.len().max(begin + 16).next_multiple_of(16);
        // What fills up is no number, so that a shader which reads it is found out.
        self.bytes.resize(end.next_multiple_of(ALIGNMENT), u8::MAX);
        self.sections.push((begin as u64, (end - begin) as u64));
        Bound::Sent(self.sections.len() - 1)
    }

    /// The same of numbers.
    pub fn numbers(&mut self, numbers: impl IntoIterator<Item = f32>) -> Bound<'static> {
        self.words(numbers.into_iter().map(f32::to_bits))
    }
}

/// What stands at a binding of a shader.
#[derive(Clone, Copy, Debug)]
pub(super) enum Bound<'a> {
    /// A section of the upload.
    Sent(usize),
    /// A buffer of its own.
    Own(&'a wgpu::Buffer),
    /// What is made, or was.
    Made(usize),
}

/// One shader over one set of buffers.
#[derive(Debug)]
pub(super) struct Dispatch<'a> {
    /// Which shader.
    pub pipeline: &'a wgpu::ComputePipeline,
    /// In the order of its bindings.
    pub bound: Vec<Bound<'a>>,
    /// Workgroups.
    pub n_groups: u64,
}

/// Threads as workgroups.
pub(super) fn groups(n_threads: u64) -> u64 {
    n_threads.div_ceil(u64::from(THREADS))
}

impl Gpu {
    /// Makes room for a block: its upload, and bytes of what is made.
    pub(super) fn make_room(&mut self, upload: &Upload, made: [u64; 2]) -> Result<(), GpuError> {
        self.health.check()?;
        let sent = upload.bytes.len() as u64;
        let most = self.device.limits().max_buffer_size;
        if sent > most {
            return Err(GpuError::TooLarge { bytes: sent, most });
        }
        for &(_, bytes) in &upload.sections {
            most_bound(&self.device, bytes)?;
        }
        grow(&self.device, &mut self.room.sent, sent);
        for (buffer, bytes) in self.room.made.iter_mut().zip(made) {
            grow(&self.device, buffer, most_bound(&self.device, bytes)?);
        }
        Ok(())
    }

    /// Runs dispatches one after the other, and reads the first `n` numbers of what was made at last.
    pub(super) async fn run(
        &self,
        upload: &Upload,
        work: &[Dispatch<'_>],
        from: usize,
        n: usize,
    ) -> Result<Vec<f32>, GpuError> {
        let bytes = 4 * n as u64;
        self.queue.write_buffer(&self.room.sent, 0, &upload.bytes);
        let mut encoder = self.device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
        let mut pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor::default());
        for dispatch in work {
            let entries: Vec<wgpu::BindGroupEntry> = (0..)
                .zip(&dispatch.bound)
                .map(|(binding, bound)| wgpu::BindGroupEntry { binding, resource: self.resource(upload, *bound) })
                .collect();
            let group = self.device.create_bind_group(&wgpu::BindGroupDescriptor {
                label: None,
                layout: &dispatch.pipeline.get_bind_group_layout(0),
                entries: &entries,
            });
            pass.set_pipeline(dispatch.pipeline);
            pass.set_bind_group(0, &group, &[]);
            // More groups than one side may have are laid out in rows; shaders pass over those of the last row that are too many.
            let side = u64::from(self.device.limits().max_compute_workgroups_per_dimension);
            let n_rows = dispatch.n_groups.div_ceil(side).max(1);
            pass.dispatch_workgroups(dispatch.n_groups.div_ceil(n_rows) as u32, n_rows as u32, 1);
        }
        drop(pass);
        // A new one each time: where nobody waits for the answer any more, the old one cannot be written to.
        let back = buffer(&self.device, bytes, BACK);
        encoder.copy_buffer_to_buffer(&self.room.made[from], 0, &back, 0, bytes);
        self.queue.submit([encoder.finish()]);
        self.read(&back, bytes).await
    }

    fn resource<'a>(&'a self, upload: &Upload, bound: Bound<'a>) -> wgpu::BindingResource<'a> {
        match bound {
            Bound::Own(buffer) => buffer.as_entire_binding(),
            Bound::Made(which) => self.room.made[which].as_entire_binding(),
            Bound::Sent(which) => {
                let (offset, bytes) = upload.sections[which];
                let size = wgpu::BufferSize::new(bytes);
                wgpu::BindingResource::Buffer(wgpu::BufferBinding { buffer: &self.room.sent, offset, size })
            }
        }
    }

    /// What came back, unless the device is silent for too long.
    async fn read(&self, back: &wgpu::Buffer, bytes: u64) -> Result<Vec<f32>, GpuError> {
        let word = Word::default();
        let says = word.clone();
        back.map_async(wgpu::MapMode::Read, ..bytes, move |result| says.say(result.is_ok()));
        // A browser ignores this; natively it waits. How it ended is said by the word.
        let Patience { most, timer } = self.patience;
        let _ = self.device.poll(wgpu::PollType::Wait { submission_index: None, timeout: Some(most) });
        let said = word.before(timer(most)).await;
        if said.is_none() {
            self.health.record(GpuError::Silent { seconds: most.as_secs_f64() });
        }
        self.health.check()?;
        let failed = |reason: String| GpuError::Failed { reason };
        if said != Some(true) {
            return Err(failed(t::gpu_answer_is_unreadable().to_owned()));
        }
        let view = back.get_mapped_range(..bytes).map_err(|e| failed(e.to_string()))?;
        Ok(view.as_chunks::<4>().0.iter().map(|number| f32::from_le_bytes(*number)).collect())
    }
}
