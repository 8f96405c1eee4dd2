//! A device of the default limits, with the two pipelines and the buffers that operations share.

use super::health::Health;
use super::layers::{Layer, Layers};
use super::pass::{Room, most_bound};
use super::shader::{DENSE, MASKED, Shader};
use super::{GpuError, probe};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// Which adapters will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adapters {
    /// Those that are more than a program on the CPU.
    Real,
    /// All.
    Any,
}

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
    name: String,
    is_software: bool,
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
pub struct Network {
    pub(super) layers: Layers,
    pub(super) parameters: wgpu::Buffer,
}

impl Gpu {
    /// Asks for a device, and asks it what is known.
    pub async fn request(adapters: Adapters, patience: Patience) -> Result<Gpu, GpuError> {
        let instance = wgpu::Instance::new(wgpu::InstanceDescriptor {
            backends: wgpu::Backends::VULKAN | wgpu::Backends::BROWSER_WEBGPU,
            flags: wgpu::InstanceFlags::empty(),
            ..wgpu::InstanceDescriptor::new_without_display_handle()
        });
        let options = wgpu::RequestAdapterOptions {
            power_preference: wgpu::PowerPreference::HighPerformance,
            ..wgpu::RequestAdapterOptions::default()
        };
        let adapter = instance.request_adapter(&options).await;
        let adapter = adapter.map_err(|e| GpuError::Absent { reason: e.to_string() })?;
        let info = adapter.get_info();
        let (name, is_software) = (info.name, info.device_type == wgpu::DeviceType::Cpu);
        if is_software && adapters == Adapters::Real {
            return Err(GpuError::OnlySoftware { name });
        }
        let asked = adapter.request_device(&wgpu::DeviceDescriptor::default()).await;
        let (device, queue) = asked.map_err(|e| GpuError::Refused { name: name.clone(), reason: e.to_string() })?;
        let health = watch(&device);
        let (dense, masked) = (pipeline(&device, &DENSE), pipeline(&device, &MASKED));
        let room = Room::new(&device);
        let mut gpu = Gpu { name, is_software, device, queue, patience, health, dense, masked, room };
        probe::probe(&mut gpu).await?;
        Ok(gpu)
    }

    /// What the adapter is called; a browser may keep it to itself.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the adapter is a program on the CPU.
    pub fn is_software(&self) -> bool {
        self.is_software
    }

    /// Puts a network of at least one layer on the device.
    pub fn load(&self, layers: &[Layer]) -> Result<Network, GpuError> {
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
        Ok(Network { layers, parameters })
    }

    /// Gives the device back now: what is under way fails as if the device were lost.
    pub fn end(&self) {
        self.device.destroy();
    }
}

/// Has the system tell of the device's faults.
fn watch(device: &wgpu::Device) -> Health {
    let health = Health::default();
    let lost = health.clone();
    device.set_device_lost_callback(move |_, reason| lost.record(GpuError::Lost { reason }));
    let failed = health.clone();
    device.on_uncaptured_error(Arc::new(move |e: wgpu::Error| {
        failed.record(GpuError::Failed { reason: e.to_string() });
    }));
    health
}

fn pipeline(device: &wgpu::Device, shader: &Shader) -> wgpu::ComputePipeline {
    let module = device.create_shader_module(wgpu::ShaderModuleDescriptor {
        label: Some(shader.name),
        source: wgpu::ShaderSource::Wgsl(shader.source().into()),
    });
    device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
        label: Some(shader.name),
        layout: None,
        module: &module,
        entry_point: Some(shader.name),
        compilation_options: wgpu::PipelineCompilationOptions {
            // Nothing is read there that was not written; where it is zeroed natively, one thread does it all.
            zero_initialize_workgroup_memory: false,
            ..wgpu::PipelineCompilationOptions::default()
        },
        cache: None,
    })
}
