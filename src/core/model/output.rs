//! From a model's raw outputs to the one number that is explained.

use crate::compute::exponential::sigmoids;
use crate::num::math;
use serde::{Deserialize, Serialize};

/// What a model's raw outputs mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OutputKind {
    /// One raw output: the value itself, in the target's unit.
    Number,
    /// One raw output: the log-odds of the second of two classes.
    Logit,
    /// One logit a class, three classes or more.
    Softmax(usize),
}

impl OutputKind {
    /// Number of raw outputs a row.
    pub fn n_raw(self) -> usize {
        match self {
            OutputKind::Number | OutputKind::Logit => 1,
            OutputKind::Softmax(n) => n,
        }
    }

    /// Number of predictions a row: one value, or one probability a class.
    pub fn n_outputs(self) -> usize {
        match self {
            OutputKind::Number => 1,
            OutputKind::Logit => 2,
            OutputKind::Softmax(n) => n,
        }
    }

    /// The prediction of one row: the value, or the classes' probabilities.
    pub fn predict(self, raw: &[f64]) -> Vec<f64> {
        match self {
            OutputKind::Number => vec![raw[0]],
            OutputKind::Logit => vec![math::sigmoid(-raw[0]), math::sigmoid(raw[0])],
            OutputKind::Softmax(_) => {
                let mut p = raw.to_vec();
                math::softmax(&mut p);
                p
            }
        }
    }
}

/// The scale on which a prediction is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OutputScale {
    /// Probabilities; for a number, its value.
    Probability,
    /// The log-odds of the mean probability (the link is applied after averaging).
    LogOdds,
    /// The mean of the model's raw margins.
    Raw,
}

/// The number that is explained: which class, on which scale. For a number the class is 0 and every space is the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// Index of the class.
    pub class: usize,
    /// The scale.
    pub space: OutputScale,
}

impl Output {
    /// What is averaged over background rows, from one row's raw outputs.
    pub fn of(self, output_kind: OutputKind, raw: &[f64]) -> f64 {
        match (output_kind, self.space) {
            (OutputKind::Number, _) => raw[0],
            (OutputKind::Logit, OutputScale::Raw) => {
                if self.class == 1 {
                    raw[0]
                } else {
                    -raw[0]
                }
            }
            (OutputKind::Logit, _) => math::sigmoid(if self.class == 1 { raw[0] } else { -raw[0] }),
            (OutputKind::Softmax(_), OutputScale::Raw) => raw[self.class],
            (OutputKind::Softmax(_), _) => {
                let top = raw.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let sum: f64 = raw.iter().map(|v| math::exp(v - top)).sum();
                math::exp(raw[self.class] - top) / sum
            }
        }
    }

    /// The same of many rows (n x `output_kind.n_raw()`), to the bit.
    pub fn of_rows(self, output_kind: OutputKind, raw: &[f64]) -> Vec<f64> {
        if output_kind != OutputKind::Logit || self.space == OutputScale::Raw {
            return raw.chunks_exact(output_kind.n_raw()).map(|row| self.of(output_kind, row)).collect();
        }
        let mut out: Vec<f64> = raw.iter().map(|&v| if self.class == 1 { v } else { -v }).collect();
        sigmoids(&mut out);
        out
    }

    /// The outputs of many rows (n x `output_kind.n_raw()`), each through the link.
    pub fn linked(self, output_kind: OutputKind, raw: &[f64]) -> Vec<f64> {
        self.of_rows(output_kind, raw).into_iter().map(|v| self.link(output_kind, v)).collect()
    }

    /// The link, applied to the mean over the background.
    pub fn link(self, output_kind: OutputKind, mean: f64) -> f64 {
        match (output_kind, self.space) {
            (OutputKind::Number, _) | (_, OutputScale::Probability | OutputScale::Raw) => mean,
            (_, OutputScale::LogOdds) => math::logit(mean.clamp(1e-15, 1.0 - 1e-15)),
        }
    }

    /// The slope of the link at a mean; `rest` is what is missing to one.
    pub fn slope(self, output_kind: OutputKind, mean: f64, rest: f64) -> f64 {
        match (output_kind, self.space) {
            (OutputKind::Number, _) | (_, OutputScale::Probability | OutputScale::Raw) => 1.0,
            (_, OutputScale::LogOdds) => 1.0 / (mean.max(1e-15) * rest.max(1e-15)),
        }
    }
}
