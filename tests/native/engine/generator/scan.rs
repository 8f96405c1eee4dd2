//! Looks for numbers that are none in whatever is sent to the page, as its derived `Debug` writes it: every number of every
//! field stands there, and texts stand in quotes, so that a level called "NaN" is not taken for one.

use std::fmt::Debug;

/// What stands around the first number of a value that is NaN or infinite; `None` where all are finite.
pub fn no_number(value: &impl Debug) -> Option<String> {
    let text = format!("{value:?}");
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => at = end_of_text(bytes, at + 1),
            c if c.is_ascii_alphabetic() => {
                let from = at;
                while at < bytes.len() && (bytes[at].is_ascii_alphanumeric() || bytes[at] == b'_') {
                    at += 1;
                }
                if matches!(&text[from..at], "NaN" | "inf") {
                    let begin = (0..=from.saturating_sub(160)).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
                    return Some(format!("…{}", &text[begin..at]));
                }
            }
            _ => at += 1,
        }
    }
    None
}

/// The place after the closing quote of a text that begins at `at`.
fn end_of_text(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at + 1
}

#[test]
fn numbers_that_are_none_are_found_and_words_are_not() {
    for found in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(no_number(&(1.0, vec![Some(found)])).is_some_and(|at| at.starts_with("…(1.0, [Some(")));
    }
    assert!(no_number(&("größe", f32::NAN)).is_some());
    for words in ["NaN", "a \" NaN", "\\", "inf"] {
        assert_eq!(no_number(&(words, 1.5, None::<f64>)), None, "{words}");
    }
}
