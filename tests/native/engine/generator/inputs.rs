//! Tables that people do have and that break programs: each as the text of a file, with what is to be done with it.

use std::collections::BTreeMap;
use vitrine::num::rng::Rng;
use vitrine::table::{Chosen, Kind};

/// A bad table.
pub struct Input {
    /// What is bad about it.
    pub name: &'static str,
    /// The file.
    pub text: String,
    /// Columns that are used although they are off by default.
    pub used: &'static [&'static str],
    /// Columns whose kind is changed.
    pub kinds: BTreeMap<String, Chosen>,
    /// Whether it must be refused, with a remedy.
    pub refused: bool,
    /// Features that can matter to nothing: their cells are all alike.
    pub constant: &'static [&'static str],
    /// Two features that are the same.
    pub twins: Option<(&'static str, &'static str)>,
}

impl Input {
    fn new(name: &'static str, text: String) -> Input {
        Input { name, text, used: &[], kinds: BTreeMap::new(), refused: false, constant: &[], twins: None }
    }

    fn refused(self) -> Input {
        Input { refused: true, ..self }
    }
}

/// Rows of an ordinary table, to be spoilt.
struct Plain {
    a: f64,
    b: f64,
    kind: &'static str,
    class: &'static str,
    number: f64,
}

fn rows(n: usize) -> Vec<Plain> {
    let mut rng = Rng::stream(5, "generator", n as u64);
    let row = |_| {
        let (a, b, kind) = (rng.normal(), 10.0 + 3.0 * rng.normal(), ["red", "green", "blue"][rng.below(3)]);
        let number = 2.0 * a - 0.3 * b + if kind == "red" { 1.0 } else { 0.0 } + 0.2 * rng.normal();
        Plain { a, b, kind, class: if number > -2.5 { "yes" } else { "no" }, number }
    };
    (0..n).map(row).collect()
}

/// A file of `n` rows under a header, from each row and its index.
fn file(header: &str, n: usize, line: impl Fn(&Plain, usize) -> String) -> String {
    let lines: Vec<String> = rows(n).iter().enumerate().map(|(i, row)| line(row, i)).collect();
    format!("{header}\n{}\n", lines.join("\n"))
}

/// A file with a class as its target, whose third feature is spoilt.
fn classes(n: usize, spoil: impl Fn(&Plain, usize) -> String) -> String {
    file("a,kind,spoilt,target", n, |r, i| format!("{:.3},{},{},{}", r.a, r.kind, spoil(r, i), r.class))
}

/// The same with a number as its target.
fn numbers(n: usize, spoil: impl Fn(&Plain, usize) -> String) -> String {
    file("a,kind,spoilt,target", n, |r, i| format!("{:.3},{},{},{:.4}", r.a, r.kind, spoil(r, i), r.number))
}

/// A file with ordinary features and a spoilt target.
fn target(n: usize, spoil: impl Fn(&Plain, usize) -> String) -> String {
    file("a,b,kind,target", n, |r, i| format!("{:.3},{:.3},{},{}", r.a, r.b, r.kind, spoil(r, i)))
}

fn one_of(cells: &[&str], i: usize) -> String {
    cells[i % cells.len()].to_owned()
}

/// Cells that are no plain numbers.
pub fn cells() -> Vec<Input> {
    let large = ["1e149", "-1e149", "9e148", "0"];
    let tiny = ["5e-324", "-5e-324", "1e-310", "0"];
    let whole = ["9007199254740993", "9007199254740992", "9007199254740995"];
    let odd = ["NaN", "inf", "-Infinity", "1e309", "1.5"];
    let missing = |n| classes(n, |r, i| if i % 3 == 0 { String::new() } else { format!("{:.2}", r.b) });
    let mostly = |r: &Plain, i: usize| if i % 9 == 4 { format!("{:.2}", r.b) } else { "NA".to_owned() };
    vec![
        Input::new("missing cells", missing(60)),
        Input::new(
            "missing cells, a number",
            numbers(60, |r, i| if i % 2 == 0 { "?".into() } else { r.b.to_string() }),
        ),
        Input::new("nearly all cells missing", classes(60, mostly)),
        Input::new("one cell that is there", classes(60, |_, i| if i == 7 { "3".into() } else { String::new() })),
        Input::new("a missing category", numbers(60, |r, i| if i % 4 == 0 { String::new() } else { r.class.into() })),
        Input::new("numbers near the largest", classes(60, |_, i| one_of(&large, i))),
        Input::new("numbers near the largest, a number", numbers(60, |_, i| one_of(&large, i))),
        Input::new("1e308", classes(60, |_, i| one_of(&["1e308", "-1e308"], i))),
        Input::new("one mistyped cell", numbers(60, |r, i| if i == 3 { "1e100".into() } else { r.b.to_string() })),
        Input::new("subnormal numbers", classes(60, |_, i| one_of(&tiny, i))),
        Input::new("subnormal numbers, a number", numbers(60, |_, i| one_of(&tiny, i))),
        Input::new("negative zero", classes(60, |_, i| one_of(&["-0", "0", "-0.0", "+0"], i))),
        Input::new("2^53 + 1", classes(60, |_, i| one_of(&whole, i))),
        Input::new("words for what is no number", classes(60, |_, i| one_of(&odd, i))),
    ]
}

/// Columns that hold nothing, or nothing new.
pub fn columns() -> Vec<Input> {
    let constant = |number: bool| {
        let text = if number { numbers(60, |_, _| "7".into()) } else { classes(60, |_, _| "7".into()) };
        let name = if number { "a constant column, a number" } else { "a constant column" };
        Input { used: &["spoilt"], constant: &["spoilt"], ..Input::new(name, text) }
    };
    let empty = |name, text| Input { used: &["spoilt"], constant: &["spoilt"], ..Input::new(name, text) };
    let twins = |name, text| Input { twins: Some(("a", "spoilt")), ..Input::new(name, text) };
    let level = |r: &Plain, _: usize| format!("{}-{}", r.kind, r.kind);
    vec![
        constant(true),
        constant(false),
        empty("a constant level", classes(60, |_, _| "same".into())),
        empty("all cells of a column missing", classes(60, |_, _| String::new())),
        empty("all cells of a column missing, a number", numbers(60, |_, _| "NA".into())),
        Input {
            used: &["a", "b"],
            ..Input::new("all cells of all features missing", file("a,b,target", 60, |r, _| format!(",NA,{}", r.class)))
        },
        Input::new("every cell of every feature the same", file("a,b,target", 60, |r, _| format!("1,x,{}", r.class)))
            .refused(),
        twins("twins", classes(60, |r, _| format!("{:.3}", r.a))),
        twins("twins, a number", numbers(60, |r, _| format!("{:.3}", r.a))),
        Input::new("a column that is twice another", numbers(60, |r, _| format!("{:.3}", 2.0 * r.a))),
        Input::new(
            "a column that is the sum of others",
            file("a,b,sum,target", 60, |r, _| format!("{:.3},{:.3},{:.3},{}", r.a, r.b, r.a + r.b, r.class)),
        ),
        Input::new("levels that say the same as others", classes(60, level)),
        Input::new("the target among the features", numbers(60, |r, _| format!("{:.4}", r.number))),
        Input::new("the class among the features", classes(60, |r, _| r.class.to_uppercase())),
    ]
}

/// Targets with which there is little to learn.
pub fn targets() -> Vec<Input> {
    let rare = |n: usize, every: usize| target(n, |_, i| if i % every == 3 { "rare" } else { "usual" }.into());
    let huge = ["1e149", "-1e149", "0", "5e148"];
    let tiny = ["1e-310", "2e-310", "-5e-324", "0"];
    vec![
        Input::new("a constant number as target", target(60, |_, _| "4".into())).refused(),
        Input::new("one class", target(60, |_, _| "yes".into())).refused(),
        Input::new("no target cell", target(60, |_, _| String::new())).refused(),
        Input::new("a class with one row", rare(60, 1_000)),
        Input::new("a class with two rows", rare(60, 30)),
        Input::new("three classes, two of one row", target(60, |_, i| one_of(&["x", "y", "z"], i.min(2)))),
        Input::new("a class a row", target(60, |_, i| format!("c{i}"))).with_kind("target", Kind::Category).refused(),
        Input::new("as many classes as there may be", target(100, |_, i| format!("c{}", i % 50))),
        Input::new("targets mostly missing", target(60, |r, i| if i % 4 == 0 { r.class.into() } else { "NA".into() })),
        Input::new("targets near the largest", target(60, |_, i| one_of(&huge, i))),
        Input::new("subnormal targets", target(60, |_, i| one_of(&tiny, i))),
        Input::new(
            "targets that differ in the last bit",
            target(60, |_, i| format!("{}", 1.0 + f64::EPSILON * (i % 3) as f64)),
        ),
        Input::new("two numbers as target", target(60, |r, _| if r.class == "yes" { "-0" } else { "1" }.into())),
        Input::new(
            "one row far off",
            target(60, |r, i| if i == 5 { "1e60".into() } else { format!("{:.3}", r.number) }),
        ),
        Input::new("classes told apart perfectly", target(60, |r, _| if r.a > 0.0 { "up" } else { "down" }.into())),
        Input::new(
            "whole numbers of 2^53 + 1",
            target(60, |_, i| (9_007_199_254_740_993_u64 + i as u64 % 7).to_string()),
        ),
    ]
}

/// Too few rows, too many columns, too many levels.
pub fn shapes() -> Vec<Input> {
    let few = |name, n| Input::new(name, classes(n, |r, _| format!("{:.2}", r.b)));
    let wide = |name, n: usize, p: usize| {
        let header: Vec<String> = (0..p).map(|j| format!("f{j}")).collect();
        let line = |r: &Plain, i: usize| {
            let cells: Vec<String> =
                (0..p).map(|j| format!("{:.3}", r.a * (j + 1) as f64 + (i * j % 7) as f64)).collect();
            format!("{},{}", cells.join(","), r.class)
        };
        Input::new(name, file(&format!("{},target", header.join(",")), n, line))
    };
    let levels = |name, n: usize, of: usize| {
        Input::new(name, classes(n, move |_, i| format!("level {}", i * 7 % of))).with_kind("spoilt", Kind::Category)
    };
    let alike = |number: bool| {
        let (name, cell) =
            if number { ("rows all alike but the target, a number", "") } else { ("rows in two kinds", "x") };
        Input::new(
            name,
            target(60, |r, i| if number { format!("{:.3}{cell}", r.number) } else { format!("{}", i % 2) }),
        )
    };
    vec![
        few("no row", 0).refused(),
        few("1 row", 1).refused(),
        few("2 rows", 2).refused(),
        few("3 rows", 3).refused(),
        few("9 rows", 9).refused(),
        few("10 rows", 10),
        Input::new("10 rows, a number", numbers(10, |r, _| format!("{:.2}", r.b))),
        few("11 rows", 11),
        Input::new("one number as feature", file("a,target", 40, |r, _| format!("{:.3},{}", r.a, r.class))),
        Input::new(
            "one number as feature, a number",
            file("a,target", 40, |r, _| format!("{:.3},{:.3}", r.a, r.number)),
        ),
        Input::new("one category as feature", file("kind,target", 40, |r, _| format!("{},{:.3}", r.kind, r.number))),
        wide("more features than rows", 12, 40),
        wide("many more features than rows", 10, 150),
        levels("5 levels", 60, 5),
        levels("thousands of levels", 2_500, 2_500),
        alike(true),
        alike(false),
    ]
}

/// Names that are words of programs, or of other scripts.
pub fn names() -> Vec<Input> {
    let long = "long ".repeat(400);
    let named = |a: &str, b: &str, c: &str| {
        file(&format!("\"{a}\",\"{b}\",\"{c}\""), 40, |r, _| format!("{:.3},{},{}", r.a, r.kind, r.class))
    };
    let words = [
        "__proto__",
        "constructor",
        "\u{202e}rtl",
        "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
        "a\u{301}",
        "<b>&amp;",
    ];
    vec![
        Input::new("names in other scripts", named("größe \u{1f600}", "\u{05d0}\u{05d1}\u{202e}", "目標")),
        Input::new("names of programs", named("__proto__", "constructor", "toString")),
        Input::new("names with markup", named("<img src=x onerror=a()>", "&lt;b&gt;", "'; DROP TABLE")),
        Input::new("very long names", named(&long, "b", &format!("{long}target"))),
        Input::new("the same name three times", named("x", "x", "x")),
        Input::new("names of nothing", named("", " ", "")),
        Input::new("levels of all kinds", classes(60, |_, i| format!("\"{}\"", words[i % words.len()]))),
        Input::new(
            "levels that differ in case and space",
            classes(60, |_, i| format!("\"{}\"", ["a", "A", "a ", " a", "á"][i % 5])),
        ),
    ]
}

impl Input {
    fn with_kind(mut self, column: &str, kind: Kind) -> Input {
        self.kinds.insert(column.to_owned(), kind.into());
        self
    }
}
