//! Metrics of predictions, in f64. Each equals scikit-learn's to 1e-12 on the stored references; an undefined one is `None`.

use serde::{Deserialize, Serialize};

/// Scores of predictions against the truth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Scores {
    /// For classes.
    Classes(ClassScores),
    /// For a number.
    Numbers(NumberScores),
}

/// Scores of class predictions; the predicted class is the most probable one, the first of equals.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClassScores {
    /// Share predicted rightly.
    pub accuracy: f64,
    /// Mean of -ln p of the true class, p clipped to [2.2e-16, 1 - 2.2e-16] and renormalised as scikit-learn does.
    pub log_loss: f64,
    /// Area under the ROC curve: of the second class for two classes, the mean of one-against-rest for more; `None` when a class has no row.
    pub roc_auc: Option<f64>,
    /// One a class.
    pub by_class: Vec<ByClass>,
    /// Unweighted means over the classes, undefined entries counted as 0.
    pub macro_mean: Prf,
    /// Rows are true classes, columns predicted ones.
    pub confusion: Vec<Vec<u32>>,
}

/// Precision, recall and F1 of one class.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ByClass {
    /// `None` when the class was never predicted.
    pub precision: Option<f64>,
    /// `None` when the class has no row.
    pub recall: Option<f64>,
    /// `None` when both are undefined.
    pub f1: Option<f64>,
    /// True rows of the class.
    pub support: u32,
}

/// Averages.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prf {
    /// Mean precision.
    pub precision: f64,
    /// Mean recall.
    pub recall: f64,
    /// Mean F1.
    pub f1: f64,
}

/// Scores of a predicted number.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct NumberScores {
    /// Coefficient of determination; `None` when the truth does not vary.
    pub r2: Option<f64>,
    /// Root mean squared error.
    pub rmse: f64,
    /// Mean absolute error.
    pub mae: f64,
}

/// Scores class probabilities (`probabilities` is n_rows x n_classes, row-major) against true class indices.
pub fn of_classes(probabilities: &[f64], truth: &[u32], n_classes: usize) -> ClassScores {
    let _ = (probabilities, truth, n_classes);
    todo!("helper: model")
}

/// Scores predicted numbers.
pub fn of_numbers(predicted: &[f64], truth: &[f64]) -> NumberScores {
    let _ = (predicted, truth);
    todo!("helper: model")
}
