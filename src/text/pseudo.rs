//! A language made by machine, for tests: every text in brackets, its letters accented and its vowels doubled. What stands outside of brackets
//! came from elsewhere, and what has no room for it has none for a longer language.

use crate::language::{ENGLISH, Language};
use crate::template::{next_slot, parted};

/// The language.
pub fn pseudo() -> &'static Language {
    let change = |template: &str| -> &'static str { format!("⟦{}⟧", accented(template)).leak() };
    let texts = ENGLISH.texts.map(&change);
    Box::leak(Box::new(Language { tag: "en-XA", texts, plural: ENGLISH.plural }))
}

/// The text of a template accented, its slots as they are.
fn accented(template: &str) -> String {
    match next_slot(template) {
        None => letters(template),
        Some((before, slot, after)) => {
            let slot = match slot.split_once('|') {
                None => format!("{{{slot}}}"),
                Some((name, forms)) => {
                    let forms: Vec<String> = parted(forms).into_iter().map(accented).collect();
                    format!("{{{name}|{}}}", forms.join("|"))
                }
            };
            letters(before) + &slot + &accented(after)
        }
    }
}

fn letters(text: &str) -> String {
    let accent = |c| match c {
        'a' => "àà",
        'e' => "éé",
        'i' => "îî",
        'o' => "öö",
        'u' => "üü",
        'c' => "ç",
        'n' => "ñ",
        'A' => "À",
        'E' => "É",
        'I' => "Î",
        'O' => "Ö",
        'U' => "Ü",
        'C' => "Ç",
        'N' => "Ñ",
        _ => "",
    };
    text.chars().fold(String::new(), |mut out, c| {
        match accent(c) {
            "" => out.push(c),
            accented => out.push_str(accented),
        }
        out
    })
}
