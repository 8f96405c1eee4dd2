//! Twins: beside `a.wgsl` stands `a.rs` with a function `a` that takes what the shader is bound to, in the order of the
//! bindings; structs have the same fields in the same order; the entry has the file's name.

use super::fault;

/// What is wrong with a shader, given the text of its twin and that of all Rust.
pub fn faults(path: &str, text: &str, twin: Option<&str>, rust: &str) -> Vec<String> {
    let stem = path.rsplit('/').next().and_then(|name| name.strip_suffix(".wgsl")).unwrap_or_default();
    let Some(twin) = twin else {
        return vec![fault(path, text, 0, "no twin", &format!("Write {stem}.rs beside it"))];
    };
    let mut faults = Vec::new();
    let entries: Vec<&str> = text.split("@compute").skip(1).filter_map(|rest| named(rest, "fn ")).collect();
    if entries.iter().any(|entry| *entry != stem) || named_at(text, &format!("fn {stem}(")).is_none() {
        faults.push(fault(
            path,
            text,
            0,
            &format!("entries {entries:?}"),
            &format!("Have one function of the name {stem}"),
        ));
    }
    let bindings: Vec<(&str, &str)> = text.split("@binding(").skip(1).filter_map(binding).collect();
    if bindings.iter().zip(0..).any(|((n, _), at)| **n != at.to_string()) {
        faults.push(fault(path, text, 0, "bindings out of order", "Number them from 0 as they stand"));
    }
    let bound: Vec<&str> = bindings.iter().map(|(_, name)| *name).collect();
    let expected = if bound.is_empty() { parameters(text, stem) } else { bound };
    let found = parameters(twin, stem);
    if found != expected {
        let remedy = format!("Have it take {expected:?}");
        faults.push(fault(path, text, 0, &format!("the twin takes {found:?}"), &remedy));
    }
    for name in text.split("\nstruct ").skip(1).filter_map(|rest| rest.split([' ', '{']).next()) {
        let (here, there) = (fields(text, name), fields(twin, name));
        let there = if there.is_empty() { fields(rust, name) } else { there };
        if here != there {
            faults.push(fault(
                path,
                text,
                0,
                &format!("{name} has {here:?}, in Rust {there:?}"),
                "Have the same in one order",
            ));
        }
    }
    faults
}

/// What stands right behind a word.
fn named<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = &text[text.find(word)? + word.len()..];
    rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()
}

fn named_at(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word).map(|(at, _)| at).find(|&at| !text[..at].ends_with(|c: char| c.is_alphanumeric()))
}

/// The number and the name of a binding.
fn binding(rest: &str) -> Option<(&str, &str)> {
    let (number, rest) = rest.split_once(')')?;
    let (_, declared) = rest.split_once('>')?;
    Some((number, declared.split_once(':')?.0.trim()))
}

/// The names of a function's parameters.
fn parameters<'a>(text: &'a str, function: &str) -> Vec<&'a str> {
    let begin = format!("fn {function}(");
    let Some(at) = named_at(text, &begin) else { return Vec::new() };
    let structure = text[at + begin.len()..].split(')').next().unwrap_or_default();
    structure.split(',').filter_map(|parameter| parameter.split_once(':')).map(|(name, _)| name.trim()).collect()
}

/// The names of a struct's fields.
fn fields<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let begin = format!("struct {name} {{");
    let Some(at) = text.find(&begin) else { return Vec::new() };
    let structure = text[at + begin.len()..].split('}').next().unwrap_or_default();
    let lines = structure.lines().map(|line| line.trim().split("pub ").last().unwrap_or_default());
    let lines = lines.map(|line| line.strip_prefix("(super) ").unwrap_or(line)).filter(|line| !line.starts_with("//"));
    lines.filter_map(|line| line.split_once(':')).map(|(name, _)| name).collect()
}

const SHADER: &str = "// Adds.
struct Job {
    n: u32,
    m: u32,
}
@group(0) @binding(0) var<storage, read> job: Job;
@group(0) @binding(1) var<storage, read_write> out: array<f32>;
@compute @workgroup_size(64)
fn add(@builtin(workgroup_id) group: vec3<u32>) {}
";
const TWIN: &str = "//! Adds.
pub struct Job {
    /// Rows.
    pub n: u32,
    pub m: u32,
}
pub(super) fn add(job: &Job, out: &mut [f32]) {}
";

/// A shader and its twin.
pub const SOUND: (&str, &str) = (SHADER, TWIN);

/// A shader, its twin, and words of the fault.
pub const BROKEN: &[(&str, Option<&str>, &str)] = &[
    (SHADER, None, "no twin"),
    (
        SHADER,
        Some("struct Job {\n    n: u32,\n    m: u32,\n}\nfn add(out: &mut [f32], job: &Job) {}"),
        "the twin takes",
    ),
    (SHADER, Some("struct Job {\n    m: u32,\n    n: u32,\n}\nfn add(job: &Job, out: &mut [f32]) {}"), "Job has"),
    ("@compute @workgroup_size(1)\nfn sum(a: u32) {}\nfn add() {}", Some("fn add() {}"), "entries"),
    ("@binding(1) var<storage> a: u32;\n@compute fn add() {}", Some("fn add(a: u32) {}"), "out of order"),
];
