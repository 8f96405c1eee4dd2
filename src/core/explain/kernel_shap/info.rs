//! What holds of the method.

use crate::explain::method_info::{Called, MethodInfo};
use vitrine_text::{explain as t, terms};

/// What holds of it.
pub const INFO: MethodInfo = MethodInfo {
    id: "shap",
    label: terms::shap,
    name: t::kernel_shap,
    question: t::shap_question,
    is_additive: true,
    base: t::shap_base,
    sum: t::shap_sum,
    samples: Called::Term("coalition"),
    reference: Called::Term("background"),
    limits: |_| t::shap_limits().to_owned(),
};
