//! Finds import cycles. A re-export (`pub use`) is no import: whoever names it imports the module that defines it.

use super::layers;
use super::rust::{Part, is_word, only, places};
use std::collections::{BTreeMap, BTreeSet};

/// A path from the program's root.
type Names = Vec<String>;

/// The imports and re-exports of each module.
#[derive(Default)]
struct Modules {
    imports: BTreeMap<Names, BTreeSet<Names>>,
    reexports: BTreeMap<Names, BTreeMap<String, Names>>,
}

/// An import cycle among these files, with the same module first and last; `None` if there is none.
pub fn import_cycle(files: &[(String, String)]) -> Option<Vec<String>> {
    let modules = read(files);
    let mut done = BTreeSet::new();
    modules.imports.keys().find_map(|from| {
        let path = find_cycle(&modules, from, &mut Vec::new(), &mut done)?;
        Some(path.iter().map(|names| names.join("::")).collect())
    })
}

/// The numbers of modules and of imports.
pub fn count(files: &[(String, String)]) -> (usize, usize) {
    let modules = read(files);
    (modules.imports.len(), modules.imports.values().map(BTreeSet::len).sum())
}

fn find_cycle(modules: &Modules, at: &Names, path: &mut Vec<Names>, done: &mut BTreeSet<Names>) -> Option<Vec<Names>> {
    if let Some(first) = path.iter().position(|before| before == at) {
        return Some(path[first..].iter().chain([at]).cloned().collect());
    }
    if done.contains(at) {
        return None;
    }
    path.push(at.clone());
    let found = modules.imports[at].iter().find_map(|next| find_cycle(modules, next, path, done));
    path.pop();
    done.insert(at.clone());
    found
}

fn read(files: &[(String, String)]) -> Modules {
    let files: Vec<(Names, String)> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".rs"))
        .map(|(path, text)| (names(path), without_visibility(&only(text, &[Part::Code]))))
        .collect();
    let mut modules = Modules::default();
    for (module, _) in &files {
        modules.imports.insert(module.clone(), BTreeSet::new());
    }
    for (module, code) in &files {
        let reexported = statements(code).into_iter().filter(|(is_public, _)| *is_public);
        let reexported =
            reexported.flat_map(|(_, path)| paths(&path)).filter_map(|path| from_root(&modules, module, &path));
        let reexported = reexported.filter_map(|path| Some((path.last()?.clone(), path))).collect();
        modules.reexports.insert(module.clone(), reexported);
    }
    for (module, code) in &files {
        let used = statements(code).into_iter().filter(|(is_public, _)| !is_public).flat_map(|(_, path)| paths(&path));
        let used = used.chain(inline(&without_statements(code)));
        let used: BTreeSet<Names> = used
            .filter_map(|path| from_root(&modules, module, &path))
            .filter_map(|path| defining_module(&modules, &path, 0))
            .filter(|other| other != module)
            .collect();
        modules.imports.insert(module.clone(), used);
    }
    modules
}

/// The code without the paths of `pub(in path)`, which say who may use an item and use nothing.
fn without_visibility(code: &str) -> String {
    let mut parts = code.split("pub(in ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |code, part| code + "pub " + part.split_once(')').map_or("", |(_, rest)| rest))
}

/// The names from the program's root to a file's module.
fn names(path: &str) -> Names {
    layers::module(path).into_iter().map(str::to_owned).collect()
}

/// Every `use` statement: whether it is public, and its path.
fn statements(code: &str) -> Vec<(bool, String)> {
    let begins = places(code, "use").filter(|&at| code[at + 3..].starts_with(char::is_whitespace));
    let statement = |at: usize| {
        let before = code[..at].trim_end();
        let line = &before[before.rfind(['\n', ';', '}', '{']).map_or(0, |i| i + 1)..];
        let end = code[at..].find(';')?;
        Some((line.trim_start().starts_with("pub"), code[at + 4..at + end].to_owned()))
    };
    begins.filter_map(statement).collect()
}

/// The code without its `use` statements.
fn without_statements(code: &str) -> String {
    let mut rest = String::new();
    let mut from = 0;
    for at in places(code, "use").filter(|&at| code[at + 3..].starts_with(char::is_whitespace)) {
        if at >= from {
            rest.push_str(&code[from..at]);
            from = code[at..].find(';').map_or(code.len(), |i| at + i);
        }
    }
    rest.push_str(&code[from..]);
    rest
}

/// The single paths in a path with groups.
fn paths(path: &str) -> Vec<Names> {
    let path = path.trim();
    let Some(open) = path.find('{') else {
        let name = path.split(" as ").next().unwrap_or_default();
        let names = name.split("::").map(|n| n.trim().to_owned()).filter(|n| !n.is_empty() && n != "self");
        return vec![names.collect()];
    };
    let first: Names = path[..open].split("::").map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).collect();
    let members = layers::members(&path[open + 1..]);
    members.iter().flat_map(|m| paths(m)).map(|rest| first.iter().cloned().chain(rest).collect()).collect()
}

/// Every path in the code, without the `use` statements.
fn inline(code: &str) -> Vec<Names> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("::") {
        let begin = code[..at].rfind(|c| !is_word(c)).map_or(0, |i| i + 1);
        if begin == at || code[..begin].ends_with("::") {
            continue;
        }
        let end = code[begin..].find(|c: char| !is_word(c) && c != ':').map_or(code.len(), |i| begin + i);
        let path = &code[begin..end];
        found.push(path.split("::").map(str::to_owned).filter(|n| !n.is_empty()).collect());
    }
    found
}

/// A path from the program's root; `None` if it leads out of the program.
fn from_root(modules: &Modules, module: &Names, path: &Names) -> Option<Names> {
    let first = path.first()?;
    let in_page: Vec<&str> = module.iter().take(1).map(String::as_str).collect();
    if let Some(root) = layers::crate_root(first, &in_page) {
        return Some(root.iter().map(|n| (*n).to_owned()).chain(path[1..].iter().cloned()).collect());
    }
    match first.as_str() {
        "super" => {
            let n = path.iter().take_while(|n| *n == "super").count();
            let above = module.len().checked_sub(n)?;
            Some(module[..above].iter().chain(&path[n..]).cloned().collect())
        }
        _ => {
            let below: Names = module.iter().chain([first]).cloned().collect();
            let leads = modules.imports.contains_key(&below);
            leads.then(|| module.iter().chain(path).cloned().collect())
        }
    }
}

/// The module that defines what a path names.
fn defining_module(modules: &Modules, path: &Names, depth: usize) -> Option<Names> {
    let n = (1..=path.len()).rev().find(|&n| modules.imports.contains_key(&path[..n]))?;
    let (module, rest) = (path[..n].to_vec(), &path[n..]);
    let reexported = rest.first().and_then(|name| modules.reexports.get(&module)?.get(name)).filter(|_| depth < 8);
    match reexported {
        Some(other) => defining_module(modules, &other.iter().chain(&rest[1..]).cloned().collect(), depth + 1),
        None => Some(module),
    }
}
