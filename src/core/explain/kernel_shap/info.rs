//! What holds of the method.

use crate::explain::method_info::MethodInfo;

/// What holds of it.
pub const INFO: MethodInfo = MethodInfo {
    id: "shap",
    label: "SHAP",
    name: "Kernel SHAP",
    question: "Shapley values: how does this row get from the average prediction to its own?",
    is_additive: true,
    base: "average prediction",
    sum: "this row",
    samples: "coalition",
    reference: "background",
    limits: "SHAP shares out the way from the average prediction to this one. It tells how this model uses the features, and not what \
             causes what, nor what would happen if a person changed one. Where features go together, it asks the model about rows \
             that hardly exist; with other background rows the shares are others.",
};
