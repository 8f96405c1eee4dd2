//! The scores of a part of the rows, and each of them by name.

use super::classes::ClassScores;
use super::numbers::NumberScores;
use serde::{Deserialize, Serialize};

/// Scores of predictions against the truth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Scores {
    /// For classes.
    Classes(ClassScores),
    /// For a number.
    Numbers(NumberScores),
}

/// A score that stands for all rows of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Metric {
    /// See [`ClassScores::accuracy`].
    Accuracy,
    /// See [`ClassScores::balanced_accuracy`].
    BalancedAccuracy,
    /// Mean precision of the classes.
    Precision,
    /// Mean recall of the classes.
    Recall,
    /// Mean F1 of the classes.
    F1,
    /// See [`ClassScores::mcc`].
    Mcc,
    /// See [`ClassScores::roc_auc`].
    RocAuc,
    /// See [`ClassScores::average_precision`].
    AveragePrecision,
    /// See [`ClassScores::log_loss`].
    LogLoss,
    /// See [`ClassScores::brier`].
    Brier,
    /// See [`NumberScores::r2`].
    R2,
    /// See [`NumberScores::explained_variance`].
    ExplainedVariance,
    /// See [`NumberScores::rmse`].
    Rmse,
    /// See [`NumberScores::mae`].
    Mae,
    /// See [`NumberScores::median_absolute_error`].
    MedianAbsoluteError,
    /// See [`NumberScores::max_error`].
    MaxError,
    /// See [`NumberScores::mape`].
    Mape,
}

impl Metric {
    /// Those of classes.
    pub const OF_CLASSES: [Metric; 10] = [
        Metric::Accuracy,
        Metric::BalancedAccuracy,
        Metric::Precision,
        Metric::Recall,
        Metric::F1,
        Metric::Mcc,
        Metric::RocAuc,
        Metric::AveragePrecision,
        Metric::LogLoss,
        Metric::Brier,
    ];

    /// Those of a number.
    pub const OF_NUMBERS: [Metric; 7] = [
        Metric::R2,
        Metric::ExplainedVariance,
        Metric::Rmse,
        Metric::Mae,
        Metric::MedianAbsoluteError,
        Metric::MaxError,
        Metric::Mape,
    ];

    /// Whether drawing the rows anew says how sure the score is. Of a maximum it does not: no draw goes beyond it.
    pub fn has_interval(self) -> bool {
        self != Metric::MaxError
    }
}

impl Scores {
    /// The metrics that these have.
    pub fn metrics(&self) -> &'static [Metric] {
        match self {
            Scores::Classes(_) => &Metric::OF_CLASSES,
            Scores::Numbers(_) => &Metric::OF_NUMBERS,
        }
    }

    /// A score by name; `None` where it is undefined or of the other kind.
    pub fn get(&self, metric: Metric) -> Option<f64> {
        match self {
            Scores::Classes(s) => match metric {
                Metric::Accuracy => Some(s.accuracy),
                Metric::BalancedAccuracy => s.balanced_accuracy,
                Metric::Precision => Some(s.macro_mean.precision),
                Metric::Recall => Some(s.macro_mean.recall),
                Metric::F1 => Some(s.macro_mean.f1),
                Metric::Mcc => s.mcc,
                Metric::RocAuc => s.roc_auc,
                Metric::AveragePrecision => s.average_precision,
                Metric::LogLoss => Some(s.log_loss),
                Metric::Brier => Some(s.brier),
                _ => None,
            },
            Scores::Numbers(s) => match metric {
                Metric::R2 => s.r2,
                Metric::ExplainedVariance => s.explained_variance,
                Metric::Rmse => Some(s.rmse),
                Metric::Mae => Some(s.mae),
                Metric::MedianAbsoluteError => Some(s.median_absolute_error),
                Metric::MaxError => Some(s.max_error),
                Metric::Mape => s.mape,
                _ => None,
            },
        }
    }
}
