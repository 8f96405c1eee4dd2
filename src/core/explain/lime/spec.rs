//! What the user chooses about LIME.

use crate::model::{SpecError, within};
use serde::{Deserialize, Serialize};
use vitrine_text::explain as t;

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

    /// The first setting in which another spec differs, as undo names it; `None` where they are alike.
    pub(crate) fn changed_setting(&self, after: &LimeSpec) -> Option<&'static str> {
        let LimeSpec { samples, features, discretiser, around_row, kernel_width, selection, seed } = self;
        let settings = [
            (*samples != after.samples, t::changed_perturbed_rows()),
            (*features != after.features, t::changed_line_features()),
            (*discretiser != after.discretiser, t::changed_discretiser()),
            (*around_row != after.around_row, t::changed_place()),
            (*kernel_width != after.kernel_width, t::changed_kernel_width()),
            (*selection != after.selection, t::changed_selection()),
            (*seed != after.seed, t::changed_lime_seed()),
        ];
        settings.into_iter().find(|(differs, _)| *differs).map(|(_, name)| name)
    }

    /// Checks every setting.
    ///
    /// # Errors
    /// The first setting that is out of range.
    pub fn check(&self) -> Result<(), SpecError> {
        within(t::setting_perturbed_rows(), f64::from(self.samples), 50.0, 100_000.0)?;
        within(t::setting_line_features(), f64::from(self.features), 1.0, 2_000.0)?;
        self.kernel_width.map_or(Ok(()), |w| within(t::setting_kernel_width(), w, 0.01, 1_000.0))
    }
}
