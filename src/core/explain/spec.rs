//! What the user chooses about explanations.

use crate::model::{Space, SpecError, within};
use crate::table::Value;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which row, what about it, and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExplainSpec {
    /// Which row.
    pub row: RowChoice,
    /// What-if: features set to other values.
    pub edits: BTreeMap<String, Value>,
    /// The class explained; `None` takes the default one.
    pub class: Option<String>,
    /// Which class is explained while none is named.
    pub default_class: DefaultClass,
    /// On which scale.
    pub space: Space,
    /// Number of background rows, drawn from the training part by the stream "background"; `None` takes all where that is
    /// affordable, see [`super::background::n_rows`].
    pub background: Option<u32>,
    /// Kernel SHAP's settings.
    pub shap: ShapSpec,
    /// LIME's settings.
    pub lime: LimeSpec,
}

/// Which class is explained while none is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DefaultClass {
    /// The rarest one in the training rows.
    Rarest,
    /// Of two classes the rarest one, of more the one that the model decides for.
    Decided,
}

/// Which row is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowChoice {
    /// One that is worth a look, found anew for every model.
    Auto,
    /// Row of the table, 0-based.
    Table(u32),
    /// A row of the user's own, which begins as the typical training row and is what the edits make of it.
    Own,
}

impl RowChoice {
    /// The row of the table that is chosen.
    pub fn table(self) -> Option<u32> {
        match self {
            RowChoice::Table(row) => Some(row),
            RowChoice::Auto | RowChoice::Own => None,
        }
    }

    /// This choice, or a row of the table where nobody has chosen.
    pub fn or(self, table_row: Option<u32>) -> RowChoice {
        match (self, table_row) {
            (RowChoice::Auto, Some(row)) => RowChoice::Table(row),
            (chosen, _) => chosen,
        }
    }
}

/// Background rows at most.
pub const MAX_BACKGROUND_ROWS: usize = 10_000;

/// Coalitions of a rough explanation.
const ROUGH_COALITIONS: u32 = 200;
/// Perturbed rows of a rough explanation.
const ROUGH_SAMPLES: u32 = 500;

impl Default for ExplainSpec {
    fn default() -> Self {
        ExplainSpec {
            row: RowChoice::Auto,
            edits: BTreeMap::new(),
            class: None,
            default_class: DefaultClass::Decided,
            space: Space::Probability,
            background: None,
            shap: ShapSpec::default(),
            lime: LimeSpec::default(),
        }
    }
}

impl ExplainSpec {
    /// The same without the what-if edits.
    pub fn unedited(&self) -> ExplainSpec {
        ExplainSpec { edits: BTreeMap::new(), ..self.clone() }
    }

    /// The same without a row, for what holds whichever row is chosen.
    pub fn without_row(&self) -> ExplainSpec {
        ExplainSpec { row: RowChoice::Auto, ..self.unedited() }
    }

    /// The same with few samples: quick, against the same background, so that base and prediction stay exact.
    pub fn rough(&self) -> ExplainSpec {
        let samples = match self.shap.samples {
            SampleBudget::AtMost(n) => SampleBudget::AtMost(n.min(ROUGH_COALITIONS)),
            _ => SampleBudget::AtMost(ROUGH_COALITIONS),
        };
        ExplainSpec {
            shap: ShapSpec { samples, ..self.shap },
            lime: LimeSpec { samples: self.lime.samples.min(ROUGH_SAMPLES), ..self.lime },
            ..self.clone()
        }
    }

    /// Checks every setting: finite, and within what a worker can hold.
    ///
    /// # Errors
    /// The first setting that is out of range.
    pub fn check(&self) -> Result<(), SpecError> {
        if let Some(n) = self.background {
            within("Background rows", f64::from(n), 1.0, MAX_BACKGROUND_ROWS as f64)?;
        }
        if let SampleBudget::AtMost(n) = self.shap.samples {
            within("Coalitions", f64::from(n), 10.0, 1_000_000.0)?;
        }
        if let Some(keep) = self.shap.keep {
            within("Features kept", f64::from(keep), 1.0, 2_000.0)?;
        }
        within("Perturbed rows", f64::from(self.lime.samples), 50.0, 100_000.0)?;
        within("Features of the local line", f64::from(self.lime.features), 1.0, 2_000.0)?;
        self.lime.kernel_width.map_or(Ok(()), |w| within("Kernel width", w, 0.01, 1_000.0))
    }
}

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
    /// All 2^M (M up to [`super::kernel_shap::MAX_ALL`]).
    All,
}

impl Default for ShapSpec {
    fn default() -> Self {
        ShapSpec { samples: SampleBudget::Auto, keep: None, seed: 1 }
    }
}

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
