//! Everything the user chose, as one plain value. Results are named by the key of the prefix of the recipe that made them;
//! a result whose key differs from the recipe's is stale.

mod change;
mod check;
mod history;
mod place;
mod run;
mod v1;
mod versions;

pub use change::{change, model_change};
pub use check::{MAX_NAME, text};
pub use history::{History, Undoable};
pub use place::{Frame, Picture, Place, Screen};
pub use run::{MAX_RUNS, Run, RunLabel, Runs};

use crate::dataset::DatasetSpec;
use crate::evaluate::EvaluateSpec;
use crate::explain::ExplainSpec;
use crate::model::ModelSpec;
use crate::num::fingerprint;
use crate::table::{Chosen, Dialect, ReadSpec};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The whole choice. It is read in the form of any version that there was, and written in that of the present one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recipe {
    /// Version of the recipe's form.
    pub version: u32,
    /// Where the table comes from.
    pub source: Source,
    /// How the file is read, where the user said it; recognised otherwise.
    pub dialect: Option<Dialect>,
    /// Columns whose kind was changed, and what counts as missing in them.
    pub kinds: BTreeMap<String, Chosen>,
    /// What else was chosen about reading the table.
    pub reading: ReadSpec,
    /// Target, features, encoding, split.
    pub dataset: DatasetSpec,
    /// The model of the run that is looked at.
    pub model: ModelSpec,
    /// The explanation.
    pub explain: ExplainSpec,
    /// What is looked at in the evaluation, and where a decision falls. Only what decides is in a key, that of the evaluation.
    pub evaluate: EvaluateSpec,
    /// By what the run that is looked at is known, and the other runs. It is in no key.
    pub runs: Runs,
}

/// Where a table comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// A bundled sample, by its file name without the ending.
    Sample(String),
    /// A file of the user's own, or a pasted table. Its contents stay on the machine; this is all that is remembered of it.
    File {
        /// Its name.
        name: String,
        /// Fingerprint of its bytes, 16 hexadecimal digits.
        hash: String,
    },
}

impl Source {
    /// What it is called: the name of the sample or of the file.
    pub fn name(&self) -> &str {
        let (Source::Sample(name) | Source::File { name, .. }) = self;
        name
    }
}

/// Names a prefix of a recipe: 16 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key(String);

/// The keys of a recipe's prefixes, in the order of the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    /// Of the table.
    pub table: Key,
    /// Of the data set.
    pub dataset: Key,
    /// Of the fitted model.
    pub model: Key,
    /// Of its evaluation, for which rows are decided.
    pub evaluation: Key,
    /// Of the explanation.
    pub explanation: Key,
    /// Of how rows are explained, whichever row is chosen.
    pub explainer: Key,
}

/// A recipe with the keys of its prefixes, which take some time to compute.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyed {
    /// The recipe.
    pub recipe: Recipe,
    /// Its keys.
    pub keys: Keys,
}

impl Keyed {
    /// Makes the keys.
    pub fn new(recipe: Recipe) -> Keyed {
        Keyed { keys: recipe.keys(), recipe }
    }
}

impl Recipe {
    /// The present version.
    pub const VERSION: u32 = 3;

    /// Version of the keys. It rises with every change after which the same choices give another result or another key.
    const KEYS: u32 = 2;

    /// The defaults for a source.
    pub fn new(source: Source) -> Recipe {
        Recipe {
            version: Self::VERSION,
            source,
            dialect: None,
            kinds: BTreeMap::new(),
            reading: ReadSpec::default(),
            dataset: DatasetSpec::default(),
            model: ModelSpec::default(),
            explain: ExplainSpec::default(),
            evaluate: EvaluateSpec::default(),
            runs: Runs::default(),
        }
    }

    /// The recipe as bytes (postcard), its version first.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Writing plain data into memory has no way to fail.
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// Reads what [`Recipe::to_bytes`] wrote, of any version; `None` where the bytes are damaged, or of a newer one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Recipe> {
        postcard::from_bytes(bytes).ok()
    }

    /// The keys of its prefixes.
    pub fn keys(&self) -> Keys {
        let table = Key::of(&(Self::KEYS, &self.source, &self.dialect, &self.kinds, &self.reading));
        let dataset = Key::of(&(&table, &self.dataset));
        let model = Key::of(&(&dataset, &self.model));
        let evaluation = Key::of(&(&model, &self.evaluate.class, self.evaluate.threshold));
        let explanation = Key::of(&(&model, &self.explain));
        let explainer = Key::of(&(&model, &self.explain.without_row()));
        Keys { table, dataset, model, evaluation, explanation, explainer }
    }
}

impl Key {
    /// Its digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key that has these digits, as [`Key::as_str`] gives them; `None` of anything else.
    pub fn parse(text: &str) -> Option<Key> {
        let is_digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        (text.len() == 16 && text.bytes().all(is_digit)).then(|| Key(text.to_owned()))
    }

    fn of(value: &impl Serialize) -> Key {
        // Writing plain data into memory has no way to fail; an empty key would only make a result look stale.
        let bytes = postcard::to_allocvec(value).unwrap_or_default();
        Key(fingerprint::to_hex(fingerprint::of_bytes(&bytes)))
    }
}
