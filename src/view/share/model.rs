//! A model whole, as JSON: how each feature is encoded, every layer, and what its outputs mean, so that it predicts elsewhere what
//! it predicts here. `docs/exports.md` documents every field, and how a prediction is made from them.

use super::json::PROGRAM;
use super::serial::to_json;
use serde::Serialize;
use vitrine_core::dataset::{Encoder, Feature};
use vitrine_core::model::{Activation, DenseLayer, ModelView, OutputKind};
use vitrine_core::recipe::Recipe;
use vitrine_core::table::Kind;

/// The name of the form.
pub const FORMAT: &str = "vitrine.model";
/// Its version, which rises when a field changes its meaning or goes.
pub const FORMAT_VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    format_version: u32,
    program: super::json::Program,
    target: &'a str,
    classes: &'a [String],
    inputs: Vec<Input<'a>>,
    layers: Vec<Layer>,
    head: &'static str,
    output_scale: f64,
    output_offset: f64,
    fingerprint: &'a str,
    recipe: &'a Recipe,
}

/// How a feature becomes matrix columns.
#[derive(Serialize)]
#[serde(untagged)]
enum Input<'a> {
    Number {
        feature: &'a str,
        kind: &'static str,
        logarithm: bool,
        centre: f64,
        spread: f64,
        missing_as: f64,
        missing_flag: bool,
    },
    Category {
        feature: &'a str,
        kind: &'static str,
        /// One column each.
        levels: &'a [String],
        /// The column of all other levels; none, and they have zeros throughout.
        other: Option<usize>,
        /// The column of a missing cell, likewise.
        missing: Option<usize>,
        missing_flag: bool,
    },
}

#[derive(Serialize)]
struct Layer {
    activation: &'static str,
    /// A list a column or unit that they come from.
    weights: Vec<Vec<f64>>,
    biases: Vec<f64>,
}

/// Writes it; `target` and `classes` are what it predicts.
pub fn write(view: &ModelView, target: &str, classes: &[String], recipe: &Recipe) -> String {
    let (output_scale, output_offset) = view.whole.model.target_scaling();
    let document = Document {
        format: FORMAT,
        format_version: FORMAT_VERSION,
        program: PROGRAM,
        target,
        classes,
        inputs: view.whole.features.iter().map(input).collect(),
        layers: view.whole.model.dense_layers().into_iter().map(layer).collect(),
        head: match view.whole.model.output_kind() {
            OutputKind::Number => "number",
            OutputKind::Logit => "logit",
            OutputKind::Softmax(_) => "softmax",
        },
        output_scale,
        output_offset,
        fingerprint: &view.fingerprint,
        recipe,
    };
    // Maps have texts for keys, and nothing else can fail.
    to_json(&document, 2).unwrap_or_default() + "\n"
}

fn input(feature: &Feature) -> Input<'_> {
    let name = &feature.name;
    match &feature.encoder {
        Encoder::Scaled { scaler, fill, flag, .. } => Input::Number {
            feature: name,
            kind: if feature.kind == Kind::Date { "date" } else { "number" },
            logarithm: scaler.log,
            centre: scaler.centre,
            spread: scaler.spread,
            missing_as: *fill,
            missing_flag: *flag,
        },
        Encoder::OneHot { levels, other, missing, flagged } => {
            let n = feature.columns.len() - usize::from(flagged.is_some());
            // Levels that no training row has come after those that have a column.
            let column = |level: &Option<u32>| level.map(|l| l as usize).filter(|l| *l < n);
            Input::Category {
                feature: name,
                kind: "category",
                levels: &levels[..n],
                other: column(other),
                missing: flagged.map_or_else(|| column(missing), |l| Some(l as usize)),
                missing_flag: flagged.is_some(),
            }
        }
    }
}

fn layer(layer: DenseLayer) -> Layer {
    let activation = match layer.activation {
        Activation::Relu => "relu",
        Activation::Tanh => "tanh",
        Activation::Sigmoid => "sigmoid",
        Activation::Identity => "identity",
    };
    Layer { activation, weights: layer.weights, biases: layer.biases }
}
