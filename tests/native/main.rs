//! The native tests: one binary, in the order of the data.
