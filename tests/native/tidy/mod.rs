//! The source tree keeps its own rules: what may use what, what stands where, and what stands nowhere. Each check takes a
//! file's path and text and says what is wrong with it, so that a text made up to break it shows that it looks.

use rust::{Part, only, places};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

mod cycles;
mod layers;
mod page;
mod rust;
mod styles;
mod texts;
mod twins;
mod words;

/// What is wrong with a file, one line a fault.
type Check = fn(&str, &str) -> Vec<String>;

/// One fault in the words of all checks.
fn fault(path: &str, text: &str, at: usize, what: &str, remedy: &str) -> String {
    format!("{path}:{}: {what}. {remedy}", text[..at].matches('\n').count() + 1)
}

/// Every file of text below a folder, or the file itself, by its path from the root; nothing that git ignores.
fn files(below: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ignored = fs::read_to_string(root.join(".gitignore")).expect("the list of what git ignores");
    let ignored: Vec<&str> =
        ignored.lines().filter(|l| !l.is_empty()).map(|l| l.trim_matches('/')).chain([".git"]).collect();
    let mut found = Vec::new();
    let mut waiting = vec![root.join(below)];
    while let Some(path) = waiting.pop() {
        let name = path.strip_prefix(root).expect("a path below the root").to_string_lossy().replace('\\', "/");
        if ignored.contains(&name.as_str()) || path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            waiting.extend(fs::read_dir(&path).expect("a folder").map(|e| e.expect("an entry").path()));
        } else if let Ok(text) = fs::read_to_string(&path) {
            found.push((name, text));
        }
    }
    found.sort();
    assert!(!found.is_empty(), "{below}: nothing to read");
    found
}

/// Fails with every fault that the checks find in what lies below these folders.
fn hold(below: &[&str], checks: &[Check]) {
    let texts: Vec<(String, String)> = below.iter().flat_map(|b| files(b)).collect();
    let faults = texts.iter().flat_map(|(path, text)| checks.iter().flat_map(move |check| check(path, text)));
    let faults: Vec<String> = faults.collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn imports_go_one_way() {
    hold(&["src"], &[layers::imports]);
}

#[test]
fn the_layers_are_as_listed() {
    let mut used = BTreeSet::new();
    for (path, text) in files("src") {
        used.extend(layers::used(&path, &text).into_iter().map(|(_, name)| (layers::of(&path).to_owned(), name)));
    }
    let is_used = |from: &str, to: &str| used.contains(&(from.to_owned(), to.to_owned()));
    let layers = layers::layers();
    assert!(layers.len() > 12, "{layers:?}");
    for (i, (layer, may_use)) in layers.iter().enumerate() {
        for other in may_use {
            assert!(layers[..i].iter().any(|(l, _)| l == other), "{layer} uses {other}, which stands below it");
            assert!(is_used(layer, other), "{layer} no longer uses {other}: take it out of docs/architecture.md");
        }
    }
}

#[test]
fn there_are_no_import_cycles() {
    let texts = files("src");
    let (n_modules, n_imports) = cycles::count(&texts);
    assert!(n_modules > 200 && n_imports > 500, "only {n_modules} modules with {n_imports} imports were read");
    let cycle = cycles::import_cycle(&texts);
    assert_eq!(cycle, None, "an import cycle: move what the modules share into one of its own");
}

#[test]
fn import_cycles_are_noticed() {
    let of = |texts: &[(&str, &str)]| {
        cycles::import_cycle(
            &texts.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect::<Vec<_>>(),
        )
    };
    let acyclic =
        [("src/a/mod.rs", "mod b;\nmod c;"), ("src/a/b.rs", "use super::c::C;"), ("src/a/c.rs", "// use super::b;")];
    assert_eq!(of(&acyclic), None);
    let [a, b, _] = acyclic;
    let cycle = |c| of(&[a, b, ("src/a/c.rs", c)]).map(|path| path.join(" "));
    assert_eq!(cycle("fn f() { super::b::g(); }").as_deref(), Some("a::b a::c a::b"));
    assert_eq!(cycle("use crate::{a::{self, b as other}};").as_deref(), Some("a::b a::c a::b"));
    // A re-export counts for the module that defines it.
    let reexports = ("src/a/mod.rs", "mod b;\nmod c;\npub use b::B;\nuse b::B;");
    assert!(of(&[reexports, b, ("src/a/c.rs", "use super::B;")]).is_some());
    assert_eq!(of(&[reexports, ("src/a/b.rs", "pub struct B;"), ("src/a/c.rs", "use super::B;")]), None);
    assert!(of(&[reexports, ("src/a/b.rs", "use super::X;")]).is_some(), "a module that imports what it re-exports");
}

#[test]
fn crates_stay_in_their_homes() {
    hold(&["src"], &[layers::homes]);
}

#[test]
fn shaders_have_twins() {
    let texts = files("src");
    let rust: String =
        texts.iter().filter(|(path, _)| path.ends_with(".rs")).map(|(_, text)| only(text, &[Part::Code])).collect();
    let mut n_shaders = 0;
    for (path, text) in texts.iter().filter(|(path, _)| path.ends_with(".wgsl")) {
        let twin = texts.iter().find(|(other, _)| other.strip_suffix(".rs") == path.strip_suffix(".wgsl"));
        let faults = twins::faults(path, text, twin.map(|(_, text)| text.as_str()), &rust);
        assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
        n_shaders += 1;
    }
    assert!(n_shaders > 0, "nothing was looked at");
}

#[test]
fn shaders_without_a_twin_are_noticed() {
    for (text, twin, what) in twins::BROKEN {
        let faults = twins::faults("src/a/add.wgsl", text, *twin, twin.unwrap_or_default());
        assert!(faults.len() == 1 && faults[0].contains(what), "{text}\n{twin:?}\n{faults:#?}");
    }
    let (text, twin) = twins::SOUND;
    assert_eq!(twins::faults("src/a/add.wgsl", text, Some(twin), twin), Vec::<String>::new());
}

#[test]
fn every_home_is_lived_in() {
    assert!(layers::homes_of_crates().len() > 5);
    for (crates, homes) in layers::homes_of_crates() {
        let names = |text: &str, name: &str| places(&only(text, &[Part::Code]), name).next().is_some();
        let mut named: BTreeSet<&str> = BTreeSet::new();
        for home in homes {
            let texts = files(home.trim_end_matches('/'));
            let here = crates
                .iter()
                .map(String::as_str)
                .filter(|c| texts.iter().any(|(_, text)| names(text, c)))
                .collect::<Vec<_>>();
            assert!(!here.is_empty(), "{home} names none of {crates:?}: take it out of docs/architecture.md");
            named.extend(here);
        }
        assert_eq!(
            named.len(),
            crates.len(),
            "only {named:?} of {crates:?} are named: take the others out of docs/architecture.md"
        );
    }
}

#[test]
fn public_types_have_names_of_their_own_in_their_crate() {
    let texts = files("src");
    let n_types: usize = texts.iter().map(|(path, text)| words::public_types(path, text).len()).sum();
    assert!(n_types > 300, "only {n_types} types were read");
    assert_eq!(words::twice_named(&texts), Vec::<String>::new());
    let of = |texts: &[(&str, &str)]| {
        words::twice_named(&texts.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>())
    };
    let one = ("src/core/a.rs", "pub struct Layer {\n}\n// pub struct Plan\nstruct Plan;");
    assert_eq!(of(&[one, ("src/view/b.rs", "pub enum Layer<'a> {"), ("src/core/c.rs", "pub trait Plan {")]), [""; 0]);
    assert_eq!(
        of(&[one, ("src/core/b.rs", "pub type Layer = u8;")]),
        ["core: Layer in src/core/a.rs and src/core/b.rs"]
    );
}

#[test]
fn files_say_what_they_are_for_and_stay_short() {
    hold(&["src", "tests"], &[words::heading, words::length]);
}

#[test]
fn s1_the_policy_is_as_agreed_and_the_page_holds_nothing_inline() {
    hold(&["index.html", "Trunk.toml"], &[page::policy, page::inline]);
}

#[test]
fn s11_no_raw_html_sinks() {
    hold(&["src", "www", "index.html"], &[words::sinks, words::new_windows]);
}

#[test]
fn words_have_four_sizes() {
    hold(&["www/style.css", "www/boot.css", "www/report/report.css"], &[styles::sizes]);
}

#[test]
fn s12_no_unsafe_code() {
    hold(&["src"], &[words::unsafe_code, words::denies_unsafe]);
}

#[test]
fn results_do_not_depend_on_the_machine() {
    hold(&["src"], &[words::platform, words::order_and_time]);
}

#[test]
fn methods_and_families_are_named_at_home() {
    hold(&["src"], &[words::variants]);
}

#[test]
fn what_people_read_stands_with_the_texts() {
    hold(&["src"], &[texts::outside]);
    for (path, why) in texts::NOT_READ {
        let text = files(path).remove(0).1;
        let elsewhere = texts::outside("src/elsewhere.rs", &text);
        assert!(!elsewhere.is_empty(), "{path} holds no {why} any more: take it out of NOT_READ");
    }
}

#[test]
fn nothing_is_silenced_or_left_for_later() {
    hold(&["src", "tests"], &[words::silenced, words::left, words::notes]);
}

#[test]
fn no_file_names_a_place_on_a_machine() {
    hold(&[""], &[words::places_on_a_machine]);
}

#[test]
fn every_exception_is_still_needed() {
    for (path, code, _) in words::EXCEPTIONS {
        let text = files(path).remove(0).1;
        assert!(text.contains(code), "{path} no longer holds `{code}`: take it out of EXCEPTIONS");
    }
}

/// A check, a text that breaks it, and words of the fault that it must find there.
const BROKEN: &[(Check, &str, &str, &str)] = &[
    (layers::imports, "src/core/table/kind.rs", "use crate::model::Loss;", "table/kind.rs:1: table uses model"),
    (layers::imports, "src/core/num/rng.rs", "//! A.\nuse crate::{num, table::{self}};", "rng.rs:2: num uses table"),
    (layers::imports, "src/core/num/rng.rs", "fn f() { super::super::model::f(); }", "num uses model"),
    (layers::imports, "src/core/samples.rs", "use super::table::Value;", "samples uses table"),
    (layers::imports, "src/core/table/kind.rs", "use super::{super::{\n    app,\n}};", "table uses app"),
    (layers::imports, "src/main.rs", "fn f() { vitrine::table::f(); }", "main uses table"),
    (layers::imports, "src/core/table/kind.rs", "use vitrine_app::State;", "table uses app"),
    (layers::imports, "src/worker/engine/session.rs", "use vitrine_view::chart::Scene;", "engine uses chart"),
    (layers::imports, "src/novel/mod.rs", "", "novel is in no layer"),
    (layers::homes, "src/view/chart/bars.rs", "use leptos::prelude::*;", "`leptos`"),
    (layers::homes, "src/app/pages/data.rs", "use plotters_canvas::CanvasBackend;", "`plotters_canvas`"),
    (layers::homes, "src/worker/browser/serve.rs", "use wgpu::Device;", "`wgpu`"),
    (layers::homes, "src/worker/engine/session.rs", "fn now() -> f64 { js_sys::Date::now() }", "`js_sys`"),
    (words::heading, "src/core/num/a.rs", "\n//! Late.", "a.rs:1: no `//!`"),
    (words::heading, "tests/native/a.rs", "use std::fs;", "a.rs:1: no `//!`"),
    (words::sinks, "src/app/a.rs", "el.set_inner_html(&name);", "`set_inner_html`"),
    (words::sinks, "src/app/a.rs", "Reflect::set(&el, &\"innerHTML\".into(), &v)", "`innerHTML`"),
    (words::sinks, "src/app/a.rs", "view! { <p style=move || colour()>\"a\"</p> }", "` style=`"),
    (words::sinks, "www/boot.js", "document.write(x);", "`document.write`"),
    (words::sinks, "www/boot.js", "x();\nreturn new Function(code)", "boot.js:2: `new Function`"),
    (words::sinks, "index.html", "<iframe srcdoc=\"<p>\">", "`srcdoc`"),
    (words::new_windows, "src/app/a.rs", "<p rel=a></p><a target=\"_blank\"></a><p rel=c>", "`_blank`"),
    (words::new_windows, "www/boot.js", "window.open(address, '_blank')", "`_blank`"),
    (words::unsafe_code, "src/core/num/a.rs", "fn f() { unsafe { g() } }", "`unsafe`"),
    (words::denies_unsafe, "src/lib.rs", "//! Vitrine.\n// #![deny(unsafe_code)]", "unsafe code is not denied"),
    (words::denies_unsafe, "src/core/lib.rs", "//! Vitrine.", "unsafe code is not denied"),
    (words::platform, "src/core/model/a.rs", "let p = 1.0 / (1.0 + (-z).exp());", "`.exp(`"),
    (words::platform, "src/core/model/a.rs", "x.iter().copied().map(f64::ln)", "`f64::ln`"),
    (words::platform, "src/core/compute/dense.rs", "let e = (v + w).tanh();", "`.tanh(`"),
    (words::platform, "src/core/num/stats.rs", "a.mul_add(b, c)", "`.mul_add(`"),
    (words::order_and_time, "src/view/chart/a.rs", "use std::collections::HashMap;", "`HashMap`"),
    (words::order_and_time, "src/worker/engine/session.rs", "let t = Instant::now();", "`Instant`"),
    (words::variants, "src/view/chart/a.rs", "let is_line = m == Method::Lime;", "`Method::Lime`"),
    (words::variants, "src/core/explain/a.rs", "match m { Model::Linear(_) => 1 }", "`Model::Linear`"),
    (texts::outside, "src/app/a.rs", "view! { <p>\n\"No rows\"</p> }", "a.rs:2: “No rows”"),
    (texts::outside, "src/view/a.rs", "format!(\"{n} more {what} left\")", "stands in the code"),
    (texts::outside, "src/app/focus.rs", "let s = r#\"Choose a file first.\"#;", "“Choose a file first.”"),
    (words::silenced, "src/a.rs", "#[allow(dead_code)]", "`allow(`"),
    (words::silenced, "tests/native/a.rs", "#[test]\n#[ignore]\nfn f() {}", "a.rs:2: `#[ignore`"),
    (words::silenced, "src/a.rs", "#[expect(dead_code)]\n// reason = \"\"", "without a reason"),
    (words::left, "src/a.rs", "fn f() { todo!() }", "`todo!`"),
    (words::left, "src/a.rs", "dbg!(x);", "`dbg!`"),
    (words::notes, "src/a.rs", "// TODO: later", "`TODO`"),
    (words::places_on_a_machine, "scripts/a", concat!("cd /ho", "me/me/x"), "a place on a machine"),
    (words::places_on_a_machine, "www/a.js", concat!("import 'file:///wo", "rk/x'"), "a place on a machine"),
    (page::policy, "index.html", "<p>\n<meta http-equiv=Content-Security-Policy content='a; b'>", ":2: `a` where"),
    (page::policy, "index.html", "<!-- <meta http-equiv=Content-Security-Policy> -->", "no policy"),
    (styles::sizes, "www/style.css", "a {}\nb { font-size: 17px; }", "style.css:2: words of `17px`"),
    (styles::sizes, "www/style.css", "b { color: red; font: 600 0.9em/1 serif }", "words of `600 0.9em/1 serif`"),
    (styles::sizes, "www/boot.css", "b { font-size: var(--boot-huge) }", "words of `var(--boot-huge)`"),
    (styles::sizes, "www/style.css", ":root { --small: 12px; }", "`--small` is `12px`"),
    (styles::sizes, "www/boot.css", ":root { --boot-heading: 28px; }", "`--boot-heading` is `28px`"),
    (page::inline, "index.html", "<script>go()</script>", "a script in the page"),
    (page::inline, "index.html", "<script src=\"a.js\">go()</script>", "a script in the page"),
    (page::inline, "index.html", "<style>p { color: red }</style>", "a style in the page"),
    (page::inline, "index.html", "<p class='a > b' style=\"color: red\">", "`style`"),
    (page::inline, "index.html", "<body\n  onload=go()>", "`onload`"),
    (page::inline, "index.html", "<img src=\"https://example.org/a.png\">", "another place"),
    (page::inline, "Trunk.toml", "pattern_script = '<script>go()</script>'", "a script in the page"),
];

/// What the checks must let pass.
const SOUND: &[(Check, &str, &str)] = &[
    (
        layers::imports,
        "src/core/model/network/trainer.rs",
        "use crate::num::math;\nuse super::{Head, gradient::Tape};\n// crate::app",
    ),
    (
        layers::imports,
        "src/core/table/mod.rs",
        "fn f<'a>(s: &'a str) -> &'a str { s.trim_matches('\"') } // \"use crate::app",
    ),
    (layers::homes, "src/app/components/canvas.rs", "use plotters_canvas::CanvasBackend;"),
    (layers::homes, "src/core/model/a.rs", "/// Shown by [`leptos`].\nfn leptosomatic() {}"),
    (
        styles::sizes,
        "www/style.css",
        ":root { --small: 13px; } a { font: var(--small)/20px serif; } /* font-size: 9px; */ b { font: inherit }",
    ),
    (words::heading, "src/a.rs", "//! A.\n"),
    (words::sinks, "src/app/a.rs", "view! { <p style:width=w></p> } // not innerHTML"),
    (words::sinks, "www/boot.js", "  // never innerHTML\n  retrieval(x);"),
    (words::new_windows, "src/app/a.rs", "<a target=\"_blank\" rel=\"noopener\">\"b\"</a>"),
    (words::unsafe_code, "src/lib.rs", "#![deny(unsafe_code)] // never unsafe"),
    (words::unsafe_code, "src/core/compute/simd.rs", "F32x4(unsafe { v128_load(from) })"),
    (words::denies_unsafe, "src/lib.rs", "//! Vitrine.\n#![forbid(unsafe_code)]"),
    (words::platform, "src/core/num/math.rs", "v.exp()"),
    (words::platform, "src/core/model/a.rs", "v.sqrt() + math::exp(v) + a.expect(\"1.exp()\")"),
    (words::order_and_time, "src/app/a.rs", "use std::collections::HashMap;"),
    (words::variants, "src/core/explain/lime/mod.rs", "method: Method::Lime,"),
    (words::variants, "src/view/a.rs", "// Not Method::Lime alone.\nmethod.info()"),
    (
        words::silenced,
        "src/a.rs",
        "#[expect(\n    dead_code,\n    reason = \"shown [here]\"\n)]\nfn f() { disallow(); }",
    ),
    (texts::outside, "src/text/a.rs", "a = \"No rows here.\";"),
    (
        texts::outside,
        "src/app/a.rs",
        "x.expect(\"a row\"); view! { <p class=\"quiet small\">{n} \"{a} {b}\"</p> } // \"no text\"",
    ),
    (texts::outside, "src/app/focus.rs", "\"a button, or a link\""),
    (words::notes, "src/a.rs", "const WORDS: &[&str] = &[r#\"// \"TODO\"\"#, r\"\\\", \"TODO\"];"),
    (words::places_on_a_machine, "README.md", concat!("https://example.org/ho", "me/ and ./wo", "rk/")),
    (
        page::inline,
        "index.html",
        "<!-- <script>a</script> --><script defer src='a.js'> </script><p>style=\"a\" onload=b</p>",
    ),
];

#[test]
fn the_checks_notice_a_fault() {
    for (check, path, text, what) in BROKEN {
        let faults = check(path, text);
        assert!(faults.len() == 1 && faults[0].contains(what), "{path}: {text}\n{faults:#?}");
    }
    let long = "//! Long.\n".repeat(words::LONGEST + 1);
    assert_eq!(words::length("src/a.rs", &long).len(), 1);
    assert_eq!(words::length("tests/native/a.rs", &long).len(), 1);
    assert_eq!(words::length("tests/fixtures/a.json", &long), Vec::<String>::new());
    assert_eq!(words::length("src/a.rs", &long[..long.len() - 10]), Vec::<String>::new());
}

#[test]
fn the_checks_let_pass_what_is_right() {
    for (check, path, text) in SOUND {
        assert_eq!(check(path, text), Vec::<String>::new(), "{path}: {text}");
    }
}
