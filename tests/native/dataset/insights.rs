//! Associations against references, the matrix, and the warnings: each comes where it is true, and no other does.

use crate::data::{rows, sample_bytes, table};
use crate::reference::{load, number, numbers};
use crate::tolerance::{ASSOCIATION, close};
use std::collections::{BTreeMap, BTreeSet};
use vitrine::dataset::association::{Measure, Series, associate};
use vitrine::dataset::{Dataset, DatasetSpec, ExclusionReason, Hint, Insights, InsightsSearch, MOST_COMPARED, SplitBy};
use vitrine::samples::SAMPLES;
use vitrine::table::{Kind, Table};

fn look(table: &Table, spec: &DatasetSpec) -> (Dataset, Insights) {
    let dataset = Dataset::build(&table.clone().into(), spec).expect("a data set");
    let mut search = InsightsSearch::new(&dataset);
    while search.step(table, spec, &dataset) {}
    (dataset, search.finish())
}

fn to_y() -> DatasetSpec {
    DatasetSpec { target: Some("y".into()), ..DatasetSpec::default() }
}

/// The hints for a table whose target is `y`.
fn hints(text: &str, change: impl FnOnce(&mut DatasetSpec)) -> Vec<Hint> {
    let mut spec = to_y();
    change(&mut spec);
    look(&table(text), &spec).1.hints
}

#[test]
fn associations_are_those_of_numpy_and_scipy() {
    for case in load("dataset")["associations"].as_array().expect("cases") {
        let column = |key: &str| numbers(&case[key]);
        let number_of = |key: &str| Series::Numbers(column(key));
        let levels_of = |key: &str| Series::Levels(column(key));
        for (key, a, b, measure) in [
            ("correlation", number_of("x"), number_of("y"), Measure::Correlation),
            ("ratio", levels_of("levels"), number_of("z"), Measure::CorrelationRatio),
            ("cramers_v", levels_of("levels"), levels_of("other"), Measure::CramersV),
        ] {
            let (there, back) = (associate(&a, &b), associate(&b, &a));
            let (found, expected) = (there.value.expect("a value"), number(case, key));
            assert_eq!(there.measure, measure);
            assert!(close(found, expected, ASSOCIATION), "{key}: {found} {expected}");
            assert!(!close(found, expected + 10.0 * ASSOCIATION, ASSOCIATION), "ten tolerances off must be seen");
            assert!(close(back.value.expect("a value"), found, ASSOCIATION), "it is the same both ways");
        }
    }
}

#[test]
fn b5_an_association_is_a_share_or_undefined() {
    let odd: Vec<Vec<f64>> = vec![
        vec![],
        vec![1.0],
        vec![2.0; 30],
        vec![f64::NAN; 30],
        (0..30).map(f64::from).collect(),
        (0..30).map(|i| if i == 0 { f64::NAN } else { 1e149 * f64::from(i % 2) }).collect(),
        (0..30).map(|i| 1e9 + 1e-7 * f64::from(i)).collect(),
        (0..30).map(|i| f64::from(i % 3)).collect(),
    ];
    for a in &odd {
        for b in odd.iter().filter(|b| b.len() == a.len()) {
            let whole = |v: &[f64]| v.iter().map(|v| if v.is_nan() { *v } else { (v % 7.0).floor() }).collect();
            for (a, b) in [
                (Series::Numbers(a.clone()), Series::Numbers(b.clone())),
                (Series::Levels(whole(a)), Series::Numbers(b.clone())),
                (Series::Levels(whole(a)), Series::Levels(whole(b))),
            ] {
                let value = associate(&a, &b).value;
                assert!(value.is_none_or(|v| (0.0..=1.0).contains(&v)), "{a:?} {b:?}: {value:?}");
            }
        }
    }
    let constant = Series::Numbers(vec![3.0; 30]);
    assert_eq!(associate(&constant, &Series::Numbers(odd[4].clone())).value, None);
    assert_eq!(associate(&Series::Numbers(odd[4].clone()), &Series::Numbers(odd[4].clone())).value, Some(1.0));
    let same = associate(&Series::Levels(odd[7].clone()), &Series::Levels(odd[7].clone())).value;
    assert!(close(same.expect("a value"), 1.0, ASSOCIATION), "{same:?}");
}

#[test]
fn many_levels_alone_make_no_relation() {
    // Levels and numbers that have nothing to do with each other, about two rows a level.
    let at = |i: u32, k: u32| f64::from(i.wrapping_mul(2_654_435_761).wrapping_add(k) >> 16);
    let levels: Vec<f64> = (0..400).map(|i| (at(i, 1) % 200.0).floor()).collect();
    let numbers: Vec<f64> = (0..400).map(|i| (at(i * i + 17, 9) % 1_000.0).floor()).collect();
    let others: Vec<f64> = numbers.iter().map(|v| v % 150.0).collect();
    let ratio = associate(&Series::Levels(levels.clone()), &Series::Numbers(numbers)).value.expect("a value");
    let v = associate(&Series::Levels(levels), &Series::Levels(others)).value.expect("a value");
    assert!(ratio < 0.35 && v < 0.35, "{ratio} {v}");
}

#[test]
fn relations_stand_in_the_order_of_features_and_the_matrix_in_that_of_strength() {
    let text = rows("weak,c,strong,y", 200, |i| format!("{},{},{},{}", i * 7 % 31, i * i % 5, i * 3 + i % 9, i * 3));
    let (d, found) = look(&table(&text), &to_y());
    let names: Vec<&str> = found.compared.iter().map(|&j| d.features[j as usize].name.as_str()).collect();
    assert_eq!((names[0], found.relations.len(), found.pairs.len()), ("strong", 3, 3));
    assert!(found.relations[2].value > Some(0.99));
    for (place, &j) in found.compared.iter().enumerate() {
        for (other, &k) in found.compared.iter().enumerate() {
            let rows: Vec<usize> = d.parts.train.iter().map(|&i| i as usize).collect();
            let of = |j: u32| Series::Numbers(rows.iter().map(|&i| d.values[[i, j as usize]]).collect());
            assert_eq!(found.pair(place, other), (place != other).then(|| associate(&of(j), &of(k))));
        }
    }
    let wide: String = (0..45).map(|j| format!("f{j},")).collect();
    let text = rows(&(wide + "y"), 60, |i| {
        (0..45).map(|j| format!("{},", (i * (j + 3)) % 53)).collect::<String>() + &(i % 5).to_string()
    });
    let (_, found) = look(&table(&text), &to_y());
    assert_eq!((found.relations.len(), found.compared.len()), (45, MOST_COMPARED));
    assert_eq!(found.pairs.len(), MOST_COMPARED * (MOST_COMPARED - 1) / 2);
}

#[test]
fn a_feature_that_is_the_target_or_knows_it_is_named() {
    let class = |i: usize| if (i * 37 % 101) > 60 { "bad" } else { "good" };
    let text = rows("noise,verdict,points,y", 300, |i| {
        let verdict = if class(i) == "bad" { "refused" } else { "granted" };
        let points = if class(i) == "bad" { 10 + i % 40 } else { 60 + i % 35 };
        format!("{},{verdict},{points},{}", i * 13 % 47, class(i))
    });
    let found = hints(&text, |_| {});
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[0], Hint::Copy { feature: "verdict".into() });
    assert!(
        matches!(&found[1], Hint::Alone { feature, score, baseline: Some(b) } if feature == "points" && *score > 0.99 && *b < 0.7)
    );
    // One row in thirty the other way round: a strong feature, and no more.
    let strong = rows("x,y", 300, |i| {
        format!("{},{}", i * 31 % 300, if (i * 31 % 300 > 150) != (i % 30 == 0) { "a" } else { "b" })
    });
    assert_eq!(hints(&strong, |_| {}), []);
    let numbers = rows("fahrenheit,near,y", 200, |i| {
        let y = (i * 71 % 200) as f64;
        format!("{},{},{y}", 1.8 * y + 32.0, y * y + (i % 3) as f64)
    });
    let found = hints(&numbers, |_| {});
    assert_eq!(found[0], Hint::Copy { feature: "fahrenheit".into() });
    assert!(matches!(&found[1], Hint::Alone { feature, baseline: None, .. } if feature == "near"), "{found:?}");
}

#[test]
fn rows_that_training_knows_are_counted_exactly() {
    // Every row twice, but for its target.
    let twice = rows("a,b,y", 200, |i| format!("{},{},{}", i / 2 * 7919 % 1009, i / 2, i % 3));
    let t = table(&twice);
    let (d, found) = look(&t, &DatasetSpec { use_column: BTreeMap::from([("b".into(), true)]), ..to_y() });
    let train: BTreeSet<u32> = d.parts.train.iter().map(|i| i / 2).collect();
    let kept_back: Vec<u32> = [&d.parts.validation[..], &d.parts.test].concat();
    let known = kept_back.iter().filter(|i| train.contains(&(*i / 2))).count();
    assert!(found.hints.contains(&Hint::Repeats { known, kept_back: kept_back.len() }), "{:?}", found.hints);
    let once = rows("a,b,y", 200, |i| format!("{},{},{}", i * 7919 % 1009, i % 11, i % 3));
    assert_eq!(hints(&once, |_| {}), []);
    let coarse = rows("a,b,y", 200, |i| format!("{},{},{}", i % 3, i % 5, i % 7 % 2));
    assert_eq!(hints(&coarse, |_| {}), [], "few coarse features repeat by chance");
}

/// Levels that the model takes for one are not one in the file.
#[test]
fn repeats_are_what_the_file_says_and_not_what_the_model_sees() {
    let repeats = |found: &[Hint]| found.iter().find(|h| matches!(h, Hint::Repeats { .. })).cloned();
    let own = |file: &[u8]| look(&table(file), &DatasetSpec::default()).1.hints;
    for file in
        [&include_bytes!("../../fixtures/cases/spoilt.csv")[..], include_bytes!("../../fixtures/cases/units.csv")]
    {
        assert_eq!(repeats(&own(file)), None);
    }
    // Sixty names of three rows each, and forty places: only the twenty most frequent stay, and all pairs are different.
    let many = |i: usize| format!("name{},place{}x,{}", i % 60, i / 60 * 13 + i % 13, i % 2);
    assert_eq!(repeats(&hints(&rows("a,b,y", 180, many), |spec| spec.max_levels = 5)), None);
    // What is in the file twice still counts, rare as its levels are.
    let twice = rows("a,b,y", 180, |i| many(i / 2));
    assert!(repeats(&hints(&twice, |spec| spec.max_levels = 5)).is_some());
    // A missing cell equals a missing one.
    let gaps = rows("a,b,y", 120, |i| format!("{},name{},{}", if i % 6 < 3 { "" } else { "7" }, i / 2, i % 2));
    let on = |spec: &mut DatasetSpec| spec.use_column = BTreeMap::from([("b".into(), true)]);
    assert!(repeats(&hints(&gaps, on)).is_some());
}

#[test]
fn how_rows_are_divided_is_questioned_where_the_table_knows_better() {
    let noise = |i: usize| i * 7919 % 1009;
    let dated = rows("day,x,y", 60, |i| format!("2024-{:02}-{:02},{},{}", i / 28 + 1, i % 28 + 1, noise(i), i % 2));
    assert_eq!(hints(&dated, |_| {}), [Hint::Dates { column: "day".into() }]);
    assert_eq!(hints(&dated, |s| s.split_by = SplitBy::Order(Some("day".into()))), []);
    let groups = rows("patient_id,x,y", 60, |i| format!("{},{},{}", i * 17 % 20, noise(i), i % 2));
    assert_eq!(hints(&groups, |_| {}), [Hint::Groups { column: "patient_id".into(), n_values: 20 }]);
    assert_eq!(hints(&groups, |s| s.split_by = SplitBy::Groups("patient_id".into())), []);
    let parts = rows("set,x,y", 60, |i| format!("{},{},{}", ["train", "test"][i % 2], noise(i), i / 2 % 2));
    assert_eq!(hints(&parts, |_| {}), [Hint::NamesParts { column: "set".into() }]);
    assert_eq!(hints(&parts, |s| s.split_by = SplitBy::Parts("set".into())), []);
    let keyed = rows("id,x,y", 60, |i| format!("k{i},{},{}", noise(i), i % 2));
    assert_eq!(hints(&keyed, |_| {}), []);
    let on = BTreeMap::from([("id".to_owned(), true)]);
    assert_eq!(hints(&keyed, |s| s.use_column = on), [Hint::Identifier { feature: "id".into() }]);
}

#[test]
fn the_samples_raise_no_false_alarm() {
    for sample in &SAMPLES {
        let t = table(sample_bytes(sample.name));
        let off = sample.off.iter().map(|(c, _)| ((*c).to_owned(), false)).collect();
        let spec = DatasetSpec { target: Some(sample.target.into()), use_column: off, ..DatasetSpec::default() };
        let (_, found) = look(&t, &spec);
        assert!(found.relations.iter().all(|r| r.value.is_some_and(|v| (0.0..=1.0).contains(&v))), "{}", sample.name);
        // That was looked at, and it is so: many people of these two have the same answers.
        let repeats = ["compas", "adult"].contains(&sample.name);
        let expected = if repeats { matches!(found.hints[..], [Hint::Repeats { .. }]) } else { found.hints.is_empty() };
        assert!(expected, "{}: {:?}", sample.name, found.hints);
    }
}

#[test]
fn columns_that_say_nothing_are_off_with_the_reason_and_can_be_turned_on() {
    let text = rows("same,nearly,almost,none,essay,name,x,y", 3_000, |i| {
        let nearly = if i < 9 { "b" } else { "a" };
        let almost = if i < 10 { "b" } else { "a" };
        let essay: String = (0..12).map(|k| format!("w{} ", i * 31 % (97 + k))).collect();
        format!("1,{nearly},{almost},,{essay},person {i},{},{}", i % 7, i % 3)
    });
    let (t, spec) = (table(&text), to_y());
    let d = Dataset::build(&t.clone().into(), &spec).expect("a data set");
    let off: Vec<(&str, ExclusionReason)> = d.off.iter().map(|o| (o.name.as_str(), o.why)).collect();
    let expected = [
        ("same", ExclusionReason::Constant),
        ("nearly", ExclusionReason::NearlyConstant),
        ("none", ExclusionReason::Empty),
        ("essay", ExclusionReason::Text),
        ("name", ExclusionReason::Identifier),
    ];
    assert_eq!(off, expected);
    assert_eq!(t.column("essay").map(|c| c.kind), Some(Kind::Text));
    let use_column = off.iter().map(|(name, _)| ((*name).to_owned(), true)).collect();
    let all = Dataset::build(&t.clone().into(), &DatasetSpec { use_column, ..spec }).expect("a data set");
    assert_eq!((all.features.len(), all.off.len()), (7, 0));
    assert!(all.x.iter().all(|v| v.is_finite()));
}

#[test]
fn b7_a_hundred_thousand_names_are_an_identifier_and_many_levels_are_capped() {
    let text = rows("name,tag,x,y", 100_000, |i| format!("user{i},t{},{},{}", i % 5_000, i % 97, i % 2));
    let t = table(&text);
    assert_eq!(t.columns[0].kind, Kind::Identifier);
    let d = Dataset::build(&t.clone().into(), &to_y()).expect("a data set");
    assert_eq!(d.off[0].why, ExclusionReason::Identifier);
    let capped = &d.features[0];
    assert_eq!((capped.name.as_str(), capped.columns.len()), ("tag", 21), "twenty levels and the others");
    let on = DatasetSpec { use_column: BTreeMap::from([("name".into(), true)]), ..to_y() };
    let d = Dataset::build(&t.clone().into(), &on).expect("a data set");
    assert_eq!(d.features[0].columns.len(), 21);
}

#[test]
fn b5_tables_that_say_little_give_insights_without_a_nan() {
    let odd = [
        rows("x,y", 12, |i| format!("{},{}", i % 2, i % 2)),
        rows("a,b,c,y", 12, |i| format!("{i}.5,{i}.5,{},{}", -(i as i64) * 3, i % 3)),
        rows("a,y", 40, |i| format!("{},{}", i * i, if i == 7 { "rare" } else { "usual" })),
        rows(&((0..60).map(|j| format!("f{j},")).collect::<String>() + "y"), 12, |i| {
            (0..60).map(|j| format!("{},", (i + j) * (j + 1) % 7)).collect::<String>() + &(i % 2).to_string()
        }),
        rows("a,b,y", 40, |i| format!("{},,{}", if i == 0 { "1" } else { "" }, i % 2)),
    ];
    for text in &odd {
        let t = table(text);
        let all = t.columns.iter().filter(|c| c.name != "y").map(|c| (c.name.clone(), true)).collect();
        let (d, found) = look(&t, &DatasetSpec { use_column: all, ..to_y() });
        assert!(d.x.iter().all(|v| v.is_finite()), "{text}");
        let is_share = |v: Option<f64>| v.is_none_or(|v| (0.0..=1.0).contains(&v));
        assert!(found.relations.iter().chain(&found.pairs).all(|a| is_share(a.value)), "{text}");
    }
}
