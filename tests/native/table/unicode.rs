//! Texts of every kind, as names and as cells, come out of sheet, table and summary byte for byte.

use crate::data::utf16;
use crate::naughty_strings::NAUGHTY;
use std::collections::{BTreeMap, BTreeSet};
use vitrine::table::summary::{Distribution, summarise};
use vitrine::table::{Cells, Dialect, Encoding, Kind, Sheet, Table, Value};

/// A table as RFC 4180 has it, all cells quoted.
fn written(rows: &[Vec<&str>]) -> String {
    let quoted = |cell: &&str| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |row: &Vec<&str>| row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n";
    rows.iter().map(line).collect()
}

fn read(bytes: &[u8]) -> (Sheet, Table) {
    let sheet = Sheet::parse(bytes, Some(Dialect::default())).expect("a sheet");
    let table = Table::read(&sheet, &BTreeMap::new());
    (sheet, table)
}

fn distinct() -> Vec<&'static str> {
    let mut seen = BTreeSet::new();
    NAUGHTY.iter().copied().filter(|s| seen.insert(*s)).collect()
}

#[test]
fn b8_there_are_texts_of_every_kind() {
    let texts = distinct();
    assert!(texts.len() >= 300, "{}", texts.len());
    assert!(texts.iter().all(|s| *s == s.trim() && !s.is_empty()));
    let has = |c: char| texts.iter().any(|s| s.contains(c));
    assert!(['\u{202e}', '\u{200d}', '\u{301}', 'ı', '\u{200b}', '\u{10ffff}', '\n', '"'].into_iter().all(has));
}

#[test]
fn b8_any_text_is_a_name() {
    let names = distinct();
    let long = "n".repeat(10_000);
    let names: Vec<&str> = names.into_iter().chain([&long[..]]).collect();
    // A quote in a header is doubled, and a name of two lines is one name.
    let rows = vec![names.clone(), vec!["1"; names.len()], vec!["2"; names.len()]];
    for bytes in [written(&rows).into_bytes(), in_utf16(&written(&rows))] {
        let (sheet, table) = read(&bytes);
        assert_eq!(sheet.names, names);
        assert_eq!(sheet.notes, []);
        let summary = summarise(&sheet, &table);
        assert!(summary.columns.iter().map(|c| c.name.as_str()).eq(names.iter().copied()));
        assert!(names.iter().all(|n| table.column(n).is_some_and(|c| c.name == *n)));
    }
}

#[test]
fn b8_any_text_is_a_cell() {
    // Short enough that every row is in the preview, and every level among those that are named.
    for texts in distinct().chunks(7) {
        let (header, padding) = (vec!["text", "answer"], "x".repeat(100));
        let rows: Vec<Vec<&str>> =
            std::iter::once(header).chain(texts.iter().map(|t| vec![*t, &padding[..]])).collect();
        for bytes in [written(&rows).into_bytes(), in_utf16(&written(&rows))] {
            let sheet = Sheet::parse(&bytes, Some(Dialect::default())).expect("a sheet");
            let as_category = BTreeMap::from([("text".to_owned(), Kind::Category.into())]);
            let table = Table::read(&sheet, &as_category);
            for (i, text) in texts.iter().enumerate() {
                assert_eq!(sheet.cell(i, 0), Some(*text));
                assert_eq!(table.value(i, 0), Value::Level((*text).to_owned()));
            }
            let summary = summarise(&sheet, &table);
            assert!(summary.preview.iter().map(|r| r[0].as_deref()).eq(texts.iter().copied().map(Some)));
            let Distribution::Levels { top, .. } = &summary.columns[0].distribution else { panic!("{texts:?}") };
            let told: BTreeSet<&str> = top.iter().map(|(text, _)| text.as_str()).collect();
            assert_eq!(told, texts.iter().copied().collect());
        }
    }
}

/// Names that look the same are not the same, and none takes the place of its twin.
#[test]
fn b8_twins_stay_apart() {
    let twins = ["é", "e\u{301}", "age", "аge", "K", "\u{212a}", "ﬁ", "fi", "x", "x\u{200b}"];
    let rows = vec![twins.to_vec(), (0..10).map(|i| ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"][i]).collect()];
    let (sheet, table) = read(written(&rows).as_bytes());
    assert_eq!(sheet.notes, []);
    for (j, name) in twins.iter().enumerate() {
        let column = table.column(name).expect("a column");
        assert_eq!(column.cells, Cells::Numbers([Some(j as f64)].into_iter().collect()), "{name:?}");
    }
}

/// A hundred thousand names are told apart as quickly as they are read, and name the rows.
#[test]
fn b7_a_hundred_thousand_names_are_an_identifier() {
    let row = |i: usize| format!("person {i} of {},{}\n", i * 7919 % 100_000, i % 3);
    let text = (0..100_000).fold("name,n\n".to_owned(), |text, i| text + &row(i));
    let (sheet, table) = read(text.as_bytes());
    assert_eq!(table.columns[0].kind, Kind::Identifier);
    let summary = summarise(&sheet, &table);
    assert_eq!(summary.columns[0].n_distinct, 100_000);
    let Distribution::Levels { top, other } = &summary.columns[0].distribution else { panic!() };
    assert_eq!((top.len(), *other), (12, 99_988));
}

fn in_utf16(text: &str) -> Vec<u8> {
    let bytes = utf16(&format!("\u{feff}{text}"), u16::to_le_bytes);
    assert_eq!(Sheet::parse(&bytes, Some(Dialect::default())).expect("a sheet").encoding, Encoding::Utf16Le);
    bytes
}
