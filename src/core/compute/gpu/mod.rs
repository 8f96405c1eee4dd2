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

pub use batch::{Averaged, CoalitionBatch, Mean, Which};
pub use device::{Gpu, Network, Patience};
pub use layers::Layer;
pub use request::Adapters;
pub use shader::{DENSE, MASKED, Shader};

use thiserror::Error;

/// Why the GPU gave no answer. There is one remedy: the CPU can give all of them.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum GpuError {
    /// There is no adapter.
    #[error("there is no GPU that this program may use ({reason})")]
    Absent {
        /// What the system says.
        reason: String,
    },
    /// There is an adapter, but it computes on the CPU.
    #[error("the only adapter is software, and the CPU itself is quicker")]
    OnlySoftware {
        /// Its name.
        name: String,
    },
    /// There is an adapter, but it gave no device.
    #[error("the GPU refused ({reason}); other programs may have all of it")]
    Refused {
        /// Its name.
        name: String,
        /// What it says.
        reason: String,
    },
    /// A number that is to be sent, or that came back, is infinite or none.
    #[error("{what} number {at} is not finite")]
    NotFinite {
        /// Of what.
        what: &'static str,
        /// Its index.
        at: usize,
    },
    /// A layer that has no room in a workgroup's memory.
    #[error("a layer of {units} units is wider than the {most} that the GPU takes")]
    TooWide {
        /// Its units.
        units: usize,
        /// The most there may be.
        most: usize,
    },
    /// Numbers that belong together are more than a buffer holds.
    #[error("{bytes} bytes are more than the {most} that the GPU takes at once")]
    TooLarge {
        /// What they need.
        bytes: u64,
        /// What there is.
        most: u64,
    },
    /// The device is gone.
    #[error("the GPU was lost ({reason})")]
    Lost {
        /// What the system says.
        reason: String,
    },
    /// The device says that it was used wrongly or has no memory left.
    #[error("the GPU failed ({reason})")]
    Failed {
        /// What it says.
        reason: String,
    },
    /// No answer in time.
    #[error("the GPU did not answer within {seconds} s")]
    Silent {
        /// How long it was waited for.
        seconds: f64,
    },
    /// An answer that is known came back wrong.
    #[error("the GPU computes wrongly ({found} in place of {expected})")]
    Wrong {
        /// What came back.
        found: f64,
        /// What is right.
        expected: f64,
    },
}
