//! The dictionary of the bundled tables' columns, which arrives as a table beside them.

use super::boot;
use std::cell::OnceCell;
use vitrine_core::recipe::Source;
use vitrine_core::table::dictionary::{Dictionary, describe_units};
use vitrine_core::table::summary::Summary;

/// Its name among the samples.
const NAME: &str = "columns";

thread_local! {
    static DICTIONARY: OnceCell<Dictionary> = const { OnceCell::new() };
}

/// Says of the columns of a table what the dictionary does, or the line of units of a file of one's own. Where the dictionary could
/// not be fetched columns have their names.
pub fn describe(source: &Source, summary: &mut Summary) {
    let Source::Sample(name) = source else { return describe_units(summary) };
    let read = || boot::sample(NAME).and_then(|bytes| Dictionary::read(&bytes.to_vec())).unwrap_or_default();
    DICTIONARY.with(|d| d.get_or_init(read).describe(name, summary));
}
