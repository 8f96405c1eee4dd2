//! LIME for tables (Ribeiro, Singh, Guestrin 2016), as lime 0.2.0.1 computes it: rows near the explained one are drawn, the model
//! predicts them, and a linear model that counts near rows most is fitted to the predictions.

pub mod info;
mod plan;
mod settings;
mod solve;
mod spec;

pub use plan::{FeatureSampler, PerturbationPlan, ValueBin, plan};
pub use solve::{LimeSolution, solve};
pub use spec::{Discretiser, LimeSpec, Selection};

use super::local::errors_by;
use super::{Attribution, Device, Diagnostics, Instance, LocalExplanation, Method, Step, fingerprint};
use crate::dataset::Dataset;
use crate::model::{Model, Output};

/// LIME of one row, being computed.
#[derive(Debug)]
pub struct LimeExplainer {
    spec: LimeSpec,
    output: Output,
    plan: PerturbationPlan,
    /// One a perturbed row that has been evaluated.
    outputs: Vec<f64>,
    n_parameters: usize,
    /// The model's prediction for the row.
    prediction: f64,
}

impl LimeExplainer {
    /// Draws the perturbed rows of one row.
    pub fn new(model: &Model, dataset: &Dataset, row: &Instance, output: Output, spec: LimeSpec) -> LimeExplainer {
        let n_parameters = model.n_parameters();
        let prediction = output.linked(model.output_kind(), &model.raw(&row.x)).first().copied().unwrap_or(f64::NAN);
        let plan = plan(dataset, &row.values, &spec);
        LimeExplainer { spec, output, plan, outputs: Vec::new(), n_parameters, prediction }
    }

    /// Evaluates the model for `n` perturbed rows at most.
    pub fn step(&mut self, model: &Model, dataset: &Dataset, n: usize) -> Step {
        let (n_samples, width) = (self.plan.values.nrows(), dataset.n_columns());
        let from = self.outputs.len();
        let to = (from + n).min(n_samples);
        let mut x = vec![0.0; (to - from) * width];
        for (i, out) in (from..to).zip(x.chunks_exact_mut(width)) {
            dataset.encode_row(self.plan.values.row(i).as_slice().unwrap_or(&[]), out);
        }
        self.outputs.extend(self.output.linked(model.output_kind(), &model.raw(&x)));
        if to == n_samples { Step::Done } else { Step::More }
    }

    /// The work that is done and all work, in multiply-adds of the model.
    pub fn progress(&self) -> (f64, f64) {
        let work = |n_rows: usize| (n_rows * self.n_parameters) as f64;
        (work(self.outputs.len()), work(self.plan.values.nrows()))
    }

    /// The explanation, whose line is fitted here. All steps must be done.
    pub fn finish(self, dataset: &Dataset) -> LocalExplanation {
        let representation = self.plan.representation.view();
        let solved = solve(representation, &self.outputs, &self.spec);
        let attribution = |j: usize| {
            // The coefficient times the row's own representation, which is 1 for bins and levels: so the attributions sum to
            // what the local line says of the row.
            let scale = representation[[0, j]];
            let selected = solved.coefficients[j] != 0.0;
            Attribution {
                feature: dataset.features[j].name.clone(),
                condition: self.plan.condition(dataset, j),
                value: solved.coefficients[j] * scale,
                error: selected.then(|| solved.errors[j] * scale.abs()),
            }
        };
        let attributions: Vec<Attribution> = (0..solved.coefficients.len()).map(attribution).collect();
        LocalExplanation {
            method: Method::Lime,
            output: self.output,
            base: solved.intercept,
            prediction: self.prediction,
            quality: Diagnostics {
                all_coalitions: false,
                exact: false,
                residual: solved.local_prediction - self.prediction,
                local_fit: solved.r2,
                effective_samples: Some(solved.effective_samples),
                n_samples: self.outputs.len(),
                n_evaluations: self.outputs.len(),
                n_background: dataset.parts.train.len(),
                n_training: dataset.parts.train.len(),
                base_error: None,
                seed: self.spec.seed,
                error_method: errors_by::SANDWICH.to_owned(),
                device: Device::Cpu,
                fingerprint: fingerprint(solved.intercept, &attributions),
            },
            attributions,
        }
    }
}
