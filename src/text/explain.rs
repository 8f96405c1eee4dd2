//! Explanations of one row: methods, what-if, counterfactuals, quality.

crate::table::texts! { explain;
}
