//! What the user chooses about LIME.

use serde::{Deserialize, Serialize};

/// Perturbed rows of a preview.
const PREVIEW_SAMPLES: u32 = 500;

/// LIME's settings; the defaults are those of lime 0.2.0.1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LimeSpec {
    /// Perturbed rows, the row itself included.
    pub samples: u32,
    /// Features in the local line, at most.
    pub features: u32,
    /// How numbers become conditions.
    pub discretiser: Discretiser,
    /// Numbers that are not discretised are drawn around the row instead of around the training mean.
    pub around_row: bool,
    /// Kernel width; `None` is 0.75 x sqrt(number of features).
    pub kernel_width: Option<f64>,
    /// How the features are chosen.
    pub selection: Selection,
    /// Seed of the stream "lime".
    pub seed: u32,
}

impl Default for LimeSpec {
    fn default() -> Self {
        LimeSpec {
            samples: 5000,
            features: 10,
            discretiser: Discretiser::Quartiles,
            around_row: false,
            kernel_width: None,
            selection: Selection::Auto,
            seed: 1,
        }
    }
}

/// How numbers become conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Discretiser {
    /// Four bins at the training quartiles.
    Quartiles,
    /// Ten bins at the training deciles.
    Deciles,
    /// None: the number itself.
    Off,
}

/// How the features of the local line are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Selection {
    /// Forward selection up to 6 features, else highest weights.
    Auto,
    /// Add the feature that helps most, one by one.
    Forward,
    /// Fit all, keep the largest |coefficient x representation|.
    HighestWeights,
    /// All features.
    All,
}

impl LimeSpec {
    /// The same with few perturbed rows.
    pub fn preview(self) -> LimeSpec {
        LimeSpec { samples: self.samples.min(PREVIEW_SAMPLES), ..self }
    }
}
