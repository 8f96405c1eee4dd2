//! What holds of the method.

use crate::explain::method_info::{Called, MethodInfo};
use vitrine_text::{explain as t, terms};

/// What holds of it.
pub const INFO: MethodInfo = MethodInfo {
    id: "lime",
    label: terms::lime,
    name: terms::lime,
    question: t::lime_question,
    is_additive: false,
    base: t::lime_base,
    sum: t::lime_sum,
    samples: Called::Plain(t::perturbed_rows),
    reference: Called::Plain(t::training_rows),
    limits: t::lime_limits,
};
