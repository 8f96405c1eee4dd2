//! What the user chooses about the evaluation: what is looked at, and where a decision falls. Nothing here makes a model,
//! a score or an explanation anew.

use crate::dataset::{Dataset, Part};
use crate::model::Decision;
use serde::{Deserialize, Serialize};

/// Which rows and which class are looked at, and what a decision costs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EvaluateSpec {
    /// The part in view; `None` takes the test rows, or the best part there is.
    pub part: Option<Part>,
    /// The class that curves and threshold are about, against all others; `None` takes the rarest.
    pub class: Option<String>,
    /// Of two classes, a row is classified as this one if its probability is at least this, in [0, 1]. Of more classes the most
    /// probable one is decided for, whatever stands here.
    pub threshold: f64,
    /// What it costs to decide for the class where it is another.
    pub cost_false_positive: f64,
    /// What it costs to miss a row of the class.
    pub cost_false_negative: f64,
    /// How probabilities are put in bins to see whether they hold.
    pub bins: Binning,
    /// The feature whose groups are compared; `None` takes the one whose groups differ most.
    pub feature: Option<String>,
}

/// How probabilities are put in bins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Binning {
    /// Of equal width.
    Uniform,
    /// Of about equally many rows.
    Quantile,
}

impl Default for EvaluateSpec {
    fn default() -> Self {
        EvaluateSpec {
            part: None,
            class: None,
            threshold: 0.5,
            cost_false_positive: 1.0,
            cost_false_negative: 1.0,
            bins: Binning::Uniform,
            feature: None,
        }
    }
}

/// The rule by which every row is decided: scores, lists, headlines and what would flip a decision all follow it. `class` and
/// `threshold` are those of an [`EvaluateSpec`].
pub fn decision(dataset: &Dataset, class: Option<&str>, threshold: f64) -> Decision {
    let target = &dataset.target;
    Decision::by(target.class_names().len(), target.class_or_rarest(class), threshold)
}
