//! Texts of a column that say the same in other words, that say nothing, that stand in an order, or that are too many.

use crate::cases::{case, doubts, kind, levels, off, read};
use crate::data::{rows, table};
use std::collections::BTreeSet;
use vitrine::dataset::{Dataset, DatasetSpec, ExclusionReason};
use vitrine::table::{Cells, Doubt, Kind, ReadSpec, Remark, Value};

#[test]
fn answers_are_yes_and_no_however_they_are_spelled() {
    let variants = table(case("variants_target"));
    let answer = variants.column("answer").expect("the answers");
    assert_eq!((answer.kind, levels(&variants, "answer").len()), (Kind::YesNo, 2));
    assert!(matches!(&answer.remarks[..], [Remark::Answers { spelled }] if spelled.len() > 2), "{:?}", answer.remarks);
    // No, yes, and how cells spell them.
    let files = [
        (["Yes", "yes", "Y", "no", "N"], "ynyyn".len()),
        (["ja", "JA", "Ja", "Nein", "nein"], 5),
        (["TRUE", "True", "true", "False", "FALSE"], 5),
    ];
    for (spelled, n) in files {
        let table = table(rows("x,answer", 50, |i| format!("{},{}", i % 7, spelled[i % n])));
        assert_eq!((kind(&table, "answer"), levels(&table, "answer").len()), (Kind::YesNo, 2), "{spelled:?}");
        let second = Value::Level(levels(&table, "answer")[1].clone());
        let yes: Vec<bool> = (0..n).map(|row| table.value(row, 1) == second).collect();
        assert_eq!(yes, [true, true, true, false, false], "{spelled:?}");
    }
    let plain = table(rows("x,answer", 50, |i| format!("{},{}", i % 7, ["yes", "no"][i % 2])));
    assert_eq!((levels(&plain, "answer").join("|"), plain.columns[1].remarks.len()), ("no|yes".to_owned(), 0));
    let none = table(rows("x,answer", 50, |i| format!("{},{}", i % 7, ["yes", "no", "perhaps"][i % 3])));
    assert_eq!(kind(&none, "answer"), Kind::Category);
}

#[test]
fn na_is_in_doubt_where_it_may_be_a_code() {
    let text = case("namibia");
    let codes = vec!["DE".to_owned(), "FR".to_owned(), "NC".to_owned()];
    assert_eq!(doubts(&text, &ReadSpec::default()), [Doubt::Code { column: "country".into(), codes }]);
    let mut spec = ReadSpec::default();
    spec.set_missing("NA", false);
    assert_eq!(doubts(&text, &spec), []);
    // States of the United States, and codes of teams.
    for codes in [["CA", "NY", "TX", "NA"], ["AB", "CD", "EF", "NA"]] {
        let text = rows("x,code,target", 40, |i| format!("{},{},{}", i % 7, codes[i % 4], ["a", "b"][i % 2]));
        assert!(matches!(&doubts(&text, &ReadSpec::default())[..], [Doubt::Code { .. }]), "{codes:?}");
    }
    // Not where other cells are no such codes, where there are few, or where nothing is missing.
    for cells in
        [["12", "7", "33", "NA"], ["low", "high", "mid", "NA"], ["UP", "DO", "UP", "NA"], ["CA", "NY", "TX", "OR"]]
    {
        let text = rows("x,code,target", 40, |i| format!("{},{},{}", i % 7, cells[i % 4], ["a", "b"][i % 2]));
        assert_eq!(doubts(&text, &ReadSpec::default()), [], "{cells:?}");
    }
}

#[test]
fn levels_that_differ_in_case_or_blanks_only_are_joined_on_demand() {
    let spelled = ["Berlin", "berlin", "BERLIN ", "New  York", "New York", "Rome", "Berlin"];
    let text = rows("city,x,target", 70, |i| format!("\"{}\",{},{}", spelled[i % 7], i % 9, ["a", "b"][i % 2]));
    let apart = doubts(&text, &ReadSpec::default());
    let [Doubt::Variants { column, n_levels: 6, n_joined: 3, alike }] = &apart[..] else { panic!("{apart:?}") };
    assert_eq!((column.as_str(), alike.len()), ("city", 3));
    let spec = ReadSpec { joined: ["city".to_owned()].into(), ..ReadSpec::default() };
    let (_, table) = read(&text, &spec);
    assert_eq!(levels(&table, "city"), ["Berlin", "New  York", "Rome"]);
    assert_eq!(table.value(1, 0), Value::Level("Berlin".into()));
    assert_eq!(doubts(&text, &spec), [Doubt::Joined { column: "city".into() }]);
    let other = rows("city,x,target", 70, |i| format!("{},{},{}", ["Rome", "Roma"][i % 2], i % 9, ["a", "b"][i % 2]));
    assert_eq!(doubts(&other, &ReadSpec::default()), []);
}

#[test]
fn which_texts_mean_missing_is_told_and_chosen() {
    let text = case("namibia");
    let (sheet, table) = read(&text, &ReadSpec::default());
    let [(word, n)] = &sheet.missing[..] else { panic!("{:?}", sheet.missing) };
    assert_eq!((word.as_str(), levels(&table, "country").len()), ("NA", 4));
    let mut spec = ReadSpec::default();
    spec.set_missing("NA", false);
    let (sheet, table) = read(&text, &spec);
    assert_eq!((sheet.missing.len(), levels(&table, "country").join("|")), (0, "DE|FR|NA|NC|NE".to_owned()));
    let Cells::Categories { codes, .. } = &table.columns[0].cells else { panic!("no categories") };
    assert_eq!(codes.iter().filter(|c| *c == Some(2)).count() as u64, *n);
    // Words of one's own, and back.
    spec.set_missing("DE", true);
    assert_eq!(levels(&read(&text, &spec).1, "country"), ["FR", "NA", "NC", "NE"]);
    spec.set_missing("DE", false);
    spec.set_missing("NA", true);
    assert_eq!(spec, ReadSpec::default(), "nothing is chosen any more");
    // An empty cell is missing whatever is chosen.
    let none = ReadSpec { missing: Some(BTreeSet::new()), ..ReadSpec::default() };
    assert_eq!(read("a,b\n,1\n?,2\nx,3\n", &none).0.missing, [(String::new(), 1)]);
}

#[test]
fn ranges_stand_in_the_order_of_their_numbers() {
    let in_order: [&[&str]; 6] = [
        &["1-5", "6-10", "11-50", "51-100", "100+"],
        &["<18", "18-25", "26-64", "65+"],
        &["0\u{2013}9", "10\u{2013}19", "20\u{2013}99", "100\u{2013}199"],
        &["under 5", "5 to 9", "10 to 14", "15 and over"],
        &["<=5", "6-9", ">9", "unknown"],
        &["$0-$9,999", "$10,000-$49,999", "$50,000+"],
    ];
    for order in in_order {
        // As they come, the last first.
        let n = order.len();
        let text =
            rows("band;x;target", 60, |i| format!("{};{};{}", order[n - 1 - i % n], i % 7, ["a", "b"][i / 2 % 2]));
        assert_eq!(levels(&table(&text), "band"), order);
    }
    // Texts with some numbers in front stay in the order of texts.
    let schools = ["9th", "10th", "1st-4th", "HS-grad", "Masters"];
    let text = rows("school,x,target", 60, |i| format!("{},{},{}", schools[i % 5], i % 7, ["a", "b"][i / 2 % 2]));
    assert_eq!(levels(&table(&text), "school"), ["10th", "1st-4th", "9th", "HS-grad", "Masters"]);
}

#[test]
fn names_and_numbers_that_are_nearly_unique_are_off() {
    let of = |n: usize, n_values: usize| {
        rows("model,weight,mpg", n, move |i| format!("car {},{},{}", i % n_values, i * 7 % 31, i * 11 % 37))
    };
    for (n, n_values) in [(344, 190), (406, 311)] {
        let text = of(n, n_values);
        assert_eq!(off(&text, "model"), Some(ExclusionReason::NearlyUnique));
        let spec = DatasetSpec { use_column: [("model".to_owned(), true)].into(), ..DatasetSpec::default() };
        let on = Dataset::build(&table(&text).into(), &spec).expect("a data set");
        assert!(on.features.iter().any(|f| f.name == "model"), "the user turns it on");
    }
    let ids = rows("customer_id,weight,mpg", 200, |i| format!("{},{},{}", 900 + i * 13 % 120, i * 7 % 31, i * 11 % 37));
    assert_eq!(off(&ids, "customer_id"), Some(ExclusionReason::NearlyUnique));
    assert_eq!(off(&of(344, 100), "model"), None, "100 of 344 are levels");
}
