//! From a model's raw outputs to the one number that is explained.

use crate::compute::exponential::sigmoids;
use crate::num::math;
use serde::{Deserialize, Serialize};

/// What a model's raw outputs mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Head {
    /// One raw output: the value itself, in the target's unit.
    Number,
    /// One raw output: the log-odds of the second of two classes.
    Logit,
    /// One logit a class, three classes or more.
    Softmax(usize),
}

impl Head {
    /// Number of raw outputs a row.
    pub fn n_raw(self) -> usize {
        match self {
            Head::Number | Head::Logit => 1,
            Head::Softmax(n) => n,
        }
    }

    /// Number of predictions a row: one value, or one probability a class.
    pub fn n_outputs(self) -> usize {
        match self {
            Head::Number => 1,
            Head::Logit => 2,
            Head::Softmax(n) => n,
        }
    }

    /// The prediction of one row: the value, or the classes' probabilities.
    pub fn predict(self, raw: &[f64]) -> Vec<f64> {
        match self {
            Head::Number => vec![raw[0]],
            Head::Logit => vec![math::sigmoid(-raw[0]), math::sigmoid(raw[0])],
            Head::Softmax(_) => {
                let mut p = raw.to_vec();
                math::softmax(&mut p);
                p
            }
        }
    }
}

/// The scale on which a prediction is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Space {
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
    pub space: Space,
}

impl Output {
    /// What is averaged over background rows, from one row's raw outputs.
    pub fn of(self, head: Head, raw: &[f64]) -> f64 {
        match (head, self.space) {
            (Head::Number, _) => raw[0],
            (Head::Logit, Space::Raw) => {
                if self.class == 1 {
                    raw[0]
                } else {
                    -raw[0]
                }
            }
            (Head::Logit, _) => math::sigmoid(if self.class == 1 { raw[0] } else { -raw[0] }),
            (Head::Softmax(_), Space::Raw) => raw[self.class],
            (Head::Softmax(_), _) => {
                let top = raw.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let sum: f64 = raw.iter().map(|v| math::exp(v - top)).sum();
                math::exp(raw[self.class] - top) / sum
            }
        }
    }

    /// The same of many rows (n x `head.n_raw()`), to the bit.
    pub fn of_rows(self, head: Head, raw: &[f64]) -> Vec<f64> {
        if head != Head::Logit || self.space == Space::Raw {
            return raw.chunks_exact(head.n_raw()).map(|row| self.of(head, row)).collect();
        }
        let mut out: Vec<f64> = raw.iter().map(|&v| if self.class == 1 { v } else { -v }).collect();
        sigmoids(&mut out);
        out
    }

    /// The outputs of many rows (n x `head.n_raw()`), each through the link.
    pub fn linked(self, head: Head, raw: &[f64]) -> Vec<f64> {
        self.of_rows(head, raw).into_iter().map(|v| self.link(head, v)).collect()
    }

    /// The link, applied to the mean over the background.
    pub fn link(self, head: Head, mean: f64) -> f64 {
        match (head, self.space) {
            (Head::Number, _) | (_, Space::Probability | Space::Raw) => mean,
            (_, Space::LogOdds) => math::logit(mean.clamp(1e-15, 1.0 - 1e-15)),
        }
    }

    /// The slope of the link at a mean; `rest` is what is missing to one.
    pub fn slope(self, head: Head, mean: f64, rest: f64) -> f64 {
        match (head, self.space) {
            (Head::Number, _) | (_, Space::Probability | Space::Raw) => 1.0,
            (_, Space::LogOdds) => 1.0 / (mean.max(1e-15) * rest.max(1e-15)),
        }
    }
}
