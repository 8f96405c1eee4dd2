//! The one training loop: steps short enough to be interrupted, live scores, early stopping.

use super::linear::Linear;
use super::linear::newton::{self, Newton, NewtonRows, Worked, raw_of};
use super::loss::loss;
use super::network::trainer::NetworkTrainer;
use super::plan::{EpochScore, Plan, rows, scaled_truth};
use super::{Model, ModelSpec, OutputKind};
use crate::compute::stack::BLOCK;
use crate::dataset::Dataset;
use crate::num::stats;
use crate::setting::SpecError;
use serde::{Deserialize, Serialize};
use std::fmt;
use vitrine_text::model as t;

/// How far training is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Share of the planned work that is done, 0 to 1.
    pub done: f64,
    /// One entry an epoch so far.
    pub history: Vec<EpochScore>,
}

/// Why a model could not be fitted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[non_exhaustive]
pub enum TrainError {
    /// A setting out of range.
    #[error(transparent)]
    Spec(#[from] SpecError),
    /// Weights left the finite numbers.
    #[error(fmt = diverged)]
    Diverged {
        /// 1-based.
        epoch: usize,
    },
}

fn diverged(epoch: &usize, f: &mut fmt::Formatter) -> fmt::Result {
    f.write_str(&t::loss_grew(epoch))
}

/// A model being fitted. `step` does a few milliseconds of work; `finish` hands the model out.
#[derive(Debug)]
pub struct Trainer {
    scorer: Scorer,
    pub(super) history: Vec<EpochScore>,
    pub(super) fit: Fit,
}

#[derive(Debug)]
pub(super) enum Fit {
    Linear(Box<Newton>, NewtonRows),
    Network(Box<NetworkTrainer>),
}

/// A mean cross-entropy that no training reaches unless the classes are told apart perfectly.
const SEPARATED: f64 = 1e-6;

impl Trainer {
    /// Plans the training.
    ///
    /// # Errors
    /// [`TrainError::Spec`].
    pub fn new(spec: &ModelSpec, dataset: &Dataset) -> Result<Trainer, TrainError> {
        let plan = Plan::of(spec, dataset)?;
        let fit = match spec {
            ModelSpec::Linear(spec) => {
                let newton = Newton::new(plan.output_kind, dataset.n_columns(), spec.l2);
                Fit::Linear(Box::new(newton), rows(dataset, &dataset.parts.train))
            }
            ModelSpec::Network(spec) => Fit::Network(Box::new(NetworkTrainer::new(spec, dataset, plan))),
        };
        Ok(Trainer::at(plan, Vec::new(), fit))
    }

    /// A fit that has gone so far.
    pub(super) fn at(plan: Plan, history: Vec<EpochScore>, fit: Fit) -> Trainer {
        Trainer { scorer: Scorer { plan, n_done: 0, sums: Default::default() }, history, fit }
    }

    /// Does the next small piece of work (some two million multiply-adds' worth of rows, or for a linear model one pass over
    /// the rows); `true` when there is nothing left to do. The result does not depend on how the steps fall in time.
    ///
    /// # Errors
    /// [`TrainError::Diverged`].
    pub fn step(&mut self, dataset: &Dataset) -> Result<bool, TrainError> {
        match &mut self.fit {
            Fit::Linear(newton, rows) => {
                let worked = newton.work(rows);
                if worked == Worked::Stepped || (worked == Worked::Done && self.history.is_empty()) {
                    let parameters = newton.parameters();
                    let score = self.scorer.all(dataset, |x, raw| raw_of(parameters, x, raw));
                    self.push(score)?;
                }
                Ok(worked == Worked::Done)
            }
            Fit::Network(trainer) => {
                if trainer.is_over() {
                    return Ok(true);
                }
                if trainer.epoch_done() {
                    let n_rows = trainer.n_rows_a_step();
                    let scored = self.scorer.some(dataset, n_rows, |rows, raw| {
                        raw.extend_from_slice(trainer.raw(dataset, rows));
                    });
                    if let Some(score) = scored {
                        let finite = trainer.is_finite();
                        trainer.end_epoch(score);
                        self.push(score)?;
                        if !finite {
                            return Err(TrainError::Diverged { epoch: self.history.len() });
                        }
                    }
                } else {
                    trainer.work(dataset);
                }
                Ok(matches!(&self.fit, Fit::Network(f) if f.is_over()))
            }
        }
    }

    fn push(&mut self, score: EpochScore) -> Result<(), TrainError> {
        self.history.push(score);
        let finite = score.train.is_finite() && score.validation.is_none_or(f64::is_finite);
        if finite { Ok(()) } else { Err(TrainError::Diverged { epoch: self.history.len() }) }
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        let done = match &self.fit {
            // Newton's method needs some ten steps; how many more nobody knows before.
            Fit::Linear(newton, _) => 1.0 - libm::pow(0.75, newton.n_steps() as f64),
            Fit::Network(trainer) => trainer.done(),
        };
        Progress { done, history: self.history.clone() }
    }

    /// What the user should know of how the fit ended, with the remedy; `None` where there is nothing to know.
    pub fn warning(&self) -> Option<String> {
        matches!(self.fit, Fit::Linear(..)).then(|| warning(self.scorer.plan.output_kind, &self.history)).flatten()
    }

    /// The fitted model (with early stopping: the best epoch's weights), its history, and the index of the epoch kept.
    pub fn finish(self, dataset: &Dataset) -> (Model, Vec<EpochScore>, usize) {
        let last = self.history.len().saturating_sub(1);
        match self.fit {
            Fit::Linear(newton, _) => {
                let output_kind = self.scorer.plan.output_kind;
                let mut linear = Linear::new(newton.parameters(), dataset.n_columns(), output_kind);
                if let OutputKind::Softmax(n_raw) = output_kind {
                    // A shift of all logits changes no probability, and the penalty does not see intercepts: centre them.
                    let mean = linear.intercepts.sum() / n_raw as f64;
                    linear.intercepts.mapv_inplace(|b| b - mean);
                }
                (Model::Linear(linear), self.history, last)
            }
            Fit::Network(trainer) => {
                let (network, kept) = trainer.finish();
                (Model::Network(network), self.history, kept.unwrap_or(last))
            }
        }
    }
}

/// What the user should know of how a linear fit ended.
pub(super) fn warning(output_kind: OutputKind, history: &[EpochScore]) -> Option<String> {
    let separated = output_kind != OutputKind::Number && history.last().is_some_and(|s| s.train < SEPARATED);
    (separated || history.len() >= newton::MAX_STEPS).then(|| t::classes_are_separated().to_owned())
}

/// Mean losses over the training and the validation rows, a few rows at a time. A number's loss is in units of the
/// training rows' variance, so that 1 is what predicting the mean costs.
#[derive(Debug)]
struct Scorer {
    plan: Plan,
    n_done: usize,
    sums: [stats::Sum; 2],
}

impl Scorer {
    /// Scores at once, for raw outputs in the target's unit.
    fn all(&mut self, dataset: &Dataset, raw_of: impl Fn(&[f32], &mut [f64])) -> EpochScore {
        let Plan { output_kind, scaler, .. } = self.plan;
        let mut row = vec![0.0; output_kind.n_raw()];
        let mut scaled = |rows: &[u32], raw: &mut Vec<f64>| {
            for &i in rows {
                raw_of(dataset.x.row(i as usize).as_slice().unwrap_or(&[]), &mut row);
                if output_kind == OutputKind::Number {
                    row[0] = (row[0] - scaler.offset) / scaler.scale;
                }
                raw.extend_from_slice(&row);
            }
        };
        loop {
            if let Some(score) = self.some(dataset, usize::MAX, &mut scaled) {
                return score;
            }
        }
    }

    /// Scores the next `n_rows` rows, for raw outputs in the network's unit that are appended; the score when all are done.
    fn some(
        &mut self,
        dataset: &Dataset,
        n_rows: usize,
        mut raw_of: impl FnMut(&[u32], &mut Vec<f64>),
    ) -> Option<EpochScore> {
        let (train, validation) = (&dataset.parts.train, &dataset.parts.validation);
        let Plan { output_kind, scaler, kind } = self.plan;
        let all = train.len() + validation.len();
        let to = self.n_done.saturating_add(n_rows).min(all);
        let mut raw = Vec::new();
        while self.n_done < to {
            let at = self.n_done;
            let (sum, part) = if at < train.len() { (0, &train[at..]) } else { (1, &validation[at - train.len()..]) };
            let part = &part[..part.len().min(to - at).min(BLOCK)];
            raw.clear();
            raw_of(part, &mut raw);
            for (raw, &row) in raw.chunks_exact(output_kind.n_raw()).zip(part) {
                self.sums[sum].add(loss(output_kind, kind, raw, scaled_truth(dataset, row, scaler)));
            }
            self.n_done += part.len();
        }
        if to < all {
            return None;
        }
        let [train_sum, validation_sum] = std::mem::take(&mut self.sums);
        self.n_done = 0;
        Some(EpochScore {
            train: train_sum.total() / train.len() as f64,
            validation: (!validation.is_empty()).then(|| validation_sum.total() / validation.len() as f64),
        })
    }
}
