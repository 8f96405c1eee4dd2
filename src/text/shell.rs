//! What stands around all screens: navigation, exports, fields, lists, failures.

crate::table::texts! { shell;
}
