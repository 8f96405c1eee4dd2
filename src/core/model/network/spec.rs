//! What the user chooses about a network and its training.

use crate::compute::dense::Activation;
use crate::model::loss::Loss;
use crate::model::setting::{SpecError, refuse, within};
use serde::{Deserialize, Serialize};

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
    /// The first setting in which another spec differs, as undo names it; `None` where they are alike.
    pub(in crate::model) fn changed_setting(&self, after: &NetworkSpec) -> Option<&'static str> {
        let NetworkSpec {
            hidden,
            activation,
            dropout,
            l2,
            loss,
            optimiser,
            learning_rate,
            batch,
            epochs,
            patience,
            seed,
        } = self;
        let settings = [
            (*hidden != after.hidden, "number of hidden units"),
            (*activation != after.activation, "activation"),
            (*optimiser != after.optimiser, "optimiser"),
            (*learning_rate != after.learning_rate, "learning rate"),
            (*epochs != after.epochs, "number of epochs"),
            (*loss != after.loss, "loss"),
            (*batch != after.batch, "batch size"),
            (*dropout != after.dropout, "dropout"),
            (*l2 != after.l2, "L2"),
            (*patience != after.patience, "early stopping"),
            (*seed != after.seed, "seed"),
        ];
        settings.into_iter().find(|(differs, _)| *differs).map(|(_, name)| name)
    }

    pub(in crate::model) fn check_size(&self, n_inputs: usize, n_raw: usize) -> Result<(), SpecError> {
        let mut n_parameters = 0;
        let mut below = n_inputs;
        for above in self.hidden.iter().map(|&u| u as usize).chain([n_raw]) {
            n_parameters += (below + 1) * above;
            below = above;
        }
        if n_parameters > MAX_PARAMETERS {
            let allowed = format!("at most {MAX_PARAMETERS}; take smaller layers or fewer features");
            return Err(refuse("The number of weights", n_parameters, allowed));
        }
        Ok(())
    }

    pub(in crate::model) fn check_settings(&self) -> Result<(), SpecError> {
        if self.hidden.len() > MAX_LAYERS {
            return Err(refuse("Hidden layers", self.hidden.len(), format!("at most {MAX_LAYERS} layers")));
        }
        for &units in &self.hidden {
            within("Units of a layer", f64::from(units), 1.0, f64::from(MAX_UNITS))?;
        }
        within("Dropout", self.dropout, 0.0, 0.9)?;
        within("L2", self.l2, 0.0, 100.0)?;
        within("Learning rate", self.learning_rate, 1e-6, 10.0)?;
        within("Batch size", f64::from(self.batch), 1.0, 65_536.0)?;
        within("Epochs", f64::from(self.epochs), 1.0, 10_000.0)?;
        if let Some(patience) = self.patience {
            within("Patience", f64::from(patience), 1.0, 10_000.0)?;
        }
        match self.optimiser {
            Optimiser::Sgd { momentum } => within("Momentum", momentum, 0.0, 0.99),
            Optimiser::Adam => Ok(()),
        }
    }

    pub(in crate::model) fn in_words(&self) -> String {
        let units: Vec<String> = self.hidden.iter().map(u32::to_string).collect();
        match units.len() {
            0 => "a network without hidden layers".into(),
            1 => format!("a network with a hidden layer of {} units", units[0]),
            _ => format!("a network with hidden layers of {} units", units.join(" and ")),
        }
    }

    pub(in crate::model) fn training_in_words(&self, is_number: bool) -> String {
        let units = match self.activation {
            Activation::Relu => "ReLU",
            Activation::Tanh => "tanh",
            Activation::Sigmoid => "sigmoid",
            Activation::Identity => "linear",
        };
        let by = match self.optimiser {
            Optimiser::Adam => "Adam".to_owned(),
            Optimiser::Sgd { momentum } => format!("SGD with momentum {momentum}"),
        };
        let loss = if is_number || self.loss == Loss::SquaredError { "squared error" } else { "cross-entropy" };
        let stop = match self.patience {
            Some(p) => format!("stopped after {p} without a smaller validation loss, and the best weights kept"),
            None => "run to the end".to_owned(),
        };
        format!(
            "{units} units; {loss} made small by {by} at a learning rate of {}, {} rows a step, at most {} epochs, {stop}; \
             L2 {}, dropout {}; seed {}.",
            self.learning_rate, self.batch, self.epochs, self.l2, self.dropout, self.seed
        )
    }
}
