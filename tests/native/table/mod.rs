//! Tables: from bytes to columns.

pub mod csv;
pub mod layout;
pub mod spellings;
pub mod encodings;
pub mod reader;
pub mod sampling;
pub mod unicode;
pub mod dates;
pub mod cells;
pub mod kinds;
pub mod corpus;
pub mod dictionary;
pub mod samples;
