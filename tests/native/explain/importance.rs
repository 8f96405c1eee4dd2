//! Permutation importance: against the mean over all pairs of rows, which it is the draw of, against scikit-learn, and
//! by what has to hold of every model.

use crate::data::{all_train, dataset, rows};
use crate::explain::shap::plain;
use crate::fixed::{head_of, idle, linear, reference_dataset, reference_model, with_classes};
use crate::reference::{load, numbers};
use crate::tolerance::{COMBINED_ERRORS, METRICS, close};
use ndarray::Axis;
use vitrine::dataset::{Dataset, DatasetSpec, Part, Parts, Target};
use vitrine::evaluate::interval::Interval;
use vitrine::evaluate::{of_classes, of_numbers};
use vitrine::explain::importance::MAX_ROWS;
use vitrine::explain::{FeatureImportance, Importance, ImportanceMetric, ImportanceSpec, PermutationImportance};
use vitrine::model::{Decision, Model, OutputKind, Predictions};
use vitrine::num::rng::Rng;
use vitrine::num::stats;

/// Standard normal rows, whose features do not depend on each other.
fn normal_rows(n: usize, n_features: usize, seed: u32) -> Vec<Vec<f64>> {
    let mut rng = Rng::stream(seed, "rows", 0);
    (0..n).map(|_| (0..n_features).map(|_| f64::from(rng.normal() as f32)).collect()).collect()
}

/// Rows with a number that is what the weights say, and a normal error.
fn with_numbers(rows: &[Vec<f64>], weights: &[f64], error: f64, seed: u32) -> Dataset {
    let mut rng = Rng::stream(seed, "errors", 0);
    let line = |row: &Vec<f64>| row.iter().zip(weights).map(|(x, w)| x * w).sum::<f64>();
    let y = rows.iter().map(|row| line(row) + error * rng.normal()).collect();
    Dataset { target: Target::Regression(y), ..plain(rows) }
}

fn measured(model: &Model, d: &Dataset, decision: Decision, spec: &ImportanceSpec) -> Importance {
    let mut i = PermutationImportance::new(d, decision, spec);
    while !i.step(model, d) {}
    i.finish()
}

fn by(metric: ImportanceMetric, n_repeats: u32) -> ImportanceSpec {
    ImportanceSpec { metric: Some(metric), n_repeats, ..ImportanceSpec::default() }
}

fn increases(i: &Importance) -> Vec<f64> {
    i.features.iter().map(|f| f.increase).collect()
}

/// The standard error of the increase by the draw of the permutations.
fn error(f: &FeatureImportance) -> f64 {
    let n = f.by_repeat.len() as f64;
    stats::deviation(&f.by_repeat).expect("repeats") / (n - 1.0).sqrt()
}

/// Small data sets of both kinds with a model for each: numbers that go together, categories, and missing cells of
/// both.
fn mixed() -> [(Dataset, Model); 3] {
    let text = rows("a,b,c,y", 60, |i| {
        let a = if i % 7 == 3 { String::new() } else { (i * i % 23).to_string() };
        let c = ["red", "green", "", "blue", "red"][i % 5];
        format!("{a},{},{c},{}", (i * 5 % 17) as f64 / 4.0 + (i * i % 23) as f64, i * 3 % 31)
    });
    let mut spec = DatasetSpec { target: Some("y".to_owned()), ..DatasetSpec::default() };
    all_train(&mut spec);
    let d = dataset(&text, &spec);
    assert!(d.features.iter().map(|f| f.columns.len()).eq([2, 1, 4]), "a flag, and a level of missing cells");
    let mut rng = Rng::stream(3, "weights", 0);
    let mut weights = |n: usize| (0..n).map(|_| (0..7).map(|_| rng.normal()).collect()).collect::<Vec<Vec<f64>>>();
    let codes = |n: u32| (0..60).map(|i| (i * i + i / 7) % n).collect::<Vec<u32>>();
    [
        (d.clone(), linear(&weights(1), &[0.5], OutputKind::Number)),
        (with_classes(d.clone(), codes(2)), linear(&weights(1), &[0.1], OutputKind::Logit)),
        (with_classes(d, codes(3)), linear(&weights(3), &[0.1, 0.0, -0.3], OutputKind::Softmax(3))),
    ]
}

/// The mean change over all pairs of a row and another one, or itself, whose value it is given, in feature space.
fn over_all_pairs(model: &Model, d: &Dataset, feature: usize, metric: ImportanceMetric) -> f64 {
    let loss = |row: usize, values: &[f64]| {
        let mut x = vec![0.0; d.n_columns()];
        d.encode_row(values, &mut x);
        let p = model.output_kind().predict(&model.raw(&x));
        match (&d.target, metric) {
            (Target::Regression(y), ImportanceMetric::SquaredError) => (p[0] - y[row]).powi(2),
            (Target::Regression(y), _) => (p[0] - y[row]).abs(),
            (Target::Classification { codes, .. }, ImportanceMetric::LogLoss) => -p[codes[row] as usize].ln(),
            (Target::Classification { codes, .. }, _) => {
                f64::from(u8::from(Decision::MostProbable.class(&p) != codes[row] as usize))
            }
        }
    };
    let (n, mut sum) = (d.n_rows(), 0.0);
    for i in 0..n {
        let own = d.values.row(i).to_vec();
        let before = loss(i, &own);
        for j in 0..n {
            let mut values = own.clone();
            values[feature] = d.values[[j, feature]];
            sum += loss(i, &values) - before;
        }
    }
    sum / (n * n) as f64
}

#[test]
fn importance_is_a_draw_of_the_mean_over_all_pairs() {
    for (d, model) in mixed() {
        for metric in ImportanceMetric::of(&d.target) {
            let found = measured(&model, &d, Decision::MostProbable, &by(metric, 400));
            for (j, f) in found.features.iter().enumerate() {
                let (expected, tolerance) = (over_all_pairs(&model, &d, j, metric), COMBINED_ERRORS * error(f));
                assert!(tolerance > 0.0, "{metric:?} {f:?}");
                assert!(close(f.increase, expected, tolerance), "{metric:?} {}: {} {expected}", f.feature, f.increase);
                assert!(!close(f.increase + 10.0 * tolerance, expected, tolerance));
            }
        }
    }
}

#[test]
fn importance_equals_that_of_scikit_learn() {
    let stored = load("importance");
    for case in stored["cases"].as_array().expect("cases") {
        let (d, model) = (reference_dataset(&stored, case), reference_model(case));
        let mut n_compared = 0;
        let mut compare = |metric, name: &str, of: &dyn Fn(&Importance, &FeatureImportance) -> f64| {
            let found = measured(&model, &d, Decision::MostProbable, &by(metric, 400));
            let theirs = &case["importance"][name];
            for (f, (mean, theirs)) in
                found.features.iter().zip(numbers(&theirs["mean"]).into_iter().zip(numbers(&theirs["error"])))
            {
                let scale = of(&found, f) / f.increase;
                let tolerance = COMBINED_ERRORS * (scale * error(f)).hypot(theirs);
                assert!(close(of(&found, f), mean, tolerance), "{name} {f:?} {mean} {theirs}");
                assert!(!close(of(&found, f) + 10.0 * tolerance, mean, tolerance), "{name}");
                n_compared += 1;
            }
        };
        let increase: &dyn Fn(&Importance, &FeatureImportance) -> f64 = &|_, f| f.increase;
        if head_of(case) == OutputKind::Number {
            compare(ImportanceMetric::SquaredError, "neg_mean_squared_error", increase);
            compare(ImportanceMetric::AbsoluteError, "neg_mean_absolute_error", increase);
            compare(ImportanceMetric::SquaredError, "r2", &|i, f| i.r2_drop(f).expect("a number"));
            assert_eq!(n_compared, 9);
        } else {
            compare(ImportanceMetric::LogLoss, "neg_log_loss", increase);
            compare(ImportanceMetric::Accuracy, "accuracy", increase);
            assert_eq!(n_compared, 6);
        }
    }
}

/// Of independent standardised features and a model that is right, shuffling one moves the prediction by the difference
/// of two draws, whose mean square is twice the variance.
#[test]
fn squared_error_of_a_linear_model_rises_by_twice_the_variance_it_explains() {
    let weights = [2.0, -1.0, 0.5];
    let d = with_numbers(&normal_rows(2_000, 3, 4), &weights, 1.0, 4);
    let found =
        measured(&linear(&[weights.to_vec()], &[0.0], OutputKind::Number), &d, Decision::MostProbable, &by_default());
    for (f, w) in found.features.iter().zip(weights) {
        let Interval { low, high } = f.interval.expect("rows");
        let tolerance = high - low;
        assert!(close(f.increase, 2.0 * w * w, tolerance), "{f:?} {w}");
        assert!(!close(f.increase + 10.0 * tolerance, 2.0 * w * w, tolerance));
        assert!(tolerance < 0.3 * f.increase, "{f:?}");
        let (before, after) = found.rmse(f).expect("squares");
        assert!(close(before * before, found.score, METRICS));
        assert!(close(after * after - before * before, f.increase, METRICS));
    }
}

fn by_default() -> ImportanceSpec {
    ImportanceSpec::default()
}

#[test]
fn a_feature_that_the_model_ignores_has_no_importance() {
    let rows = normal_rows(90, 3, 5);
    let number = with_numbers(&rows, &[1.0, 3.0, 1.0], 0.1, 5);
    let classes = with_classes(plain(&rows), (0..90).map(|i| i % 2).collect());
    for (d, output_kind) in [(number, OutputKind::Number), (classes, OutputKind::Logit)] {
        for model in [linear(&[vec![1.0, 0.0, 2.0]], &[0.5], output_kind), idle(&[1.0, 0.0, 2.0], 3, output_kind)] {
            for metric in ImportanceMetric::of(&d.target) {
                let found = measured(&model, &d, Decision::MostProbable, &by(metric, 5));
                let [used, ignored, also] = &found.features[..] else { panic!("three features") };
                assert_eq!((ignored.increase, ignored.interval), (0.0, None), "{metric:?}");
                assert_eq!(ignored.by_repeat, [0.0; 5]);
                assert!([used, also].iter().all(|f| f.by_repeat.iter().any(|v| *v != 0.0)), "{metric:?} {found:?}");
                assert!(used.interval.is_some_and(|i| i.holds(used.increase) && i.low < i.high));
            }
        }
    }
}

#[test]
fn the_importance_of_a_feature_depends_on_no_other_feature() {
    let d = with_numbers(&normal_rows(70, 3, 6), &[1.0, 0.0, -2.0], 0.3, 6);
    let all = measured(
        &linear(&[vec![1.0, 0.0, -2.0]], &[0.0], OutputKind::Number),
        &d,
        Decision::MostProbable,
        &by_default(),
    );
    let kept = [0, 2];
    let mut fewer = Dataset {
        x: d.x.select(Axis(1), &kept),
        values: d.values.select(Axis(1), &kept),
        features: kept.iter().map(|&j| d.features[j].clone()).collect(),
        ..d
    };
    fewer.features[1].columns = 1..2;
    let model = linear(&[vec![1.0, -2.0]], &[0.0], OutputKind::Number);
    let without = measured(&model, &fewer, Decision::MostProbable, &by_default());
    assert_eq!(without.features, [all.features[0].clone(), all.features[2].clone()]);
    assert_eq!(without.score, all.score);
}

#[test]
fn importance_in_many_steps_is_that_in_one() {
    let weights = [1.5, -0.5];
    let d = with_numbers(&normal_rows(50, 2, 7), &weights, 0.5, 7);
    let steps = |n_idle: usize| {
        let model = idle(&weights.map(|w| w as f32), n_idle, OutputKind::Number);
        let mut i =
            PermutationImportance::new(&d, Decision::MostProbable, &ImportanceSpec { n_repeats: 3, ..by_default() });
        let mut done = vec![i.done()];
        while !i.step(&model, &d) {
            done.push(i.done());
        }
        done.push(i.done());
        assert!(done.windows(2).all(|pair| pair[0] < pair[1]), "{done:?}");
        assert_eq!((done[0], done[done.len() - 1]), (0.0, 1.0));
        (done.len() - 1, i.finish())
    };
    let (one, many) = (steps(0), steps(150_000));
    assert!(one.0 == 1 && many.0 > 10, "{} and {}", one.0, many.0);
    assert_eq!(one.1, many.1);
}

#[test]
fn scores_are_those_of_the_evaluation() {
    let [(number, line), (two, logit), (three, softmax)] = mixed();
    let score = |d: &Dataset, model: &Model, metric, decision| measured(model, d, decision, &by(metric, 1)).score;
    let predicted = |d: &Dataset, model: &Model| Predictions::of(model, d).outputs;
    let Target::Regression(y) = &number.target else { panic!("a number") };
    let scores = of_numbers(&predicted(&number, &line), y);
    let mut pairs = vec![
        (score(&number, &line, ImportanceMetric::SquaredError, Decision::MostProbable).sqrt(), scores.rmse),
        (score(&number, &line, ImportanceMetric::AbsoluteError, Decision::MostProbable), scores.mae),
    ];
    for (d, model) in [(two, logit), (three, softmax)] {
        let Target::Classification { codes, names } = &d.target else { panic!("classes") };
        let scores = of_classes(&predicted(&d, &model), codes, names.len());
        pairs.push((score(&d, &model, ImportanceMetric::LogLoss, Decision::MostProbable), scores.log_loss));
        pairs.push((score(&d, &model, ImportanceMetric::Accuracy, Decision::MostProbable), scores.accuracy));
        // All are decided for the first class.
        let first = codes.iter().filter(|c| **c == 0).count() as f64 / codes.len() as f64;
        let rule = Decision::From { class: 0, threshold: 0.0 };
        pairs.push((score(&d, &model, ImportanceMetric::Accuracy, rule), first));
    }
    for (found, expected) in pairs {
        assert!(close(found, expected, METRICS), "{found} {expected}");
        assert!(!close(found + 10.0 * METRICS, expected, METRICS));
    }
}

#[test]
fn rows_are_of_the_best_part_and_not_too_many() {
    let mut d = with_numbers(&normal_rows(MAX_ROWS + 800, 1, 8), &[1.0], 1.0, 8);
    let split = |at: [u32; 2], n: u32| Parts {
        train: (0..at[0]).collect(),
        validation: (at[0]..at[1]).collect(),
        test: (at[1]..n).collect(),
    };
    let model = linear(&[vec![1.0]], &[0.0], OutputKind::Number);
    let of = |d: &Dataset, part, seed| {
        let spec = ImportanceSpec { part, seed, n_repeats: 2, ..by_default() };
        let i = measured(&model, d, Decision::MostProbable, &spec);
        ((i.part, i.n_rows, i.n_part), increases(&i))
    };
    let n = MAX_ROWS as u32 + 800;
    d.parts = split([300, 700], n);
    assert_eq!(of(&d, None, 1).0, (Part::Test, MAX_ROWS, MAX_ROWS + 100));
    assert_eq!(of(&d, Some(Part::Validation), 1).0, (Part::Validation, 400, 400));
    assert_eq!(of(&d, Some(Part::Train), 1).0, (Part::Train, 300, 300));
    assert_eq!(of(&d, None, 1), of(&d, None, 1));
    assert_ne!(of(&d, None, 1).1, of(&d, None, 2).1);
    d.parts = split([300, n], n);
    assert_eq!(of(&d, Some(Part::Test), 1).0.0, Part::Validation);
    d.parts = split([n, n], n);
    assert_eq!(of(&d, None, 1).0, (Part::Train, MAX_ROWS, MAX_ROWS + 800));
}

#[test]
fn what_does_not_fit_gives_the_default_or_nothing() {
    let [(number, line), (two, logit), _] = mixed();
    let metric = |d: &Dataset, model: &Model, m| measured(model, d, Decision::MostProbable, &by(m, 1)).metric;
    assert_eq!(metric(&number, &line, ImportanceMetric::Accuracy), ImportanceMetric::SquaredError);
    assert_eq!(metric(&two, &logit, ImportanceMetric::AbsoluteError), ImportanceMetric::LogLoss);
    let of_two = measured(&logit, &two, Decision::MostProbable, &by_default());
    assert_eq!((of_two.target_variance, of_two.rmse(&of_two.features[0])), (None, None));
    // A single row has nothing to be given.
    let lone = with_numbers(&normal_rows(1, 2, 1), &[1.0, 1.0], 1.0, 1);
    let found =
        measured(&linear(&[vec![1.0, 2.0]], &[0.0], OutputKind::Number), &lone, Decision::MostProbable, &by_default());
    assert!(found.features.iter().all(|f| f.increase == 0.0 && f.interval.is_none()));
    assert_eq!(found.r2_drop(&found.features[0]), None);
    // No row at all.
    let none = Dataset { parts: Parts::default(), ..lone };
    let found =
        measured(&linear(&[vec![1.0, 2.0]], &[0.0], OutputKind::Number), &none, Decision::MostProbable, &by_default());
    assert_eq!((found.n_rows, increases(&found)), (0, vec![0.0; 2]));
    for n_repeats in [0, 1_001] {
        let refused = ImportanceSpec { n_repeats, ..by_default() }.check().expect_err("out of range");
        assert_eq!(refused.field, "Repeats");
    }
    assert_eq!(by_default().check(), Ok(()));
}

/// How often the interval, made so many times as long, holds the truth, for rows that are drawn anew.
fn coverage(length: f64, n_rows: usize) -> f64 {
    let model = linear(&[vec![1.0]], &[0.0], OutputKind::Number);
    let holds = |seed: u32| {
        let d = with_numbers(&normal_rows(n_rows, 1, seed), &[1.0], 0.5, seed);
        let f = &measured(&model, &d, Decision::MostProbable, &by_default()).features[0];
        let Interval { low, high } = f.interval.expect("rows");
        let (middle, half) = ((low + high) / 2.0, length * (high - low) / 2.0);
        assert!(close(middle, f.increase, METRICS));
        Interval { low: middle - half, high: middle + half }.holds(2.0)
    };
    (0..800).filter(|&seed| holds(seed)).count() as f64 / 800.0
}

#[test]
fn n20_intervals_of_importance_hold_the_truth() {
    let whole = coverage(1.0, 150);
    assert!((0.92..0.975).contains(&whole), "{whole}");
    // As long as it is when a row counts as the one that is predicted only.
    let half = coverage(0.5, 150);
    assert!(half < 0.8, "{half}");
}

#[test]
fn importance_reads_back_as_it_was_written() {
    for (d, model) in mixed() {
        let found = measured(&model, &d, Decision::MostProbable, &by_default());
        let bytes = postcard::to_allocvec(&found).expect("bytes");
        assert_eq!(postcard::from_bytes::<Importance>(&bytes), Ok(found));
    }
}
