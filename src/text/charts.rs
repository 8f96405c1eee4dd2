//! What charts say: axes, keys, findings, descriptions.

crate::table::texts! { charts;
}
