//! Links, embedded pages, sessions and their files.

crate::table::texts! { sharing;
}
