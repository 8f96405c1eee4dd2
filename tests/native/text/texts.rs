//! The texts: every key is used and its template has the slots that it says; templates are filled by the language's rules.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use vitrine::text::{self, ENGLISH, Language, Text, common, shell, template};

/// Every source, by its path.
fn sources() -> Vec<(PathBuf, String)> {
    fn read(folder: &Path, out: &mut Vec<(PathBuf, String)>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                read(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).expect("a source");
                out.push((path, text));
            }
        }
    }
    let mut out = Vec::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut out);
    out
}

/// Where a source says the texts of a part: under its own name, or as `t`.
fn says(source: &str, part: &str, key: &str) -> bool {
    let alias = format!("{part} as t");
    let is_said = |path: &str| {
        source
            .match_indices(path)
            .any(|(at, _)| !source[at + path.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    };
    is_said(&format!("{part}::{key}")) || source.contains(&alias) && is_said(&format!("t::{key}"))
}

/// The languages that there are, English first.
fn languages() -> [&'static Language; 2] {
    [&ENGLISH, text::pseudo()]
}

/// What is wrong with the texts of a language: a slot that is not declared or not used, an unbalanced brace, the same text twice in a
/// part, which a translation may have.
fn faults(texts: &[Text]) -> Vec<String> {
    let mut seen = BTreeMap::new();
    let mut faults = Vec::new();
    for text in texts {
        let name = format!("{}::{}", text.part, text.key);
        let used: BTreeSet<&str> = template::slots(text.template).into_iter().collect();
        let declared: BTreeSet<&str> = text.slots.iter().copied().collect();
        if used != declared {
            faults.push(format!("{name} declares {declared:?} and uses {used:?}"));
        }
        if text.template.matches('{').count() != text.template.matches('}').count() {
            faults.push(format!("{name}: braces"));
        }
        if text.template.trim().is_empty() {
            faults.push(format!("{name} says nothing"));
        }
        if let Some(other) = seen.insert((text.part, text.template, declared), text.key) {
            faults.push(format!("{name} says what {other} says"));
        }
    }
    faults
}

#[test]
fn every_template_has_the_slots_that_its_key_declares() {
    for language in languages() {
        let texts = language.texts.all();
        assert!(texts.len() > 800, "{}", texts.len());
        let mut faults = faults(&texts);
        faults.retain(|fault| language.tag == ENGLISH.tag || !fault.contains(" says what "));
        assert_eq!(faults, Vec::<String>::new(), "{}", language.tag);
    }
    let text = |key, slots, template| Text { part: "a", key, slots, template };
    let broken = [
        text("b", &["n"][..], "{m} rows"),
        text("c", &[], "{n|row|rows}"),
        text("d", &["n"], "{n} rows}"),
        text("e", &[], " "),
        text("f", &[], "Rows"),
        text("g", &[], "Rows"),
    ];
    let found = faults(&broken).join("\n");
    for what in ["a::b declares", "a::c declares", "a::d: braces", "a::e says nothing", "a::g says what f says"] {
        assert!(found.contains(what), "{what}:\n{found}");
    }
    assert_eq!(found.lines().count(), 5, "{found}");
}

#[test]
fn every_text_is_said_somewhere() {
    let sources = sources();
    let is_said = |text: &Text| match text.part {
        // Terms are said by the words of their names.
        "terms" => vitrine::text::words::ALL.iter().any(|word| text.key.trim_end_matches("_meaning") == word.key),
        part => sources.iter().any(|(path, source)| {
            // In its own part a text is said by its name alone.
            says(source, part, text.key)
                || path.ends_with(format!("text/{part}.rs")) && source.contains(&format!(" {}(&", text.key))
        }),
    };
    let texts = ENGLISH.texts.all();
    let unused: Vec<String> =
        texts.iter().filter(|text| !is_said(text)).map(|text| format!("{}::{}", text.part, text.key)).collect();
    assert!(unused.is_empty(), "said nowhere: {unused:?}");
    assert!(says("use vitrine_text::{common, data as t};\nt::rows(&n)", "data", "rows"));
    for other in
        ["t::rows(&n)", "use vitrine_text::data as t;\nt::rows_left(&n)", "use vitrine_text::model as t;\nt::rows(&n)"]
    {
        assert!(!says(other, "data", "rows"), "{other}");
    }
}

#[test]
fn a_template_is_filled_by_the_rules_of_its_language() {
    assert_eq!(common::rows(&1), "1 row");
    assert_eq!(common::rows(&"12\u{202f}000"), "12\u{202f}000 rows");
    assert_eq!(common::list(&["a"]), "a");
    assert_eq!(common::list(&["a", "b", "c"]), "a, b and c");
    let fill = |template, slots: &[(&str, &dyn std::fmt::Display)]| {
        let (names, values): (Vec<&str>, Vec<&dyn std::fmt::Display>) = slots.iter().copied().unzip();
        template::fill(template, &names, &values)
    };
    assert_eq!(fill("{n|One row is|{n} rows are} {what}.", &[("n", &1), ("what", &"here")]), "One row is here.");
    assert_eq!(fill("{n|One row is|{n} rows are} {what}.", &[("n", &3), ("what", &"{n}")]), "3 rows are {n}.");
    assert_eq!(fill("{m} rows", &[("n", &3)]), "{m} rows");
    // A language with one form for all numbers.
    text::set(Box::leak(Box::new(Language { tag: "zh", texts: ENGLISH.texts, plural: |_| 0 })));
    assert_eq!(fill("{n} {n|行}", &[("n", &2)]), "2 行");
    text::set(&ENGLISH);
    assert_eq!(fill("{n} {n|row|rows}", &[("n", &2)]), "2 rows");
}

#[test]
fn another_language_is_said_in_its_own_thread_alone() {
    let english = shell::show_more(&2, &5, &"rows");
    assert_eq!(english, "Show 2 more of 5 rows");
    text::set(text::pseudo());
    assert_eq!(shell::show_more(&2, &5, &"rows"), "⟦Shööw 2 mööréé ööf 5 rows⟧");
    assert_eq!(common::rows(&2), "⟦2 rööws⟧");
    assert_eq!(std::thread::spawn(|| common::rows(&2)).join().expect("a thread"), "2 rows");
    text::set(&ENGLISH);
    assert_eq!(common::rows(&2), "2 rows");
}
