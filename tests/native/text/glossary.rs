//! The page's words are those of `docs/words.md`.

use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn words() -> String {
    std::fs::read_to_string(root().join("docs/words.md")).expect("the list of words")
}

/// The phrases in backticks in the last column.
fn phrases(words: &str) -> Vec<String> {
    let last = words.lines().filter(|l| l.starts_with('|')).filter_map(|l| l.trim_end_matches('|').rsplit_once('|'));
    let quoted = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    last.flat_map(|(_, cell)| quoted(cell)).collect()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// Where a text in quotes begins with a phrase that is not to be said.
fn said(source: &str, phrases: &[String]) -> Vec<String> {
    let texts =
        source.lines().filter(|l| !l.trim_start().starts_with("//")).flat_map(|l| l.split('"').skip(1).step_by(2));
    texts.filter(|text| phrases.iter().any(|p| text.contains(p.as_str()))).map(str::to_owned).collect()
}

#[test]
fn no_text_of_the_page_says_what_the_list_says_otherwise() {
    let phrases = phrases(&words());
    assert!(phrases.len() > 10, "{phrases:?}");
    let mut files = Vec::new();
    for folder in ["text", "app", "view", "core/evaluate", "core/explain", "core/model", "core/recipe"] {
        sources(&root().join("src").join(folder), &mut files);
    }
    assert!(files.len() > 80);
    for file in files {
        let found = said(&std::fs::read_to_string(&file).expect("a source"), &phrases);
        assert!(found.is_empty(), "{}: {found:?} is said otherwise in docs/words.md", file.display());
    }
    assert_eq!(said("let x = \"Forget changes\";", &phrases), ["Forget changes"], "what is not to be said is found");
}

#[test]
fn every_term_that_the_page_explains_is_in_the_list() {
    let words = words().to_lowercase();
    assert!(vitrine::text::words::ALL.len() > 40);
    for word in vitrine::text::words::ALL {
        let term = (word.term)().to_lowercase();
        assert!(words.contains(&term), "{term} is not in docs/words.md");
    }
}
