//! The bytes of the newest sources on the page's side: for the next worker, and so that going back needs no file again.

use crate::engine::N_SOURCES;
use js_sys::Uint8Array;
use vitrine_core::recipe::Source;

/// The newest sources, oldest first.
#[derive(Debug, Default)]
pub struct Sources(Vec<Loaded>);

/// The bytes of a source, and whether a table could be read from them.
#[derive(Debug)]
struct Loaded {
    source: Source,
    bytes: Uint8Array,
    read: bool,
}

impl Sources {
    /// Takes the bytes of a source. What no table could be read from is not gone back to, and makes room.
    pub fn put(&mut self, source: Source, bytes: Uint8Array) {
        self.0.retain(|k| k.source != source && k.read);
        self.0.push(Loaded { source, bytes, read: false });
    }

    /// Notes that a table could be read from a source; the oldest such ones make room.
    pub fn settle(&mut self, source: &Source) {
        self.0.iter_mut().filter(|k| k.source == *source).for_each(|k| k.read = true);
        let n_read = self.0.iter().filter(|k| k.read).count();
        if n_read > N_SOURCES
            && let Some(oldest) = self.0.iter().position(|k| k.read)
        {
            self.0.remove(oldest);
        }
    }

    /// All of them, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = (&Source, &Uint8Array)> {
        self.0.iter().map(|k| (&k.source, &k.bytes))
    }
}
