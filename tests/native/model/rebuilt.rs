//! An exported model is whole: from its JSON and the cells of a table alone, by code that knows nothing of ours, the predictions
//! come out that the model makes.

use crate::data::{dataset, sample_bytes};
use crate::engine::fingerprints::recipes::GAPS;
use crate::tolerance::{REBUILT, close};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use vitrine::dataset::{Dataset, DatasetSpec, MissingPolicy, Scaling, Target};
use vitrine::model::{
    self, Activation, LinearSpec, Loss, Model, ModelSpec, NetworkSpec, Predictions, Trainer, TrainingSummary,
};
use vitrine::recipe::{Recipe, Source};
use vitrine::share::model::write;

type Cells = BTreeMap<String, String>;

fn cells(bytes: &[u8]) -> Vec<Cells> {
    csv::Reader::from_reader(bytes).deserialize().map(|row| row.expect("a row")).collect()
}

fn fitted(dataset: &Dataset, spec: &ModelSpec) -> Model {
    let mut trainer = Trainer::new(spec, dataset).expect("a sound spec");
    while !trainer.step(dataset).expect("a loss that stays finite") {}
    trainer.finish(dataset).0
}

fn exported(dataset: &Dataset, model: &Model) -> Json {
    let trained = TrainingSummary { history: Vec::new(), kept_epoch: 0, seconds: 0.0, warning: None, was_kept: false };
    let classes = match &dataset.target {
        Target::Classification { names, .. } => names.clone(),
        Target::Regression(_) => Vec::new(),
    };
    let recipe = Recipe::new(Source::Sample("any".to_owned()));
    let text = write(&model::view(model, dataset, trained), &dataset.target_name, &classes, &recipe);
    serde_json::from_str(&text).expect("JSON")
}

fn numbers(list: &Json) -> Vec<f64> {
    list.as_array().expect("a list").iter().map(|v| v.as_f64().expect("a number")).collect()
}

/// The matrix columns of one feature's cell, as docs/exports.md says.
fn encoded(input: &Json, cell: &str) -> Vec<f64> {
    let is_missing = ["", "?", "NA"].contains(&cell);
    let flag = input["missing_flag"].as_bool().expect("a flag").then_some(if is_missing { 1.0 } else { 0.0 });
    let mut columns = match input["kind"].as_str().expect("a kind") {
        "category" => {
            let levels: Vec<&str> =
                input["levels"].as_array().expect("levels").iter().map(|l| l.as_str().expect("a text")).collect();
            let known = levels.iter().position(|level| *level == cell).map(|l| l as u64);
            let at = if is_missing { input["missing"].as_u64() } else { known.or(input["other"].as_u64()) };
            (0..levels.len() as u64).map(|l| if Some(l) == at { 1.0 } else { 0.0 }).collect()
        }
        kind => {
            let number = |name: &str| input[name].as_f64().expect("a number");
            assert_eq!(kind, "number");
            let v = if is_missing { number("missing_as") } else { cell.parse().expect("a number") };
            let v = if input["logarithm"] == true { v.signum() * v.abs().ln_1p() } else { v };
            vec![f64::from(((v - number("centre")) / number("spread")).clamp(-1e6, 1e6) as f32)]
        }
    };
    columns.extend(flag);
    columns
}

/// The prediction of a row: a value, or one probability a class.
fn predicted(model: &Json, row: &Cells) -> Vec<f64> {
    let inputs = model["inputs"].as_array().expect("inputs");
    let cell = |input: &Json| &row[input["feature"].as_str().expect("a name")];
    let mut units: Vec<f64> = inputs.iter().flat_map(|input| encoded(input, cell(input))).collect();
    for layer in model["layers"].as_array().expect("layers") {
        let mut sums = numbers(&layer["biases"]);
        let weights = layer["weights"].as_array().expect("weights");
        assert_eq!(weights.len(), units.len());
        for (unit, weights) in units.iter().zip(weights) {
            sums.iter_mut().zip(numbers(weights)).for_each(|(sum, w)| *sum += unit * w);
        }
        units = match layer["activation"].as_str().expect("an activation") {
            "relu" => sums.into_iter().map(|v| v.max(0.0)).collect(),
            "tanh" => sums.into_iter().map(f64::tanh).collect(),
            "sigmoid" => sums.into_iter().map(|v| 1.0 / (1.0 + (-v).exp())).collect(),
            other => {
                assert_eq!(other, "identity");
                sums
            }
        };
    }
    let odds: Vec<f64> = units.iter().map(|v| v.exp()).collect();
    match model["head"].as_str().expect("a head") {
        "number" => {
            vec![units[0] * model["output_scale"].as_f64().unwrap() + model["output_offset"].as_f64().unwrap()]
        }
        "logit" => vec![1.0 / (1.0 + odds[0]), odds[0] / (1.0 + odds[0])],
        other => {
            assert_eq!((other, model["classes"].as_array().map(Vec::len)), ("softmax", Some(odds.len())));
            odds.iter().map(|v| v / odds.iter().sum::<f64>()).collect()
        }
    }
}

fn networks() -> [NetworkSpec; 3] {
    let short = NetworkSpec { epochs: 6, ..NetworkSpec::default() };
    [
        short.clone(),
        NetworkSpec { activation: Activation::Tanh, hidden: vec![70, 3], loss: Loss::SquaredError, ..short.clone() },
        NetworkSpec { activation: Activation::Sigmoid, hidden: vec![5, 4, 3], ..short },
    ]
}

/// Whether all rows are predicted as the model does; `spoil` changes what was exported.
fn holds(bytes: &[u8], spec: &DatasetSpec, family: &ModelSpec, spoil: &dyn Fn(&mut Json)) -> bool {
    let data = dataset(bytes, spec);
    let model = fitted(&data, family);
    let mut whole = exported(&data, &model);
    spoil(&mut whole);
    let (own, rows) = (Predictions::of(&model, &data), cells(bytes));
    assert!(data.n_rows() > 100);
    (0..data.n_rows()).all(|i| {
        let found = predicted(&whole, &rows[data.table_rows[i] as usize]);
        let expected = own.row(i as u32);
        let near = |(a, b): (&f64, &f64)| close(*a, *b, REBUILT * b.abs().max(1.0));
        found.len() == expected.len() && found.iter().zip(expected).all(near)
    })
}

fn of(target: &str) -> DatasetSpec {
    DatasetSpec { target: Some(target.to_owned()), ..DatasetSpec::default() }
}

#[test]
fn predictions_are_rebuilt_from_an_exported_model() {
    let missing = |policies: [(&str, MissingPolicy); 4]| policies.map(|(c, p)| (c.to_owned(), p)).into();
    let flags = missing([
        ("age", MissingPolicy::MeanAndFlag),
        ("income", MissingPolicy::MedianAndFlag),
        ("region", MissingPolicy::ModeAndFlag),
        ("member", MissingPolicy::OwnLevel),
    ]);
    let plain = missing([
        ("age", MissingPolicy::Median),
        ("income", MissingPolicy::Mean),
        ("region", MissingPolicy::OwnLevel),
        ("member", MissingPolicy::DropRows),
    ]);
    let log = ["income".to_owned()].into();
    let sample = |name: &str, target: &str| (sample_bytes(name), of(target));
    let tables = [
        sample("german_credit", "credit"),
        sample("iris", "species"),
        sample("diabetes", "progression"),
        (GAPS.to_vec(), DatasetSpec { missing: flags, max_levels: 2, log, ..of("grade") }),
        (GAPS.to_vec(), DatasetSpec { missing: plain, scaling: Scaling::Robust, ..of("price") }),
    ];
    let mut families = vec![ModelSpec::Linear(LinearSpec::default())];
    families.extend(networks().map(ModelSpec::Network));
    for (bytes, spec) in &tables {
        for family in &families {
            assert!(holds(bytes, spec, family, &|_| {}), "{:?} {family:?}", spec.target);
        }
    }
    // Without an intercept or a bias, a scale or a flag it is not whole.
    let (bytes, spec) = &tables[3];
    let spoils: [&dyn Fn(&mut Json); 4] = [
        &|m| m["layers"][0]["biases"][0] = (m["layers"][0]["biases"][0].as_f64().unwrap() + 1e-3).into(),
        &|m| m["inputs"].as_array_mut().unwrap().iter_mut().for_each(|i| i["missing_as"] = 0.0.into()),
        &|m| m["inputs"].as_array_mut().unwrap().iter_mut().for_each(|i| i["logarithm"] = false.into()),
        &|m| m["inputs"].as_array_mut().unwrap().iter_mut().for_each(|i| i["other"] = Json::Null),
    ];
    for spoil in spoils {
        assert!(!holds(bytes, spec, &families[0], spoil));
    }
}
