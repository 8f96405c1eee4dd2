//! The evaluation: scores, curves, thresholds, errors.

crate::table::texts! { evaluate;
}
