//! Templates: text with slots. `{n}` is the value of the slot `n`; `{n|row|rows}` is the form that the language's rule of plurals
//! picks for that value, and a form may have slots itself.

use std::cell::Cell;
use std::fmt::{Display, Write};

/// Which form goes with a number, as that is written in a text: 0 is the first form of a template.
pub type Plural = fn(&str) -> usize;

/// One, and all others.
pub const ENGLISH_PLURAL: Plural = |number| usize::from(number != "1");

thread_local! {
    static PLURAL: Cell<Plural> = const { Cell::new(ENGLISH_PLURAL) };
}

/// Puts a language's rule in force in this thread.
pub(crate) fn set_plural(plural: Plural) {
    PLURAL.set(plural);
}

/// The template with its slots filled. A slot that is not among `names` stays as it is written, which a test of all templates rules out.
pub fn fill(template: &str, names: &[&str], values: &[&dyn Display]) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    fill_into(&mut out, template, names, values);
    out
}

fn fill_into(out: &mut String, template: &str, names: &[&str], values: &[&dyn Display]) {
    let mut rest = template;
    while let Some((before, slot, after)) = next_slot(rest) {
        out.push_str(before);
        let (name, forms) = slot.split_once('|').map_or((slot, None), |(name, forms)| (name, Some(forms)));
        let value = names.iter().position(|n| *n == name).and_then(|i| values.get(i));
        match (value, forms) {
            // A string takes all that is written; a value that fails to write itself leaves its place empty.
            (Some(value), None) => drop(write!(out, "{value}")),
            (Some(value), Some(forms)) => {
                let forms = parted(forms);
                let form = PLURAL.get()(&value.to_string()).min(forms.len() - 1);
                fill_into(out, forms[form], names, values);
            }
            (None, _) => {
                out.push('{');
                out.push_str(slot);
                out.push('}');
            }
        }
        rest = after;
    }
    out.push_str(rest);
}

/// The names of the slots of a template, in its order, those within forms too.
pub fn slots(template: &str) -> Vec<&str> {
    let (mut names, mut rest) = (Vec::new(), template);
    while let Some((_, slot, after)) = next_slot(rest) {
        let (name, forms) = slot.split_once('|').map_or((slot, ""), |(name, forms)| (name, forms));
        names.push(name);
        names.extend(parted(forms).into_iter().flat_map(slots));
        rest = after;
    }
    names
}

/// The text before the first slot, what is between its braces, and the text after it.
pub(crate) fn next_slot(template: &str) -> Option<(&str, &str, &str)> {
    let open = template.find('{')?;
    let mut depth = 0;
    for (i, c) in template[open..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((&template[..open], &template[open + 1..open + i], &template[open + i + 1..]));
        }
    }
    None
}

/// Forms between bars that are in no slot themselves; at least one.
pub(crate) fn parted(forms: &str) -> Vec<&str> {
    let (mut out, mut depth, mut since) = (Vec::new(), 0, 0);
    for (i, c) in forms.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            '|' if depth == 0 => {
                out.push(&forms[since..i]);
                since = i + 1;
            }
            _ => {}
        }
    }
    out.push(&forms[since..]);
    out
}
