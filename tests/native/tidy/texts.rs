//! What people read stands in `src/text/`: elsewhere no literal has more than a word, but for what no person reads.

use super::fault;
use super::rust::strings;

/// Where literals of more than a word stand, and what they are. A sentence is a fault there too.
pub const NOT_READ: &[(&str, &str)] = &[
    ("src/main.rs", "for who runs the page's binary natively"),
    ("src/app/components/canvas.rs", "media queries"),
    ("src/app/focus.rs", "selectors"),
    ("src/app/queries.rs", "media queries"),
    ("src/app/pages/standalone/embedded.rs", "relations of a link"),
    ("src/app/pages/standalone/steps.rs", "selectors"),
    ("src/app/pages/evaluate/classes.rs", "classes of style"),
    ("src/app/pages/linked.rs", "classes of style"),
    ("src/app/views/tabled.rs", "names of facts in JSON"),
    ("src/app/pages/sharing/link.rs", "markup"),
    ("src/core/compute/gpu/shader.rs", "shaders"),
    ("src/core/dataset/encode.rs", "names of a matrix's columns, as files have them"),
    ("src/core/dataset/target.rs", "words that columns of tables are called by"),
    ("src/core/evaluate/bootstrap.rs", "names of random streams"),
    ("src/core/explain/background.rs", "names of random streams"),
    ("src/core/explain/condition.rs", "conditions as links have them"),
    ("src/core/explain/importance.rs", "names of random streams"),
    ("src/core/explain/local.rs", "how errors were made, as links have it"),
    ("src/core/recipe/versions.rs", "what serde says to developers"),
    ("src/core/samples.rs", "who made a table, and its licence"),
    ("src/core/table/date.rs", "names of months in tables"),
    ("src/core/table/decode.rs", "how files begin"),
    ("src/core/table/doubt.rs", "words in cells"),
    ("src/core/table/levels.rs", "words in cells"),
    ("src/core/table/number.rs", "signs of currencies in cells"),
    ("src/core/table/sampling.rs", "names of random streams"),
    ("src/view/chart/paint.rs", "names of fonts"),
    ("src/view/chart/svg.rs", "names of fonts"),
    ("src/view/share/evaluation.rs", "names in CSV and JSON"),
    ("src/view/share/lists.rs", "names in CSV and JSON"),
    ("src/view/share/named.rs", "names in CSV and JSON"),
    ("src/view/share/report/html.rs", "markup"),
    ("src/view/share/serial.rs", "what serde says to developers"),
    ("src/view/share/verdict.rs", "names in CSV and JSON"),
    ("src/view/share/views.rs", "names in CSV and JSON"),
    ("src/worker/browser/wire.rs", "what is wrong with a message, for developers"),
];

/// What stands before a text for developers, and before names of classes.
const FOR_DEVELOPERS: &[&str] =
    &["expect(", "panic!(", "unreachable!(", "throw_str(", "assert!(", "reason =", "class=", "doc ="];

/// The words of a literal: two letters or more between blanks. What stands in braces is a slot.
fn n_words(literal: &str) -> usize {
    let mut depth = 0;
    let mut outside = String::new();
    for c in literal.chars() {
        depth += i32::from(c == '{');
        outside.push(if depth > 0 { ' ' } else { c });
        depth -= i32::from(c == '}' && depth > 0);
    }
    let is_word = |word: &&str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.chars().count() > 1 && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '\u{2019}'))
    };
    outside.split_whitespace().filter(is_word).count()
}

fn is_sentence(literal: &str) -> bool {
    let mut first = literal.chars();
    let begins = first.next().is_some_and(char::is_uppercase) && !first.next().is_some_and(char::is_uppercase);
    begins && literal.trim_end().ends_with(['.', '?', '!']) && n_words(literal) > 2
}

/// No text that people read stands outside of `src/text/`.
pub fn outside(path: &str, text: &str) -> Vec<String> {
    if !path.ends_with(".rs") || path.starts_with("src/text/") {
        return Vec::new();
    }
    let is_not_read = NOT_READ.iter().any(|(file, _)| *file == path);
    let is_text =
        |literal: &str| if is_not_read { path != "src/main.rs" && is_sentence(literal) } else { n_words(literal) > 1 };
    let is_for_developers = |at: usize| {
        let before = text[..at].trim_end();
        FOR_DEVELOPERS.iter().any(|end| before.ends_with(end))
    };
    let found = strings(text).into_iter().filter(|(at, literal)| is_text(literal) && !is_for_developers(*at));
    let remedy = "Give it a key in src/text/ (docs/adding.md)";
    found.map(|(at, literal)| fault(path, text, at, &format!("“{literal}” stands in the code"), remedy)).collect()
}
