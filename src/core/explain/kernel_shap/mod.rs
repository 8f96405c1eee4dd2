//! Kernel SHAP (Lundberg and Lee 2017). Attributions are the weighted least-squares fit of `v(S) - v(empty)` by the sum of the
//! players' values, whose total is held to `v(full) - v(empty)`. With all coalitions enumerated, they are the Shapley values.

pub mod info;
mod lars;
mod plan;
mod settings;
mod solve;
mod spec;

pub use plan::{CoalitionPlan, budget, plan};
pub use solve::{ShapSolution, Solving, solve};
pub use spec::{MAX_ALL, SampleBudget, ShapSpec};

use super::coalitions::{CoalitionEvaluation, Ends};
use super::game::Game;
use super::local::errors_by;
use super::{Attribution, Background, Diagnostics, Instance, LocalExplanation, Method, Step, condition, fingerprint};
use crate::dataset::Dataset;
use crate::model::{Model, Output};
use crate::num::{math, stats};

/// What a multiply-add of the least squares takes, in those of the model, most of which are looked up: measured with 1,200 features.
const SOLVING: f64 = 16.0;

/// Kernel SHAP of one row, being computed.
#[derive(Debug)]
pub struct ShapExplainer {
    spec: ShapSpec,
    /// The row in feature space.
    row: Vec<f64>,
    output: Output,
    plan: CoalitionPlan,
    coalitions: CoalitionEvaluation,
    /// From when all coalitions are evaluated.
    solving: Option<Solving>,
    n_training: usize,
}

impl ShapExplainer {
    /// Plans the coalitions for one row.
    pub fn new(
        model: &Model,
        dataset: &Dataset,
        background: &Background,
        row: &Instance,
        output: Output,
        spec: ShapSpec,
    ) -> ShapExplainer {
        let game = Game::new(dataset, background, row, output);
        let plan = plan(game.players.len(), &spec);
        let chosen = plan.coalitions.clone();
        let coalitions = CoalitionEvaluation::new(model, background, game, spec.into(), chosen, plan.exact);
        let (row, n_training) = (row.values.clone(), background.n_training);
        ShapExplainer { spec, row, output, plan, coalitions, solving: None, n_training }
    }

    /// Evaluates the model about `n` times, or does the next piece of the least squares.
    pub fn step(&mut self, background: &Background, n: usize) -> Step {
        if self.solving.is_none() {
            let has_worked = self.coalitions.step(background, n);
            let Some(evaluated) = self.coalitions.hand_out() else {
                return if has_worked { Step::More } else { Step::Waits };
            };
            self.solving = Some(Solving::new(&self.plan, evaluated, self.coalitions.ends().clone(), self.keep()));
            return Step::More;
        }
        let is_solved = self.solving.as_mut().is_none_or(|solving| solving.step(&self.plan));
        if is_solved { Step::Done } else { Step::More }
    }

    /// The evaluation of its coalitions.
    pub fn coalitions(&self) -> &CoalitionEvaluation {
        &self.coalitions
    }

    /// The same, for those who take part in it.
    pub fn coalitions_mut(&mut self) -> &mut CoalitionEvaluation {
        &mut self.coalitions
    }

    /// How many players shap's `num_features` keeps, where it is to.
    fn keep(&self) -> Option<usize> {
        self.spec.keep.map(|k| k as usize)
    }

    /// The work that is done and all work, in multiply-adds of the model.
    pub fn progress(&self) -> (f64, f64) {
        let evaluating = self.coalitions.work();
        let n_groups = self.coalitions.ends().base_moved.len();
        let solving = SOLVING * solve::work(&self.plan, n_groups, self.keep());
        let solved = self.solving.as_ref().map_or(0.0, |s| s.done(&self.plan));
        (evaluating * self.coalitions.done() + solving * solved, evaluating + solving)
    }

    /// The explanation. All steps must be done.
    pub fn finish(self, dataset: &Dataset) -> LocalExplanation {
        let n_players = self.coalitions.game().players.len();
        let solved = match self.solving {
            Some(solving) => solving.finish(&self.plan),
            None => ShapSolution { values: vec![0.0; n_players], errors: vec![None; n_players] },
        };
        let keep = self.spec.keep.map(|k| k as usize);
        let (mut values, mut errors) = (vec![0.0; dataset.features.len()], vec![None; dataset.features.len()]);
        for (player, &j) in self.coalitions.game().players.iter().enumerate() {
            values[j] = solved.values[player];
            errors[j] = solved.errors[player];
        }
        let n_samples = self.plan.coalitions.len();
        let n_background = self.coalitions.n_background();
        let all_coalitions = self.plan.exact;
        let keeps_all = keep.is_none_or(|k| k >= n_players);
        let Ends { base, full, base_moved } = self.coalitions.ends();
        let by_background = !base_moved.is_empty();
        let squares = stats::sum(base_moved.iter().map(|v| v * v));
        let attribution = |j: usize| Attribution {
            feature: dataset.features[j].name.clone(),
            condition: condition::equals(&dataset.features[j].value(self.row[j])),
            value: values[j],
            error: errors[j],
        };
        let attributions: Vec<Attribution> = (0..values.len()).map(attribution).collect();
        let sum = stats::sum(values.iter().copied());
        LocalExplanation {
            method: Method::KernelShap,
            output: self.output,
            base: *base,
            prediction: *full,
            quality: Diagnostics {
                all_coalitions,
                exact: all_coalitions && keeps_all && n_background == self.n_training,
                residual: base + sum - full,
                local_fit: None,
                effective_samples: None,
                n_samples,
                n_evaluations: (n_samples + 1) * n_background + 1,
                n_background,
                n_training: self.n_training,
                base_error: by_background.then(|| math::sqrt(squares)),
                seed: self.spec.seed,
                error_method: match (!all_coalitions, by_background) {
                    (true, true) => errors_by::COALITIONS_AND_ROWS,
                    (true, false) => errors_by::COALITIONS,
                    (false, true) => errors_by::BACKGROUND_ROWS,
                    (false, false) => "",
                }
                .to_owned(),
                device: self.coalitions.device(),
                fingerprint: fingerprint(*base, &attributions),
            },
            attributions,
        }
    }
}
