//! Words that stand nowhere, or only where there is a reason; and the shape of files.

use super::fault;
use super::rust::{Part, only, places};
use std::collections::BTreeMap;
use vitrine::explain::Method;
use vitrine::model::ModelSpec;

/// The most lines of a file of Rust.
pub const LONGEST: usize = 400;

/// Lines of code that may hold a word that is otherwise kept out, and why: file, code, reason.
pub const EXCEPTIONS: &[(&str, &str, &str)] = &[
    (
        "src/core/compute/dense.rs",
        "sums.iter_mut().for_each(|v| *v = v.tanh()),",
        "the method of `Real`, which is libm's",
    ),
    ("src/core/compute/dense.rs", "let e = v.exp();", "the method of `Real`, which is libm's"),
    ("src/core/compute/dense.rs", "one / (one + (-*v).exp())", "the method of `Real`, which is libm's"),
];

const SINKS: &[&str] = &[
    "inner_html",
    "set_inner_html",
    "outer_html",
    "set_outer_html",
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "insert_adjacent_html",
    "createContextualFragment",
    "create_contextual_fragment",
    "srcdoc",
    "set_srcdoc",
    "document.write",
    "document.writeln",
    "eval(",
    "new Function",
    "Function::new_no_args",
    "Function::new_with_args",
    "javascript:",
    // As an attribute; `style:name=` sets one property by script, which the policy allows.
    " style=",
    "attr:style",
    "(\"style\"",
    "('style'",
];

/// Functions whose last bits differ between machines and browsers, and the fused operation that wasm does not have.
const PLATFORM: &[&str] = &[
    "exp", "exp2", "exp_m1", "ln", "ln_1p", "log", "log2", "log10", "powf", "powi", "cbrt", "hypot", "sin", "cos",
    "tan", "sin_cos", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "mul_add",
];

/// A fault for each of the words in what is looked at of a text, but for the exceptions.
fn banned(path: &str, text: &str, shown: &str, words: &[&str], remedy: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for word in words {
        for at in places(shown, word).filter(|&at| !is_exception(path, text, at)) {
            faults.push(fault(path, text, at, &format!("`{word}`"), remedy));
        }
    }
    faults
}

fn is_exception(path: &str, text: &str, at: usize) -> bool {
    let begin = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let line = text[begin..].lines().next().unwrap_or_default();
    EXCEPTIONS.iter().any(|(file, code, _)| *file == path && line.contains(code))
}

fn is_rust(path: &str) -> bool {
    path.ends_with(".rs")
}

/// A text without its comments; of other languages than Rust only comments on lines of their own are known.
fn without_comments(path: &str, text: &str) -> String {
    if is_rust(path) {
        return only(text, &[Part::Code, Part::Quoted]);
    }
    let blank = |line: &str| if line.trim_start().starts_with("//") { " ".repeat(line.len()) } else { line.to_owned() };
    text.split('\n').map(blank).collect::<Vec<_>>().join("\n")
}

/// A file of Rust begins with what it is for.
pub fn heading(path: &str, text: &str) -> Vec<String> {
    if !is_rust(path) || text.starts_with("//! ") {
        return Vec::new();
    }
    vec![fault(path, text, 0, "no `//!` in the first line", "Say there what the file is for")]
}

/// A file of Rust can be read at one sitting.
pub fn length(path: &str, text: &str) -> Vec<String> {
    let n = text.lines().count();
    if !is_rust(path) || n <= LONGEST {
        return Vec::new();
    }
    vec![fault(path, text, 0, &format!("{n} lines, more than {LONGEST}"), "Split the file by its ideas")]
}

/// No text becomes markup or a program.
pub fn sinks(path: &str, text: &str) -> Vec<String> {
    if ![".rs", ".js", ".html"].iter().any(|e| path.ends_with(e)) {
        return Vec::new();
    }
    let remedy = "Set text and properties, never markup, code or styles as text";
    banned(path, text, &without_comments(path, text), SINKS, remedy)
}

/// A link to a new window says that the new page learns nothing of this one.
pub fn new_windows(path: &str, text: &str) -> Vec<String> {
    let shown = without_comments(path, text);
    let has_rel = |at: &usize| {
        let begin = shown[..*at].rfind('<').unwrap_or(*at);
        let end = shown[*at..].find('<').map_or(shown.len(), |i| at + i);
        shown[begin..end].contains("rel=")
    };
    let found = ["\"_blank\"", "'_blank'"].into_iter().flat_map(|word| places(&shown, word));
    let remedy = "Add rel=\"noopener noreferrer\" to the link";
    found.filter(|at| !has_rel(at)).map(|at| fault(path, text, at, "`_blank` without rel", remedy)).collect()
}

/// The one file that may read and write registers, which safe Rust cannot.
const REGISTERS: &str = "src/core/compute/simd.rs";

/// No unsafe code.
pub fn unsafe_code(path: &str, text: &str) -> Vec<String> {
    if path == REGISTERS {
        return Vec::new();
    }
    let remedy = "Write it in safe Rust";
    banned(path, text, &only(text, &[Part::Code]), &["unsafe", "allow(unsafe_code", "expect(unsafe_code"], remedy)
}

/// The compiler refuses unsafe code in every crate.
pub fn denies_unsafe(path: &str, text: &str) -> Vec<String> {
    let code = only(text, &[Part::Code]);
    let is_root = path.starts_with("src/") && (path.ends_with("/lib.rs") || path.ends_with("/main.rs"));
    if !is_root || ["#![deny(unsafe_code)]", "#![forbid(unsafe_code)]"].iter().any(|a| code.contains(a)) {
        return Vec::new();
    }
    vec![fault(path, text, 0, "unsafe code is not denied", "Write `#![deny(unsafe_code)]`")]
}

/// Functions of numbers come from `num::math`; pictures and the page may use the platform's.
pub fn platform(path: &str, text: &str) -> Vec<String> {
    if ["src/core/num/math.rs", "src/view/chart/", "src/app/"].iter().any(|p| path.starts_with(p)) {
        return Vec::new();
    }
    let forms = |name: &&str| [format!(".{name}("), format!("f64::{name}"), format!("f32::{name}")];
    let words: Vec<String> = PLATFORM.iter().flat_map(forms).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let remedy = "Use num::math, which gives the same bits everywhere";
    banned(path, text, &only(text, &[Part::Code]), &words, remedy)
}

/// Nothing depends on the order of a hash table or on the time of day; the page itself may keep hash tables.
pub fn order_and_time(path: &str, text: &str) -> Vec<String> {
    let code = only(text, &[Part::Code]);
    let mut faults = banned(path, text, &code, &["SystemTime", "Instant"], "Hand the time in as a number");
    if !path.starts_with("src/app/") {
        let remedy = "Use BTreeMap or BTreeSet, whose order is the same everywhere";
        faults.extend(banned(path, text, &code, &["HashMap", "HashSet"], remedy));
    }
    faults
}

/// Each method and each family of models is named in its own folder only: whoever shows one goes by what holds of it.
pub fn variants(path: &str, text: &str) -> Vec<String> {
    let families = ModelSpec::FAMILIES.iter().flat_map(|family| {
        let spec = format!("{:?}", (family.new)());
        let name = spec.split('(').next().unwrap_or_default();
        ["Model", "ModelSpec"].map(|of| format!("{of}::{name}"))
    });
    let homes: [(&str, Vec<String>); 2] = [
        ("src/core/explain/", Method::ALL.map(|method| format!("Method::{method:?}")).to_vec()),
        ("src/core/model/", families.collect()),
    ];
    let code = only(text, &[Part::Code]);
    let remedy = "Ask `Method::info`, or a function of the model, what holds of it";
    let away = homes.into_iter().filter(|(home, _)| !path.starts_with(home));
    away.flat_map(|(_, names)| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        banned(path, text, &code, &names, remedy)
    })
    .collect()
}

/// The public types of a file by their names.
pub fn public_types(path: &str, text: &str) -> Vec<String> {
    if !is_rust(path) {
        return Vec::new();
    }
    let code = only(text, &[Part::Code]);
    let named = |line: &str| {
        let rest = line.trim_start().strip_prefix("pub ")?;
        let rest = ["struct ", "enum ", "trait ", "type "].iter().find_map(|kind| rest.strip_prefix(kind))?;
        Some(rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default().to_owned())
    };
    code.lines().filter_map(named).collect()
}

/// Public types of one crate that have one name in two files.
pub fn twice_named(texts: &[(String, String)]) -> Vec<String> {
    let mut homes = BTreeMap::new();
    let mut faults = Vec::new();
    for (path, text) in texts {
        let of = path.split('/').nth(1).unwrap_or_default();
        for name in public_types(path, text) {
            let home = homes.entry((of, name.clone())).or_insert(path);
            if *home != path {
                faults.push(format!("{of}: {name} in {home} and {path}"));
            }
        }
    }
    faults
}

/// No test is switched off and no warning is silenced without a reason.
pub fn silenced(path: &str, text: &str) -> Vec<String> {
    if !is_rust(path) {
        return Vec::new();
    }
    let code = only(text, &[Part::Code]);
    let remedy = "Repair the cause, or write `#[expect(..., reason = \"...\")]`";
    let mut faults = banned(path, text, &code, &["#[ignore", "allow("], remedy);
    for at in places(&code, "[expect(") {
        let attribute = code[at..].split(']').next().unwrap_or_default();
        if !attribute.contains("reason =") {
            faults.push(fault(path, text, at, "`expect` without a reason", "Add `reason = \"...\"`"));
        }
    }
    faults
}

/// No code is left for later.
pub fn left(path: &str, text: &str) -> Vec<String> {
    if !is_rust(path) {
        return Vec::new();
    }
    let remedy = "Write what is missing, or take it out";
    banned(path, text, &only(text, &[Part::Code]), &["todo!", "unimplemented!", "dbg!"], remedy)
}

/// No note says that something is left for later.
pub fn notes(path: &str, text: &str) -> Vec<String> {
    if !is_rust(path) {
        return Vec::new();
    }
    let remedy = "Do it now, or write an issue";
    banned(path, text, &only(text, &[Part::Code, Part::Comment]), &["TODO", "FIXME", "XXX"], remedy)
}

/// No file names a folder that only some machine has.
pub fn places_on_a_machine(path: &str, text: &str) -> Vec<String> {
    // In two pieces, so that this file does not name them.
    let folders = [concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/wo", "rk/"), concat!("/Us", "ers/")];
    // As a part of an address or of a path from here they are only names.
    let goes_on = |c: char| c.is_alphanumeric() || "._-/})".contains(c);
    let begins = |at: &usize| text[..*at].ends_with("//") || !text[..*at].ends_with(goes_on);
    let found = folders.into_iter().flat_map(|f| text.match_indices(f)).map(|(at, _)| at).filter(begins);
    let remedy = "Name it from the root of the tree, or by a variable";
    found.map(|at| fault(path, text, at, "a place on a machine", remedy)).collect()
}
