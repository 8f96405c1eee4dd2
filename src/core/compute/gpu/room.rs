//! The buffers that operations share, which grow as they must.

use super::GpuError;
use wgpu::BufferUsages as Usage;

/// Buffers that grow as they must.
#[derive(Debug)]
pub(super) struct Room {
    pub sent: wgpu::Buffer,
    /// What one dispatch makes and the next one takes.
    pub made: [wgpu::Buffer; 2],
}

impl Room {
    /// Small buffers.
    pub fn new(device: &wgpu::Device) -> Room {
        let buffer = |usage| buffer(device, 16, usage);
        Room { sent: buffer(SENT), made: [buffer(MADE), buffer(MADE)] }
    }
}

const SENT: Usage = Usage::STORAGE.union(Usage::COPY_DST);
const MADE: Usage = Usage::STORAGE.union(Usage::COPY_SRC);
pub(super) const BACK: Usage = Usage::MAP_READ.union(Usage::COPY_DST);

/// These bytes, unless they are more than a shader can see at once.
pub(super) fn most_bound(device: &wgpu::Device, bytes: u64) -> Result<u64, GpuError> {
    let most = device.limits().max_storage_buffer_binding_size;
    if bytes > most { Err(GpuError::TooLarge { bytes, most }) } else { Ok(bytes) }
}

/// A buffer of so many bytes.
pub(super) fn buffer(device: &wgpu::Device, size: u64, usage: Usage) -> wgpu::Buffer {
    device.create_buffer(&wgpu::BufferDescriptor { label: None, size, usage, mapped_at_creation: false })
}

/// Takes a larger buffer where one is too small.
pub(super) fn grow(device: &wgpu::Device, into: &mut wgpu::Buffer, bytes: u64) {
    if into.size() < bytes {
        *into = buffer(device, bytes.next_multiple_of(16), into.usage());
    }
}
