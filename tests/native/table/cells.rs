//! Cells as people write them: money, units, marks of thousands, odd cells among numbers, codes, times, numbers that mean
//! missing. Each kind with the file that showed it and two more.

use crate::data::{rows, sheet, table, table_as};
use std::collections::BTreeMap;
use vitrine::dataset::{Dataset, DatasetSpec};
use vitrine::table::summary::{Summary, summarise};
use vitrine::table::{Cells, Chosen, Column, Dialect, Kind, Odd, OddText, Remark, Sheet, Table, number, written};

/// A file of tests/fixtures/cases.
fn case(name: &str) -> String {
    let path = format!("{}/tests/fixtures/cases/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("a case")
}

fn summary(text: impl AsRef<[u8]>, chosen: &[(&str, Chosen)]) -> Summary {
    let chosen = chosen.iter().map(|(name, chosen)| ((*name).to_owned(), chosen.clone())).collect::<BTreeMap<_, _>>();
    let sheet = sheet(text);
    summarise(&sheet, &Table::read(&sheet, &chosen))
}

fn numbers(column: &Column) -> Vec<Option<f64>> {
    let Cells::Numbers(all) = &column.cells else { panic!("{column:?}") };
    all.iter().collect()
}

/// A table of this column beside a number, separated by bars.
fn column(cells: &[&str]) -> Column {
    let text = cells.iter().fold("c|n\n".to_owned(), |text, cell| text + cell + "|1.5\n");
    table(text).columns.swap_remove(0)
}

fn is_plain(column: &Column, kind: Kind) -> bool {
    column.kind == kind && column.remarks.is_empty() && column.unit.is_none()
}

#[test]
fn what_stands_beside_a_number_is_told_from_it() {
    for (text, comma, expected) in [
        ("$3,001.57", false, Some((3001.57, "$"))),
        ("-$5", false, Some((-5.0, "$"))),
        ("$-5", false, Some((-5.0, "$"))),
        ("($1,234.50)", false, Some((-1234.5, "$"))),
        ("US$ 12", false, Some((12.0, "US$"))),
        ("R$ 1.234,50", true, Some((1234.5, "R$"))),
        ("\u{20b9}1,23,456", false, Some((123_456.0, "\u{20b9}"))),
        ("CHF 12'345.50", false, Some((12_345.5, "CHF"))),
        ("836\u{a0}901,47\u{a0}\u{20ac}", true, Some((836_901.47, "\u{20ac}"))),
        ("836 901,47 EUR", true, Some((836_901.47, "EUR"))),
        ("51 %", false, Some((51.0, "%"))),
        ("51%", false, Some((51.0, "%"))),
        ("186cm", false, Some((186.0, "cm"))),
        ("\u{2212}3.5 \u{b0}C", false, Some((-3.5, "\u{b0}C"))),
        ("1.2e3 km/h", false, Some((1200.0, "km/h"))),
        ("70 m2", false, Some((70.0, "m2"))),
        ("1,500 sq ft", false, Some((1500.0, "sq ft"))),
        ("12-", false, Some((-12.0, ""))),
        ("$5 USD", false, None),
        ("5 of 10", false, None),
        ("Q1", false, None),
        ("SKU 123", false, None),
        ("6806*", false, None),
        ("<0.1", false, None),
        ("18-25", false, None),
        ("18:54", false, None),
        ("+49 30 1234", false, None),
        ("12 of them were there", false, None),
        ("()", false, None),
    ] {
        let found = written(text, comma).map(|w| (w.value, w.unit));
        assert_eq!(found, expected, "{text:?} {comma}");
        assert_eq!(number(text, comma), expected.filter(|e| e.1.is_empty()).map(|e| e.0), "{text:?}");
    }
}

#[test]
fn money_percent_and_units_are_numbers_and_the_unit_is_kept() {
    let t = table(case("currency"));
    assert_eq!(t.columns[..3].iter().map(|c| c.unit.as_deref()).collect::<Vec<_>>(), [Some("$"), Some("%"), None]);
    assert_eq!((numbers(&t.columns[0])[0], numbers(&t.columns[1])[0]), (Some(3001.57), Some(51.0)));
    let t = table(case("units"));
    assert_eq!(
        t.columns[..2].iter().map(|c| (c.kind, c.unit.as_deref())).collect::<Vec<_>>(),
        [(Kind::Number, Some("kg")), (Kind::Number, Some("cm"))]
    );
    assert_eq!(summary(case("units"), &[]).columns[0].unit.as_deref(), Some("kg"), "the page is told");
    // A price list with spaces between thousands, and salaries of which some have a sign.
    let t = table(rows("lot;price", 60, |i| format!("{i};{} {:03},50 \u{20ac}", i + 1, i * 7)));
    assert_eq!((t.columns[1].unit.as_deref(), numbers(&t.columns[1])[3]), (Some("\u{20ac}"), Some(4021.5)));
    let t = table(rows("a,salary", 60, |i| format!("{},{}", i % 7, if i % 3 == 0 { "\"$55,500\"" } else { "28000" })));
    assert_eq!((t.columns[1].kind, t.columns[1].unit.as_deref()), (Kind::Number, Some("$")));
    assert_eq!((numbers(&t.columns[1])[0], numbers(&t.columns[1])[1]), (Some(55_500.0), Some(28_000.0)));
    let column = column(&["1 month", "2 months", "12 Months"]);
    assert_eq!((column.kind, column.unit.as_deref()), (Kind::Number, Some("month")));
}

#[test]
fn other_marks_of_thousands_and_of_minus_are_read() {
    for separator in ["'", "\u{2019}", " ", "\u{a0}", "\u{202f}", "\u{2009}"] {
        let t = table(rows("x|n", 40, |i| format!("{}{separator}{:03}|{}", i + 1, i * 9, i % 4)));
        assert!(is_plain(&t.columns[0], Kind::Number), "{separator:?}: {:?}", t.columns[0]);
        assert_eq!(numbers(&t.columns[0])[5], Some(6045.0), "{separator:?}");
    }
    assert_eq!(numbers(&column(&["\u{2212}5.5", "\u{2013}3", "2"])), [Some(-5.5), Some(-3.0), Some(2.0)]);
    let accounts = column(&["73", "(73)", "(1,200.50)"]);
    assert_eq!(numbers(&accounts), [Some(73.0), Some(-73.0), Some(-1200.5)]);
    assert_eq!(accounts.remarks, [Remark::Parentheses]);
}

#[test]
fn units_that_differ_make_no_number() {
    let mixed = table(rows("w|n", 60, |i| format!("{} {}|1", i * 37 % 50, ["kg", "lb"][i % 2]))).columns.swap_remove(0);
    assert_eq!((mixed.kind, mixed.unit), (Kind::Category, None));
    let letters =
        table(rows("w|n", 60, |i| format!("{}{}|1", i * 37 % 50, ["a", "b", "c"][i % 3]))).columns.swap_remove(0);
    assert_eq!(letters.kind, Kind::Category);
    let megawatts = column(&["5 mW", "6 MW"]);
    assert_ne!(megawatts.kind, Kind::Number, "a thousand million times as much");
    // A few with a unit among plain numbers may be of another.
    let few = table(rows("w|n", 60, |i| format!("{}|1", if i == 7 { "9 lb".to_owned() } else { (i * i).to_string() })));
    assert_eq!((few.columns[0].kind, &few.columns[0].unit), (Kind::Number, &None));
    assert!(matches!(&few.columns[0].remarks[..], [Remark::Odd { missing: true, odd, .. }] if odd.n == 1));
}

#[test]
fn a_mark_in_doubt_is_told_with_the_reading_that_was_taken() {
    let doubt = |text: &str, decimal_comma| Remark::Marks { text: text.to_owned(), decimal_comma };
    let bytes = case("dots");
    let read = sheet(&bytes);
    let t = Table::read(&read, &BTreeMap::new());
    assert_eq!(numbers(&t.columns[0])[..5], [2401.0, 7564.0, 6419.0, 6586.0, 234.0].map(Some));
    assert_eq!(t.columns[0].remarks, [doubt("2.401", true)]);
    let words = t.columns[0].remarks[0].in_words("faelle");
    assert_eq!(
        words,
        "\"2.401\" in \"faelle\" may be 2401 or 2.401. It is read as 2401, with a point between thousands."
    );
    // The other reading is one choice away, and so is the way back.
    let other =
        Sheet::parse(bytes.as_bytes(), Some(Dialect { decimal_comma: false, ..read.dialect })).expect("a sheet");
    let other = Table::read(&other, &BTreeMap::new());
    assert_eq!((numbers(&other.columns[0])[0], &other.columns[0].remarks), (Some(2.401), &vec![doubt("2.401", false)]));
    let tabs = table(rows("x\ty", 12, |i| if i % 3 == 0 { "250\ta".to_owned() } else { format!("{}.125\tb", i + 1) }));
    assert_eq!((numbers(&tabs.columns[0])[1], &tabs.columns[0].remarks), (Some(2125.0), &vec![doubt("2.125", true)]));
    // Between commas it is a decimal point, and in doubt where whole numbers stand beside it.
    let comma = |with_whole: bool| {
        let cell =
            |i: usize| if with_whole && i.is_multiple_of(3) { "250".to_owned() } else { format!("{}.125", i + 1) };
        table(rows("x,y", 12, |i| format!("{},{}", cell(i), i % 2))).columns.swap_remove(0)
    };
    assert_eq!(comma(true).remarks, [doubt("2.125", false)]);
    assert!(is_plain(&comma(false), Kind::Number));
}

#[test]
fn a_mark_that_another_cell_of_the_file_tells_is_in_no_doubt() {
    for text in [
        rows("x;y", 12, |i| format!("{}.125;{}", i + 1, if i == 3 { "2,5" } else { "3" })),
        rows("x;y", 12, |i| format!("{}.125;{}", i + 1, if i == 3 { "2.5" } else { "3" })),
        rows("x;y", 12, |i| format!("{};7", if i == 3 { "0.125".to_owned() } else { format!("{}.125", i + 1) })),
        rows("x;y", 12, |i| format!("{};7", if i == 3 { "1.234.567".to_owned() } else { format!("{}.125", i + 1) })),
    ] {
        assert!(is_plain(&table(&text).columns[0], Kind::Number), "{text}");
    }
    // One column may be written otherwise than the rest of the file.
    let t = table(rows("x,price", 40, |i| format!("{}.5,\"{},50\"", i, i * 3)));
    assert_eq!((numbers(&t.columns[0])[1], numbers(&t.columns[1])[1]), (Some(1.5), Some(3.5)));
}

#[test]
fn a_few_odd_cells_among_numbers_are_missing_and_listed_with_their_lines() {
    let s = summary(case("spoilt"), &[]);
    let column = &s.columns[0];
    let Remark::Odd { kind: Kind::Number, missing: true, odd, of: 120 } = &column.remarks[0] else {
        panic!("{column:?}")
    };
    assert_eq!((column.kind, column.n_missing, odd.n), (Kind::Number, 3, 3));
    let text = case("spoilt");
    let lines: Vec<&str> = text.lines().collect();
    for OddText { text, n, line } in &odd.texts {
        assert!(*n == 1 && lines[*line as usize - 1].starts_with(&format!("{text},")), "{text} on line {line}");
    }
    assert_eq!(column.remarks[0].in_words("lead"), "3 cells of \"lead\" are not numbers and count as missing.");
    // Kept as it is written where the user says so, and the count stays in view.
    let kept = &summary(case("spoilt"), &[("lead_ppm", Kind::Category.into())]).columns[0];
    assert!(
        kept.kind == Kind::Category
            && matches!(&kept.remarks[..], [Remark::Odd { missing: false, odd, .. }] if odd.n == 3)
    );
    // Titles above, blank lines and cells of several lines count.
    let text = rows("x,note", 40, |i| match i {
        3 => "\n\n1.5,\"two\nlines\"".to_owned(),
        5 => "#REF!,b".to_owned(),
        _ => format!("{}.25,a", i * i),
    });
    let Remark::Odd { odd, .. } = &summary(&text, &[]).columns[0].remarks[0].clone() else { panic!() };
    assert_eq!(odd.texts, [OddText { text: "#REF!".into(), n: 1, line: 10 }]);
    assert_eq!(text.lines().nth(9), Some("#REF!,b"));
    // Days of which some are none.
    let days =
        rows("d,y", 60, |i| if i % 20 == 4 { "soon,1".to_owned() } else { format!("2024-03-{:02},0", i % 28 + 1) });
    let days = &summary(days, &[]).columns[0];
    assert_eq!((days.kind, days.n_missing), (Kind::Date, 3));
    assert!(days.remarks[0].in_words("d").starts_with("3 cells of \"d\" are not dates"));
}

#[test]
fn many_odd_cells_or_a_short_list_of_numbers_stay_a_category_and_never_an_identifier() {
    let text = rows("x,y", 1000, |i| if i % 25 < 7 { format!("about {i},1") } else { format!("{}.5,0", i * i) });
    let many = &summary(&text, &[]).columns[0];
    assert_eq!(many.kind, Kind::Category);
    let Remark::Odd { kind: Kind::Number, missing: false, odd, of: 1000 } = &many.remarks[0] else {
        panic!("{many:?}")
    };
    assert_eq!((odd.n, odd.texts.len()), (280, Odd::MOST));
    let words = "\"x\" is kept as it is written: 280 of its 1000 cells could not be read as numbers.";
    assert_eq!(many.remarks[0].in_words("x"), words);
    let read = &summary(&text, &[("x", Kind::Number.into())]).columns[0];
    assert_eq!((read.kind, read.n_missing), (Kind::Number, 280));
    // `4+` is more than missing, and five answers are a list.
    let children =
        rows("children,y", 100, |i| format!("{},{}", ["0", "1", "2", "3", "4+"][(i * 7 % 33).min(4)], i % 2));
    let some = rows("children,y", 100, |i| format!("{},1", if i % 20 == 0 { "4+" } else { ["0", "1", "2"][i % 3] }));
    assert!([children, some].iter().all(|text| summary(text, &[]).columns[0].kind == Kind::Category));
    let words = table(rows("x,y", 60, |i| format!("level {},1", i % 5))).columns.swap_remove(0);
    assert!(is_plain(&words, Kind::Category), "of texts nothing is said");
}

#[test]
fn a_column_that_cannot_be_what_is_asked_fails_alone() {
    let text = rows("city,size,answer", 60, |i| {
        format!("{},{},{}", ["Ulm", "Bonn", "12"][i % 3], i * i, ["a", "b", "c"][i % 3])
    });
    let t = table_as(&text, &[("city", Kind::Number), ("answer", Kind::YesNo), ("size", Kind::Date)]);
    let [city, size, answer] = &t.columns[..] else { panic!() };
    assert_eq!((city.kind, numbers(city)[2], numbers(city)[0]), (Kind::Number, Some(12.0), None));
    let Remark::Odd { missing: true, odd, .. } = &city.remarks[0] else { panic!("{city:?}") };
    let told: Vec<String> = odd.texts.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["\"Ulm\" in 20 cells, first on line 2", "\"Bonn\" in 20 cells, first on line 3"]);
    assert_eq!((size.kind, &size.remarks[..]), (Kind::Number, &[Remark::Stays { asked: Kind::Date }][..]));
    assert_eq!((answer.kind, &answer.remarks[..]), (Kind::Category, &[Remark::Stays { asked: Kind::YesNo }][..]));
    assert!(answer.remarks[0].in_words("answer").contains("more than two different values"));
    let spec = DatasetSpec { target: Some("answer".into()), ..DatasetSpec::default() };
    assert!(Dataset::build(&t.clone().into(), &spec).is_ok(), "the table is there");
    assert_eq!(table_as(&text, &[("city", Kind::Category)]).columns[0].remarks, []);
    let never = table_as("a,b\n,1\n,2\n", &[("a", Kind::Number)]);
    assert!(
        never.columns[0].kind == Kind::Number && never.columns[0].remarks.is_empty(),
        "what is empty can be anything"
    );
}

#[test]
fn codes_that_look_like_quantities_stay_as_they_are_written() {
    let first = |text: &str| table(text).columns.swap_remove(0);
    for (name, code, kind) in
        [("postcodes_de", "01067", Kind::Category), ("bigint", "208310224003697459", Kind::Category)]
    {
        let column = first(&case(name));
        assert_eq!(
            (column.kind, &column.remarks[..]),
            (kind, &[Remark::Codes { text: code.to_owned() }][..]),
            "{name}"
        );
        let asked = table_as(case(name), &[(column.name.as_str(), Kind::Number)]).columns.swap_remove(0);
        assert!(is_plain(&asked, Kind::Number), "the user may say otherwise");
    }
    let hex = first(&rows("commit,y", 60, |i| format!("{}e{},1", 713_752 + i * 1_009, i % 9)));
    assert_eq!(hex.kind, Kind::Identifier);
    assert!(matches!(&hex.remarks[..], [Remark::Codes { text }] if text == "713752e0"));
    let fips = first(&rows("county,y", 60, |i| format!("{:05},1", 1_001 + i % 7 * 2_000)));
    assert_eq!(fips.kind, Kind::Category);
    // What has no such sign is a quantity: two digits with a zero in front, few zeros, scientific numbers.
    let cells: [fn(usize) -> String; 3] =
        [|i| format!("{:02}", i % 24), |i| (i * i).to_string(), |i| format!("{}e-{}", i + 10, i % 9)];
    for cell in cells {
        assert!(is_plain(&first(&rows("x,y", 60, |i| format!("{},1", cell(i)))), Kind::Number), "{}", cell(1));
    }
    let typed =
        first(&rows("x,y", 60, |i| format!("{},1", if i == 9 { "007".to_owned() } else { (i * i).to_string() })));
    assert!(is_plain(&typed, Kind::Number), "one among many is a slip");
}

#[test]
fn days_with_named_months_are_dates_and_times_are_hours() {
    let t = table(case("dates_month"));
    assert_eq!((t.columns[0].kind, t.value(0, 0).to_string()), (Kind::Date, "2025-03-10".to_owned()));
    assert_eq!(
        (t.columns[1].kind, t.columns[1].unit.as_deref(), numbers(&t.columns[1])[0]),
        (Kind::Number, Some("h"), Some(18.9))
    );
    assert_eq!(t.columns[1].remarks[0].in_words("time"), "The times in \"time\" are read as hours: 18:54 is 18.9.");
    for (cells, hours) in [
        (["0:30", "125:15:00", "2 days 03:15:00"], [0.5, 125.25, 51.25]),
        (["06:00 AM", "6:30 pm", "12:15 AM"], [6.0, 18.5, 0.25]),
        (["18:54:36", "00:00:00", "1:00:01.5"], [18.91, 0.0, 3_601.5 / 3_600.0]),
    ] {
        assert_eq!(numbers(&column(&cells)), hours.map(Some), "{cells:?}");
    }
    for cells in [["3:1", "2:0"], ["16:9", "4:3"], ["John 3:16", "Mark 1:02"], ["12:75", "10:61"]] {
        assert_ne!(column(&cells).kind, Kind::Number, "{cells:?}");
    }
    assert_eq!(column(&["3. M\u{e4}rz 2024", "14 avril 2024", "April 3, 2024"]).kind, Kind::Date);
    assert_eq!(column(&["Mar-24", "Apr-24", "Dez-23"]).kind, Kind::Date);
    assert_eq!(column(&["March", "April", "May"]).kind, Kind::Category);
}

#[test]
fn a_number_that_may_mean_missing_is_hinted_at_and_taken_as_such_on_request() {
    let text = case("sentinel");
    let found = |text: &str, chosen: &[(&str, Chosen)]| summary(text, chosen).columns[0].clone();
    let age = found(&text, &[]);
    let Remark::Sentinel { value: -999.0, n, others: [low, high] } = &age.remarks[0] else { panic!("{age:?}") };
    assert_eq!((*n, *low >= 0.0, *high < 200.0), (text.matches("-999").count(), true, true));
    let treated = found(&text, &[("age", Chosen { kind: Kind::Number, missing: vec![-999.0] })]);
    assert_eq!((treated.kind, treated.n_missing), (Kind::Number, *n));
    assert_eq!(treated.remarks, [Remark::MissingNumbers { values: vec![-999.0], n: *n }]);
    let of = |cell: fn(usize) -> String| found(&rows("x,y", 80, |i| format!("{},{}", cell(i), i % 2)), &[]).remarks;
    let value = |remarks: &[Remark]| match remarks {
        [Remark::Sentinel { value, .. }] => Some(*value),
        [] => None,
        other => panic!("{other:?}"),
    };
    assert_eq!(value(&of(|i| if i % 9 == 0 { "9999".into() } else { (i * 7 % 50).to_string() })), Some(9999.0));
    assert_eq!(value(&of(|i| if i % 4 != 0 { "-1".into() } else { (i * i % 871).to_string() })), Some(-1.0));
    assert_eq!(value(&of(|i| if i % 9 == 0 { "99".into() } else { (i % 8).to_string() })), Some(99.0));
    // Far and alone, near and often, or a measurement like others.
    assert_eq!(value(&of(|i| if i == 9 { "9999".into() } else { (i * 7 % 50).to_string() })), None);
    assert_eq!(value(&of(|i| (i * 7 % 100).to_string())), None);
    assert_eq!(value(&of(|i| (i as i64 % 9 - 4).to_string())), None);
    assert_eq!(value(&of(|i| if i % 9 == 0 { "1000".into() } else { (i * 7 % 50).to_string() })), None);
}

#[test]
fn large_numbers_are_read_whole() {
    let t = table(case("huge"));
    assert!(t.columns[..3].iter().all(|c| is_plain(c, Kind::Number)), "{:?}", t.columns);
    assert_eq!(numbers(&t.columns[2])[0], Some(2_733_019_403_373.0));
}
