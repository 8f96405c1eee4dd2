//! The explanation of one row: one attribution a feature, and how far to trust them.

use super::{Method, condition};
use crate::model::{Output, OutputScale};
use crate::num::fingerprint::{self, Fingerprint};
use crate::num::order;
use serde::{Deserialize, Serialize};
use vitrine_text::explain as t;

/// Why one row got its prediction: one attribution a feature, in the data set's order of features.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LocalExplanation {
    /// Which method.
    pub method: Method,
    /// What is explained.
    pub output: Output,
    /// Where the attributions start: the mean prediction over the background (SHAP), the local line's intercept (LIME).
    pub base: f64,
    /// The model's prediction for the row, on the explained scale.
    pub prediction: f64,
    /// One a feature.
    pub attributions: Vec<Attribution>,
    /// How far to trust it.
    pub quality: Diagnostics,
}

impl LocalExplanation {
    /// What the features are called.
    pub fn names(&self) -> Vec<String> {
        self.attributions.iter().map(|a| a.feature.clone()).collect()
    }

    /// The features, largest share first whatever its sign; of equal ones the first.
    pub fn strongest(&self) -> Vec<usize> {
        let sizes: Vec<f64> = self.attributions.iter().map(|a| a.value.abs()).collect();
        order::descending(&sizes)
    }

    /// The same explanation of the other of two classes. Both methods are linear in the outputs, and the outputs of two classes
    /// mirror each other: probabilities add up to 1, log-odds and margins to 0. It has no fingerprint, since it was not
    /// computed by itself and its last bits may differ.
    pub fn for_other_class(&self) -> LocalExplanation {
        let whole = if self.output.space == OutputScale::Probability { 1.0 } else { 0.0 };
        let turned = |a: &Attribution| Attribution { value: 0.0 - a.value, ..a.clone() };
        let quality =
            Diagnostics { residual: 0.0 - self.quality.residual, fingerprint: String::new(), ..self.quality.clone() };
        LocalExplanation {
            method: self.method,
            output: Output { class: 1 - self.output.class.min(1), space: self.output.space },
            base: whole - self.base,
            prediction: whole - self.prediction,
            attributions: self.attributions.iter().map(turned).collect(),
            quality,
        }
    }

    /// Which draws the standard errors cover, in words; `None` where there are none.
    pub fn covers(&self) -> Option<&'static str> {
        let q = &self.quality;
        match (self.method.info().is_additive, !q.all_coalitions, q.base_error.is_some()) {
            _ if q.error_method.is_empty() => None,
            (false, ..) => Some(t::draw_of_perturbed_rows()),
            (_, true, true) => Some(t::draws_of_coalitions_and_rows()),
            (_, false, true) => Some(t::draw_of_background_rows()),
            _ => Some(t::draw_of_coalitions()),
        }
    }

    /// How the standard errors were made, in words; empty where there are none.
    pub fn errors_by(&self) -> &str {
        match self.quality.error_method.as_str() {
            errors_by::COALITIONS_AND_ROWS => t::by_coalitions_and_rows(),
            errors_by::COALITIONS => t::by_coalitions(),
            errors_by::BACKGROUND_ROWS => t::by_background_rows(),
            errors_by::SANDWICH => t::by_sandwich(),
            // What another version wrote.
            other => other,
        }
    }

    /// Whether base and attributions are, to the last bit, those that its fingerprint is of.
    pub fn is_as_made(&self) -> bool {
        self.quality.fingerprint == fingerprint(self.base, &self.attributions)
    }
}

/// The fingerprint of base and attributions, 16 hexadecimal digits.
pub fn fingerprint(base: f64, attributions: &[Attribution]) -> String {
    let mut f = Fingerprint::default();
    f.numbers([base]).numbers(attributions.iter().map(|a| a.value));
    fingerprint::to_hex(f.value())
}

/// How standard errors are made, as it is stored and sent. People read it by [`LocalExplanation::errors_by`].
pub(super) mod errors_by {
    pub const COALITIONS_AND_ROWS: &str = "leaving out groups of coalitions, and comparing groups of background rows";
    pub const COALITIONS: &str = "leaving out groups of coalitions";
    pub const BACKGROUND_ROWS: &str = "comparing groups of background rows";
    pub const SANDWICH: &str = "the sandwich estimate of the weighted fit";
}

/// One feature's share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// The feature's name.
    pub feature: String,
    /// The condition that the share speaks of: "= 48" for SHAP, "> 30 and ≤ 48" for LIME's bins. It is stored and sent;
    /// people read [`Self::condition_in_words`].
    pub condition: String,
    /// The share, on the explained scale. Exactly 0 for a feature that was not selected or cannot matter.
    pub value: f64,
    /// Standard error of the share, over everything that was drawn; `None` when exact or not estimated.
    pub error: Option<f64>,
}

impl Attribution {
    /// The condition in the language in force.
    pub fn condition_in_words(&self) -> String {
        condition::in_words(&self.condition)
    }
}

/// What evaluated the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Device {
    /// The CPU: the same everywhere, to the bit.
    Cpu,
    /// A GPU: close to that.
    Gpu,
}

impl Device {
    /// As people call it.
    pub fn name(self) -> &'static str {
        match self {
            Device::Cpu => "CPU",
            Device::Gpu => "GPU",
        }
    }
}

/// What an explanation says about itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Diagnostics {
    /// All coalitions were evaluated, none of them drawn. Never true for LIME.
    pub all_coalitions: bool,
    /// Nothing was drawn and nothing left out: all coalitions of all features against all training rows. Never true for LIME.
    pub exact: bool,
    /// base + sum of attributions - prediction (SHAP); local prediction - prediction (LIME).
    pub residual: f64,
    /// Weighted R2 of the local line (LIME).
    pub local_fit: Option<f64>,
    /// Effective sample size of the weights, (sum w)^2 / sum w^2 (LIME).
    pub effective_samples: Option<f64>,
    /// Coalitions or perturbed rows.
    pub n_samples: usize,
    /// Model evaluations spent.
    pub n_evaluations: usize,
    /// Background rows (SHAP) or training rows behind the sampling statistics (LIME).
    pub n_background: usize,
    /// Training rows, from which the background is drawn; 0 where that is not known.
    pub n_training: usize,
    /// Standard error of the base by the background's draw; `None` where nothing was drawn.
    pub base_error: Option<f64>,
    /// Seed of the sampling.
    pub seed: u32,
    /// How the standard errors were made, as it is stored and sent; empty when there are none. [`LocalExplanation::errors_by`] says
    /// it, and [`LocalExplanation::covers`] what they are of.
    pub error_method: String,
    /// What evaluated the model.
    pub device: Device,
    /// Fingerprint of base and attributions, 16 hexadecimal digits.
    pub fingerprint: String,
}
