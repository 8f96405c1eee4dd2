//! Explanations.

pub mod shap;
pub mod lime;
pub mod coverage;
pub mod counterfactuals;
pub mod importance;
pub mod dependence;
