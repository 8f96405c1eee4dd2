//! The panels: importance, dependence, many rows.

crate::table::texts! { panels;
}
