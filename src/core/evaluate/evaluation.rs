//! What an evaluation is: scores of each part, and for the parts that are looked at closely all that curves, thresholds and groups
//! need.

use super::by_feature::FeatureErrors;
use super::calibration::Calibration;
use super::interval::Interval;
use super::notable::NotableRow;
use super::residuals::Residuals;
use super::scores::{Metric, Scores};
use super::spec::Binning;
use super::threshold_table::ThresholdTable;
use crate::dataset::Part;
use crate::model::Decision;
use serde::{Deserialize, Serialize};

/// A model's score beside the baseline's on the same rows, and how sure the difference is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gain {
    /// Accuracy, the Brier score, or RMSE.
    pub metric: Metric,
    /// The model's.
    pub model: f64,
    /// The baseline's.
    pub baseline: f64,
    /// By how much the model is better, which is less of an error: a 95 % interval.
    pub interval: Interval,
}

/// A model's scores.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// Training, validation and test; a part without rows is left out.
    pub parts: Vec<PartScores>,
    /// Mean prediction over the training rows: one value, or one probability a class.
    pub mean_prediction: Vec<f64>,
    /// Rows of the test part (else validation, else training) that are worth a look.
    pub notable: Vec<NotableRow>,
    /// How each row was decided.
    pub decision: Decision,
}

/// Scores of one part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartScores {
    /// Which part.
    pub part: Part,
    /// Number of rows.
    pub n_rows: usize,
    /// The model's scores.
    pub model: Scores,
    /// The baseline's: always the training part's class shares, or its mean.
    pub baseline: Scores,
    /// Both compared row by row; what is told first comes first. Empty where there are too few rows for it.
    pub gains: Vec<Gain>,
    /// More, where the part is looked at closely.
    pub detail: Option<Detail>,
}

/// What pictures of a part need.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Detail {
    /// Of classes, or of a number.
    pub of: DetailOf,
    /// The errors by feature, the most telling first.
    pub by_feature: Vec<FeatureErrors>,
}

/// What differs between the two kinds of target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DetailOf {
    /// One entry a class.
    Classes(Vec<ClassDetail>),
    /// The errors.
    Numbers(Residuals),
}

/// One class against the rest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClassDetail {
    /// Rows by its probability.
    pub thresholds: ThresholdTable,
    /// In bins of equal width.
    pub uniform: Calibration,
    /// In bins of about equally many rows.
    pub quantile: Calibration,
}

impl Evaluation {
    /// The parts that are looked at closely, in their order.
    pub fn watched(&self) -> impl DoubleEndedIterator<Item = &PartScores> {
        self.parts.iter().filter(|p| p.detail.is_some())
    }

    /// The part that a spec asks for; where it is not there, the last one.
    pub fn part(&self, asked: Option<Part>) -> Option<&PartScores> {
        self.watched().find(|p| Some(p.part) == asked).or(self.watched().last())
    }
}

impl ClassDetail {
    /// The bins that are asked for.
    pub fn calibration(&self, binning: Binning) -> &Calibration {
        match binning {
            Binning::Uniform => &self.uniform,
            Binning::Quantile => &self.quantile,
        }
    }
}
