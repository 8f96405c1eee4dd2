//! A device of the default limits, with the two pipelines and the buffers that operations share.

use super::GpuError;
use super::health::Health;
use super::layers::{GpuLayer, Layers};
use super::room::{Room, most_bound};
use std::pin::Pin;
use std::time::Duration;

/// How long an answer is waited for. Nothing here knows a clock.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// At most.
    pub most: Duration,
    /// A future that is done after as long. Natively the device is waited for before it is asked, so that it may be done at
    /// once.
    pub timer: fn(Duration) -> Pin<Box<dyn Future<Output = ()>>>,
}

/// A GPU that was seen to compute rightly.
#[derive(Debug)]
pub struct Gpu {
    pub(super) name: String,
    pub(super) is_software: bool,
    pub(super) device: wgpu::Device,
    pub(super) queue: wgpu::Queue,
    pub(super) patience: Patience,
    pub(super) health: Health,
    pub(super) dense: wgpu::ComputePipeline,
    pub(super) masked: wgpu::ComputePipeline,
    pub(super) room: Room,
}

/// A network whose layers are on the device.
#[derive(Debug)]
pub struct GpuNetwork {
    pub(super) layers: Layers,
    pub(super) parameters: wgpu::Buffer,
}

impl Gpu {
    /// What the adapter is called; a browser may keep it to itself.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the adapter is a program on the CPU.
    pub fn is_software(&self) -> bool {
        self.is_software
    }

    /// Puts a network of at least one layer on the device.
    pub fn load(&self, layers: &[GpuLayer]) -> Result<GpuNetwork, GpuError> {
        self.health.check()?;
        let layers = Layers::new(layers)?;
        let bytes: Vec<u8> = layers.parameters.as_flattened().iter().flat_map(|v| v.to_le_bytes()).collect();
        let parameters = self.device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("parameters"),
            size: most_bound(&self.device, bytes.len() as u64)?.max(16),
            usage: wgpu::BufferUsages::STORAGE | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        self.queue.write_buffer(&parameters, 0, &bytes);
        Ok(GpuNetwork { layers, parameters })
    }

    /// Gives the device back now: what is under way fails as if the device were lost.
    pub fn end(&self) {
        self.device.destroy();
    }
}
