//! What the program says of a file, a setting or a training that cannot be: errors and notes.

crate::table::texts! { messages;
}
