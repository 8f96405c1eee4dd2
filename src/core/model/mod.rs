//! Models: a raw spec is checked once into a plan, a trainer steps through it, and a fitted [`Model`] comes out.

pub mod linear;
pub mod network;
mod decision;
pub mod output;
pub mod loss;
mod layer;
mod plan;
mod artifact;
pub mod masked;
mod predictions;
mod spec;
mod train;
mod structure;
mod view;

pub use crate::compute::dense::Activation;
pub use artifact::{ArtifactError, MOST_BYTES, Misfit, from_bytes, to_bytes};
pub use decision::Decision;
pub use layer::DenseLayer;
pub use linear::LinearSpec;
pub use loss::Loss;
pub use network::{MAX_LAYERS, MAX_UNITS, NetworkSpec, Optimiser};
pub use output::{Output, OutputKind, OutputScale};
pub use plan::EpochScore;
pub use predictions::Predictions;
pub use spec::{FamilyInfo, ModelSpec};
pub use structure::{Coefficient, Layers, MOST_DRAWN, Structure, Weights};
pub use train::{Progress, TrainError, Trainer};
pub use view::{ModelView, TrainingSummary, Whole, view};

use crate::compute::gpu;
use linear::Linear;
use network::Network;
use serde::{Deserialize, Serialize};

/// A fitted model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Model {
    /// Linear or (multinomial) logistic regression.
    Linear(Linear),
    /// A feed-forward network.
    Network(Network),
}

impl From<Network> for Model {
    fn from(network: Network) -> Model {
        Model::Network(network)
    }
}

impl Model {
    /// Number of matrix columns that it takes.
    pub fn n_inputs(&self) -> usize {
        match self {
            Model::Linear(m) => m.n_inputs(),
            Model::Network(m) => m.n_inputs(),
        }
    }

    /// How its raw outputs become a prediction.
    pub fn output_kind(&self) -> OutputKind {
        match self {
            Model::Linear(m) => m.output_kind,
            Model::Network(m) => m.output_kind,
        }
    }

    /// Raw outputs (logits, or the value in the target's unit) of encoded rows. `x` is n_rows x n_inputs, row-major;
    /// the result is n_rows x `output_kind().n_raw()`, row-major. A row's result does not depend on the other rows, to the bit.
    pub fn raw(&self, x: &[f32]) -> Vec<f64> {
        match self {
            Model::Linear(m) => m.raw(x),
            Model::Network(m) => m.raw(x),
        }
    }

    /// Number of fitted numbers.
    pub fn n_parameters(&self) -> usize {
        match self {
            Model::Linear(m) => m.n_parameters(),
            Model::Network(m) => m.n_parameters(),
        }
    }

    /// Intercepts, a list of one each raw output, or the biases of each layer.
    pub fn constants(&self) -> Vec<Vec<f64>> {
        match self {
            Model::Linear(m) => m.intercepts.iter().map(|b| vec![*b]).collect(),
            Model::Network(m) => m.layers.iter().map(|l| l.biases.iter().map(|b| f64::from(*b)).collect()).collect(),
        }
    }

    /// The scale and the offset that make the target of its output; 1 and 0 where the output is in the target's unit.
    pub fn target_scaling(&self) -> (f64, f64) {
        match self {
            Model::Linear(_) => (1.0, 0.0),
            Model::Network(m) => (m.target_scale, m.target_offset),
        }
    }

    /// Its layers, as a GPU takes them; `None` where it is no network.
    pub fn gpu_layers(&self) -> Option<Vec<gpu::GpuLayer<'_>>> {
        match self {
            Model::Linear(_) => None,
            Model::Network(m) => Some(m.layers.iter().map(|layer| layer.shaded()).collect()),
        }
    }

    /// Its layers from input to output with all weights; a linear model has one.
    pub fn dense_layers(&self) -> Vec<DenseLayer> {
        match self {
            Model::Linear(m) => vec![m.dense_layer()],
            Model::Network(m) => m.layers.iter().map(|layer| layer.dense_layer()).collect(),
        }
    }

    /// Fingerprint of all fitted numbers.
    pub fn fingerprint(&self) -> u64 {
        match self {
            Model::Linear(m) => m.fingerprint(),
            Model::Network(m) => m.fingerprint(),
        }
    }
}
