//! Languages, and the one in force. Each thread has its own, so that tests in different languages run beside each other.

use crate::{charts, common, data, evaluate, explain, messages, model, panels, report, sharing, shell, terms};
use std::cell::Cell;

/// A language: its texts and its rules.
#[derive(Debug)]
pub struct Language {
    /// As BCP 47 writes it: "en".
    pub tag: &'static str,
    /// All texts.
    pub texts: Texts,
    /// Which form goes with a number, as it is written in a text: 0 is the first form of a template.
    pub plural: fn(&str) -> usize,
}

/// A template for each key of each part.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "each is the part of its name")]
pub struct Texts {
    pub charts: charts::Table,
    pub common: common::Table,
    pub data: data::Table,
    pub evaluate: evaluate::Table,
    pub explain: explain::Table,
    pub messages: messages::Table,
    pub model: model::Table,
    pub panels: panels::Table,
    pub report: report::Table,
    pub sharing: sharing::Table,
    pub shell: shell::Table,
    pub terms: terms::Table,
}

/// English, in which every text is written first.
pub static ENGLISH: Language = Language {
    tag: "en",
    texts: Texts {
        charts: charts::ENGLISH,
        common: common::ENGLISH,
        data: data::ENGLISH,
        evaluate: evaluate::ENGLISH,
        explain: explain::ENGLISH,
        messages: messages::ENGLISH,
        model: model::ENGLISH,
        panels: panels::ENGLISH,
        report: report::ENGLISH,
        sharing: sharing::ENGLISH,
        shell: shell::ENGLISH,
        terms: terms::ENGLISH,
    },
    plural: |number| usize::from(number != "1"),
};

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
}
