//! The texts: every key is used and its template has the slots that it says; templates are filled by the language's rules.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use vitrine::text::{self, ENGLISH, Language, Text, common, shell, template};

/// The source outside of the texts, and what stands in `src/text/` outside of the lists.
fn source() -> String {
    fn read(folder: &Path, out: &mut String) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                read(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push_str(&std::fs::read_to_string(path).expect("a source"));
            }
        }
    }
    let mut out = String::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut out);
    out
}

/// What is wrong with the list of texts: a slot that is not declared or not used, an unbalanced brace, the same text twice in a part.
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
    let texts = ENGLISH.texts.all();
    assert!(texts.len() > 800, "{}", texts.len());
    assert_eq!(faults(&texts), Vec::<String>::new());
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
    let source = source();
    let words: BTreeSet<&str> = source.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    // A list names its own keys: what is said has its key behind a path, or in a list of keys.
    let is_said = |key: &str| source.contains(&format!("::{key}")) || source.contains(&format!(" {key}(&"));
    let unused: Vec<String> = ENGLISH
        .texts
        .all()
        .iter()
        .filter(|text| text.part != "terms" && !is_said(text.key))
        .map(|text| format!("{}::{}", text.part, text.key))
        .collect();
    assert!(unused.is_empty(), "said nowhere: {unused:?}");
    for term in ENGLISH.texts.all().iter().filter(|text| text.part == "terms") {
        assert!(words.contains(term.key), "{} is no term of the page", term.key);
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
