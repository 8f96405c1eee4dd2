//! The one loop between `plan` and `solve`: evaluates the model in small blocks, so that work can be interrupted between any two.

use super::asking::{self, Asking, Block};
use super::background::Background;
use super::game::Game;
use super::solving::{self, Ends, Solved, Solving};
use super::values::{Evaluated, Values};
use super::{Attribution, Device, ExplainSpec, Local, Method, Quality, RowToExplain, fingerprint, kernel_shap, lime};
use crate::compute::gpu::{GpuError, Mean};
use crate::dataset::Dataset;
use crate::model::{Model, Output};
use crate::num::{math, stats};

/// Kernel SHAP and LIME of one row, being computed.
#[derive(Debug)]
pub struct Explainer {
    spec: ExplainSpec,
    row: RowToExplain,
    output: Output,
    ends: Ends,
    game: Game,
    coalitions: kernel_shap::Plan,
    values: Values,
    /// Where a GPU is asked for the values.
    asking: Option<Asking>,
    /// What the base is moved by, by the groups that a GPU is asked about.
    base_moved_asked: Vec<f64>,
    /// From when all coalitions are evaluated.
    solving: Option<Solving>,
    n_background: usize,
    n_parameters: usize,
    n_training: usize,
    lime: lime::Plan,
    outputs: Vec<f64>,
}

/// How a piece of work ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// There is more to do.
    More,
    /// What is left to do depends on what a GPU was asked for.
    Waits,
    /// All is done but LIME's fit.
    Done,
}

/// Multiply-adds' worth of rows that one step evaluates, about.
const WORK: usize = 16_000_000;
/// What a multiply-add of the least squares takes, in those of the model, most of which are looked up: measured with 1,200 features.
const SOLVING: f64 = 16.0;

impl Explainer {
    /// Plans both methods for one row.
    pub fn new(
        model: &Model,
        dataset: &Dataset,
        background: &Background,
        row: RowToExplain,
        output: Output,
        spec: &ExplainSpec,
    ) -> Explainer {
        let game = Game::new(dataset, background, &row, output);
        let coalitions = kernel_shap::plan(game.players.len(), &spec.shap);
        let groups = background.groups(coalitions.coalitions.len(), 1);
        let base_moved = game.base_moved(model, background, &groups);
        Explainer {
            ends: Ends { base: game.base(model, background), full: game.full(model), base_moved },
            values: Values::new(model, background, &coalitions.coalitions),
            coalitions,
            asking: None,
            base_moved_asked: Vec::new(),
            solving: None,
            n_background: background.x.nrows(),
            n_parameters: model.n_parameters(),
            n_training: background.n_training,
            lime: lime::plan(dataset, &row.values, &spec.lime),
            outputs: Vec::new(),
            spec: spec.clone(),
            game,
            row,
            output,
        }
    }

    /// Does the next piece of work (a few milliseconds): evaluates coalitions, solves for SHAP, evaluates perturbed rows.
    pub fn step(&mut self, model: &Model, dataset: &Dataset, background: &Background) -> Step {
        let n_rows = WORK / model.n_parameters().max(1) + 1;
        if let Some(solving) = &mut self.solving {
            if !solving.step(&self.coalitions) {
                return Step::More;
            }
        } else if let Some(values) = self.step_values(background, n_rows) {
            self.take(values);
            return Step::More;
        } else if self.asking.is_none() {
            return Step::More;
        }
        // While a GPU is asked, too.
        let n_samples = self.lime.values.nrows();
        let to = (self.outputs.len() + n_rows).min(n_samples);
        self.evaluate_samples(model, dataset, to);
        match (to == n_samples, &self.solving) {
            (false, _) => Step::More,
            (true, None) => Step::Waits,
            (true, Some(_)) => Step::Done,
        }
    }

    /// Evaluates the model about `n` times, unless a GPU does that; the values, when all are there.
    fn step_values(&mut self, background: &Background, n: usize) -> Option<Evaluated> {
        let coalitions = &self.coalitions.coalitions;
        match &self.asking {
            Some(asking) => asking.all(coalitions),
            None => self.values.step(&self.game, background, coalitions, n).then(|| self.values.all(&self.game)),
        }
    }

    /// What evaluating the coalitions takes, in multiply-adds, which may be more than a `usize` of wasm holds.
    pub fn work(&self, model: &Model) -> f64 {
        self.coalitions.coalitions.len() as f64 * self.n_background as f64 * model.n_parameters() as f64
    }

    /// Whether a GPU is asked, so that nobody else need be.
    pub fn asks_gpu(&self) -> bool {
        self.asking.is_some()
    }

    /// From now on a GPU is asked for the values, which does so many multiply-adds in a second.
    pub fn ask_gpu(&mut self, model: &Model, background: &Background, rate: f64) {
        let kernel_shap::Plan { coalitions, exact, .. } = &self.coalitions;
        let groups = background.groups(coalitions.len(), asking::GROUP);
        self.base_moved_asked = self.game.base_moved(model, background, &groups);
        self.asking = Some(Asking::new(coalitions, *exact, groups, self.n_background * model.n_parameters(), rate));
    }

    /// The next coalitions for the GPU, and the background rows that they meet.
    pub fn next_block(&mut self, background: &Background) -> Option<(Block, Background)> {
        let asking = self.asking.as_mut()?;
        let block = asking.next(&self.coalitions.coalitions)?;
        Some((block, asking.rows(background)))
    }

    /// Takes what the GPU said of them, or goes on without it, from the beginning.
    ///
    /// # Errors
    /// What is wrong with it, be it found here.
    pub fn take_means(
        &mut self,
        model: &Model,
        background: &Background,
        means: Result<Vec<Mean>, GpuError>,
    ) -> Result<(), GpuError> {
        let Some(asking) = &mut self.asking else { return Ok(()) };
        let coalitions = &self.coalitions.coalitions;
        let taken = means.and_then(|means| asking.take(model, &self.game, background, coalitions, &means));
        if taken.is_err() {
            self.leave_gpu();
        }
        taken
    }

    /// Goes on without the GPU, from the beginning, unless it has said all there is to say.
    pub fn leave_gpu(&mut self) {
        if self.solving.is_none() {
            self.asking = None;
        }
    }

    /// The game, for other workers; what they compute of it comes back through [`Explainer::values_mut`].
    pub fn game(&self) -> &Game {
        &self.game
    }

    /// The values of the coalitions, of which some may be lent.
    pub fn values_mut(&mut self) -> &mut Values {
        &mut self.values
    }

    /// Takes the values of all coalitions, whoever computed them, so that solving is left.
    pub fn take(&mut self, evaluated: Evaluated) {
        if self.asking.is_some() && self.solving.is_none() {
            self.ends.base_moved.clone_from(&self.base_moved_asked);
        }
        let (plan, n) = (&self.coalitions, self.coalitions.coalitions.len());
        let is_whole = evaluated.values.len() == n && evaluated.moved.len() == n * self.ends.base_moved.len();
        if self.solving.is_none() && is_whole {
            self.solving = Some(Solving::new(plan, evaluated, self.ends.clone(), self.keep()));
        }
    }

    /// How many players shap's `num_features` keeps, where it is to.
    fn keep(&self) -> Option<usize> {
        self.spec.shap.keep.map(|k| k as usize)
    }

    fn evaluate_samples(&mut self, model: &Model, dataset: &Dataset, to: usize) {
        let width = dataset.n_columns();
        let from = self.outputs.len();
        let mut x = vec![0.0; (to - from) * width];
        for (i, out) in (from..to).zip(x.chunks_exact_mut(width)) {
            dataset.encode_row(self.lime.values.row(i).as_slice().unwrap_or(&[]), out);
        }
        let head = model.head();
        let raw = model.raw(&x);
        let outputs = self.output.of_rows(head, &raw);
        self.outputs.extend(outputs.into_iter().map(|v| self.output.link(head, v)));
    }

    /// Share of the work that is done, 0 to 1, in multiply-adds.
    pub fn done(&self) -> f64 {
        let n_values = self.coalitions.coalitions.len() as f64 * self.n_background as f64;
        let values_done = self.asking.as_ref().map_or_else(|| self.values.done(), Asking::done);
        let evaluated = values_done * n_values + self.outputs.len() as f64;
        let n_parameters = self.n_parameters as f64;
        let solving = SOLVING * solving::work(&self.coalitions, self.ends.base_moved.len(), self.keep());
        let solved = self.solving.as_ref().map_or(0.0, |s| s.done(&self.coalitions));
        let all = (n_values + self.lime.values.nrows() as f64) * n_parameters + solving;
        (evaluated * n_parameters + solved * solving) / all
    }

    /// Kernel SHAP's explanation, and LIME's, whose line is fitted here. All steps must be done.
    pub fn finish(mut self, dataset: &Dataset) -> (Local, Local) {
        if self.solving.is_none() {
            self.take(self.values.all(&self.game));
        }
        let m = self.game.players.len();
        let mut solved = Solved { values: vec![0.0; m], errors: vec![None; m] };
        if let Some(mut solving) = self.solving.take() {
            while !solving.step(&self.coalitions) {}
            solved = solving.finish(&self.coalitions);
        }
        (self.shap(dataset, &solved), self.lime(dataset))
    }

    fn shap(&self, dataset: &Dataset, solved: &Solved) -> Local {
        let keep = self.keep();
        let (mut values, mut errors) = (vec![0.0; dataset.features.len()], vec![None; dataset.features.len()]);
        for (player, &j) in self.game.players.iter().enumerate() {
            values[j] = solved.values[player];
            errors[j] = solved.errors[player];
        }
        let n_samples = self.coalitions.coalitions.len();
        let all_coalitions = self.coalitions.exact;
        let keeps_all = keep.is_none_or(|k| k >= self.game.players.len());
        let Ends { base, full, base_moved } = &self.ends;
        let by_background = !base_moved.is_empty();
        let squares = stats::sum(base_moved.iter().map(|v| v * v));
        let attribution = |j: usize| Attribution {
            feature: dataset.features[j].name.clone(),
            condition: format!("= {}", dataset.features[j].value(self.row.values[j])),
            value: values[j],
            error: errors[j],
        };
        let attributions: Vec<Attribution> = (0..values.len()).map(attribution).collect();
        let sum = stats::sum(values.iter().copied());
        Local {
            method: Method::KernelShap,
            output: self.output,
            base: *base,
            prediction: *full,
            quality: Quality {
                all_coalitions,
                exact: all_coalitions && keeps_all && self.n_background == self.n_training,
                residual: base + sum - full,
                local_fit: None,
                effective_samples: None,
                n_samples,
                n_evaluations: (n_samples + 1) * self.n_background + 1,
                n_background: self.n_background,
                n_training: self.n_training,
                base_error: by_background.then(|| math::sqrt(squares)),
                seed: self.spec.shap.seed,
                error_method: match (!all_coalitions, by_background) {
                    (true, true) => "leaving out groups of coalitions, and comparing groups of background rows",
                    (true, false) => "leaving out groups of coalitions",
                    (false, true) => "comparing groups of background rows",
                    (false, false) => "",
                }
                .to_owned(),
                device: if self.asking.is_some() { Device::Gpu } else { Device::Cpu },
                fingerprint: fingerprint(*base, &attributions),
            },
            attributions,
        }
    }

    fn lime(&self, dataset: &Dataset) -> Local {
        let representation = self.lime.representation.view();
        let solved = lime::solve(representation, &self.outputs, &self.spec.lime);
        let attribution = |j: usize| {
            // The coefficient times the row's own representation, which is 1 for bins and levels: so the shares sum to
            // what the local line says of the row.
            let scale = representation[[0, j]];
            let selected = solved.coefficients[j] != 0.0;
            Attribution {
                feature: dataset.features[j].name.clone(),
                condition: self.lime.condition(dataset, j),
                value: solved.coefficients[j] * scale,
                error: selected.then(|| solved.errors[j] * scale.abs()),
            }
        };
        let attributions: Vec<Attribution> = (0..solved.coefficients.len()).map(attribution).collect();
        Local {
            method: Method::Lime,
            output: self.output,
            base: solved.intercept,
            prediction: self.ends.full,
            quality: Quality {
                all_coalitions: false,
                exact: false,
                residual: solved.local_prediction - self.ends.full,
                local_fit: solved.r2,
                effective_samples: Some(solved.effective_samples),
                n_samples: self.outputs.len(),
                n_evaluations: self.outputs.len(),
                n_background: dataset.parts.train.len(),
                n_training: dataset.parts.train.len(),
                base_error: None,
                seed: self.spec.lime.seed,
                error_method: "the sandwich estimate of the weighted fit".to_owned(),
                device: Device::Cpu,
                fingerprint: fingerprint(solved.intercept, &attributions),
            },
            attributions,
        }
    }
}
