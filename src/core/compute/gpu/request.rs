//! A device is asked for, and asked what is known before anything is believed.

use super::device::{Gpu, Patience};
use super::health::Health;
use super::room::Room;
use super::shader::{DENSE, MASKED, Shader};
use super::{GpuError, probe};
use std::sync::Arc;

/// Which adapters will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adapters {
    /// Those that are more than a program on the CPU.
    Real,
    /// All.
    Any,
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
