//! What things are called: the terms of the field, and tables.

use vitrine_core::recipe::Source;
use vitrine_core::samples;

pub use vitrine_text::words::*;

/// What a table is called on the page.
pub fn title(source: &Source) -> String {
    match source {
        Source::Sample(name) => samples::sample(name).map_or_else(|| name.clone(), |s| (s.title)().to_owned()),
        Source::File { name, .. } => name.clone(),
    }
}
