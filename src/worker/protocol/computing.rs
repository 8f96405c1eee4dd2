//! What computes: the user's choice, and what is known of a GPU.

use serde::{Deserialize, Serialize};
use std::fmt;
use vitrine_core::compute::choice::{ComputeChoice, Speed};
use vitrine_core::compute::gpu::GpuError;
use vitrine_text::messages as t;

/// What computes, as the page is told.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Computing {
    /// What the user says.
    pub choice: ComputeChoice,
    /// Workers that evaluate a model at a time.
    pub n_threads: u32,
    /// How quick one of them is, once that was measured.
    pub thread: Option<Speed>,
    /// What is known of a GPU.
    pub gpu: GpuState,
    /// What made a GPU useless that had computed before.
    pub lost: Option<GpuError>,
}

/// What is known of a GPU.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum GpuState {
    /// Nothing yet.
    #[default]
    Unknown,
    /// It is asked for.
    Asked,
    /// It computes rightly.
    There {
        /// What it is called; empty where the browser keeps that to itself.
        name: String,
        /// Whether it is a program on the CPU.
        is_software: bool,
        /// How quick it is.
        speed: Speed,
    },
    /// There is none to use.
    Off {
        /// Why.
        reason: NoGpu,
    },
}

/// Why there is no GPU to use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NoGpu(pub GpuError);

impl fmt::Display for NoGpu {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match &self.0 {
            // What the system says of it is of no use to a reader.
            GpuError::Absent { .. } => f.write_str(t::no_gpu()),
            error => error.fmt(f),
        }
    }
}

/// Multiply-adds from which on further workers are of use: telling them costs some milliseconds.
pub const WORTH: f64 = 200e6;

impl Computing {
    /// How quick the CPU is with `work` multiply-adds: where they are many, all workers share them.
    pub fn cpu(&self, work: f64) -> Option<Speed> {
        let n = if work >= WORTH { self.n_threads } else { 1 };
        self.thread.map(|thread| thread.shared(n))
    }
}
