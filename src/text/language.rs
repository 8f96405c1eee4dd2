//! Languages, and the one in force. Each thread has its own, so that tests in different languages run beside each other.

use crate::template::{self, Plural};
use crate::{charts, common, data, evaluate, explain, messages, model, panels, report, sharing, shell, terms};
use std::cell::Cell;

/// A language: its texts and its rules.
#[derive(Debug)]
pub struct Language {
    /// As BCP 47 writes it: "en".
    pub tag: &'static str,
    /// All texts.
    pub texts: Texts,
    /// Which form goes with a number.
    pub plural: Plural,
}

/// The parts of the texts, each with a table for each language.
macro_rules! parts {
    ($($part:ident)*) => {
        /// A template for each key of each part.
        #[derive(Clone, Copy, Debug)]
        #[expect(missing_docs, reason = "each is the part of its name")]
        pub struct Texts {
            $(pub $part: &'static $part::Table,)*
        }

        impl Texts {
            const ENGLISH: Texts = Texts { $($part: &$part::ENGLISH,)* };

            /// Puts the tables in force in this thread.
            fn set(&self) {
                $($part::set(self.$part);)*
            }

            /// Each template put through `change`. What comes out stays in memory.
            pub(crate) fn map(&self, change: &dyn Fn(&str) -> &'static str) -> Texts {
                Texts { $($part: Box::leak(Box::new(self.$part.map(change))),)* }
            }

            /// Every template with its part, its key and the names of its slots.
            pub fn all(&self) -> Vec<Text> {
                let mut all = Vec::new();
                $({
                    let texts = $part::Table::KEYS.iter().zip(self.$part.templates());
                    all.extend(texts.map(|(&(key, slots), template)| Text { part: stringify!($part), key, slots, template }));
                })*
                all
            }
        }
    };
}

/// A text of a language as it is listed.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    /// The part, which is the module of its function.
    pub part: &'static str,
    /// The key, which is the name of its function.
    pub key: &'static str,
    /// The names of its slots.
    pub slots: &'static [&'static str],
    /// What is said.
    pub template: &'static str,
}

parts! { charts common data evaluate explain messages model panels report sharing shell terms }

/// English, in which every text is written first.
pub static ENGLISH: Language = Language { tag: "en", texts: Texts::ENGLISH, plural: template::ENGLISH_PLURAL };

thread_local! {
    static CURRENT: Cell<&'static Language> = const { Cell::new(&ENGLISH) };
}

/// The language in force.
pub fn current() -> &'static Language {
    CURRENT.get()
}

/// Sets the language of this thread. What was said before stays as it is.
pub fn set(language: &'static Language) {
    CURRENT.set(language);
    template::set_plural(language.plural);
    language.texts.set();
}
