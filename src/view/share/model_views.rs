//! The figures of the pictures that explain a whole model, exact: permutation importance, partial dependence, and SHAP values of
//! many rows.

use super::figures::{Cell, Figures};
use crate::chart::importance::{ImportanceBar, strongest};

/// Permutation importance: a row a feature, strongest first, with the 95 % interval.
pub fn importance(features: &[ImportanceBar]) -> Figures {
    let mut figures = Figures::new(["feature", "increase", "interval_low", "interval_high"]);
    let row = |b: &ImportanceBar| vec![Cell::from(&b.name), b.increase.into(), b.low.into(), b.high.into()];
    figures.rows = strongest(features).into_iter().map(|i| row(&features[i])).collect();
    figures
}

