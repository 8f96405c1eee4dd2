//! The bytes of the newest sources, so that going back to the one before needs no file again.

use crate::recipe::Source;
use std::rc::Rc;

/// The bytes of the newest sources, oldest first.
#[derive(Debug, Default)]
pub struct Sources(Vec<(Source, Rc<Vec<u8>>)>);

/// Sources whose bytes are kept, on either side.
pub const N_SOURCES: usize = 2;

impl Sources {
    /// The bytes of a source; `None` where they are not there.
    pub fn bytes_of(&self, source: &Source) -> Option<&Rc<Vec<u8>>> {
        self.0.iter().find(|(s, _)| s == source).map(|(_, bytes)| bytes)
    }

    /// Takes the bytes of a source, in place of the oldest where there are too many.
    pub fn put(&mut self, source: Source, bytes: Vec<u8>) {
        self.0.retain(|(s, _)| *s != source);
        self.0.push((source, Rc::new(bytes)));
        if self.0.len() > N_SOURCES {
            self.0.remove(0);
        }
    }
}
