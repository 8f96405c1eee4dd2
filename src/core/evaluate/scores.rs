//! The scores of a part of the rows, and each of them by name.

use super::classes::ClassScores;
use super::confusion;
use super::interval::{self, Interval};
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

    /// Where its interval comes from.
    pub fn interval_by(self) -> Option<IntervalBy> {
        match self {
            Metric::Accuracy => Some(IntervalBy::Wilson),
            Metric::BalancedAccuracy | Metric::Precision | Metric::Recall => Some(IntervalBy::WilsonCombined),
            // No draw goes beyond a maximum.
            Metric::MaxError => None,
            _ => Some(IntervalBy::Bootstrap),
        }
    }
}

/// How the interval of a score is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntervalBy {
    /// It is a rate: Wilson's score interval.
    Wilson,
    /// It is a mean of rates of different rows: their score intervals, combined as Newcombe does.
    WilsonCombined,
    /// By drawing the rows anew.
    Bootstrap,
}

impl Scores {
    /// The metrics that these have.
    pub fn metrics(&self) -> &'static [Metric] {
        match self {
            Scores::Classes(_) => &Metric::OF_CLASSES,
            Scores::Numbers(_) => &Metric::OF_NUMBERS,
        }
    }

    /// The interval of a rate, or of a mean of rates over the classes; `None` of other scores, and where a class has no such rate.
    pub fn interval(&self, metric: Metric) -> Option<Interval> {
        let Scores::Classes(s) = self else { return None };
        let counts = &s.confusion;
        let mean = |rates: Vec<(f64, Interval)>| {
            let weight = 1.0 / rates.len() as f64;
            let Interval { low, high } = interval::of_sum(rates.into_iter().map(|(rate, own)| (weight, rate, own)));
            Interval { low: low.max(0.0), high: high.min(1.0) }
        };
        let classes = || s.by_class.iter().enumerate();
        let recalls = classes().map(|(c, own)| Some((own.recall?, confusion::recall_interval(counts, c)?)));
        match metric {
            Metric::Accuracy => confusion::accuracy_interval(counts),
            // Of the classes that have rows.
            Metric::BalancedAccuracy => Some(recalls.flatten().collect()).filter(|r: &Vec<_>| !r.is_empty()).map(mean),
            Metric::Recall => recalls.collect::<Option<Vec<_>>>().map(mean),
            Metric::Precision => classes()
                .map(|(c, own)| Some((own.precision?, confusion::precision_interval(counts, c)?)))
                .collect::<Option<Vec<_>>>()
                .map(mean),
            _ => None,
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
