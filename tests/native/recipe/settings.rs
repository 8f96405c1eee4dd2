//! The tables of settings: a row for every choice, values that are read as they were written, limits that hold, names for undo.

use crate::random_link::{self, Dice};
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;
use vitrine::dataset::DatasetSpec;
use vitrine::explain::{ExplainSpec, LimeSpec, Method, ShapSpec};
use vitrine::model::{LinearSpec, ModelSpec, NetworkSpec};
use vitrine::setting::{DataContext, Field, Range, SettingValue, Settings, changed};

fn object(spec: &impl serde::Serialize) -> Map<String, Json> {
    match serde_json::to_value(spec) {
        Ok(Json::Object(map)) => map,
        other => panic!("{other:?}"),
    }
}

/// The fields of a spec that its table changes.
fn fields_with_a_row<S: Settings + Default + serde::Serialize>() -> BTreeSet<String> {
    let default = object(&S::default());
    let mut dice = Dice::new(1);
    let mut found = BTreeSet::new();
    for _ in 0..100 {
        let mut spec = S::default();
        random_link::settings(&mut dice, &mut spec);
        let differs = object(&spec).into_iter().filter(|(key, value)| default[key] != *value);
        found.extend(differs.map(|(key, _)| key));
    }
    found
}

#[test]
fn every_field_of_a_spec_has_a_row_or_a_form_of_its_own() {
    fn hold<S: Settings + Default + serde::Serialize>(elsewhere: &[&str]) {
        let mut fields = fields_with_a_row::<S>();
        for field in elsewhere {
            assert!(fields.insert((*field).to_owned()), "{field} has a row after all");
        }
        assert_eq!(fields, object(&S::default()).into_iter().map(|(key, _)| key).collect());
    }
    assert_eq!(
        (ModelSpec::FAMILIES.len(), Method::ALL.len()),
        (2, 2),
        "hold the table of a new one here, and list it below"
    );
    hold::<NetworkSpec>(&[]);
    hold::<LinearSpec>(&[]);
    hold::<ShapSpec>(&[]);
    hold::<LimeSpec>(&[]);
    // Columns and the row are chosen where they are seen; each method has a table.
    hold::<DatasetSpec>(&["target", "use_column", "missing", "split_by", "log"]);
    hold::<ExplainSpec>(&["row", "edits", "class", "default_class", "space", "shap", "lime"]);
}

/// One of each spec, drawn at random.
fn specs(dice: &mut Dice) -> Vec<Box<dyn Settings>> {
    let mut all: Vec<Box<dyn Settings>> = vec![
        Box::new(NetworkSpec::default()),
        Box::new(LinearSpec::default()),
        Box::new(ShapSpec::default()),
        Box::new(LimeSpec::default()),
        Box::new(DatasetSpec::default()),
        Box::new(ExplainSpec::default()),
    ];
    all.iter_mut().for_each(|spec| random_link::settings(dice, spec.as_mut()));
    all
}

#[test]
fn what_is_written_is_read_and_named() {
    let (mut dice, given) = (Dice::new(2), DataContext { is_number: false, n_features: 9 });
    for _ in 0..50 {
        for (mut spec, mut before) in specs(&mut dice).into_iter().zip(specs(&mut Dice::new(3))) {
            for (row, about) in spec.table().into_iter().enumerate() {
                let Some(written) = spec.value(row).filter(|_| spec.applies(row, &given)) else { continue };
                before.set(row, &written, &given);
                assert_eq!(before.value(row), Some(written), "{}", (about.name)());
            }
            assert_eq!(spec.check(), Ok(()));
            assert_eq!(changed(spec.as_ref(), spec.as_ref()), None);
            let n = spec.table().len();
            let other = SettingValue::Choice(99);
            spec.set(n, &other, &given);
            assert_eq!((spec.value(n), spec.applies(n, &given)), (None, false), "there is no such row");
        }
    }
}

/// Values that a range does not hold.
fn beyond(range: Range) -> [f64; 3] {
    let step = if range.whole { 1.0 } else { 1e-3 * range.max };
    [range.min - step, range.max + step, f64::NAN]
}

#[test]
fn each_limit_is_checked_and_what_is_refused_is_named() {
    let given = DataContext { is_number: false, n_features: 9 };
    let mut n_refused = 0;
    for seed in 0..40 {
        for at in 0..specs(&mut Dice::new(seed)).len() {
            let fresh = || specs(&mut Dice::new(seed)).swap_remove(at);
            let table = fresh().table();
            for (row, about) in table.into_iter().enumerate() {
                let range = match about.field {
                    Field::Number(range) => range,
                    Field::Numbers(numbers) => numbers.range,
                    Field::Choice(_) => continue,
                };
                // A whole number below nothing cannot be written.
                let can_be_held = |v: &f64| !range.whole || (*v >= 0.0 && *v <= f64::from(u32::MAX));
                for value in beyond(range).into_iter().filter(can_be_held) {
                    let mut spec = fresh();
                    if !spec.applies(row, &given) {
                        continue;
                    }
                    let written = match about.field {
                        Field::Numbers(_) => SettingValue::Numbers(vec![value]),
                        _ => SettingValue::Number(value),
                    };
                    spec.set(row, &written, &given);
                    // What whole numbers cannot hold is not written; and a number that is none is not equal to itself.
                    if spec.value(row) == Some(written) || (value.is_nan() && !range.whole) {
                        let refused = spec.check().expect_err((about.name)());
                        assert_eq!(refused.field.to_lowercase(), (about.name)().to_lowercase());
                        n_refused += 1;
                    }
                }
            }
        }
    }
    assert!(n_refused > 500, "{n_refused}");
}

#[test]
fn a_choice_of_the_optimiser_brings_its_learning_rate() {
    let mut spec = NetworkSpec::default();
    let row = spec.table().iter().position(|about| (about.name)() == "optimiser").unwrap();
    spec.set(row, &SettingValue::Choice(1), &DataContext::default());
    assert_eq!(spec.learning_rate, 0.05);
    spec.set(row, &SettingValue::Choice(0), &DataContext::default());
    assert_eq!(spec, NetworkSpec::default());
}
