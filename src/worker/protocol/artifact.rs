//! What outlives a worker: fitted models, and the checkpoint of a training, as sealed bytes under the key of the recipe that they
//! are of. Whoever keeps them, in memory or in a store, looks at the key and never into the bytes.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use vitrine_core::model::{ArtifactError, Misfit};
use vitrine_core::num::fingerprint::Fingerprint;
use vitrine_core::recipe::{Key, MAX_RUNS};

/// A model, or the checkpoint of a training, as bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Artifact {
    /// The recipe's, up to the model.
    pub key: Key,
    /// Which of the two.
    pub what: What,
    /// Sealed: their version, a fingerprint of key, kind and contents, and the contents.
    #[serde(serialize_with = "write_bytes", deserialize_with = "read_bytes")]
    pub bytes: Vec<u8>,
}

/// What is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// A fitted model.
    Model,
    /// A training under way.
    Checkpoint,
}

/// An artifact that cannot be used, and why: training begins anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestoreError {
    /// The recipe's, up to the model.
    pub key: Key,
    /// What it was to be.
    pub what: What,
    /// Why.
    pub why: ArtifactError,
}

/// Fitted models that are kept, so that going back to one costs nothing.
pub const N_MODELS: usize = MAX_RUNS;

/// Version of the bytes. It rises with every change of their form, and with every change after which training or a model gives
/// other bits: what was half made by the old ones must not be finished by the new ones.
pub const VERSION: u32 = 1;

impl Artifact {
    /// Seals contents.
    pub fn new(key: Key, what: What, contents: &[u8]) -> Artifact {
        let mut bytes = VERSION.to_le_bytes().to_vec();
        bytes.extend(seal(&key, what, contents).to_le_bytes());
        bytes.extend_from_slice(contents);
        Artifact { key, what, bytes }
    }

    /// The contents.
    ///
    /// # Errors
    /// They are not those that were sealed under this key, or of another version.
    pub fn contents(&self) -> Result<&[u8], ArtifactError> {
        let (version, rest) = self.bytes.split_first_chunk().ok_or(ArtifactError::Unreadable)?;
        if u32::from_le_bytes(*version) != VERSION {
            return Err(ArtifactError::Unfit { what: Misfit::OtherVersion });
        }
        let (checksummed, contents) = rest.split_first_chunk().ok_or(ArtifactError::Unreadable)?;
        let is_whole = u64::from_le_bytes(*checksummed) == seal(&self.key, self.what, contents);
        is_whole.then_some(contents).ok_or(ArtifactError::Unreadable)
    }
}

fn seal(key: &Key, what: What, contents: &[u8]) -> u64 {
    let release = env!("CARGO_PKG_VERSION");
    let head = [release, key.as_str(), if what == What::Model { "model" } else { "checkpoint" }].join(" ");
    Fingerprint::default().bytes(head.as_bytes()).bytes(contents).value()
}

/// The artifacts at hand: the newest models and one checkpoint.
#[derive(Debug, Default)]
pub struct ArtifactCache(Vec<Artifact>);

impl ArtifactCache {
    /// Puts something there, in place of what was there of the same key and of what there is no room for. A model is worth more
    /// than the checkpoint of its training.
    pub fn put(&mut self, kept: Artifact) {
        if kept.what == What::Checkpoint && self.has(&kept.key, What::Model) {
            return;
        }
        self.0.retain(|k| k.key != kept.key && (k.what == What::Model || kept.what == What::Model));
        self.0.push(kept);
        if self.0.iter().filter(|k| k.what == What::Model).count() > N_MODELS
            && let Some(oldest) = self.0.iter().position(|k| k.what == What::Model)
        {
            self.0.remove(oldest);
        }
    }

    /// Whether that is kept of a key.
    pub fn has(&self, key: &Key, what: What) -> bool {
        self.0.iter().any(|k| k.key == *key && k.what == what)
    }

    /// Takes what is kept of a key, if it is that.
    pub fn take(&mut self, key: &Key, what: What) -> Option<Artifact> {
        let at = self.0.iter().position(|k| k.key == *key && k.what == what)?;
        Some(self.0.remove(at))
    }

    /// All of it, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Artifact> {
        self.0.iter()
    }
}

fn write_bytes<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    // As one piece: a list would be written and read number by number.
    serializer.serialize_bytes(bytes)
}

fn read_bytes<'a, D: Deserializer<'a>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    deserializer.deserialize_byte_buf(Bytes)
}

struct Bytes;

impl de::Visitor<'_> for Bytes {
    type Value = Vec<u8>;

    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("bytes")
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
        Ok(bytes.to_vec())
    }

    fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<Vec<u8>, E> {
        Ok(bytes)
    }
}
