//! What the user chooses about the model, and the one place that checks it.

use crate::compute::dense::Activation;
use serde::{Deserialize, Serialize};

/// A model to be trained.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ModelSpec {
    /// Linear regression for a number, (multinomial) logistic regression for classes.
    Linear(LinearSpec),
    /// A feed-forward network.
    Network(NetworkSpec),
}

impl Default for ModelSpec {
    fn default() -> Self {
        ModelSpec::Network(NetworkSpec::default())
    }
}

/// Linear or logistic regression with an L2 penalty; the intercept is not penalised.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinearSpec {
    /// Strength: the objective is the sum of losses + l2 / 2 |w|^2 (for a number: sum of squares / 2 + l2 / 2 |w|^2).
    pub l2: f64,
}

impl Default for LinearSpec {
    fn default() -> Self {
        LinearSpec { l2: 1.0 }
    }
}

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

/// What training makes small.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Loss {
    /// Mean of -ln p of the true class.
    CrossEntropy,
    /// Mean of the squared differences.
    SquaredError,
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

/// A setting out of its range. The page shows the text beside the field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[error("{field} is {found}; it must be {allowed}.")]
pub struct SpecError {
    /// The setting's name as the page writes it.
    pub field: String,
    /// What was given.
    pub found: String,
    /// What may be given, in words.
    pub allowed: String,
}

impl ModelSpec {
    /// Checks every setting: finite, in range, and at most 2,000,000 parameters for `n_inputs` and `n_raw` outputs.
    ///
    /// # Errors
    /// The first setting that is out of range.
    pub fn check(&self, n_inputs: usize, n_raw: usize) -> Result<(), SpecError> {
        self.check_settings()?;
        match self {
            ModelSpec::Linear(_) => Ok(()),
            ModelSpec::Network(spec) => spec.check_size(n_inputs, n_raw),
        }
    }

    /// Whether each setting by itself is in its range. Whether all of them together can be trained depends on the data too.
    ///
    /// # Errors
    /// The first setting that is not.
    pub fn check_settings(&self) -> Result<(), SpecError> {
        match self {
            ModelSpec::Linear(spec) => within("L2", spec.l2, 0.0, 1e9),
            ModelSpec::Network(spec) => spec.check_settings(),
        }
    }
}

/// Hidden layers at most.
pub const MAX_LAYERS: usize = 8;
/// Units a hidden layer at most.
pub const MAX_UNITS: u32 = 1024;
/// Weights and biases at most.
pub const MAX_PARAMETERS: usize = 2_000_000;

impl NetworkSpec {
    fn check_size(&self, n_inputs: usize, n_raw: usize) -> Result<(), SpecError> {
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

    fn check_settings(&self) -> Result<(), SpecError> {
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
}

/// Whether a setting is in its range.
///
/// # Errors
/// What it is and what it may be.
pub fn within(field: &str, found: f64, low: f64, high: f64) -> Result<(), SpecError> {
    // NaN is in no range.
    if found >= low && found <= high { Ok(()) } else { Err(refuse(field, found, format!("from {low} to {high}"))) }
}

fn refuse(field: &str, found: impl ToString, allowed: String) -> SpecError {
    SpecError { field: field.to_owned(), found: found.to_string(), allowed }
}
