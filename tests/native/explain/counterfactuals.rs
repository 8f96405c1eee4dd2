//! What would flip the decision: against the closed form of a line, and for a network by predicting anew.

use crate::data::{dataset, sample_dataset};
use std::collections::BTreeMap;
use vitrine::dataset::{Dataset, DatasetSpec, Encoder};
use vitrine::explain::{Counterfactuals, Goal, Instance, Search, typical};
use vitrine::model::{Decision, LinearSpec, Model, ModelSpec, NetworkSpec, Trainer};
use vitrine::table::Value;

fn fit(spec: &ModelSpec, d: &Dataset) -> Model {
    let mut trainer = Trainer::new(spec, d).expect("a valid spec");
    while !trainer.step(d).expect("no divergence") {}
    trainer.finish(d).0
}

fn row(d: &Dataset, row_idx: usize) -> Instance {
    Instance::new(d, &d.values.row(row_idx).to_vec(), &BTreeMap::new())
}

fn with(d: &Dataset, row: &Instance, feature: usize, value: &Value) -> Instance {
    let edits = BTreeMap::from([(d.features[feature].name.clone(), value.clone())]);
    Instance::new(d, &row.values, &edits)
}

fn search(model: &Model, d: &Dataset, row: &Instance, goal: Goal, average: f64) -> Counterfactuals {
    let mut search = Search::new(model, row.clone(), goal, Decision::MostProbable, average);
    while !search.step(model, d) {}
    search.finish()
}

fn predict(model: &Model, row: &Instance) -> Vec<f64> {
    model.output_kind().predict(&model.raw(&row.x))
}

/// The training values of a feature, and the distance between two values that a search tells apart.
fn ruler(d: &Dataset, feature: usize) -> (f64, f64, f64) {
    let train: Vec<f64> =
        d.parts.train.iter().map(|&i| d.values[[i as usize, feature]]).filter(|v| !v.is_nan()).collect();
    let (min, max) = train.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), &v| (a.min(v), b.max(v)));
    let whole = train.iter().all(|v| v.fract() == 0.0);
    (min, max, if whole { 1.0 } else { 10f64.powf(((max - min) / 1000.0).log10().floor()) })
}

#[test]
fn a_line_flips_where_its_closed_form_says() {
    let d = sample_dataset("diabetes", |_| {});
    let model = fit(&ModelSpec::Linear(LinearSpec::default()), &d);
    let (mut n_found, mut n_none) = (0, 0);
    for row_idx in [0, 7, 30] {
        let row = row(&d, row_idx);
        let here = predict(&model, &row)[0];
        for (goal, targets) in [(Goal::Decision, vec![140.0]), (Goal::By(20.0), vec![here - 20.0, here + 20.0])] {
            let counterfactuals = search(&model, &d, &row, goal, 140.0);
            assert_eq!(counterfactuals.n_features, d.features.len());
            for (j, feature) in d.features.iter().enumerate() {
                let Encoder::Scaled { deviation: scale, .. } = feature.encoder else { continue };
                let (min, max, mark) = ruler(&d, j);
                let own = row.values[j];
                let slope = (predict(&model, &with(&d, &row, j, &Value::Number(own + 100.0 * scale)))[0] - here)
                    / (100.0 * scale);
                let exact = targets.iter().map(|t| own + (t - here) / slope).filter(|v| (min..=max).contains(v));
                let exact = exact.min_by(|a, b| (a - own).abs().total_cmp(&(b - own).abs()));
                let found = counterfactuals.found.iter().find(|f| f.feature == j).map(|f| f.value.clone());
                match (exact, found) {
                    (Some(v), Some(Value::Number(told))) => {
                        n_found += 1;
                        // Of two that are equally near, either may be told.
                        let beyond = (told - own).abs() - (v - own).abs();
                        assert!((-0.01 * mark..=1.01 * mark).contains(&beyond), "{} {v} {told}", feature.name);
                    }
                    (None, None) => n_none += 1,
                    // The last mark of the range may lie before its end.
                    (Some(v), None) => {
                        assert!((v - max).abs() <= mark || (v - min).abs() <= mark, "{} {v}", feature.name)
                    }
                    (_, told) => panic!("{}: {told:?} where the line cannot reach", feature.name),
                }
            }
        }
    }
    assert!(n_found > 10 && n_none > 5, "{n_found} {n_none}");
}

#[test]
fn every_flip_of_a_network_is_one_when_it_is_predicted_anew() {
    let d = sample_dataset("german_credit", |_| {});
    let model = fit(&ModelSpec::Network(NetworkSpec { epochs: 10, ..NetworkSpec::default() }), &d);
    let mut n_found = 0;
    for row_idx in (0..d.n_rows()).step_by(23) {
        let row = row(&d, row_idx);
        let class = Decision::MostProbable.class(&predict(&model, &row));
        let counterfactuals = search(&model, &d, &row, Goal::Decision, 0.0);
        assert_eq!(counterfactuals.decided, Some(class));
        for f in &counterfactuals.found {
            let outputs = predict(&model, &with(&d, &row, f.feature, &f.value));
            assert_eq!(outputs, f.outputs);
            assert_eq!(f.decided, Some(Decision::MostProbable.class(&outputs)));
            assert_ne!(Decision::MostProbable.class(&outputs), class, "{} {}", d.features[f.feature].name, f.value);
            n_found += 1;
            // One mark less does not flip.
            if let (Value::Number(v), Some(distance)) = (&f.value, f.distance) {
                let own = row.values[f.feature];
                let Encoder::Scaled { deviation: scale, .. } = d.features[f.feature].encoder else {
                    panic!("a number")
                };
                assert!((distance - (v - own).abs() / scale).abs() < 1e-9);
                let less = v - (v - own).signum() * ruler(&d, f.feature).2;
                if (less - own) * (v - own) > 0.0 {
                    let outputs = predict(&model, &with(&d, &row, f.feature, &Value::Number(less)));
                    assert_eq!(Decision::MostProbable.class(&outputs), class, "{less} is nearer than {v}");
                }
            }
        }
        // Of the levels none is missed.
        for (j, feature) in d.features.iter().enumerate() {
            let Encoder::OneHot { levels, .. } = &feature.encoder else { continue };
            for level in levels.iter().take(feature.columns.len()) {
                let value = Value::Level(level.clone());
                let flips_it = Decision::MostProbable.class(&predict(&model, &with(&d, &row, j, &value))) != class;
                assert_eq!(
                    flips_it,
                    counterfactuals.found.iter().any(|f| f.feature == j && f.value == value),
                    "{level}"
                );
            }
        }
        let sizes: Vec<f64> = counterfactuals.found.iter().filter_map(|f| f.distance).collect();
        assert!(sizes.is_sorted(), "{sizes:?}");
        assert!(counterfactuals.found.iter().skip(sizes.len()).all(|f| f.distance.is_none()), "numbers come first");
        let margins: Vec<f64> = counterfactuals.found.iter().skip(sizes.len()).map(|f| f.margin).collect();
        assert!(margins.is_sorted_by(|a, b| a >= b));
    }
    assert!(n_found > 50, "{n_found}");
}

#[test]
fn odd_rows_are_searched_too() {
    // Missing numbers and levels, a constant in training, a value far outside, a fraction.
    let mut text = String::from("a,b,c,y\n");
    for i in 0..60 {
        let (a, b) = if i % 5 == 0 { (String::new(), "") } else { (format!("{}.5", i % 7), ["x", "z"][i % 2]) };
        text += &format!("{a},{b},{},{}\n", 1e6 + i as f64 / 8.0, if i % 7 > 3 || i % 5 == 0 { "yes" } else { "no" });
    }
    let d = dataset(&text, &DatasetSpec::default());
    let model = fit(&ModelSpec::Linear(LinearSpec { l2: 0.01 }), &d);
    let class_of = |row: &Instance| Decision::MostProbable.class(&predict(&model, row));
    let begins = typical(&d);
    for (a, b, c) in [(f64::NAN, f64::NAN, 1e6), (1e9, 0.0, -1e9), (3.3, 1.0, 1e6), (begins[0], begins[1], begins[2])] {
        let row = Instance::new(&d, &[a, b, c], &BTreeMap::new());
        let counterfactuals = search(&model, &d, &row, Goal::Decision, 0.0);
        for f in &counterfactuals.found {
            assert_ne!(class_of(&with(&d, &row, f.feature, &f.value)), class_of(&row));
            assert_eq!(f.distance.is_some(), matches!(f.value, Value::Number(_)) && !row.values[f.feature].is_nan());
        }
    }
    // A missing cell is a change as well where the model sees that it is one.
    let row = Instance::new(&d, &[0.5, 0.0, 1e6 + 3.0], &BTreeMap::new());
    assert!(search(&model, &d, &row, Goal::Decision, 0.0).found.iter().any(|f| f.value == Value::Missing));
}

/// What a flip leads to is said by the threshold, where it is not half, and with three classes need not be the explained one.
#[test]
fn the_decision_after_a_flip_is_named() {
    let d = sample_dataset("german_credit", |_| {});
    let model = fit(&ModelSpec::Linear(LinearSpec::default()), &d);
    let decision = Decision::From { class: 1, threshold: 0.2 };
    let mut n_below_half = 0;
    for row_idx in (0..d.n_rows()).step_by(37) {
        let row = row(&d, row_idx);
        let mut search = Search::new(&model, row.clone(), Goal::Decision, decision, 0.0);
        while !search.step(&model, &d) {}
        let counterfactuals = search.finish();
        let now = usize::from(predict(&model, &row)[1] >= 0.2);
        assert_eq!(counterfactuals.decided, Some(now));
        for f in &counterfactuals.found {
            assert_eq!(f.decided, Some(1 - now));
            assert_eq!(f.outputs[1] >= 0.2, now == 0);
            n_below_half += usize::from(now == 0 && f.outputs[1] < 0.5);
        }
    }
    assert!(n_below_half > 5, "{n_below_half}");
    let d = sample_dataset("iris", |_| {});
    let model = fit(&ModelSpec::Linear(LinearSpec::default()), &d);
    let mut led = [[0; 3]; 3];
    for row_idx in (0..d.n_rows()).step_by(7) {
        let counterfactuals = search(&model, &d, &row(&d, row_idx), Goal::Decision, 0.0);
        let now = counterfactuals.decided.expect("a class");
        for f in &counterfactuals.found {
            let then = f.decided.expect("a class");
            assert!(f.outputs.iter().all(|p| *p <= f.outputs[then]));
            led[now][then] += 1;
        }
    }
    assert!((0..3).all(|k| led[k][k] == 0) && led[1][0] > 0 && led[1][2] > 0, "{led:?}");
}

#[test]
fn nothing_is_found_where_nothing_flips() {
    let d = sample_dataset("diabetes", |_| {});
    let model = fit(&ModelSpec::Linear(LinearSpec::default()), &d);
    let counterfactuals = search(&model, &d, &row(&d, 0), Goal::By(1e6), 0.0);
    assert_eq!((counterfactuals.found.len(), counterfactuals.n_features), (0, d.features.len()));
    assert_eq!(counterfactuals.decided, None, "a number is not decided for");
}

#[test]
fn the_typical_row_is_one_of_medians_and_frequent_levels() {
    let text = "n,l,y\n1,a,p\n2,b,q\n30,b,p\n4,c,q\n,b,p\n5,c,q\n1,a,p\n2,b,q\n30,b,p\n4,c,q\n,b,p\n5,c,q\n";
    let d = dataset(
        text,
        &DatasetSpec {
            split: vitrine::dataset::SplitSpec { seed: 1, validation: 0, test: 0 },
            ..DatasetSpec::default()
        },
    );
    let row = typical(&d);
    assert_eq!(d.features[0].value(row[0]), Value::Number(4.0), "the middle of 1, 2, 4, 5, 30, each twice");
    assert_eq!(d.features[1].value(row[1]), Value::Level("b".to_owned()));
    let d = sample_dataset("adult", |_| {});
    for (j, (feature, value)) in d.features.iter().zip(typical(&d)).enumerate() {
        let train: Vec<f64> =
            d.parts.train.iter().map(|&i| d.values[[i as usize, j]]).filter(|v| !v.is_nan()).collect();
        match feature.encoder {
            Encoder::Scaled { .. } => {
                let below = train.iter().filter(|v| **v < value).count() * 2;
                let to = train.iter().filter(|v| **v <= value).count() * 2;
                assert!(below <= train.len() && to >= train.len() && train.contains(&value), "{}", feature.name);
            }
            Encoder::OneHot { .. } => {
                let count = |l: f64| train.iter().filter(|v| **v == l).count();
                assert!((0..200).all(|l| count(l as f64) <= count(value)), "{}", feature.name);
            }
        }
    }
}
