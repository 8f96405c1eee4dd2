//! The terms of the field as values: what stands in the text, and the two sentences that explain it there.

use crate::{Phrase, terms};

/// A term and its explanation.
#[derive(Clone, Copy)]
pub struct Word {
    /// By what the program finds it, whatever the language.
    pub key: &'static str,
    /// As it stands in the text.
    pub term: Phrase,
    /// Two sentences.
    pub meaning: Phrase,
}

macro_rules! words {
    ($($name:ident $key:ident $meaning:ident;)*) => {
        $(#[doc = stringify!($key)] pub const $name: Word = Word { key: stringify!($key), term: terms::$key, meaning: terms::$meaning };)*
        /// All of them, for the glossary.
        pub const ALL: &[Word] = &[$($name),*];
    };
}

/// The word with this key.
pub fn keyed(key: &str) -> Option<Word> {
    ALL.iter().find(|word| word.key == key).copied()
}

words! {
    FEATURE feature feature_meaning;
    TARGET target target_meaning;
    LEVELS levels levels_meaning;
    SPLIT split split_meaning;
    SCALING scaling scaling_meaning;
    RELATION relation relation_meaning;
    SEED seed seed_meaning;
    EPOCH epoch epoch_meaning;
    LOSS loss loss_meaning;
    L2 l2 l2_meaning;
    DROPOUT dropout dropout_meaning;
    EARLY_STOPPING early_stopping early_stopping_meaning;
    LEARNING_RATE learning_rate learning_rate_meaning;
    BATCH batch batch_meaning;
    SHAP shap shap_meaning;
    LIME lime lime_meaning;
    WHY_TWO why_two why_two_meaning;
    BACKGROUND background background_meaning;
    COALITION coalition coalition_meaning;
    STANDARD_ERROR standard_error standard_error_meaning;
    LOG_ODDS log_odds log_odds_meaning;
    MARGIN margin margin_meaning;
    LOCAL_FIT local_fit local_fit_meaning;
    RESIDUAL residual residual_meaning;
    ACCURACY accuracy accuracy_meaning;
    PRECISION precision precision_meaning;
    RECALL recall recall_meaning;
    F1 f1 f1_meaning;
    ROC_AUC roc_auc roc_auc_meaning;
    LOG_LOSS log_loss log_loss_meaning;
    BALANCED_ACCURACY balanced_accuracy balanced_accuracy_meaning;
    MCC mcc mcc_meaning;
    AVERAGE_PRECISION average_precision average_precision_meaning;
    BRIER brier brier_meaning;
    INTERVAL interval interval_meaning;
    ROC roc roc_meaning;
    PR_CURVE pr_curve pr_curve_meaning;
    IMPORTANCE importance importance_meaning;
    PARTIAL_DEPENDENCE partial_dependence partial_dependence_meaning;
    COHORT cohort cohort_meaning;
    CALIBRATION calibration calibration_meaning;
    THRESHOLD threshold threshold_meaning;
    FALSE_POSITIVE false_positive false_positive_meaning;
    FALSE_NEGATIVE false_negative false_negative_meaning;
    EXPECTED_COST expected_cost expected_cost_meaning;
    BY_FEATURE by_feature by_feature_meaning;
    ERROR error error_meaning;
    PREDICTED_TRUE predicted_true predicted_true_meaning;
    CONFUSION confusion confusion_meaning;
    R2 r2 r2_meaning;
    RMSE rmse rmse_meaning;
    EXPLAINED_VARIANCE explained_variance explained_variance_meaning;
    MEDIAN_ERROR median_error median_error_meaning;
    MAX_ERROR max_error max_error_meaning;
    MAPE mape mape_meaning;
    MAE mae mae_meaning;
    BASELINE baseline baseline_meaning;
}
