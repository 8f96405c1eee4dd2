//! Whether a GPU is asked, and for what.

use super::fitted_model::FittedModel;
use crate::protocol::{Computing, GpuState};
use std::rc::Rc;
use vitrine_core::compute::choice::Speed;
use vitrine_core::compute::gpu::{GpuLayer, Reduction};
use vitrine_core::explain::gpu::Block;
use vitrine_core::explain::{Background, CoalitionEvaluation};
use vitrine_core::model::Model;

/// The speed of the GPU, where one takes this explanation.
pub(super) fn speed_for(computing: &Computing, coalitions: &CoalitionEvaluation, model: &Model) -> Option<Speed> {
    let GpuState::There { speed, .. } = computing.gpu else { return None };
    let work = coalitions.work();
    let is_its = model.gpu_layers().is_some() && work > 0.0;
    (is_its && computing.choice.takes_gpu(computing.cpu(work), speed, work)).then_some(speed)
}

/// What a GPU is asked for.
#[derive(Clone, Debug)]
pub struct GpuBatch {
    /// Which game, counted by the session.
    pub game_id: u32,
    /// Whose model plays.
    pub fitted: Rc<FittedModel>,
    /// The row, encoded.
    pub row: Vec<f32>,
    /// The players' matrix columns.
    pub columns: Vec<std::ops::Range<usize>>,
    /// The others: all of the background, or a group of it.
    pub background: Background,
    /// Whose values.
    pub block: Block,
    /// What is averaged.
    pub reduction: Reduction,
}

impl GpuBatch {
    /// The layers of the model; none where it is no network.
    pub fn layers(&self) -> Vec<GpuLayer<'_>> {
        self.fitted.model.gpu_layers().unwrap_or_default()
    }
}
