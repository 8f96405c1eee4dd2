//! From table to matrix: encoders that never saw the test rows, features as ranges of columns, and a fair split.

use crate::data::{rows, sample_bytes, table};
use proptest::prelude::*;
use std::collections::BTreeMap;
use vitrine::dataset::{
    Dataset, DatasetError, DatasetSpec, Encoder, ExclusionReason, MissingPolicy, SplitSpec, Target, view,
};
use vitrine::samples::SAMPLES;
use vitrine::table::Value;

fn build(text: &str, spec: &DatasetSpec) -> Result<Dataset, DatasetError> {
    Dataset::build(&table(text).into(), spec)
}

#[test]
fn scaling_is_fitted_on_the_training_rows() {
    let text = rows("x,z,y", 50, |i| format!("{},{},{}", i * 7 % 50, i % 3, ["no", "yes"][i % 2]));
    let d = build(&text, &DatasetSpec::default()).expect("a data set");
    let train: Vec<f64> = d.parts.train.iter().map(|&i| d.values[[i as usize, 0]]).collect();
    let mean = train.iter().sum::<f64>() / train.len() as f64;
    let deviation = (train.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / train.len() as f64).sqrt();
    let Encoder::Scaled { mean: m, deviation: s, .. } = d.features[0].encoder else { panic!() };
    assert!((m - mean).abs() < 1e-12 && (s - deviation).abs() < 1e-12);
    let all = d.values.column(0).mean().expect("rows");
    assert!((m - all).abs() > 1e-3, "the mean of all rows would be another");
    for i in 0..d.n_rows() {
        assert_eq!(d.x[[i, 0]], ((d.values[[i, 0]] - m) / s) as f32);
    }
}

#[test]
fn missing_numbers_follow_their_policy() {
    let text = rows("x,y", 40, |i| format!("{},{}", if i % 4 == 0 { "".into() } else { (i * i).to_string() }, i));
    let with = |policy: MissingPolicy| {
        let missing = BTreeMap::from([("x".to_owned(), policy)]);
        // The last column counts up, so that it names the rows unless it is asked for.
        let spec = DatasetSpec { missing, target: Some("y".into()), ..DatasetSpec::default() };
        build(&text, &spec).expect("a data set")
    };
    let flagged = with(MissingPolicy::MedianAndFlag);
    assert_eq!((flagged.n_rows(), flagged.n_columns()), (40, 2));
    assert_eq!((flagged.x[[0, 1]], flagged.x[[1, 1]]), (1.0, 0.0));
    let (median, mean) = (with(MissingPolicy::Median), with(MissingPolicy::Mean));
    assert_eq!((median.n_columns(), mean.n_columns()), (1, 1));
    assert!(mean.x[[0, 0]].abs() < 1e-12, "the mean is the origin of the scaled column");
    assert_ne!(median.x[[0, 0]], 0.0);
    let dropped = with(MissingPolicy::DropRows);
    assert_eq!((dropped.n_rows(), dropped.table_rows[0]), (30, 1));
    assert_eq!(view(&dropped, 40).n_dropped, 10);
    assert_eq!(flagged.value(0, 0), Value::Missing);
}

#[test]
fn rare_levels_share_one_and_missing_has_its_own() {
    let text = rows("c,y", 200, |i| {
        let level = match i % 20 {
            0..8 => "common".to_owned(),
            8..15 => "usual".to_owned(),
            15..18 => String::new(),
            _ => format!("rare {}", i % 7),
        };
        format!("{level},{}", ["no", "yes"][i % 2])
    });
    let spec = DatasetSpec { max_levels: 2, ..DatasetSpec::default() };
    let d = build(&text, &spec).expect("a data set");
    let Encoder::OneHot { levels, other, missing, .. } = &d.features[0].encoder else { panic!() };
    assert_eq!(levels, &["common", "usual", "other", "missing"]);
    assert_eq!((*other, *missing), (Some(2), Some(3)));
    assert_eq!(d.n_columns(), 4);
    for i in 0..d.n_rows() {
        assert_eq!(d.x.row(i).sum(), 1.0);
    }
    let feature = &d.features[0];
    assert_eq!(feature.parse(&Value::Level("rare 3".into())), Some(2.0));
    assert_eq!(feature.parse(&Value::Level("usual".into())), Some(1.0));
    assert_eq!(feature.parse(&Value::Number(1.0)), None);
    assert!(feature.parse(&Value::Missing).is_some_and(f64::is_nan));
    assert_eq!(feature.value(2.0), Value::Level("other".into()));
}

#[test]
fn a_level_that_training_never_saw_encodes_as_nothing() {
    // One level has a single row; some seed puts that row outside of the training part.
    let text = rows("c,y", 60, |i| format!("{},{}", if i == 30 { "odd" } else { ["a", "b"][i % 2] }, i / 30));
    let mut found = false;
    for seed in 0..20 {
        let split = SplitSpec { seed, ..SplitSpec::default() };
        let d = build(&text, &DatasetSpec { split, ..DatasetSpec::default() }).expect("a data set");
        if d.parts.train.binary_search(&30).is_err() {
            found = true;
            assert_eq!(d.n_columns(), 2);
            assert_eq!(d.x.row(30).sum(), 0.0);
            assert_eq!(d.value(30, 0), Value::Level("other".into()));
        }
    }
    assert!(found);
}

#[test]
fn the_default_target_is_the_last_column_that_can_be_one() {
    let text = rows("x,z,y,same,id", 40, |i| format!("{},{},{},1,{}", i % 7, i % 5, ["u", "v"][i % 2], 1000 + i));
    let d = build(&text, &DatasetSpec::default()).expect("a data set");
    assert_eq!(d.target_name, "y");
    let off: Vec<(&str, ExclusionReason)> = d.off.iter().map(|o| (o.name.as_str(), o.why)).collect();
    assert_eq!(off, [("same", ExclusionReason::Constant), ("id", ExclusionReason::Identifier)]);
    let use_column = BTreeMap::from([("id".to_owned(), true), ("x".to_owned(), false)]);
    let d = build(&text, &DatasetSpec { use_column, ..DatasetSpec::default() }).expect("a data set");
    let on: Vec<&str> = d.features.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(on, ["z", "id"]);
    assert_eq!(d.off[0].why, ExclusionReason::Chosen);
}

#[test]
fn two_numbers_are_two_classes() {
    let text = rows("x,y", 40, |i| format!("{},{}", i % 7, i % 2));
    let d = build(&text, &DatasetSpec::default()).expect("a data set");
    let Target::Classification { names, codes } = &d.target else { panic!() };
    assert_eq!(names, &["0", "1"]);
    assert_eq!(&codes[..3], &[0, 1, 0]);
    let text = rows("x,y", 40, |i| format!("{},{}", i % 7, i % 3 * 2));
    assert_eq!(build(&text, &DatasetSpec::default()).expect("a data set").target.n_classes(), None);
}

#[test]
fn refusals_name_cause_and_remedy() {
    let spec = DatasetSpec::default();
    let named = |name: &str| DatasetSpec { target: Some(name.to_owned()), ..DatasetSpec::default() };
    let text = rows("x,y", 40, |i| format!("{},{}", i % 7, ["a", "b"][i % 2]));
    assert_eq!(build(&text, &named("q")).err(), Some(DatasetError::NoTarget { name: "q".into() }));
    let off = DatasetSpec { use_column: BTreeMap::from([("x".into(), false)]), ..spec.clone() };
    assert_eq!(build(&text, &off).err(), Some(DatasetError::NoFeatures));
    let same = rows("x,y", 40, |i| format!("{},a", i % 7));
    assert_eq!(build(&same, &named("y")).err(), Some(DatasetError::ConstantTarget { name: "y".into() }));
    let few = rows("x,y", 9, |i| format!("{},{}", i % 7, i % 2));
    assert_eq!(build(&few, &spec).err(), Some(DatasetError::FewRows { found: 9, needed: 10 }));
    let unknown = rows("x,y", 40, |i| format!("{},{}", i % 7, if i < 9 { ["a", "b"][i % 2] } else { "" }));
    let expected = DatasetError::FewTargets { name: "y".into(), found: 9, needed: 10 };
    assert_eq!(build(&unknown, &named("y")).err(), Some(expected));
    let gaps = rows("x,y", 40, |i| format!("{},{}", if i < 9 { "1" } else { "" }, i % 2));
    let dropping = BTreeMap::from([("x".to_owned(), MissingPolicy::DropRows)]);
    let used = BTreeMap::from([("x".to_owned(), true)]);
    let strict = DatasetSpec { missing: dropping, use_column: used, ..named("y") };
    assert_eq!(build(&gaps, &strict).err(), Some(DatasetError::TooFewRows { found: 9, needed: 10 }));
    let split = SplitSpec { validation: 50, test: 50, ..SplitSpec::default() };
    let greedy = DatasetSpec { split, ..spec.clone() };
    assert_eq!(build(&text, &greedy).err(), Some(DatasetError::LittleTraining { percent: 100, limit: 80 }));
    let classes = rows("x,y", 600, |i| format!("{},c{}", i % 7, i % 60));
    let expected = DatasetError::TooManyClasses { name: "y".into(), found: 60, limit: 50 };
    assert_eq!(build(&classes, &named("y")).err(), Some(expected));
    let wide = rows("a,b,y", 9_000, |i| format!("a{},b{},{}", i / 3, i / 3, i % 2));
    let wide_spec = DatasetSpec { max_levels: 100_000, ..spec };
    assert!(matches!(build(&wide, &wide_spec).err(), Some(DatasetError::TooManyColumns { limit: 5_000, .. })));
}

#[test]
fn every_sample_becomes_a_data_set() {
    for sample in &SAMPLES {
        let spec = DatasetSpec { target: Some(sample.target.to_owned()), ..DatasetSpec::default() };
        let d = Dataset::build(&table(sample_bytes(sample.name)).into(), &spec).expect(sample.name);
        assert!(d.x.iter().all(|v| v.is_finite()), "{}", sample.name);
        assert_eq!(d.features.len(), sample.n_columns - 1, "{}", sample.name);
    }
}

/// The largest difference, in rows, between a part's share of a class and the asked share.
fn unfairness(target: &Target, part: &[u32], percent: u8) -> f64 {
    let Target::Classification { names, codes } = target else { return 0.0 };
    let off = |class: u32| {
        let of_class = |rows: &mut dyn Iterator<Item = u32>| rows.filter(|&c| c == class).count() as f64;
        let all = of_class(&mut codes.iter().copied());
        let here = of_class(&mut part.iter().map(|&i| codes[i as usize]));
        // A class keeps a training row; that may cost the other parts one.
        (here - all * f64::from(percent) / 100.0).abs()
    };
    (0..names.len() as u32).map(off).fold(0.0, f64::max)
}

/// Rows of so many classes, one after the other.
fn classes(counts: &[usize]) -> String {
    let class = |i: usize| (1..).find(|&k| i < counts[..k].iter().sum()).unwrap_or_default() - 1;
    rows("x,y", counts.iter().sum(), |i| format!("{},c{}", i * 31 % 97, class(i)))
}

/// A class of three rows, of which test and validation have both rounded up, gives back the row that has least ground.
#[test]
fn a_small_class_is_divided_fairly_too() {
    let split = SplitSpec { seed: 0, validation: 34, test: 36 };
    let d = build(&classes(&[37, 32, 10, 3]), &DatasetSpec { split, ..DatasetSpec::default() }).expect("a data set");
    assert!(unfairness(&d.target, &d.parts.test, 36) <= 1.0);
    assert!(unfairness(&d.target, &d.parts.validation, 34) <= 1.0);
}

proptest! {
    #[test]
    fn splits_are_fair_and_whole(
        counts in proptest::collection::vec(3usize..80, 2..6), seed in 0u32..50, validation in 0u8..=40, test in 0u8..=40,
    ) {
        let n: usize = counts.iter().sum();
        prop_assume!(n >= 10);
        let text = classes(&counts);
        let split = SplitSpec { seed, validation, test };
        let d = build(&text, &DatasetSpec { split, ..DatasetSpec::default() }).expect("a data set");
        let mut all: Vec<u32> = [&d.parts.train, &d.parts.validation, &d.parts.test].into_iter().flatten().copied().collect();
        all.sort_unstable();
        prop_assert_eq!(all, (0..n as u32).collect::<Vec<_>>());
        prop_assert!(unfairness(&d.target, &d.parts.test, test) <= 1.0);
        prop_assert!(unfairness(&d.target, &d.parts.validation, validation) <= 1.0);
        let again = build(&text, &DatasetSpec { split, ..DatasetSpec::default() }).expect("a data set");
        prop_assert_eq!(d.parts, again.parts);
    }

    /// One feature stays one feature: every value goes to its columns and back.
    #[test]
    fn values_come_back(cells in proptest::collection::vec(proptest::option::of("[abcd]"), 30)) {
        let text = rows("c,x,y", 30, |i| format!("{},{},{}", cells[i].as_deref().unwrap_or(""), i % 4, i % 2));
        let Ok(d) = build(&text, &DatasetSpec::default()) else { return Ok(()) };
        for (j, feature) in d.features.iter().enumerate() {
            for i in 0..d.n_rows() {
                let value = d.value(i, j);
                let back = feature.parse(&value).expect("a value of the feature");
                let mut columns = vec![0.0; feature.columns.len()];
                feature.encode(back, &mut columns);
                let kept: Vec<f32> = d.x.row(i).to_vec()[feature.columns.clone()].to_vec();
                prop_assert_eq!(columns, kept);
            }
        }
    }
}
