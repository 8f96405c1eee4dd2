//! The bytes of the newest sources, so that going back to the one before needs no file again.

use super::newest::keep_newest;
use std::rc::Rc;
use vitrine_core::recipe::Source;

/// The bytes of the newest sources, oldest first.
#[derive(Debug, Default)]
pub struct SourceCache(Vec<(Source, Rc<Vec<u8>>)>);

/// SourceCache whose bytes are kept, on either side.
pub const N_SOURCES: usize = 2;

impl SourceCache {
    /// The bytes of a source; `None` where they are not there.
    pub fn bytes_of(&self, source: &Source) -> Option<&Rc<Vec<u8>>> {
        self.0.iter().find(|(s, _)| s == source).map(|(_, bytes)| bytes)
    }

    /// Takes the bytes of a source, in place of the oldest where there are too many.
    pub fn put(&mut self, source: Source, bytes: Vec<u8>) {
        keep_newest(&mut self.0, source, Rc::new(bytes), N_SOURCES);
    }
}
