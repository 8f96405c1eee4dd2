//! Texts and words.

pub mod texts;
pub mod glossary;
