//! Every sentence that people read: on the page, in charts, exports and reports. Each is a template with a key, by part of the page;
//! a language is a [`Texts`], one template for every key. The functions of a part read the language in force.
#![deny(unsafe_code)]

mod language;
mod pseudo;
mod table;
pub mod template;

pub mod charts;
pub mod common;
pub mod data;
pub mod evaluate;
pub mod explain;
pub mod messages;
pub mod model;
pub mod panels;
pub mod report;
pub mod sharing;
pub mod shell;
pub mod terms;
pub mod words;

/// A text without slots, to be said in the language in force when it is shown.
pub type Phrase = fn() -> &'static str;

/// A text with a capital in front, as it begins a sentence or a title.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

pub use language::{ENGLISH, Language, Text, Texts, current, set};
pub use pseudo::pseudo;
