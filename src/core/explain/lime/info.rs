//! What holds of the method.

use crate::explain::method_info::MethodInfo;

/// What holds of it.
pub const INFO: MethodInfo = MethodInfo {
    id: "lime",
    label: "LIME",
    name: "LIME",
    question: "What moves the prediction close to this row?",
    is_additive: false,
    base: "start of the line",
    sum: "the line at this row",
    samples: "perturbed rows",
    reference: "training rows",
    limits: "LIME fits a line near the row and says nothing of rows further off. Its local fit here is {local_fit}, where 1 is a \
             line that follows the model and 0 one that explains nothing. It varies features one by one, as if they did not go \
             together, and another width or seed gives other weights.",
};
