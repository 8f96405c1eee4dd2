//! Models whose numbers are written down, and the data that scikit-learn's are held against.

use crate::explain::shap::plain;
use crate::reference::{matrix, numbers};
use ndarray::{Array1, Array2};
use serde_json::Value as Json;
use vitrine::compute::dense::Activation;
use vitrine::dataset::{Dataset, Encoder, Feature, MissingPolicy, Target};
use vitrine::model::linear::Linear;
use vitrine::model::network::{Layer, Network};
use vitrine::model::{Model, OutputKind};
use vitrine::table::Kind;

/// A linear model by its numbers, a list of weights for each raw output.
pub fn linear(weights: &[Vec<f64>], intercepts: &[f64], output_kind: OutputKind) -> Model {
    let shape = (weights.len(), weights[0].len());
    let weights = Array2::from_shape_fn(shape, |(k, j)| weights[k][j]);
    Model::Linear(Linear { weights, intercepts: Array1::from(intercepts.to_vec()), output_kind })
}

/// A network whose one raw output is a weighted sum, with `n_idle` units beside it that nothing comes of: the more
/// there are, the fewer rows are evaluated in a step.
pub fn idle(weights: &[f32], n_idle: usize, output_kind: OutputKind) -> Model {
    let layer = |shape: (usize, usize), weight: &dyn Fn((usize, usize)) -> f32| Layer {
        weights: Array2::from_shape_fn(shape, weight),
        biases: Array1::zeros(shape.1),
        activation: Activation::Identity,
    };
    let first = layer((weights.len(), n_idle + 1), &|(j, unit)| if unit == 0 { weights[j] } else { 0.5 });
    let last = layer((n_idle + 1, 1), &|(unit, _)| if unit == 0 { 1.0 } else { 0.0 });
    Model::Network(Network { layers: vec![first, last], output_kind, target_scale: 1.0, target_offset: 0.0 })
}

/// A data set with other targets: classes that are called by their numbers.
pub fn with_classes(d: Dataset, codes: Vec<u32>) -> Dataset {
    let n_classes = codes.iter().max().map_or(0, |c| c + 1);
    let names = (0..n_classes).map(|c| c.to_string()).collect();
    Dataset { target: Target::Classification { names, codes }, ..d }
}

/// The data set of the stored reference: two numbers and a category of three levels.
pub fn reference_dataset(stored: &Json, case: &Json) -> Dataset {
    let rows = matrix(&stored["rows"]);
    let truth = numbers(&case["truth"]);
    let levels = Encoder::OneHot {
        levels: ["a", "b", "c"].map(str::to_owned).to_vec(),
        other: None,
        missing: None,
        flagged: None,
    };
    let mut d = plain(&rows);
    d.features[2] = Feature {
        name: "x2".to_owned(),
        kind: Kind::Category,
        whole: false,
        encoder: levels,
        columns: 2..5,
        missing: MissingPolicy::OwnLevel,
    };
    let mut x = vec![0.0; rows.len() * 5];
    rows.iter().zip(x.chunks_exact_mut(5)).for_each(|(row, x)| d.encode_row(row, x));
    d.x = Array2::from_shape_vec((rows.len(), 5), x).expect("a matrix");
    d.target = Target::Regression(truth.clone());
    if head_of(case) == OutputKind::Number { d } else { with_classes(d, truth.iter().map(|v| *v as u32).collect()) }
}

/// What the raw outputs of a case mean.
pub fn head_of(case: &Json) -> OutputKind {
    match case["n_classes"].as_u64() {
        Some(0) => OutputKind::Number,
        Some(2) => OutputKind::Logit,
        n => OutputKind::Softmax(n.expect("a count") as usize),
    }
}

/// The stored model of a case.
pub fn reference_model(case: &Json) -> Model {
    linear(&matrix(&case["weights"]), &numbers(&case["intercepts"]), head_of(case))
}
