//! The same for what the models call: metrics and explainers, at the edge of what they are given.

use super::inputs;
use super::scan::no_number;
use crate::data::{dataset, table};
use crate::explain::shap::plain;
use crate::tolerance::{ADDITIVITY, STATS, close, close_relative};
use ndarray::Array2;
use vitrine::compute::coalition::Coalitions;
use vitrine::dataset::{Dataset, DatasetSpec};
use vitrine::evaluate::{of_classes, of_numbers};
use vitrine::explain::{
    Background, ExplainSpec, Explainer, Instance, LimeSpec, LocalExplanation, Method, ShapSpec, Step, kernel_shap, lime,
};
use vitrine::model::{LinearSpec, Model, ModelSpec, NetworkSpec, Output, OutputKind, OutputScale, Trainer};
use vitrine::num::stats;

/// Outputs that explainers are not used to.
fn outputs(n: usize) -> Vec<(&'static str, Vec<f64>)> {
    let of = |value: &dyn Fn(usize) -> f64| (0..n).map(value).collect::<Vec<f64>>();
    vec![
        ("all alike", of(&|_| 0.3)),
        ("all zero", of(&|_| 0.0)),
        ("one that differs", of(&|i| if i == 1 { 1.0 } else { 0.0 })),
        ("near the largest", of(&|i| if i % 2 == 0 { 1e149 } else { -1e149 })),
        ("subnormal", of(&|i| if i % 2 == 0 { 5e-324 } else { 0.0 })),
        ("negative zero", of(&|i| if i % 2 == 0 { -0.0 } else { 0.0 })),
    ]
}

#[test]
fn b4_metrics_of_odd_predictions_are_numbers_or_undefined() {
    for n in [1, 2, 3, 10] {
        for (name, values) in outputs(n) {
            for truth in [vec![0.0; n], values.clone(), values.iter().rev().copied().collect()] {
                let scores = of_numbers(&values, &truth);
                assert_eq!(no_number(&scores), None, "{name}, {n} rows");
            }
        }
        for p in [0.0, 0.5, 1.0, 5e-324] {
            for truth in [vec![0; n], vec![1; n], (0..n as u32).map(|i| i % 2).collect()] {
                let scores = of_classes(&[p, 1.0 - p].repeat(n), &truth, 2);
                assert_eq!(no_number(&scores), None, "p = {p}, {n} rows");
            }
        }
    }
}

#[test]
fn b5_explainers_of_odd_outputs_give_numbers() {
    for p in [1, 2, 3, 8] {
        let columns = [
            ("nothing but ones", Array2::from_elem((60, p), 1.0)),
            ("columns all alike", Array2::from_shape_fn((60, p), |(i, _)| (i % 2) as f64)),
            ("the row alone", Array2::from_shape_fn((60, p), |(i, _)| if i == 0 { 1.0 } else { 0.0 })),
        ];
        for ((about, x), (name, y)) in columns.iter().flat_map(|c| outputs(60).into_iter().map(move |o| (c, o))) {
            let solved = lime::solve(x.view(), &y, &LimeSpec::default());
            assert_eq!(no_number(&solved), None, "LIME, {about}, {name}, {p} features");
        }
        let plan = kernel_shap::plan(p, &ShapSpec::default());
        for (name, values) in outputs(Coalitions::len(&plan.coalitions)) {
            for (base, full) in [(0.0, 0.0), (-1e149, 1e149), (0.2, 0.7)] {
                let solved = kernel_shap::solve(&plan, &values, base, full, None);
                assert_eq!(no_number(&solved), None, "Kernel SHAP, {name}, {p} players");
            }
        }
    }
}

/// Squares of numbers below 1e-150 vanish, and with them went the unit in which a network learns its target.
#[test]
fn b4_the_smallest_numbers_have_a_deviation() {
    for unit in [1.0, 1e-151, 1e-200, 1e-300] {
        let deviation = stats::deviation(&[-unit, unit, -unit, unit]).expect("numbers");
        assert!(close_relative(deviation, unit, STATS), "{deviation} is not {unit}");
    }
    let numbers = (0..40).map(|i| format!("{},{}e-200\n", i % 7, i % 5)).collect::<String>();
    let data = dataset(format!("x,target\n{numbers}"), &DatasetSpec::default());
    let model = fitted(&data, &ModelSpec::Network(NetworkSpec::default()));
    assert!(model.raw(&[0.0]).iter().all(|v| v.abs() < 1e-199), "{:?}", model.raw(&[0.0]));
}

fn fitted(data: &Dataset, spec: &ModelSpec) -> Model {
    let mut trainer = Trainer::new(spec, data).expect("a plan");
    while !trainer.step(data).expect("a step") {}
    trainer.finish(data).0
}

fn explained(data: &Dataset, model: &Model, spec: &ExplainSpec) -> (LocalExplanation, Background) {
    let background = Background::draw(data, spec, model);
    let row = Instance::new(data, &data.values.row(0).to_vec(), &spec.edits);
    let output = Output { class: 0, space: OutputScale::Raw };
    let mut explainer = Explainer::new(&[Method::KernelShap], model, data, &background, &row, output, spec);
    while explainer.step(model, data, &background) != Step::Done {}
    (explainer.finish(data).remove(0), background)
}

/// Of a line, a feature's Shapley value against one background row is its coefficient times the difference of its values.
#[test]
fn b6_one_background_row_gives_the_closed_form() {
    let input = inputs::columns().remove(0);
    let data = dataset(&input.text, &DatasetSpec { target: Some("target".to_owned()), ..DatasetSpec::default() });
    let model = fitted(&data, &ModelSpec::Linear(LinearSpec::default()));
    let Model::Linear(line) = &model else { panic!("a line was asked for") };
    assert_eq!(line.output_kind, OutputKind::Number);
    let spec = ExplainSpec { background: Some(1), ..ExplainSpec::default() };
    let (local, background) = explained(&data, &model, &spec);
    assert_eq!(background.x.nrows(), 1);
    let row = data.x.row(0);
    let mut differs = false;
    for (feature, share) in data.features.iter().zip(&local.attributions) {
        let step = |j: usize| line.weights[[0, j]] * f64::from(row[j] - background.x[[0, j]]);
        let expected: f64 = feature.columns.clone().map(step).sum();
        assert!(close(share.value, expected, ADDITIVITY), "{}: {} is not {expected}", share.feature, share.value);
        assert!(!close(share.value + 10.0 * ADDITIVITY, expected, ADDITIVITY));
        differs |= expected != 0.0;
    }
    assert!(differs, "the background row is the row itself");
}

/// One feature takes all that there is, whatever the model.
#[test]
fn b6_one_feature_takes_the_whole_difference() {
    let mut data = plain(&(0..20).map(|i| vec![f64::from(i % 7) - 3.0]).collect::<Vec<_>>());
    data.target = vitrine::dataset::Target::Regression((0..20).map(|i| f64::from(i % 7 * i % 5)).collect());
    for spec in [ModelSpec::Linear(LinearSpec::default()), ModelSpec::Network(NetworkSpec::default())] {
        let model = fitted(&data, &spec);
        for n in [1, 20] {
            let (local, _) = explained(&data, &model, &ExplainSpec { background: Some(n), ..ExplainSpec::default() });
            let whole = local.prediction - local.base;
            assert!(close(local.attributions[0].value, whole, ADDITIVITY), "{local:?}");
            assert!(!close(local.attributions[0].value + 10.0 * ADDITIVITY, whole, ADDITIVITY));
            assert!(local.quality.all_coalitions);
            assert_eq!(local.quality.exact, n == 20, "one row is not all of them");
        }
    }
}

/// What is too short says so, and does not speak of settings that would not help.
#[test]
fn b6_too_few_rows_name_the_remedy_that_helps() {
    let says = |text: &str, target: &str| {
        let spec = DatasetSpec { target: Some(target.to_owned()), ..DatasetSpec::default() };
        Dataset::build(&table(text).into(), &spec).expect_err("a refusal").to_string()
    };
    let short = inputs::shapes().into_iter().find(|i| i.name == "9 rows").expect("the input").text;
    assert_eq!(
        says(&short, "target"),
        "The table has 9 rows; at least 10 are needed to train and to test. Choose a longer table."
    );
    let empty = inputs::targets().into_iter().find(|i| i.name == "no target cell").expect("the input").text;
    assert_eq!(
        says(&empty, "target"),
        "The target \"target\" has a value in 0 rows; at least 10 are needed. Choose another target."
    );
}
