//! Scaling and missing values: scikit-learn's scalers, logarithms, flags.

use crate::data::{dataset, rows};
use crate::reference::{load, numbers};
use crate::tolerance::{SCALING, close};
use std::collections::BTreeMap;
use vitrine::dataset::{Dataset, DatasetSpec, Encoder, MissingPolicy, Scaler, Scaling, view};
use vitrine::table::Value;

/// How far from the reference the scaled values are, in units of the tolerance.
fn distance(values: &[f64], expected: &[f64], scaler: &Scaler) -> f64 {
    let off = |(v, e): (&f64, &f64)| (scaler.scale(*v) - e).abs() / e.abs().max(1.0);
    values.iter().zip(expected).map(off).fold(0.0, f64::max) / SCALING
}

#[test]
fn scalers_are_scikit_learn_s() {
    let mut n_compared = 0;
    for case in load("dataset")["scalers"].as_array().expect("cases") {
        let (values, log) = (numbers(&case["values"]), case["log"].as_bool().expect("a flag"));
        for (key, scaling) in
            [("standard", Scaling::Standard), ("min_max", Scaling::MinMax), ("robust", Scaling::Robust)]
        {
            let (scaler, expected) = (Scaler::fit(scaling, log, &values), numbers(&case[key]));
            let far = distance(&values, &expected, &scaler);
            assert!(far <= 1.0, "{} {key}: {far} tolerances off", case["name"]);
            let shifted: Vec<f64> = expected.iter().map(|e| e + 10.0 * SCALING * e.abs().max(1.0)).collect();
            assert!(distance(&values, &shifted, &scaler) > 1.0, "ten tolerances off must be seen");
            for v in &values {
                assert!(
                    close(scaler.unscale(scaler.scale(*v)), *v, 1e-9 * v.abs().max(1e-9)),
                    "{} {key} {v}",
                    case["name"]
                );
            }
            n_compared += 1;
        }
    }
    assert!(n_compared >= 24, "{n_compared}");
}

#[test]
fn where_quartiles_meet_the_deviation_scales() {
    let values: Vec<f64> = (0..100).map(|i| if i % 10 == 0 { 5_000.0 + f64::from(i) } else { 0.0 }).collect();
    let robust = Scaler::fit(Scaling::Robust, false, &values);
    assert_eq!((robust.centre, robust.spread), (0.0, Scaler::fit(Scaling::Standard, false, &values).spread));
    for scaling in [Scaling::Standard, Scaling::MinMax, Scaling::Robust, Scaling::Off] {
        assert_eq!(Scaler::fit(scaling, false, &[4.0; 9]).spread, 1.0, "{scaling:?}: a constant is divided by 1");
        let none = Scaler::fit(scaling, true, &[]);
        assert!(none.scale(3.0).is_finite());
    }
}

#[test]
fn a_logarithm_takes_what_is_below_zero_and_comes_back() {
    let scaler = Scaler::fit(Scaling::Off, true, &[1.0]);
    for v in [-1e9, -2.5, -0.0, 0.0, 1e-12, 3.0, 1e12] {
        assert!(close(scaler.unscale(scaler.scale(v)), v, 1e-9 * v.abs()), "{v}");
        assert_eq!(scaler.scale(-v), -scaler.scale(v));
    }
    assert_eq!(scaler.scale(std::f64::consts::E - 1.0), 1.0);
}

fn build(text: &str, change: impl FnOnce(&mut DatasetSpec)) -> Dataset {
    let mut spec = DatasetSpec { target: Some("y".into()), ..DatasetSpec::default() };
    change(&mut spec);
    dataset(text, &spec)
}

#[test]
fn scaling_is_chosen_for_the_data_set_and_the_logarithm_for_a_column() {
    let text = rows("x,z,y", 60, |i| format!("{},{},{}", i * i * i, i * 7 % 60, ["a", "b"][i % 2]));
    assert!(view(&build(&text, |_| {}), 60).features.iter().all(|f| !f.skewed), "a cube is not yet skewed");
    let d = build(&text, |s| {
        s.scaling = Scaling::MinMax;
        s.log.insert("x".into());
    });
    let x = &d.x;
    let train = |j: usize| d.parts.train.iter().map(|&i| f64::from(x[[i as usize, j]])).collect::<Vec<f64>>();
    let ends = |v: &[f64]| (v.iter().copied().fold(f64::MAX, f64::min), v.iter().copied().fold(f64::MIN, f64::max));
    assert_eq!((ends(&train(0)), ends(&train(1))), ((0.0, 1.0), (0.0, 1.0)));
    assert_eq!(d.features[0].column_names(), ["log of x"]);
    assert_eq!(d.value(3, 0), Value::Number(27.0), "explanations stay in the column's own unit");
    let Encoder::Scaled { mean, .. } = d.features[0].encoder else { panic!() };
    assert!(mean > 1_000.0, "what LIME draws by is in the column's own unit too: {mean}");
    let skewed = rows("x,y", 60, |i| format!("{},{}", if i % 20 == 0 { 900 + i } else { i % 5 }, ["a", "b"][i % 2]));
    assert!(view(&build(&skewed, |_| {}), 60).features[0].skewed);
}

#[test]
fn flags_say_what_was_missing() {
    let text = rows("n,c,y", 60, |i| {
        let number = if i % 3 == 0 { String::new() } else { (i * i).to_string() };
        format!("{number},{},{}", ["", "a", "b", "b"][i % 4], i % 7)
    });
    let with = |n: MissingPolicy, c: MissingPolicy| {
        build(&text, |s| s.missing = BTreeMap::from([("n".to_owned(), n), ("c".to_owned(), c)]))
    };
    let plain = with(MissingPolicy::Mean, MissingPolicy::Mode);
    let flagged = with(MissingPolicy::MeanAndFlag, MissingPolicy::ModeAndFlag);
    assert_eq!((plain.n_columns(), flagged.n_columns()), (3, 5));
    assert_eq!(flagged.features[1].column_names(), ["c = a", "c = b", "c is missing"]);
    for i in 0..60 {
        let (x, of_plain) = (flagged.x.row(i), plain.x.row(i));
        let missing = |yes: bool| if yes { 1.0 } else { 0.0 };
        assert_eq!((x[0], x[1]), (of_plain[0], missing(i % 3 == 0)));
        assert_eq!((x[2], x[3], x[4]), (of_plain[1], of_plain[2], missing(i % 4 == 0)), "row {i}");
    }
    let c = &flagged.features[1];
    assert_eq!(flagged.value(0, 1), Value::Missing);
    assert_ne!(c.filled(f64::NAN), c.filled(1.0), "an explanation can tell a missing cell from the one that fills it");
    let mut drawn = [0.0; 3];
    c.encode(c.filled(f64::NAN), &mut drawn);
    assert_eq!(drawn, [0.0, 1.0, 1.0], "and what it draws is encoded as a missing cell");
    assert_eq!(view(&flagged, 60).features[1].levels, ["a", "b"], "to set a cell, missing is a choice of its own");
}
