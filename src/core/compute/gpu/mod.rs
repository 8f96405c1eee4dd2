//! The same operations on a GPU, through wgpu: Vulkan natively, WebGPU in a browser. Shaders are ours (`*.wgsl`); each has a
//! twin in Rust, a file and a function of its name that takes the same buffers in the same order.
//!
//! What a GPU says is close to what the CPU says and not the same to the bit. It is asked by the block: one upload, one
//! submission and one readback each.

mod screen;
mod activate;
mod layers;
mod dense;
mod masked;
mod shader;
mod health;
mod room;
mod device;
mod pass;
mod forward;
mod batch;
mod probe;
mod request;

pub use batch::{CoalitionBatch, Mean, Reduction, Which};
pub use device::{Gpu, GpuNetwork, Patience};
pub use layers::GpuLayer;
pub use request::Adapters;
pub use shader::{DENSE, MASKED, Shader};

use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;
use vitrine_text::model as t;

/// Why the GPU gave no answer. There is one remedy: the CPU can give all of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Error)]
pub enum GpuError {
    /// There is no adapter.
    Absent {
        /// What the system says.
        reason: String,
    },
    /// There is an adapter, but it computes on the CPU.
    OnlySoftware {
        /// Its name.
        name: String,
    },
    /// There is an adapter, but it gave no device.
    Refused {
        /// Its name.
        name: String,
        /// What it says.
        reason: String,
    },
    /// A number that is to be sent, or that came back, is infinite or none.
    NotFinite {
        /// Of what.
        what: NumberOf,
        /// Its index.
        at: usize,
    },
    /// A layer that has no room in a workgroup's memory.
    TooWide {
        /// Its units.
        units: usize,
        /// The most there may be.
        most: usize,
    },
    /// Numbers that belong together are more than a buffer holds.
    TooLarge {
        /// What they need.
        bytes: u64,
        /// What there is.
        most: u64,
    },
    /// The device is gone.
    Lost {
        /// What the system says.
        reason: String,
    },
    /// The device says that it was used wrongly or has no memory left.
    Failed {
        /// What it says.
        reason: String,
    },
    /// No answer in time.
    Silent {
        /// How long it was waited for.
        seconds: f64,
    },
    /// An answer that is known came back wrong.
    Wrong {
        /// What came back.
        found: f64,
        /// What is right.
        expected: f64,
    },
}

/// What a number that is sent or comes back is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NumberOf {
    /// The weights of a layer.
    Weights,
    /// The biases of a layer.
    Biases,
    /// The row whose coalitions are asked about.
    Row,
    /// The background.
    Background,
    /// Rows that are to go through a network.
    Input,
    /// What comes back.
    Output,
}

impl fmt::Display for GpuError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&match self {
            GpuError::Absent { reason } => t::gpu_is_absent(reason),
            GpuError::OnlySoftware { .. } => t::gpu_is_software().to_owned(),
            GpuError::Refused { reason, .. } => t::gpu_refused(reason),
            GpuError::NotFinite { what, at } => match what {
                NumberOf::Weights => t::weight_is_not_finite(at),
                NumberOf::Biases => t::bias_is_not_finite(at),
                NumberOf::Row => t::row_is_not_finite(at),
                NumberOf::Background => t::background_is_not_finite(at),
                NumberOf::Input => t::input_is_not_finite(at),
                NumberOf::Output => t::output_is_not_finite(at),
            },
            GpuError::TooWide { units, most } => t::layer_is_too_wide(units, most),
            GpuError::TooLarge { bytes, most } => t::too_many_bytes(bytes, most),
            GpuError::Lost { reason } => t::gpu_was_lost(reason),
            GpuError::Failed { reason } => t::gpu_failed(reason),
            GpuError::Silent { seconds } => t::gpu_is_silent(seconds),
            GpuError::Wrong { found, expected } => t::gpu_is_wrong(found, expected),
        })
    }
}
