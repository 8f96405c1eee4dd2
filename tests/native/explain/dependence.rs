//! Partial dependence and ICE: against scikit-learn, against the definition, and by what has to hold of every model.

use crate::data::{all_train, dataset, rows, sample_dataset};
use crate::explain::shap::{plain, scaled};
use crate::fixed::{idle, linear, reference_dataset, reference_model};
use crate::reference::{load, matrix, numbers};
use crate::tolerance::{DEPENDENCE, close};
use std::collections::BTreeMap;
use vitrine::dataset::{Dataset, DatasetSpec, MissingPolicy, Parts};
use vitrine::explain::dependence::{Dependence, MAX_LINES, MAX_ROWS, MAX_VALUES, PartialDependence, Rug};
use vitrine::model::{Model, Output, OutputKind, OutputScale};
use vitrine::num::rng::Rng;
use vitrine::num::stats;
use vitrine::table::Value;

const VALUE: Output = Output { class: 0, space: OutputScale::Probability };

fn measured(model: &Model, d: &Dataset, feature_idx: usize, output: Output) -> Dependence {
    let mut p = PartialDependence::new(d, feature_idx, output, 1).expect("a feature with values");
    while !p.step(model, d) {}
    p.finish(d)
}

/// A linear model of so many columns, with weights by chance.
fn by_chance(n_columns: usize, output_kind: OutputKind) -> Model {
    let mut rng = Rng::stream(2, "weights", 0);
    let weights =
        (0..output_kind.n_raw()).map(|_| (0..n_columns).map(|_| rng.normal()).collect()).collect::<Vec<Vec<f64>>>();
    linear(&weights, &vec![0.2; output_kind.n_raw()], output_kind)
}

/// A data set of a text, all of it training rows.
fn trained(text: &str, change: impl FnOnce(&mut DatasetSpec)) -> Dataset {
    let mut spec = DatasetSpec { target: Some("y".to_owned()), ..DatasetSpec::default() };
    all_train(&mut spec);
    change(&mut spec);
    dataset(text, &spec)
}

#[test]
fn dependence_equals_that_of_scikit_learn() {
    let stored = load("importance");
    let mut n_lines = 0;
    for case in stored["cases"].as_array().expect("cases") {
        let (d, model) = (reference_dataset(&stored, case), reference_model(case));
        for theirs in case["dependence"].as_array().expect("dependences") {
            let space = if theirs["space"] == "raw" { OutputScale::Raw } else { OutputScale::Probability };
            let output = Output { class: theirs["class"].as_u64().expect("a class") as usize, space };
            let found = measured(&model, &d, theirs["feature"].as_u64().expect("an index") as usize, output);
            let (values, average) = (numbers(&theirs["values"]), numbers(&theirs["average"]));
            assert_eq!((found.positions.len(), found.mean.len()), (values.len(), values.len()));
            assert!(
                found.positions.iter().zip(&values).all(|(a, b)| close(*a, *b, DEPENDENCE)),
                "{:?}",
                found.positions
            );
            for (a, b) in found.mean.iter().zip(&average) {
                assert!(close(*a, *b, DEPENDENCE), "{a} {b}");
                assert!(!close(a + 10.0 * DEPENDENCE, *b, DEPENDENCE));
            }
            if theirs["individual"].is_array() {
                let individual = matrix(&theirs["individual"]);
                for line in &found.lines {
                    let expected = &individual[line.table_row as usize];
                    assert!(line.outputs.iter().zip(expected).all(|(a, b)| close(*a, *b, DEPENDENCE)), "{line:?}");
                    assert!(line.outputs.iter().zip(expected).all(|(a, b)| !close(
                        a + 10.0 * DEPENDENCE,
                        *b,
                        DEPENDENCE
                    )));
                    n_lines += 1;
                }
            }
        }
    }
    assert_eq!(n_lines, 2 * 5 * MAX_LINES);
}

/// Two numbers whose scaled values are exact in single precision, the first of few values.
fn scaled_pair(n: usize) -> Dataset {
    let own: Vec<Vec<f64>> = (0..n).map(|i| vec![(i * 7 % 13) as f64 * 4.0, (i * i % 101) as f64]).collect();
    let mut d = plain(&own);
    d.features[0].encoder = scaled(50.0, 8.0);
    let mut x = vec![0.0; 2 * n];
    own.iter().zip(x.chunks_exact_mut(2)).for_each(|(row, x)| d.encode_row(row, x));
    d.x = ndarray::Array2::from_shape_vec((n, 2), x).expect("a matrix");
    d
}

#[test]
fn dependence_of_a_linear_model_is_a_line_in_the_features_unit() {
    let d = scaled_pair(40);
    for (output_kind, space) in [
        (OutputKind::Number, OutputScale::Probability),
        (OutputKind::Logit, OutputScale::LogOdds),
        (OutputKind::Logit, OutputScale::Raw),
    ] {
        let model = linear(&[vec![0.7, 0.01]], &[-1.0], output_kind);
        for class in 0..output_kind.n_outputs() {
            let found = measured(&model, &d, 0, Output { class, space });
            let slope = if output_kind == OutputKind::Logit && class == 0 { -0.7 / 8.0 } else { 0.7 / 8.0 };
            let lines = found.lines.iter().map(|line| &line.outputs).chain([&found.mean]);
            for outputs in lines {
                for (pair, at) in outputs.windows(2).zip(found.positions.windows(2)) {
                    let rise = (pair[1] - pair[0]) / (at[1] - at[0]);
                    assert!(close(rise, slope, DEPENDENCE), "{output_kind:?} {space:?}: {rise} {slope}");
                    assert!(!close(rise + 10.0 * DEPENDENCE, slope, DEPENDENCE));
                }
            }
        }
    }
}

#[test]
fn the_mean_is_that_of_all_lines() {
    let d = scaled_pair(MAX_LINES);
    for space in [OutputScale::Probability, OutputScale::LogOdds, OutputScale::Raw] {
        let found = measured(&by_chance(2, OutputKind::Softmax(3)), &d, 1, Output { class: 1, space });
        assert_eq!((found.lines.len(), found.n_rows, found.n_training), (MAX_LINES, MAX_LINES, MAX_LINES));
        for (i, (mean, error)) in found.mean.iter().zip(&found.errors).enumerate() {
            let outputs: Vec<f64> = found.lines.iter().map(|line| line.outputs[i]).collect();
            let n = outputs.len() as f64;
            let expected = outputs.iter().sum::<f64>() / n;
            let squares: f64 = outputs.iter().map(|v| (v - expected).powi(2)).sum();
            for (a, b) in [(*mean, expected), (*error, (squares / (n - 1.0) / n).sqrt())] {
                assert!(close(a, b, DEPENDENCE), "{space:?}: {a} {b}");
                assert!(!close(a + 10.0 * DEPENDENCE, b, DEPENDENCE));
            }
        }
    }
}

#[test]
fn a_line_goes_through_the_rows_own_prediction() {
    let d = sample_dataset("german_credit", |_| ());
    let model = by_chance(d.n_columns(), OutputKind::Logit);
    let output = Output { class: 0, space: OutputScale::LogOdds };
    let mut all_met = 0;
    for feature_idx in 0..d.features.len() {
        let found = measured(&model, &d, feature_idx, output);
        let mut n_met = 0;
        for line in &found.lines {
            let row = d.table_rows.binary_search(&line.table_row).expect("a row");
            assert_eq!(line.own, d.value(row, feature_idx));
            assert!(d.parts.train.contains(&(row as u32)));
            let Some(at) = found.values.iter().position(|v| *v == line.own) else { continue };
            let output_kind = model.output_kind();
            let raw = model.raw(d.x.row(row).as_slice().expect("a row"));
            assert_eq!(line.outputs[at], output.link(output_kind, output.of_rows(output_kind, &raw)[0]));
            n_met += 1;
        }
        assert!(found.is_ordered || n_met == MAX_LINES, "{}: {n_met}", found.feature);
        all_met += n_met;
    }
    assert!(all_met > d.features.len() * MAX_LINES / 2, "{all_met}");
}

#[test]
fn a_feature_that_the_model_ignores_changes_nothing() {
    let d = scaled_pair(60);
    for model in [linear(&[vec![0.0, 0.4]], &[0.5], OutputKind::Logit), idle(&[0.0, 0.4], 3, OutputKind::Logit)] {
        let found = measured(&model, &d, 0, Output { class: 1, space: OutputScale::Probability });
        for outputs in found.lines.iter().map(|line| &line.outputs).chain([&found.mean, &found.errors]) {
            assert!(outputs.iter().all(|v| *v == outputs[0]), "{outputs:?}");
        }
        assert!(found.errors[0] > 0.0);
    }
}

#[test]
fn the_grid_has_all_of_few_values_and_quantiles_of_many() {
    let number = |value: &dyn Fn(usize) -> String| {
        let d = trained(&rows("x,z,y", 600, |i| format!("{},{},{}", value(i), i % 3, i * 7 % 11)), |_| ());
        measured(&by_chance(d.n_columns(), OutputKind::Number), &d, 0, VALUE)
    };
    let few = number(&|i| (i * i % 30).to_string());
    let distinct: Vec<f64> = (0..30).filter(|v| (0..600).any(|i| i * i % 30 == *v)).map(|v| v as f64).collect();
    assert_eq!(few.positions, distinct);
    assert_eq!(few.values, distinct.iter().map(|v| Value::Number(*v)).collect::<Vec<Value>>());
    // Whole numbers from 0 to 299: the first percentile is 2.99.
    let whole = number(&|i| (i * 7 % 300).to_string());
    assert_eq!(whole.positions.len(), MAX_VALUES);
    assert_eq!((whole.positions[0], whole.positions[1], whole.positions[MAX_VALUES - 1]), (0.0, 3.0, 299.0));
    assert!(whole.positions.iter().all(|v| v.fract() == 0.0) && whole.positions.windows(2).all(|w| w[0] < w[1]));
    let Rug::Deciles(deciles) = &whole.rug else { panic!("a number") };
    assert!((1..10).zip(deciles).all(|(i, v)| close(*v, 29.9 * f64::from(i), 1e-9)), "{deciles:?}");
    // Most rows have one value, so that many quantiles are alike.
    let tied = number(&|i| if i % 4 == 0 { format!("{}.5", i * i) } else { "9".to_owned() });
    assert!(tied.positions.len() < MAX_VALUES && tied.positions.windows(2).all(|w| w[0] < w[1]));
    assert_eq!((tied.positions[0], tied.positions[tied.positions.len() - 1]), (0.5, 355_216.5));
    assert!(few.is_ordered && few.missing().is_none() && few.mean.len() == few.positions.len());
}

#[test]
fn days_stay_days() {
    let text = rows("day,y", 200, |i| format!("2024-{:02}-{:02},{}", i * 5 % 12 + 1, i * 9 % 28 + 1, i * 3 % 17));
    let d = trained(&text, |_| ());
    let found = measured(&by_chance(d.n_columns(), OutputKind::Number), &d, 0, VALUE);
    let day = |(value, at): (&Value, &f64)| *value == Value::Date(*at) && at.fract() == 0.0;
    assert!(found.is_ordered && found.values.iter().zip(&found.positions).all(day), "{:?}", found.values);
    assert!(found.values.len() > 20, "{}", found.values.len());
}

#[test]
fn a_missing_cell_is_a_value_where_the_model_sees_it() {
    let text = rows("x,c,y", 120, |i| {
        let x = if i % 10 == 0 { String::new() } else { (i % 10).to_string() };
        format!("{x},{},{}", ["green", "", "red"][i % 3], i * 7 % 11)
    });
    let with = |x, c| {
        let d = trained(&text, |spec| spec.missing = BTreeMap::from([("x".into(), x), ("c".into(), c)]));
        let model = by_chance(d.n_columns(), OutputKind::Number);
        [0, 1].map(|j| measured(&model, &d, j, VALUE))
    };
    let levels = |names: &[&str]| names.iter().map(|l| Value::Level((*l).to_owned())).collect::<Vec<Value>>();
    for (x, c) in [
        (MissingPolicy::MedianAndFlag, MissingPolicy::OwnLevel),
        (MissingPolicy::MeanAndFlag, MissingPolicy::ModeAndFlag),
    ] {
        let [number, category] = with(x, c);
        assert_eq!((number.missing(), number.positions.len(), number.mean.len()), (Some(9), 9, 10));
        assert_eq!(category.values, [levels(&["green", "red"]), vec![Value::Missing]].concat(), "{c:?}");
        assert_eq!(category.positions, [0.0, 1.0, 2.0]);
        assert_eq!(category.rug, Rug::Counts(vec![40, 40, 40]));
        assert!(!category.is_ordered && category.mean.windows(2).all(|w| w[0] != w[1]), "{:?}", category.mean);
        assert!(number.mean[..9].iter().all(|v| *v != number.mean[9]), "{x:?}: {:?}", number.mean);
        assert!(number.lines.iter().chain(&category.lines).any(|line| line.own == Value::Missing));
    }
    let [number, category] = with(MissingPolicy::Median, MissingPolicy::Mode);
    assert_eq!((number.missing(), number.mean.len(), category.missing()), (None, 9, None));
    assert_eq!((category.values, category.rug), (levels(&["green", "red"]), Rug::Counts(vec![40, 40])));
    assert!(number.lines.iter().any(|line| line.own == Value::Missing));
}

#[test]
fn levels_are_those_that_training_rows_have() {
    let text = rows("c,x,y", 90, |i| {
        let c = if i < 60 { ["pear", "apple", "fig"][i % 3] } else { ["apple", "plum"][i % 2] };
        format!("{c},{},{}", i % 7, i * 7 % 11)
    });
    let d = Dataset { parts: Parts::default(), ..trained(&text, |_| ()) };
    let train: Vec<u32> = (0..60).filter(|i| i % 3 != 2).collect();
    let found = measured(
        &by_chance(d.n_columns(), OutputKind::Number),
        &Dataset { parts: Parts { train, test: (60..90).collect(), ..Parts::default() }, ..d },
        0,
        VALUE,
    );
    assert_eq!(found.values, [Value::Level("apple".into()), Value::Level("pear".into())]);
    assert_eq!((found.n_training, found.rug), (40, Rug::Counts(vec![20, 20])));
}

#[test]
fn rows_are_drawn_from_the_training_part_and_the_same_for_all_features() {
    let d = scaled_pair(MAX_ROWS + 200);
    let train: Vec<u32> = (100..MAX_ROWS as u32 + 150).collect();
    let d = Dataset { parts: Parts { train, test: (0..100).collect(), ..Parts::default() }, ..d };
    let model = by_chance(2, OutputKind::Number);
    let found = measured(&model, &d, 0, VALUE);
    assert_eq!((found.n_rows, found.n_training, found.lines.len()), (MAX_ROWS, MAX_ROWS + 50, MAX_LINES));
    let of = |d: &Dependence| d.lines.iter().map(|line| line.table_row).collect::<Vec<u32>>();
    assert!(of(&found).iter().all(|row| (100..650).contains(row)));
    assert_eq!(of(&found), of(&measured(&model, &d, 1, VALUE)));
    assert_eq!(found, measured(&model, &d, 0, VALUE));
    let other = PartialDependence::new(&d, 0, VALUE, 2).map(|mut p| {
        while !p.step(&model, &d) {}
        p.finish(&d)
    });
    assert_ne!(other.map(|d| of(&d)), Some(of(&found)));
}

#[test]
fn dependence_in_many_steps_is_that_in_one() {
    let d = scaled_pair(70);
    let steps = |n_idle: usize| {
        let model = idle(&[0.8, -0.02], n_idle, OutputKind::Logit);
        let mut p =
            PartialDependence::new(&d, 1, Output { class: 1, space: OutputScale::LogOdds }, 3).expect("a feature");
        let mut done = vec![p.done()];
        while !p.step(&model, &d) {
            done.push(p.done());
        }
        done.push(p.done());
        assert!(done.windows(2).all(|pair| pair[0] < pair[1]), "{done:?}");
        assert_eq!((done[0], done[done.len() - 1]), (0.0, 1.0));
        (done.len() - 1, p.finish(&d))
    };
    let (one, many) = (steps(0), steps(50_000));
    assert!(one.0 == 1 && many.0 > 10, "{} and {}", one.0, many.0);
    assert_eq!(one.1, many.1);
}

#[test]
fn where_there_is_nothing_to_set_there_is_no_dependence() {
    let d = scaled_pair(10);
    assert!(PartialDependence::new(&d, 2, VALUE, 1).is_none());
    let unseen = Dataset { parts: Parts { test: (0..10).collect(), ..Parts::default() }, ..d.clone() };
    assert!(PartialDependence::new(&unseen, 0, VALUE, 1).is_none());
    let mut missing = d.clone();
    missing.values.column_mut(0).fill(f64::NAN);
    assert!(PartialDependence::new(&missing, 0, VALUE, 1).is_none());
    // One row: a line, and no error that could be told.
    let lone = Dataset { parts: Parts { train: vec![3], ..Parts::default() }, ..d };
    let found = measured(&by_chance(2, OutputKind::Number), &lone, 0, VALUE);
    assert_eq!((found.mean.len(), found.errors.len(), found.lines.len()), (1, 0, 1));
    assert_eq!(found.lines[0].outputs, found.mean);
    assert!(stats::mean(&found.mean).is_some_and(f64::is_finite));
}

#[test]
fn dependence_reads_back_as_it_was_written() {
    let d = scaled_pair(20);
    let found =
        measured(&by_chance(2, OutputKind::Softmax(3)), &d, 0, Output { class: 2, space: OutputScale::LogOdds });
    let bytes = postcard::to_allocvec(&found).expect("bytes");
    assert_eq!(postcard::from_bytes::<Dependence>(&bytes), Ok(found));
}
