//! The dictionary of the bundled tables' columns: complete, and said wherever a column is named.

use crate::data::{rows, sample_bytes, sample_dataset, sheet, table};
use std::collections::BTreeSet;
use vitrine::chart::format::quantity;
use vitrine::dataset::{DatasetView, view};
use vitrine::samples::SAMPLES;
use vitrine::table::dictionary::{Dictionary, describe_units};
use vitrine::table::summary::{Summary, summarise};

fn dictionary() -> Dictionary {
    Dictionary::read(&sample_bytes("columns")).expect("a dictionary")
}

fn summary(name: &str) -> Summary {
    let sheet = sheet(sample_bytes(name));
    summarise(&sheet, &table(sample_bytes(name)))
}

fn described(name: &str) -> DatasetView {
    let dataset = sample_dataset(name, |_| {});
    let mut summary = summary(name);
    dictionary().describe(name, &mut summary);
    let mut data = view(&dataset, summary.n_rows);
    data.describe(&summary);
    data
}

#[test]
fn it_has_a_label_for_each_column_of_each_sample() {
    let dictionary = dictionary();
    for sample in &SAMPLES {
        let names = sheet(sample_bytes(sample.name)).names;
        let said = |name: &String| dictionary.column(sample.name, name).and_then(|c| c.label.clone());
        let labels: BTreeSet<String> = names.iter().filter_map(said).collect();
        assert_eq!(labels.len(), sample.n_columns, "{}: a column without a label, or two with the same", sample.name);
        let meant = names.iter().filter_map(|name| dictionary.column(sample.name, name)?.meaning.clone());
        assert!(meant.into_iter().all(|m| m.ends_with('.')), "{}: a meaning that is no sentence", sample.name);
    }
}

#[test]
fn every_entry_is_of_a_column() {
    let sheet = sheet(sample_bytes("columns"));
    for row in 0..sheet.n_rows() {
        let (of, column) = (sheet.cell(row, 0).expect("a table"), sheet.cell(row, 1).expect("a column"));
        let names = crate::data::sheet(sample_bytes(of)).names;
        assert!(names.iter().any(|name| name == column), "{of} has no column {column}");
    }
}

#[test]
fn features_are_called_what_it_says_and_keep_their_names() {
    let data = described("german_credit");
    let duration = data.features.iter().find(|f| f.name == "month_duration").expect("the duration");
    assert_eq!((duration.label.as_str(), duration.unit.as_deref()), ("duration", Some("months")));
    assert!(duration.meaning.as_ref().is_some_and(|m| m.contains("credit")));
    assert_eq!(data.label("status"), "checking account");
    assert_eq!(data.column_label("status = no checking account"), "checking account = no checking account");
    assert_eq!(data.column_label("log of month_duration"), "log of duration");
    assert_eq!(data.column_label("month_duration is missing"), "duration is missing");
    assert_eq!(described("compas").target_label, "charged again");
}

#[test]
fn what_it_does_not_know_keeps_its_name_and_unit() {
    let (dataset, mut summary) = (sample_dataset("iris", |_| {}), summary("iris"));
    let dictionary =
        Dictionary::read(b"table,column,label,unit\niris,petal_width,width of the petal,\n").expect("a dictionary");
    summary.columns[0].unit = Some("mm".to_owned());
    dictionary.describe("iris", &mut summary);
    let mut data = view(&dataset, summary.n_rows);
    data.describe(&summary);
    let said: Vec<_> = data.features.iter().map(|f| (f.label.as_str(), f.unit.as_deref())).collect();
    let own = |name| (name, None);
    assert_eq!(
        said,
        [("sepal_length", Some("mm")), own("sepal_width"), own("petal_length"), own("width of the petal")]
    );
    // What stands in the file counts more than what the dictionary says, and is said to be read there.
    self::dictionary().describe("iris", &mut summary);
    assert_eq!([0, 2].map(|j: usize| summary.columns[j].unit()), [Some("mm"), Some("cm")]);
    assert_eq!(summary.columns[2].unit, None);
}

#[test]
fn a_line_of_units_says_them_too() {
    let bytes = rows("hour,load,kind\n[h],(kW),", 60, |i| format!("{},{},{}", i % 24, (i * 7) % 31, ["a", "b"][i % 2]));
    let (sheet, table) = (sheet(&bytes), table(&bytes));
    let mut summary = summarise(&sheet, &table);
    assert_eq!(summary.columns[0].unit(), None);
    describe_units(&mut summary);
    let units: Vec<_> = summary.columns.iter().map(|c| c.unit()).collect();
    assert_eq!(units, [Some("h"), Some("kW"), None]);
}

#[test]
fn what_is_no_dictionary_is_none() {
    for bytes in [&b""[..], b"a,b\n1,2\n", b"table,label\niris,petal\n"] {
        assert_eq!(Dictionary::read(bytes), None, "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn a_number_is_written_in_its_unit() {
    assert_eq!(quantity("48", "months"), "48\u{a0}months");
    assert_eq!(quantity("1", "months"), "1\u{a0}month");
    assert_eq!(quantity("-5", "$"), "-$5");
    assert_eq!(quantity("12", "%"), "12\u{a0}%");
    assert_eq!(quantity("1", "cm"), "1\u{a0}cm");
    assert_eq!(quantity("1", "hours a week"), "1\u{a0}hour a week");
    assert_eq!(quantity("1", "Celsius"), "1\u{a0}Celsius");
    assert_eq!(quantity("1200", "US$"), "US$1200");
}
