//! Reports and exported figures.

crate::table::texts! { report;
}
