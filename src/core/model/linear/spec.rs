//! What the user chooses about a linear model.

use serde::{Deserialize, Serialize};
use vitrine_text::model as t;

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

impl LinearSpec {
    pub(in crate::model) fn in_words(&self, is_number: bool) -> &'static str {
        if is_number { t::a_linear_regression() } else { t::a_logistic_regression() }
    }

    pub(in crate::model) fn training_in_words(&self) -> String {
        t::trained_by_newton_steps(&self.l2)
    }
}
