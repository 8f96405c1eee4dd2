//! Kinds over all rows, levels in natural order, and summaries.

use crate::data::{sample_bytes, sheet, table_as};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use vitrine::samples::SAMPLES;
use vitrine::table::summary::{Distribution, summarise};
use vitrine::table::{Cells, Codes, Dialect, Kind, Numbers, Quote, Sheet, Table, date, number, says_key, written};

fn kind(name: &str, cells: &[&str]) -> Kind {
    let text = cells.iter().fold(format!("{name}|n\n"), |text, cell| text + cell + "|1\n");
    let dialect = Dialect { delimiter: '|', quote: Quote::None, ..Dialect::default() };
    let sheet = Sheet::parse(text.as_bytes(), Some(dialect)).expect("a sheet");
    Table::read(&sheet, &BTreeMap::new()).columns[0].inferred
}

fn many(cell: impl Fn(usize) -> String) -> Vec<String> {
    (0..40).map(cell).collect()
}

fn kind_of(name: &str, cell: impl Fn(usize) -> String) -> Kind {
    let cells = many(cell);
    kind(name, &cells.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn kinds_are_those_that_a_person_would_say() {
    assert_eq!(kind("a", &["1", "2.5", "-3e4", ""]), Kind::Number);
    assert_eq!(kind("a", &["1", "2", "x"]), Kind::Category, "the last row counts as much as the first");
    assert_eq!(kind("a", &["", ""]), Kind::Category);
    assert_eq!(kind("a", &["10 %", "20 %"]), Kind::Number);
    assert_eq!(kind("a", &["inf", "nan"]), Kind::Category);
    assert_eq!(kind("a", &["1", "2", "3"]), Kind::Number, "three rows in order are no serial number");
    assert_eq!(kind_of("row", |i| (i + 1).to_string()), Kind::Identifier);
    assert_eq!(kind_of("row", |i| (100 - i).to_string()), Kind::Identifier);
    assert_eq!(kind_of("income", |i| (i * i).to_string()), Kind::Number);
    assert_eq!(kind_of("customer_id", |i| (i * i).to_string()), Kind::Identifier);
    assert_eq!(kind_of("PassengerId", |i| (i * i).to_string()), Kind::Identifier);
    assert_eq!(kind_of("humid", |i| (i * i).to_string()), Kind::Number, "a word that ends in id is no key");
    assert_eq!(kind_of("room_id", |i| (i % 3).to_string()), Kind::Number);
    assert_eq!(kind_of("name", |i| format!("person {i}")), Kind::Identifier);
    assert_eq!(kind_of("city", |i| format!("city {}", i % 10)), Kind::Category);
}

#[test]
fn numbers_are_read_as_written() {
    for (text, comma, expected) in [
        ("12", false, Some(12.0)),
        ("+1.5", false, Some(1.5)),
        ("-1e-3", false, Some(-1e-3)),
        (".5", false, Some(0.5)),
        ("1,234", false, Some(1234.0)),
        ("12,345,678.9", false, Some(12_345_678.9)),
        ("1,23", false, None),
        ("1234,567", false, None),
        (",123", false, None),
        ("1.5,2", false, None),
        ("1_000", false, None),
        ("1,5", true, Some(1.5)),
        ("1.234,5", true, Some(1234.5)),
        ("1.5", true, None),
        ("1.234", true, Some(1234.0)),
        ("-12.345,6e2", true, Some(-1_234_560.0)),
        ("", false, None),
        ("-", false, None),
        ("e", false, None),
        ("1e400", false, None),
        ("0x10", false, None),
        ("infinity", false, None),
        ("$5", false, None),
        ("1 000", false, Some(1000.0)),
        ("1 00", false, None),
        ("0,123", false, None),
        ("0.123", true, None),
        ("1,23,456.7", false, Some(123_456.7)),
        ("1,23,45", false, None),
        ("\u{2212}5", false, Some(-5.0)),
        ("5-", false, Some(-5.0)),
        ("(73)", false, Some(-73.0)),
        ("-(73)", false, None),
        ("73)", false, None),
        ("12'345'678.5", false, Some(12_345_678.5)),
        ("12\u{2019}345", true, Some(12_345.0)),
        ("12\u{202f}345,5", true, Some(12_345.5)),
        ("1 234.567 8", false, None),
        ("1'234 567", false, None),
        ("5 kg", false, None),
    ] {
        assert_eq!(number(text, comma), expected, "{text:?} {comma}");
    }
}

#[test]
fn a_kind_may_be_changed() {
    let text = "grade,x\n10,1\n9,2\n10,\n";
    let t = table_as(text, &[("grade", Kind::Category)]);
    let Cells::Categories { levels, codes } = &t.columns[0].cells else { panic!("{:?}", t.columns[0]) };
    assert_eq!(levels, &["9", "10"], "levels that are numbers stand in their order");
    assert_eq!(codes, &[Some(1), Some(0), Some(1)].into_iter().collect());
    assert_eq!((t.columns[0].kind, t.columns[0].inferred), (Kind::Category, Kind::Number));
    assert_eq!(t.columns[1].cells, Cells::Numbers([Some(1.0), Some(2.0), None].into_iter().collect()));
}

#[test]
fn a_summary_says_what_is_in_the_columns() {
    let text = "n,c\n1,a\n2,b\n3,a\n,\n";
    let sheet = sheet(format!("{text}10,a\n"));
    let s = summarise(&sheet, &Table::read(&sheet, &BTreeMap::new()));
    assert_eq!((s.n_rows, s.columns[0].n_missing, s.columns[0].n_distinct), (4, 0, 4));
    let Distribution::Numbers { min, max, mean, median, bins, .. } = &s.columns[0].distribution else { panic!() };
    assert_eq!((*min, *max, *mean, *median), (1.0, 10.0, 4.0, 2.5));
    assert_eq!(bins.iter().sum::<u32>(), 4);
    assert_eq!((bins[0], bins[19]), (1, 1));
    let expected = Distribution::Levels { top: vec![("a".into(), 3), ("b".into(), 1)], other: 0 };
    assert_eq!(s.columns[1].distribution, expected);
}

#[test]
fn the_samples_are_read_whole() {
    for sample in &SAMPLES {
        let sheet = sheet(sample_bytes(sample.name));
        let t = Table::read(&sheet, &BTreeMap::new());
        assert_eq!((t.n_rows, t.columns.len()), (sample.n_rows, sample.n_columns), "{}", sample.name);
        assert_eq!(sheet.notes, [], "{}", sample.name);
        let identifiers: Vec<&str> =
            t.columns.iter().filter(|c| c.kind == Kind::Identifier).map(|c| c.name.as_str()).collect();
        assert!(identifiers.is_empty(), "{}: {identifiers:?}", sample.name);
    }
}

/// The kind by the plainest way: what must be true of all cells is asked of all of them, one question after the other.
fn plain_kind(name: &str, cells: &[&str]) -> Kind {
    let present: Vec<&str> = cells.iter().copied().filter(|c| !c.is_empty()).collect();
    let (n, distinct) = (present.len(), present.iter().collect::<BTreeSet<_>>().len());
    let numbers: Vec<f64> = present.iter().filter_map(|c| number(c, false)).collect();
    let n_with_x = present.iter().filter(|c| written(c, false).is_some_and(|w| w.unit == "x")).count();
    let n_numbers = numbers.len() + if n_with_x >= numbers.len() { n_with_x } else { 0 };
    let whole: Vec<&&str> = present.iter().filter(|c| number(c, false).is_some() && !c.contains('.')).collect();
    let n_codes = whole.iter().filter(|c| c.len() > 2 && c.starts_with('0')).count();
    let one_width = whole.len() == n && whole.iter().all(|c| c.len() == whole[0].len());
    let are_codes = n_codes > 0 && (one_width || 20 * n_codes >= n);
    let n_words: usize = present.iter().map(|c| c.split_whitespace().count()).sum();
    let n_dates = [false, true].map(|first| present.iter().filter(|c| date::parse(c, first).is_some()).count());
    let n_dates = n_dates[0].max(n_dates[1]);
    let two: BTreeSet<String> = present.iter().map(|c| c.to_lowercase()).collect();
    let goes =
        |step: f64| !numbers.is_empty() && numbers[0].fract() == 0.0 && numbers.windows(2).all(|w| w[1] == w[0] + step);
    let (is_serial, all_numbers, enough) = (goes(1.0) || goes(-1.0), numbers.len() == n, n >= 20);
    let nearly = |n_fit: usize| enough && (n - n_fit) * 10 <= n;
    match () {
        () if n == 0 => Kind::Category,
        () if [["no", "yes"], ["0", "1"]].iter().any(|known| two.iter().eq(known)) => Kind::YesNo,
        () if all_numbers && enough && is_serial => Kind::Identifier,
        () if !are_codes && all_numbers && enough && says_key(name) && distinct == n => Kind::Identifier,
        () if !are_codes && n_numbers == n => Kind::Number,
        () if n_dates == n => Kind::Date,
        () if !are_codes && nearly(numbers.len()) && is_serial => Kind::Identifier,
        () if !are_codes && nearly(n_numbers) && (distinct > 20 || 2 * distinct > n) => Kind::Number,
        () if nearly(n_dates) => Kind::Date,
        () if !are_codes && 2 * (numbers.len() + n_with_x) > n => Kind::Category,
        () if enough && 20 * distinct >= 19 * n && n_words >= 5 * n => Kind::Text,
        () if enough && 2 * distinct > n && n_words >= 10 * n => Kind::Text,
        () if enough && 20 * distinct >= 19 * n => Kind::Identifier,
        () => Kind::Category,
    }
}

/// Cells of one sort each, of which one may be spoilt by another.
fn columns() -> impl Strategy<Value = Vec<String>> {
    let from = (0i32..50, proptest::sample::select(vec![1, -1, 0, 7]));
    let end = proptest::sample::select(vec!["", ".5", " x", " of a b c", " of a b c d e f g h i"]);
    // About as many rows as are enough for an identifier.
    let serial = (from, end, proptest::sample::select(vec![2, 19, 20, 21, 40]))
        .prop_map(|((first, step), end, n)| (0..n).map(|i| format!("{}{end}", first + step * i)).collect());
    let cell = proptest::sample::select(vec![
        "[0-9]{1,5}",
        "-?[0-9]{1,2}(\\.[05])?",
        "[01]",
        "yes|no|No",
        "(yes|no)?",
        "0[1-9]/(0[1-9]|1[0-9])/2024",
        "(1[0-9]|0[1-9])/0[1-9]/2024",
        "2024-0[1-9]-1[0-9]",
        "[a-e]{1,3}",
        "([a-e]{1,3} ){5,8}[a-z]",
        "([ab] ){10}[a-z]",
    ]);
    let alike = (cell, 0usize..45).prop_flat_map(|(cell, n)| proptest::collection::vec(cell, n));
    let at = any::<proptest::sample::Index>;
    let other = prop_oneof![Just(None), "x|7|7\\.5|2024-01-01|yes||5/13/2024".prop_map(Some)];
    let spoil = proptest::option::of((other, at(), at()));
    (prop_oneof![serial, alike], spoil).prop_map(|(mut cells, spoil): (Vec<String>, _)| {
        if let Some((other, from, to)) = spoil.filter(|_| !cells.is_empty()) {
            let other = other.unwrap_or_else(|| cells[from.index(cells.len())].clone());
            let to = to.index(cells.len());
            cells[to] = other;
        }
        cells
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn kinds_are_those_of_the_plainest_way(name in "id|age", cells in columns()) {
        let mut cells: Vec<&str> = cells.iter().map(|c| c.trim()).collect();
        // A table has a row, whatever is in it.
        cells.push("");
        prop_assert_eq!(kind(&name, &cells), plain_kind(&name, &cells));
    }
}

proptest! {
    #[test]
    fn cells_come_back_from_their_narrow_room(
        numbers in proptest::collection::vec(proptest::option::of(any::<f64>().prop_filter("finite", |v| v.is_finite())), 0..20),
        codes in proptest::collection::vec(proptest::option::of(0..u32::MAX), 0..20),
    ) {
        let bits = |cells: &[Option<f64>]| cells.iter().map(|c| c.map(f64::to_bits)).collect::<Vec<_>>();
        let kept: Numbers = numbers.iter().copied().collect();
        prop_assert_eq!(bits(&kept.iter().collect::<Vec<_>>()), bits(&numbers));
        prop_assert!((0..numbers.len()).all(|i| kept.get(i) == numbers[i]));
        let kept: Codes = codes.iter().copied().collect();
        prop_assert_eq!(kept.iter().collect::<Vec<_>>(), codes.clone());
        prop_assert!((0..codes.len()).all(|i| kept.get(i) == codes[i]));
    }

    /// Levels by the plainest way: a sorted set, then a sort by value.
    #[test]
    fn levels_are_the_distinct_cells_in_natural_order(
        cells in proptest::collection::vec("x|-?[0-9]{1,2}(\\.[0-9])?|-?0|(shared beginning [a-c]{1,9})|[a-mo-zé]{1,12}", 1..60),
    ) {
        let text = cells.iter().fold("c|n\n".to_owned(), |text, cell| text + cell + "|1\n");
        let dialect = Dialect { delimiter: '|', ..Dialect::default() };
        let sheet = Sheet::parse(text.as_bytes(), Some(dialect)).expect("a sheet");
        let table = Table::read(&sheet, &BTreeMap::from([("c".to_owned(), Kind::Category.into())]));
        let Cells::Categories { levels, codes } = &table.columns[0].cells else { panic!() };
        let mut expected: Vec<&str> = cells.iter().map(String::as_str).collect::<BTreeSet<_>>().into_iter().collect();
        expected.sort_by(|a, b| match (number(a, false), number(b, false)) {
            (Some(x), Some(y)) => x.total_cmp(&y),
            (x, y) => y.is_some().cmp(&x.is_some()),
        });
        prop_assert_eq!(levels, &expected);
        let back: Vec<&str> = codes.iter().flatten().map(|code| levels[code as usize].as_str()).collect();
        prop_assert_eq!(back, cells);
    }
}
