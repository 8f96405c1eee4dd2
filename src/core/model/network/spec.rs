//! What the user chooses about a network and its training.

use crate::compute::dense::Activation;
use crate::model::loss::Loss;
use crate::setting::{SpecError, refuse};
use serde::{Deserialize, Serialize};
use vitrine_text::{common, model as t};

/// A feed-forward network and how it is trained.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NetworkSpec {
    /// Units of each hidden layer, input side first; none makes it linear.
    pub hidden: Vec<u32>,
    /// What hidden units do.
    pub activation: Activation,
    /// Share of hidden units dropped while training, 0 to 0.9.
    pub dropout: f64,
    /// Weight of |w|^2 / 2 in the mean loss.
    pub l2: f64,
    /// Cross-entropy, or squared error of the probabilities. A number is always fitted by squared error.
    pub loss: Loss,
    /// SGD with momentum, or Adam.
    pub optimiser: Optimiser,
    /// Step size.
    pub learning_rate: f64,
    /// Rows a step.
    pub batch: u32,
    /// Passes over the training rows, at most.
    pub epochs: u32,
    /// Stop when the validation loss has not improved for so many epochs and keep the best weights; `None` runs to the end.
    pub patience: Option<u32>,
    /// Seed of the streams "weights", "batches" and "dropout".
    pub seed: u32,
}

/// What is as good as a linear model on small tables and not worse on larger ones; `docs/default-models.md` has the figures.
impl Default for NetworkSpec {
    fn default() -> Self {
        NetworkSpec {
            hidden: vec![16],
            activation: Activation::Relu,
            dropout: 0.0,
            l2: 0.01,
            loss: Loss::CrossEntropy,
            optimiser: Optimiser::Adam,
            learning_rate: 0.01,
            batch: 32,
            epochs: 100,
            patience: Some(10),
            seed: 1,
        }
    }
}

/// How weights are moved.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Optimiser {
    /// Stochastic gradient descent with classical momentum.
    Sgd {
        /// 0 to 0.99.
        momentum: f64,
    },
    /// Adam (Kingma and Ba 2015), beta 0.9 and 0.999, epsilon 1e-8.
    Adam,
}

/// Hidden layers at most.
pub const MAX_LAYERS: usize = 8;
/// Units a hidden layer at most.
pub const MAX_UNITS: u32 = 1024;
/// Weights and biases at most.
pub const MAX_PARAMETERS: usize = 2_000_000;

impl NetworkSpec {
    pub(in crate::model) fn check_size(&self, n_inputs: usize, n_raw: usize) -> Result<(), SpecError> {
        let mut n_parameters = 0;
        let mut below = n_inputs;
        for above in self.hidden.iter().map(|&u| u as usize).chain([n_raw]) {
            n_parameters += (below + 1) * above;
            below = above;
        }
        if n_parameters > MAX_PARAMETERS {
            return Err(refuse(t::field_weights(), n_parameters, t::at_most_weights(&MAX_PARAMETERS)));
        }
        Ok(())
    }

    pub(in crate::model) fn in_words(&self) -> String {
        let units = self.hidden.iter().map(u32::to_string).reduce(|before, last| common::and(&before, &last));
        match (self.hidden.len(), units) {
            (1, Some(units)) => t::network_with_a_hidden_layer(&units),
            (_, Some(units)) => t::network_with_hidden_layers(&units),
            (_, None) => t::network_without_hidden_layers().to_owned(),
        }
    }

    pub(in crate::model) fn training_in_words(&self, is_number: bool) -> String {
        let units = match self.activation {
            Activation::Relu => "ReLU",
            Activation::Tanh => "tanh",
            Activation::Sigmoid => t::sigmoid(),
            Activation::Identity => t::linear(),
        };
        let by = match self.optimiser {
            Optimiser::Adam => "Adam".to_owned(),
            Optimiser::Sgd { momentum } => t::sgd_with_momentum(&momentum),
        };
        let squares = is_number || self.loss == Loss::SquaredError;
        let loss = if squares { t::squared_error() } else { t::cross_entropy() };
        let NetworkSpec { learning_rate: rate, batch, epochs, l2, dropout, seed, .. } = self;
        let steps = t::steps_of_training(&loss, &by, rate, batch, epochs);
        match &self.patience {
            Some(patience) => t::trained_with_early_stopping(&units, &steps, patience, l2, dropout, seed),
            None => t::trained_to_the_end(&units, &steps, l2, dropout, seed),
        }
    }
}
