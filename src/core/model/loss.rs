//! The loss of a row's raw outputs, and its derivative by them.

use super::OutputKind;
use crate::num::math;
use serde::{Deserialize, Serialize};

/// What training makes small.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Loss {
    /// Mean of -ln p of the true class.
    CrossEntropy,
    /// Mean of the squared differences.
    SquaredError,
}

/// What a row is to be: a class, or a number in the network's own unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Truth {
    /// Index of the class.
    Class(u32),
    /// A standardised number.
    Number(f64),
}

/// The loss of one row's raw outputs.
pub fn loss(output_kind: OutputKind, kind: Loss, raw: &[f64], truth: Truth) -> f64 {
    match (output_kind, truth) {
        (OutputKind::Number, Truth::Number(y)) => (raw[0] - y) * (raw[0] - y),
        (OutputKind::Logit, Truth::Class(class)) => match kind {
            Loss::CrossEntropy => math::softplus(if class == 1 { -raw[0] } else { raw[0] }),
            Loss::SquaredError => {
                let e = math::sigmoid(raw[0]) - f64::from(class);
                e * e
            }
        },
        (OutputKind::Softmax(_), Truth::Class(class)) => match kind {
            Loss::CrossEntropy => {
                let top = raw.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                math::ln(raw.iter().map(|v| math::exp(v - top)).sum::<f64>()) + top - raw[class as usize]
            }
            Loss::SquaredError => softmax_errors(raw, class).1.iter().map(|e| e * e).sum(),
        },
        // A data set and a head made from it agree; a mismatch has no loss.
        _ => f64::NAN,
    }
}

/// Writes the derivative of [`loss`] by the raw outputs.
pub fn slope(output_kind: OutputKind, kind: Loss, raw: &[f64], truth: Truth, out: &mut [f64]) {
    match (output_kind, truth) {
        (OutputKind::Number, Truth::Number(y)) => out[0] = 2.0 * (raw[0] - y),
        (OutputKind::Logit, Truth::Class(class)) => {
            let p = math::sigmoid(raw[0]);
            let e = p - f64::from(class);
            out[0] = match kind {
                Loss::CrossEntropy => e,
                Loss::SquaredError => 2.0 * e * p * (1.0 - p),
            };
        }
        (OutputKind::Softmax(_), Truth::Class(class)) => {
            let (p, errors) = softmax_errors(raw, class);
            match kind {
                Loss::CrossEntropy => out.copy_from_slice(&errors),
                Loss::SquaredError => {
                    let mean: f64 = errors.iter().zip(&p).map(|(e, p)| e * p).sum();
                    out.iter_mut().zip(errors.iter().zip(&p)).for_each(|(s, (e, p))| *s = 2.0 * p * (e - mean));
                }
            }
        }
        _ => out.fill(f64::NAN),
    }
}

/// The classes' probabilities, and those less one for the true class.
fn softmax_errors(raw: &[f64], class: u32) -> (Vec<f64>, Vec<f64>) {
    let mut p = raw.to_vec();
    math::softmax(&mut p);
    let mut errors = p.clone();
    errors[class as usize] -= 1.0;
    (p, errors)
}
