//! What whoever shows an explanation has to know of its method.

use std::fmt::Display;
use vitrine_text::Phrase;

/// What holds of a method, whichever row it explains.
#[derive(Clone, Copy, Debug)]
pub struct MethodInfo {
    /// Its name in tests, addresses and stored files, and the key of its term in the glossary. No language changes it.
    pub id: &'static str,
    /// What it is called on the page; the term of the glossary with the key [`Self::id`].
    pub label: Phrase,
    /// Its whole name.
    pub name: Phrase,
    /// The question that it answers.
    pub question: Phrase,
    /// Whether base and attributions add up to the model's prediction. Otherwise they add up to what a local model says, which may
    /// miss it; that model also leaves features out.
    pub is_additive: bool,
    /// What the base is called.
    pub base: Phrase,
    /// What base and attributions add up to.
    pub sum: Phrase,
    /// What it evaluates the model for.
    pub samples: Called,
    /// What stands for features that are not known, or gives the statistics of sampling.
    pub reference: Called,
    /// What an explanation by it does not say, from its local fit.
    pub limits: fn(local_fit: &dyn Display) -> String,
}

impl MethodInfo {
    /// Whether it averages over background rows.
    pub fn has_background(&self) -> bool {
        matches!(self.reference, Called::Term("background"))
    }
}

/// What something is called.
#[derive(Clone, Copy, Debug)]
pub enum Called {
    /// By the term of the glossary with this key.
    Term(&'static str),
    /// By words that need no explanation.
    Plain(Phrase),
}
