//! Dates and two-valued answers: what counts as one, in which order day and month stand, and what becomes of it.

use crate::data::{sheet, table, table_as};
use proptest::prelude::*;
use std::collections::BTreeMap;
use vitrine::dataset::{Dataset, DatasetSpec, Encoder, view};
use vitrine::table::summary::{Distribution, summarise};
use vitrine::table::{Cells, Dialect, Kind, Remark, Sheet, Table, Value, date};

/// A table of one column beside a number.
fn column(cells: &[&str]) -> Table {
    let rows: String = cells.iter().enumerate().map(|(i, c)| format!("{c};{}\n", i % 3)).collect();
    table(format!("c;n\n{rows}"))
}

#[test]
fn dates_are_read_as_people_write_them() {
    for (text, month_first, days) in [
        ("1970-01-01", false, Some(0.0)),
        ("1970-01-02", true, Some(1.0)),
        ("1969-12-31", false, Some(-1.0)),
        ("2000-02-29", false, Some(11_016.0)),
        ("1900-02-29", false, None),
        ("2024-02-30", false, None),
        ("2024-13-01", false, None),
        ("0001-01-01", false, Some(-719_162.0)),
        ("9999-12-31", false, Some(2_932_896.0)),
        ("2024/3/1", false, Some(19_783.0)),
        ("1.3.2024", false, Some(19_783.0)),
        ("01-03-2024", false, Some(19_783.0)),
        ("3/1/2024", true, Some(19_783.0)),
        ("3/1/24", true, Some(19_783.0)),
        ("01.03.24", false, Some(19_783.0)),
        ("31/12/69", false, Some(36_524.0)),
        ("31/12/70", false, Some(364.0)),
        ("1.12.10", false, None),
        ("13/1/2024", true, None),
        ("2024-03-01T12:00", false, Some(19_783.5)),
        ("2024-03-01 06:00:00", false, Some(19_783.25)),
        ("2024-03-01T06:00:00.000Z", false, Some(19_783.25)),
        ("2024-03-01T08:00:00+02:00", false, Some(19_783.25)),
        ("2024-03-01T01:00-0500", false, Some(19_783.25)),
        ("3/1/2024 6:00 PM", true, Some(19_783.75)),
        ("3/1/2024 12:00 am", true, Some(19_783.0)),
        ("3/1/2024 13:00 PM", true, None),
        ("2024-03-01 24:00", false, None),
        ("2024-03-01 later", false, None),
        ("2024-03", false, None),
        ("20240301", false, None),
        ("192.168.0.1", false, None),
        ("1.2.3", false, None),
        ("10-Mar-25", false, Some(20_157.0)),
        ("10-mar-2025", true, Some(20_157.0)),
        ("3 April 2024", false, Some(19_816.0)),
        ("April 3, 2024", false, Some(19_816.0)),
        ("3. April 2024 12:00", false, Some(19_816.5)),
        ("3 avr. 2024", false, Some(19_816.0)),
        ("Apr 2024", false, Some(19_814.0)),
        ("Apr-24", false, Some(19_814.0)),
        ("2024-Apr-03", false, Some(19_816.0)),
        ("1 M\u{e4}rz 2024", false, Some(19_783.0)),
        ("1 ao\u{fb}t 2024", false, Some(19_936.0)),
        ("31 April 2024", false, None),
        ("Apr 24", false, None),
        ("Ap 2024", false, None),
        ("market 2024", false, None),
        ("3 April 2024 or so", false, None),
        ("\u{664}/\u{661}/2024", false, None),
        ("", false, None),
    ] {
        assert_eq!(date::parse(text, month_first), days, "{text:?} {month_first}");
    }
}

#[test]
fn dates_are_spelled_with_the_year_first() {
    assert_eq!(date::format_date(0.0), "1970-01-01");
    assert_eq!(date::format_date(-0.25), "1969-12-31 18:00");
    assert_eq!(date::format_date(19_783.0 + 3_661.0 / 86_400.0), "2024-03-01 01:01:01");
    assert_eq!(date::format_date(f64::NAN), "day NaN");
    assert_eq!(date::format_date(1e12), "day 1000000000000");
}

proptest! {
    #[test]
    fn every_second_comes_back_from_its_spelling(seconds in -62_135_596_800i64..253_402_300_800) {
        let days = seconds as f64 / 86_400.0;
        let back = date::parse(&date::format_date(days), false).expect("a date");
        prop_assert_eq!((back * 86_400.0).round() as i64, seconds);
    }
}

#[test]
fn the_order_of_day_and_month_is_that_of_the_whole_column() {
    let first = |t: &Table| match &t.columns[0].cells {
        Cells::Numbers(v) => v.get(0).expect("a date"),
        Cells::Categories { .. } => panic!("{:?}", t.columns[0]),
    };
    let said = |t: &Table| match &t.columns[0].remarks[..] {
        [] => None,
        [Remark::DayOrMonth { month_first }] => Some(*month_first),
        other => panic!("{other:?}"),
    };
    let day_first = column(&["3/4/2024", "13/4/2024"]);
    assert_eq!(
        (day_first.columns[0].kind, date::format_date(first(&day_first))),
        (Kind::Date, "2024-04-03".to_owned())
    );
    let month_first = column(&["3/4/2024", "4/13/2024", ""]);
    assert_eq!(date::format_date(first(&month_first)), "2024-03-04");
    assert_eq!((said(&day_first), said(&month_first)), (None, None));
    let either = column(&["3/4/2024", "5/6/2024"]);
    assert_eq!(date::format_date(first(&either)), "2024-04-03");
    assert_eq!(said(&either), Some(false));
    let note = either.columns[0].remarks[0].in_words("c");
    assert!(note.contains("\"c\" are read with the day before the month"), "{note}");
    let stated = |text: &str| {
        let dialect = Dialect { delimiter: ';', month_first: true, ..Dialect::default() };
        let sheet = Sheet::parse(text.as_bytes(), Some(dialect)).expect("a sheet");
        Table::read(&sheet, &BTreeMap::new())
    };
    let otherwise = stated("c;n\n3/4/2024;1\n5/6/2024;2\n");
    assert_eq!(date::format_date(first(&otherwise)), "2024-03-04", "the user may say it");
    let note = otherwise.columns[0].remarks[0].in_words("c");
    assert!(note.contains("\"c\" are read with the month before the day"), "{note}");
    let proven = stated("c;n\n3/4/2024;1\n13/4/2024;2\n");
    assert_eq!((date::format_date(first(&proven)), said(&proven)), ("2024-04-03".to_owned(), None), "cells win");
    assert_eq!(said(&column(&["3/3/2024", "4/4/2024"])), None, "either order gives the same days");
    assert_eq!(column(&["13/4/2024", "4/13/2024"]).columns[0].kind, Kind::Category, "no order suits both");
}

#[test]
fn a_column_of_dates_may_be_kept_as_it_is_written() {
    let kept = table_as("d,n\n2024-01-01,1\n2024-01-02,2\n", &[("d", Kind::Category)]);
    assert!(matches!(kept.columns[0].cells, Cells::Categories { .. }));
}

#[test]
fn a_date_is_a_date_wherever_it_is_shown() {
    let rows: String = (0..40).map(|i| format!("2024-01-{:02},{}\n", i % 28 + 1, ["no", "yes"][i % 2])).collect();
    let text = format!("day,y\n{rows}");
    let sheet = sheet(&text);
    let t = table(&text);
    assert_eq!(t.value(0, 0).to_string(), "2024-01-01");
    assert!(matches!(summarise(&sheet, &t).columns[0].distribution, Distribution::Numbers { dates: true, .. }));
    let d = Dataset::build(&t.clone().into(), &DatasetSpec::default()).expect("a data set");
    assert_eq!(d.value(3, 0), Value::Date(19_726.0));
    assert_eq!(d.features[0].parse(&Value::Date(19_730.0)), Some(19_730.0));
    assert_eq!(d.features[0].edge(19_726.5), "2024-01-04", "of whole days the edge is a day");
    assert!(matches!(d.features[0].encoder, Encoder::Scaled { .. }));
    assert!(d.x.iter().all(|v| v.abs() < 10.0), "it is scaled like a number");
    let v = view(&d, 40);
    assert_eq!((v.features[0].kind, v.features[0].whole), (Kind::Date, true));
}

#[test]
fn two_answers_are_yes_and_no_with_the_no_first() {
    for (cells, levels) in [
        (["yes", "no"], ["no", "yes"]),
        (["Y", "N"], ["N", "Y"]),
        (["TRUE", "FALSE"], ["FALSE", "TRUE"]),
        (["ja", "nein"], ["nein", "ja"]),
        (["Oui", "Non"], ["Non", "Oui"]),
        (["1", "0"], ["0", "1"]),
        (["on", "off"], ["off", "on"]),
    ] {
        let t = column(&[cells[0], cells[1], cells[0], "", cells[1]]);
        assert_eq!(t.columns[0].kind, Kind::YesNo, "{cells:?}");
        let Cells::Categories { levels: found, codes } = &t.columns[0].cells else { panic!() };
        assert_eq!(found, &levels);
        assert_eq!(codes, &[Some(1), Some(0), Some(1), None, Some(0)].into_iter().collect());
    }
    for cells in [["yes", "yes"], ["male", "female"], ["1", "2"], ["0.0", "1.0"], ["yes", "maybe"]] {
        assert_ne!(column(&cells).columns[0].kind, Kind::YesNo, "{cells:?}");
    }
    assert_eq!(column(&["yes", "no", "Yes"]).columns[0].kind, Kind::YesNo, "three spellings are two answers");
}

#[test]
fn any_two_values_may_be_set_to_yes_and_no() {
    let text = "a,n\nmale,1\nfemale,2\n";
    let t = table_as(text, &[("a", Kind::YesNo)]);
    let Cells::Categories { levels, .. } = &t.columns[0].cells else { panic!() };
    assert_eq!(levels, &["female", "male"]);
    let number = table_as("a,n\n0,1\n1,2\n", &[("a", Kind::Number)]);
    assert_eq!(
        number.columns[0].cells,
        Cells::Numbers([Some(0.0), Some(1.0)].into_iter().collect()),
        "what is 0 and 1 may be a number"
    );
}

#[test]
fn yes_is_the_second_class_and_the_encoding_is_a_category_s() {
    let rows: String = (0..40).map(|i| format!("{},{}\n", i % 7, ["ja", "nein"][i % 2])).collect();
    let text = format!("x,y\n{rows}");
    let answers = Dataset::build(&table(&text).into(), &DatasetSpec::default()).expect("a data set");
    assert_eq!(view(&answers, 40).classes[1].0, "ja");
    let x = format!("y,x\n{}", (0..40).map(|i| format!("{},{}\n", ["no", "yes"][i % 2], i % 7)).collect::<String>());
    let of = |kind: Kind| {
        Dataset::build(&table_as(&x, &[("y", kind)]).into(), &DatasetSpec::default()).expect("a data set").x
    };
    assert_eq!(of(Kind::YesNo), of(Kind::Category));
}
