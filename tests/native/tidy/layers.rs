//! What may use what: the modules of the crate among themselves, and the crates that have a home.

use super::fault;
use super::rust::{Part, is_word, only, places};
use std::sync::OnceLock;

/// What `docs/architecture.md` says.
const ARCHITECTURE: &str = include_str!("../../../docs/architecture.md");

/// What stands in code in a cell.
fn in_code(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// The rows of the table that begins so, each with the names in its two cells.
fn table(head: &str) -> Vec<(Vec<&'static str>, Vec<&'static str>)> {
    let (_, table) = ARCHITECTURE.split_once(head).expect("a table of architecture.md");
    let rows = table.lines().skip(2).map_while(|line| line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | "));
    rows.map(|(names, others)| (in_code(names), in_code(others))).collect()
}

/// Every module of the crate and the modules that it uses, all of which stand above it. `main` is the binary.
pub fn layers() -> &'static [(&'static str, Vec<&'static str>)] {
    static LAYERS: OnceLock<Vec<(&str, Vec<&str>)>> = OnceLock::new();
    LAYERS.get_or_init(|| {
        let rows = table("| module | may use |").into_iter();
        rows.flat_map(|(modules, uses)| modules.into_iter().map(move |module| (module, uses.clone())))
            .chain([("lib", Vec::new())])
            .collect()
    })
}

/// Crates and the only files, or folders, that may name them.
pub fn homes_of_crates() -> &'static [(Vec<String>, Vec<&'static str>)] {
    static HOMES: OnceLock<Vec<(Vec<String>, Vec<&str>)>> = OnceLock::new();
    HOMES.get_or_init(|| {
        let named = |crates: Vec<&str>| crates.into_iter().map(|name| name.replace('-', "_")).collect();
        table("| crate | home |").into_iter().map(|(crates, homes)| (named(crates), homes)).collect()
    })
}

/// The crates below `src/`. The modules at the root of each are layers, save that the page is one, and the texts are one.
const CRATES: [&str; 5] = ["text", "core", "view", "worker", "app"];

/// The crates that are one layer, each with the way to its root.
const WHOLE: [(&str, &[&str]); 2] = [("text", &["text"]), ("app", &["app"])];

fn whole(name: &str) -> Option<&'static [&'static str]> {
    WHOLE.iter().find(|(crate_name, _)| *crate_name == name).map(|(_, root)| *root)
}

/// The crate in which a file lies, and its path from that crate's root.
fn in_crate(path: &str) -> (&str, &str) {
    let path = path.strip_prefix("src/").unwrap_or(path);
    path.split_once('/').filter(|(name, _)| CRATES.contains(name)).unwrap_or(("", path))
}

/// The names from the program's root to a file's module, `["table", "kind"]` or `["app", "route"]`.
pub fn module(path: &str) -> Vec<&str> {
    let (name, rest) = in_crate(path);
    let names = rest.trim_end_matches(".rs").split('/').filter(|n| !["mod", "lib", "main"].contains(n));
    whole(name).unwrap_or_default().iter().copied().chain(names).collect()
}

/// The names from the program's root to that of the crate that a path's first name means, in a file of `module`.
pub fn crate_root(name: &str, module: &[&str]) -> Option<&'static [&'static str]> {
    let other = name.strip_prefix("vitrine_");
    let own = if name == "crate" { module.first().copied() } else { None };
    let is_known = name == "crate" || name == "vitrine" || other.is_some_and(|other| CRATES.contains(&other));
    is_known.then(|| other.or(own).and_then(whole).unwrap_or_default())
}

/// The layer in which a file lies.
pub fn of(path: &str) -> &str {
    match in_crate(path) {
        (name, _) if whole(name).is_some() => name,
        (_, rest) => rest.split(['/', '.']).next().unwrap_or_default(),
    }
}

/// The other layers that a file uses, and where.
pub fn used(path: &str, text: &str) -> Vec<(usize, String)> {
    let code = only(text, &[Part::Code]);
    let module = module(path);
    let is_layer = |name: &&str| *name != of(path) && layers().iter().any(|(l, _)| l == name);
    let mut found = Vec::new();
    for (at, _) in code.match_indices("::") {
        let begin = code[..at].rfind(|c| !is_word(c)).map_or(0, |i| i + 1);
        let name = &code[begin..at];
        if code[..begin].ends_with("::") {
            continue;
        }
        let used = match crate_root(name, &module) {
            Some([]) => roots(&code[at + 2..], 0),
            Some(whole) => whole.to_vec(),
            // What follows is read together with `super::` itself, which leads one module up.
            None if name == "super" => roots(&code[begin..], module.len()),
            None => Vec::new(),
        };
        found.extend(used.into_iter().filter(is_layer).map(|name| (begin, name.to_owned())));
    }
    found
}

/// The names at the crate's root to which a path or a group of paths leads, read from `depth` modules below the root.
fn roots(path: &str, depth: usize) -> Vec<&str> {
    let path = path.trim_start();
    if let Some(rest) = path.strip_prefix("super::") {
        depth.checked_sub(1).map_or(Vec::new(), |above| roots(rest, above))
    } else if let Some(group) = path.strip_prefix('{') {
        members(group).into_iter().flat_map(|p| roots(p, depth)).collect()
    } else if depth == 0 {
        path.split(|c| !is_word(c)).take(1).collect()
    } else {
        Vec::new()
    }
}

/// The members of a group, whose opening brace has been read.
pub fn members(group: &str) -> Vec<&str> {
    let (mut open, mut begin, mut found) = (0, 0, Vec::new());
    for (i, c) in group.char_indices() {
        match c {
            '{' => open += 1,
            ',' | '}' if open == 0 => {
                found.push(&group[begin..i]);
                begin = i + 1;
                if c == '}' {
                    break;
                }
            }
            '}' => open -= 1,
            _ => {}
        }
    }
    found
}

/// Whether it says what a crate depends on: cargo holds that.
fn is_manifest(path: &str) -> bool {
    path.ends_with("/Cargo.toml")
}

/// A layer uses only those that the table gives it.
pub fn imports(path: &str, text: &str) -> Vec<String> {
    if is_manifest(path) {
        return Vec::new();
    }
    let layer = of(path);
    let Some((_, may_use)) = layers().iter().find(|(l, _)| *l == layer) else {
        let remedy = "Give it a place in the table of docs/architecture.md, below all that it uses";
        return vec![fault(path, text, 0, &format!("{layer} is in no layer"), remedy)];
    };
    let forbidden = used(path, text).into_iter().filter(|(_, name)| !may_use.contains(&name.as_str()));
    let remedy = "Move what is needed up, or hand it in as a value; docs/architecture.md says what may be used";
    forbidden.map(|(at, name)| fault(path, text, at, &format!("{layer} uses {name}"), remedy)).collect()
}

/// Crates are named only where they are at home.
pub fn homes(path: &str, text: &str) -> Vec<String> {
    let code = if is_manifest(path) { String::new() } else { only(text, &[Part::Code]) };
    let mut faults = Vec::new();
    for (crates, homes) in homes_of_crates() {
        if homes.iter().any(|home| path == *home || home.ends_with('/') && path.starts_with(home)) {
            continue;
        }
        for name in crates {
            let remedy = format!("Keep it to {}", homes.join(", "));
            let what = format!("`{name}` away from home");
            faults.extend(places(&code, name).map(|at| fault(path, text, at, &what, &remedy)));
        }
    }
    faults
}
