//! The workloads by their names. What is timed calls what the page's own worker calls, and nothing else.

use super::data::{adult, breast_cancer};
use super::subject::{Subject, matrix, network_spec, train};
use serde_json::{Value as Json, json};
use vitrine::dataset::{Dataset, Target};
use vitrine::explain::game::Game;
use vitrine::explain::values::Values;
use vitrine::explain::{Instance, LimeSpec, SampleBudget, ShapSpec, kernel_shap, lime};
use vitrine::model::{Model, ModelSpec};

/// A workload and what its last run computed.
pub enum Work {
    Lime { subject: Subject, spec: LimeSpec, found: Option<(lime::PerturbationPlan, lime::LimeSolution)> },
    Shap { subject: Subject, spec: ShapSpec, found: Vec<Shap> },
    Train { dataset: Dataset, spec: ModelSpec, model: Option<Model> },
    Forward { subject: Subject, n_rows: usize, x: Vec<f32>, raw: Vec<f64> },
}

/// One row's Shapley values and their standard errors, by feature.
pub struct Shap {
    base: f64,
    prediction: f64,
    n_coalitions: usize,
    values: Vec<f64>,
    errors: Vec<f64>,
}

/// Rows of the forward pass: as many as Kernel SHAP of 30 features asks about, 2,108 coalitions by 100 background rows.
const FORWARD_ROWS: usize = 210_800;

impl Work {
    /// Prepares a workload; an unknown name is a fault of the driver.
    pub fn prepare(id: &str, adult_csv: &[u8], breast_csv: &[u8]) -> Work {
        let shap = |subject: Subject, samples: SampleBudget| {
            let spec = ShapSpec { samples, ..ShapSpec::default() };
            Work::Shap { subject, spec, found: Vec::new() }
        };
        let training = |epochs: u32| Work::Train { dataset: adult(adult_csv), spec: network_spec(epochs), model: None };
        match id {
            "lime-tabular" => Work::Lime {
                subject: Subject::new(breast_cancer(breast_csv, 30), 1, 40),
                spec: LimeSpec::default(),
                found: None,
            },
            "kernel-shap" => shap(Subject::new(breast_cancer(breast_csv, 30), 1, 40), SampleBudget::Auto),
            "kernel-shap-13" => shap(Subject::new(adult(adult_csv), 10, 1), SampleBudget::Auto),
            // Numbers that all differ, so that no side is spared a row: shap skips those that a coalition leaves as they are.
            "exact-shap-12" => shap(Subject::new(breast_cancer(breast_csv, 12), 1, 40), SampleBudget::All),
            "network-train" => training(5),
            "network-train-tfjs" => training(1),
            "network-forward" => {
                let subject = Subject::new(adult(adult_csv), 0, 1);
                let x = subject.dataset.x.iter().copied().cycle().take(FORWARD_ROWS * subject.dataset.n_columns());
                Work::Forward { n_rows: FORWARD_ROWS, x: x.collect(), raw: Vec::new(), subject }
            }
            other => panic!("there is no workload {other}"),
        }
    }

    /// What the peer is told. Of a matrix that repeats the rows of a table, those rows are told once.
    pub fn task(&self) -> Json {
        let mut task = match self {
            Work::Lime { subject, .. } | Work::Shap { subject, .. } | Work::Forward { subject, .. } => subject.task(),
            Work::Train { .. } => json!({}),
        };
        match self {
            Work::Lime { subject, spec, .. } => {
                task["x"] = json!(matrix(subject.dataset.x.view()));
                task["samples"] = json!(spec.samples);
                task["features"] = json!(spec.features);
            }
            Work::Shap { .. } => {}
            Work::Train { dataset, spec, .. } => {
                task["x"] = json!(matrix(dataset.x.view()));
                task["y"] = json!(classes(dataset));
                task["spec"] = json!(spec);
            }
            Work::Forward { subject, n_rows, .. } => {
                task["x"] = json!(matrix(subject.dataset.x.view()));
                task["n_rows"] = json!(n_rows);
            }
        }
        task
    }

    /// Does the work once.
    pub fn run(&mut self) {
        match self {
            Work::Lime { subject, spec, found } => *found = Some(explain_by_lime(subject, spec)),
            Work::Shap { subject, spec, found } => {
                *found = subject.rows.iter().map(|row| explain_by_shap(subject, row, spec)).collect();
            }
            Work::Train { dataset, spec, model } => *model = Some(train(dataset, spec)),
            Work::Forward { subject, x, raw, .. } => *raw = subject.model.raw(x),
        }
    }

    /// What the last run computed.
    pub fn result(&self) -> Json {
        match self {
            Work::Lime { subject, found: Some((_, solved)), .. } => json!({
                "predictions": subject.predictions(),
                "values": solved.coefficients,
                "errors": solved.errors,
                "r2": solved.r2,
            }),
            Work::Shap { found, .. } => json!({
                "base": found.iter().map(|s| s.base).collect::<Vec<_>>(),
                "predictions": found.iter().map(|s| s.prediction).collect::<Vec<_>>(),
                "coalitions": found.iter().map(|s| s.n_coalitions).collect::<Vec<_>>(),
                "values": found.iter().map(|s| &s.values).collect::<Vec<_>>(),
                "errors": found.iter().map(|s| &s.errors).collect::<Vec<_>>(),
            }),
            Work::Train { dataset, model: Some(model), .. } => json!({ "accuracy": accuracy(model, dataset) }),
            Work::Forward { subject, raw, .. } => json!({ "n": raw.len(), "raw": raw[..subject.dataset.n_rows()] }),
            Work::Lime { found: None, .. } | Work::Train { model: None, .. } => Json::Null,
        }
    }
}

/// LIME of one row, sampling to fit.
fn explain_by_lime(subject: &Subject, spec: &LimeSpec) -> (lime::PerturbationPlan, lime::LimeSolution) {
    let Subject { dataset, model, output, rows, .. } = subject;
    let plan = lime::plan(dataset, &rows[0].values, spec);
    let width = dataset.n_columns();
    let mut x = vec![0.0; plan.values.nrows() * width];
    for (values, out) in plan.values.rows().into_iter().zip(x.chunks_exact_mut(width)) {
        dataset.encode_row(values.as_slice().expect("rows in one piece"), out);
    }
    let output_kind = model.output_kind();
    let outputs = output.of_rows(output_kind, &model.raw(&x));
    let solved = lime::solve(plan.representation.view(), &outputs, spec);
    (plan, solved)
}

/// Kernel SHAP of one row, planning to solving; of all coalitions where the spec says so.
fn explain_by_shap(subject: &Subject, row: &Instance, spec: &ShapSpec) -> Shap {
    let Subject { dataset, model, background, output, .. } = subject;
    let game = Game::new(dataset, background, row, *output);
    let plan = kernel_shap::plan(game.players.len(), spec);
    let (base, prediction) = (game.base(model, background), game.full(model));
    let n_coalitions = plan.coalitions.len();
    let values = Values::evaluate(model, &game, background, &plan.coalitions).values;
    let solved = kernel_shap::solve(&plan, &values, base, prediction, None);
    let (mut values, mut errors) = (vec![0.0; dataset.features.len()], vec![0.0; dataset.features.len()]);
    // Features that cannot matter are no players and keep 0.
    for (player, &j) in game.players.iter().enumerate() {
        values[j] = solved.values[player];
        errors[j] = solved.errors[player].unwrap_or(0.0);
    }
    Shap { base, prediction, n_coalitions, values, errors }
}

fn classes(dataset: &Dataset) -> &[u32] {
    match &dataset.target {
        Target::Classification { codes, .. } => codes,
        Target::Regression(_) => &[],
    }
}

/// Share of the rows whose class the model finds.
fn accuracy(model: &Model, dataset: &Dataset) -> f64 {
    let x = dataset.x.as_slice().expect("rows in one piece");
    let n_right =
        model.raw(x).iter().zip(classes(dataset)).filter(|&(raw, &class)| (*raw > 0.0) == (class == 1)).count();
    n_right as f64 / dataset.n_rows() as f64
}
