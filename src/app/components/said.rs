//! A sentence of which some parts are more than text: a name that is kept apart from the direction of the words around it.

use leptos::prelude::*;
use std::fmt::Display;

/// The first of the characters that stand for parts while a sentence is filled. They are private, and no language has them.
const FIRST: u32 = 0xe000;

/// The sentence with its parts where the language in force has them; `sentence` is filled with a character for each.
pub fn said<const N: usize>(sentence: impl FnOnce([char; N]) -> String, parts: [AnyView; N]) -> Vec<AnyView> {
    let marks: [char; N] =
        std::array::from_fn(|i| char::from_u32(FIRST + i as u32).unwrap_or(char::REPLACEMENT_CHARACTER));
    let text = sentence(marks);
    let mut parts = parts.map(Some);
    let mut all = Vec::new();
    for words in text.split_inclusive(marks) {
        let part = words.chars().next_back().and_then(|c| marks.iter().position(|m| *m == c));
        all.push(words.trim_end_matches(marks).to_owned().into_any());
        all.extend(part.and_then(|i| parts[i].take()));
    }
    all
}

/// What a text says before and after its slot, where something stands that is more than text.
pub fn around(text: impl FnOnce(&dyn Display) -> String) -> (String, String) {
    // Unicode's own character for what is no text.
    const PLACE: char = '\u{fffc}';
    let said = text(&PLACE);
    let (before, after) = said.split_once(PLACE).unwrap_or((&said, ""));
    (before.to_owned(), after.to_owned())
}

/// A name apart from what is around it.
pub fn name(name: impl Into<String>) -> AnyView {
    view! { <bdi>{name.into()}</bdi> }.into_any()
}
