//! Which of the two computes, the CPU or a GPU: what the user says, or whatever was measured to be the quicker one.

use serde::{Deserialize, Serialize};

/// What is to compute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ComputeChoice {
    /// Whatever is quicker.
    #[default]
    Quicker,
    /// The CPU alone.
    Cpu,
    /// A GPU wherever one can, be it software.
    Gpu,
}

/// How quick something computes, measured on this machine.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Speed {
    /// Seconds that however little takes.
    pub latency: f64,
    /// Multiply-adds in a second.
    pub rate: f64,
}

/// The least step of a browser's clock, in seconds; a clock that stood still says no more than that.
const STEP: f64 = 1e-4;

impl Speed {
    /// Of `work` multiply-adds that took so many seconds, without a latency.
    pub fn of(work: f64, seconds: f64) -> Speed {
        Speed { latency: 0.0, rate: work / seconds.max(STEP) }
    }

    /// With a latency, of little and of much work, each with its multiply-adds and its seconds.
    pub fn between(little: (f64, f64), much: (f64, f64)) -> Speed {
        let rate = Speed::of(much.0 - little.0, much.1 - little.1).rate;
        Speed { latency: (little.1 - little.0 / rate).max(0.0), rate }
    }

    /// Of so many that share the work.
    pub fn shared(self, n: u32) -> Speed {
        Speed { rate: self.rate * f64::from(n.max(1)), ..self }
    }

    /// What so many multiply-adds take.
    pub fn seconds(&self, work: f64) -> f64 {
        self.latency + work / self.rate
    }
}

impl ComputeChoice {
    /// Whether the GPU takes so many multiply-adds.
    pub fn takes_gpu(self, cpu: Option<Speed>, gpu: Speed, work: f64) -> bool {
        match self {
            ComputeChoice::Cpu => false,
            ComputeChoice::Gpu => true,
            ComputeChoice::Quicker => cpu.is_some_and(|cpu| gpu.seconds(work) < cpu.seconds(work)),
        }
    }
}
