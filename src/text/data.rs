//! The data screen: files, tables, columns, preparing and splitting.

crate::table::texts! { data;
}
