//! What the user chooses about Kernel SHAP.

use serde::{Deserialize, Serialize};

/// The most players of which all coalitions are taken when that is asked for.
pub const MAX_ALL: usize = 20;

/// Coalitions of a preview.
const PREVIEW_COALITIONS: u32 = 200;

/// Kernel SHAP's settings; the defaults are those of shap 0.51, save that all features are kept.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShapSpec {
    /// How many coalitions.
    pub samples: SampleBudget,
    /// Keep only so many features, as shap's `num_features(k)`; `None` keeps all.
    pub keep: Option<u32>,
    /// Seed of the streams "background" and "coalitions".
    pub seed: u32,
}

/// How many coalitions are evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SampleBudget {
    /// 2 M + 2048 for M varying features, and all of them where there are no more than that.
    Auto,
    /// At most so many.
    AtMost(u32),
    /// All 2^M (M up to [`MAX_ALL`]).
    All,
}

impl Default for ShapSpec {
    fn default() -> Self {
        ShapSpec { samples: SampleBudget::Auto, keep: None, seed: 1 }
    }
}

impl ShapSpec {
    /// The same with few coalitions.
    pub fn preview(self) -> ShapSpec {
        let samples = match self.samples {
            SampleBudget::AtMost(n) => SampleBudget::AtMost(n.min(PREVIEW_COALITIONS)),
            _ => SampleBudget::AtMost(PREVIEW_COALITIONS),
        };
        ShapSpec { samples, ..self }
    }
}
