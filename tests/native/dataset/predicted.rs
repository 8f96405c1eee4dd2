//! What is predicted where nobody said so, and whether codes are classes or amounts.

use crate::cases::{case, data};
use crate::data::{rows, table, table_as};
use vitrine::dataset::{Dataset, DatasetError, DatasetSpec, Target, Why};
use vitrine::table::Kind;

/// Forty rows of two numbers, an answer and three levels.
fn mixed(header: &str) -> String {
    let line =
        |i: usize| format!("{},{},{},{}", i * 7 % 40, i * 5 % 13, ["yes", "no"][i / 3 % 2], ["a", "b", "c"][i % 3]);
    rows(header, 40, line)
}

#[test]
fn the_target_is_named_or_placed_so() {
    for (header, target, why) in [
        ("size,weight,survived,deck", "survived", Why::Name),
        ("SalePrice,weight,garden,street", "SalePrice", Why::Name),
        ("gr\u{f6}\u{df}e,preis,balkon,lage", "preis", Why::Name),
        ("edad,precio,balc\u{f3}n,barrio", "precio", Why::Name),
        ("a,b,smoker,species", "species", Why::Name),
        ("size,weight,smoker,deck", "deck", Why::Last),
    ] {
        let data = data(&mixed(header));
        let guess = data.asked.guess.expect("nothing was chosen");
        assert_eq!((data.target_name.as_str(), guess.why), (target, why), "{header}");
        assert!(guess.candidates.is_empty(), "{header}: {:?}", guess.candidates);
    }
    let spec = DatasetSpec { target: Some("size".into()), ..DatasetSpec::default() };
    let chosen = Dataset::build(&table(mixed("size,weight,smoker,deck")).into(), &spec).expect("a data set");
    assert_eq!((chosen.target_name.as_str(), chosen.asked.guess), ("size", None));
}

#[test]
fn of_the_bundled_tables_it_is_the_one_that_they_are_about() {
    for sample in &vitrine::samples::SAMPLES {
        let data = data(&String::from_utf8(crate::data::sample_bytes(sample.name)).expect("text"));
        assert_eq!(data.target_name, sample.target);
    }
}

#[test]
fn when_unsure_three_columns_are_offered() {
    // The last one is a number with missing cells, and another one says yes or no.
    let odd = |i: usize| if i.is_multiple_of(4) { String::new() } else { (i * 3 % 17).to_string() };
    let doubtful =
        rows("size,smoker,weight", 60, |i| format!("{},{},{}", i * 7 % 40, ["yes", "no"][i / 3 % 2], odd(i)));
    // Two names that say so.
    let two = mixed("price,weight,survived,deck");
    for (text, target) in [(doubtful, "weight"), (two, "survived")] {
        let data = data(&text);
        let candidates = data.asked.guess.expect("nothing was chosen").candidates;
        assert_eq!((data.target_name.as_str(), candidates.len(), candidates[0].as_str()), (target, 3, target));
    }
}

#[test]
fn what_cannot_be_predicted_is_never_the_target() {
    type Cell = fn(usize) -> String;
    let last: [(&str, Cell); 6] = [
        ("Notes", |_| "same".into()),
        ("code", |i| format!("K{:04}", i * 37 % 997)),
        ("target", |i| if i.is_multiple_of(5) { (i % 3).to_string() } else { String::new() }),
        ("comment", |i| format!("they said that item {i} was rather good but came late")),
        ("price", |_| String::new()),
        ("label", |i| format!("name {}", i % 40)),
    ];
    for (name, cell) in last {
        let text = rows(&format!("size,smoker,{name}"), 60, |i| {
            format!("{},{},{}", i * 7 % 31, ["yes", "no"][i / 3 % 2], cell(i))
        });
        let data = data(&text);
        assert!(["smoker", "size"].contains(&data.target_name.as_str()), "{name}: {}", data.target_name);
    }
    let nothing = table(rows("a,b", 30, |_| "1,x".into()));
    assert_eq!(Dataset::build(&nothing.into(), &DatasetSpec::default()).map(drop), Err(DatasetError::NothingToPredict));
}

#[test]
fn codes_are_classes_or_amounts_as_the_user_says() {
    let text = case("coded");
    let of_kind = |kind| Dataset::build(&table_as(&text, &[("species", kind)]).into(), &DatasetSpec::default());
    let classes = |data: &Dataset| match &data.target {
        Target::Classification { names, .. } => names.join("|"),
        Target::Regression(_) => String::new(),
    };
    let (first, amounts, again) =
        (data(&text), of_kind(Kind::Number).expect("a data set"), of_kind(Kind::Category).expect("a data set"));
    assert_eq!([&first, &amounts, &again].map(classes), ["0|1|2", "", "0|1|2"]);
    // It is asked whatever was taken.
    assert_eq!([&first, &amounts, &again].map(|d| d.asked.codes), [Some(3); 3]);
    // Counts and grades are amounts, and it is asked; of many values it is not.
    let of =
        |header: &str, cell: fn(usize) -> usize| data(&rows(header, 60, |i| format!("{},{}", i * 7 % 31, cell(i))));
    let files =
        [of("age,number_of_children", |i| i % 4), of("hours,quality", |i| 1 + i % 5), of("hours,points", |i| i % 40)];
    assert_eq!(files.each_ref().map(classes), ["", "", ""]);
    assert_eq!(files.map(|d| d.asked.codes), [Some(4), Some(5), None]);
}
