//! What computes: the user's choice, what is known of a GPU, and what one is asked for.

use super::explaining::Fitted;
use super::hand::WORTH;
use crate::compute::choice::{Choice, Speed};
use crate::compute::gpu::{Averaged, Layer};
use crate::explain::asking::Block;
use crate::explain::{Background, Explainer};
use crate::model::Model;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// What computes, as the page is told.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Computing {
    /// What the user says.
    pub choice: Choice,
    /// Workers that evaluate a model at a time.
    pub n_threads: u32,
    /// How quick one of them is, once that was measured.
    pub thread: Option<Speed>,
    /// What is known of a GPU.
    pub gpu: GpuState,
    /// What made a GPU useless that had computed before.
    pub lost: Option<String>,
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
        reason: String,
    },
}

impl Computing {
    /// How quick the CPU is with `work` multiply-adds: where they are many, all workers share them.
    pub fn cpu(&self, work: f64) -> Option<Speed> {
        let n = if work >= WORTH { self.n_threads } else { 1 };
        self.thread.map(|thread| thread.shared(n))
    }

    /// The speed of the GPU, where one takes this explanation.
    pub(super) fn gpu_for(&self, explainer: &Explainer, model: &Model) -> Option<Speed> {
        let GpuState::There { speed, .. } = self.gpu else { return None };
        let work = explainer.work(model);
        let is_its = matches!(model, Model::Network(_)) && work > 0.0;
        (is_its && self.choice.takes_gpu(self.cpu(work), speed, work)).then_some(speed)
    }
}

/// What a GPU is asked for.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Which game, counted by the session.
    pub game_id: u32,
    /// Whose model plays.
    pub fitted: Rc<Fitted>,
    /// The row, encoded.
    pub row: Vec<f32>,
    /// The players' matrix columns.
    pub columns: Vec<std::ops::Range<usize>>,
    /// The others: all of the background, or a group of it.
    pub background: Background,
    /// Whose values.
    pub block: Block,
    /// What is averaged.
    pub averaged: Averaged,
}

impl Ask {
    /// The layers of the model; none where it is no network.
    pub fn layers(&self) -> Vec<Layer<'_>> {
        match &self.fitted.model {
            Model::Network(network) => network.layers.iter().map(|layer| layer.shaded()).collect(),
            Model::Linear(_) => Vec::new(),
        }
    }
}
