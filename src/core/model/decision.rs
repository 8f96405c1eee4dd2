//! From probabilities to a decision.

use serde::{Deserialize, Serialize};

/// The rule by which a row is classified.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Decision {
    /// The most probable class, the first of equals.
    MostProbable,
    /// Of two classes: `class` if its probability is at least the threshold, else the other one.
    From {
        /// The class.
        class: usize,
        /// The probability, in [0, 1].
        threshold: f64,
    },
}

impl Decision {
    /// The rule for so many classes: by `class` and `threshold` where there are two.
    pub fn by(n_classes: usize, class: usize, threshold: f64) -> Decision {
        if n_classes == 2 { Decision::From { class, threshold } } else { Decision::MostProbable }
    }

    /// The class that is decided for.
    pub fn class(self, probabilities: &[f64]) -> usize {
        match self {
            Decision::From { class, threshold } => {
                if probabilities[class] >= threshold {
                    class
                } else {
                    1 - class
                }
            }
            Decision::MostProbable => (1..probabilities.len())
                .fold(0, |best, i| if probabilities[i] > probabilities[best] { i } else { best }),
        }
    }

    /// Whether the threshold is another one than that by which the most probable class is decided for.
    pub fn is_moved(self) -> bool {
        matches!(self, Decision::From { threshold, .. } if threshold != 0.5)
    }

    /// How far the probabilities are from another decision: from the threshold, or the lead over the next class.
    pub fn margin(self, probabilities: &[f64]) -> f64 {
        match self {
            Decision::From { class, threshold } => (probabilities[class] - threshold).abs(),
            Decision::MostProbable => {
                let best = self.class(probabilities);
                let others = probabilities.iter().enumerate().filter(|(i, _)| *i != best).map(|(_, p)| *p);
                probabilities[best] - others.fold(0.0, f64::max)
            }
        }
    }
}
