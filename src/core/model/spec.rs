//! What the user chooses about the model, and the one place that checks it.

use super::linear::LinearSpec;
use super::loss::Loss;
use super::network::NetworkSpec;
use crate::setting::{self, Settings, SpecError};
use serde::{Deserialize, Serialize};
use std::fmt::Display;
use vitrine_text::words::{self, Word};
use vitrine_text::{Phrase, model as t, terms};

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

/// What holds of a family of models, whatever its settings.
pub struct FamilyInfo {
    /// What it is called.
    pub label: Phrase,
    /// What a new one begins with.
    pub new: fn() -> ModelSpec,
    /// What one entry of the course of its training is of.
    pub step: Phrase,
    /// The term that explains that.
    pub step_word: Option<Word>,
    /// The same as a column of figures is headed.
    pub step_header: &'static str,
    /// So many of them.
    pub steps: fn(&dyn Display) -> String,
    /// So many fitted numbers.
    pub parameters: fn(&dyn Display) -> String,
}

impl ModelSpec {
    /// All families, in the order in which they are offered.
    pub const FAMILIES: &[FamilyInfo] = &[
        FamilyInfo {
            label: t::linear,
            new: || ModelSpec::Linear(LinearSpec::default()),
            step: t::newton_step,
            step_word: None,
            step_header: "newton_step",
            steps: t::newton_steps,
            parameters: t::coefficients,
        },
        FamilyInfo {
            label: t::network,
            new: || ModelSpec::Network(NetworkSpec::default()),
            step: terms::epoch,
            step_word: Some(words::EPOCH),
            step_header: "epoch",
            steps: t::epochs_trained,
            parameters: t::weights,
        },
    ];

    /// What holds of its family.
    pub fn info(&self) -> &'static FamilyInfo {
        &Self::FAMILIES[self.family()]
    }

    /// The index of its family.
    pub fn family(&self) -> usize {
        match self {
            ModelSpec::Linear(_) => 0,
            ModelSpec::Network(_) => 1,
        }
    }

    /// Its settings. Whether all of them together can be trained depends on the data too ([`Self::check`]).
    pub fn settings(&self) -> &dyn Settings {
        match self {
            ModelSpec::Linear(spec) => spec,
            ModelSpec::Network(spec) => spec,
        }
    }

    /// Its settings, to be changed.
    pub fn settings_mut(&mut self) -> &mut dyn Settings {
        match self {
            ModelSpec::Linear(spec) => spec,
            ModelSpec::Network(spec) => spec,
        }
    }

    /// Checks every setting: finite, in range, and at most 2,000,000 parameters for `n_inputs` and `n_raw` outputs.
    ///
    /// # Errors
    /// The first setting that is out of range.
    pub fn check(&self, n_inputs: usize, n_raw: usize) -> Result<(), SpecError> {
        self.settings().check()?;
        match self {
            ModelSpec::Linear(_) => Ok(()),
            ModelSpec::Network(spec) => spec.check_size(n_inputs, n_raw),
        }
    }

    /// The seed of its training; `None` where nothing is drawn.
    pub fn seed(&self) -> Option<u32> {
        match self {
            ModelSpec::Linear(_) => None,
            ModelSpec::Network(spec) => Some(spec.seed),
        }
    }

    /// How many steps of its training are planned; `None` where training ends when it has converged.
    pub fn n_planned(&self) -> Option<usize> {
        match self {
            ModelSpec::Linear(_) => None,
            ModelSpec::Network(spec) => Some(spec.epochs as usize),
        }
    }

    /// Whether its training may end before all steps that are planned.
    pub fn may_stop_early(&self, has_validation_rows: bool) -> bool {
        match self {
            ModelSpec::Linear(_) => true,
            ModelSpec::Network(spec) => spec.patience.is_some() && has_validation_rows,
        }
    }

    /// What its training makes small.
    pub fn loss(&self, is_number: bool) -> Loss {
        match self {
            _ if is_number => Loss::SquaredError,
            ModelSpec::Linear(_) => Loss::CrossEntropy,
            ModelSpec::Network(spec) => spec.loss,
        }
    }

    /// The first setting in which another spec differs, as undo names it; `None` where they are alike.
    pub fn changed_setting(&self, after: &ModelSpec) -> Option<&'static str> {
        match self.family() == after.family() {
            true => setting::changed(self.settings(), after.settings()),
            false => Some(t::family_of_models()),
        }
    }

    /// What it is, in a few words.
    pub fn in_words(&self, is_number: bool) -> String {
        match self {
            ModelSpec::Linear(spec) => spec.in_words(is_number).to_owned(),
            ModelSpec::Network(spec) => spec.in_words(),
        }
    }

    /// How it is trained, in a sentence.
    pub fn training_in_words(&self, is_number: bool) -> String {
        match self {
            ModelSpec::Linear(spec) => spec.training_in_words(),
            ModelSpec::Network(spec) => spec.training_in_words(is_number),
        }
    }
}
