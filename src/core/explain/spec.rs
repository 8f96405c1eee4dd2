//! What the user chooses about explanations.

use super::kernel_shap::{ShapSpec, plan};
use super::lime::LimeSpec;
use super::method::Method;
use crate::compute::coalition::Coalitions;
use crate::model::OutputScale;
use crate::setting::{self, HasSettings, Range, Setting, Settings, SpecError};
use crate::table::Value;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::rc::Rc;
use vitrine_text::{explain as t, model, words};

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
    pub space: OutputScale,
    /// Number of background rows, drawn from the training part by the stream "background"; `None` takes all where that is
    /// affordable, see [`super::background::n_rows`].
    pub background: Option<u32>,
    /// Kernel SHAP's settings.
    pub shap: ShapSpec,
    /// LIME's settings.
    pub lime: LimeSpec,
}

/// How the coalitions of a game are chosen. It is small, unlike the coalitions themselves, so that it can be sent to other workers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CoalitionSpec(ShapSpec);

impl From<ShapSpec> for CoalitionSpec {
    fn from(spec: ShapSpec) -> CoalitionSpec {
        CoalitionSpec(spec)
    }
}

impl CoalitionSpec {
    /// The coalitions of so many players.
    pub fn of(self, n_players: usize) -> Rc<Coalitions> {
        plan(n_players, &self.0).coalitions
    }
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

impl Default for ExplainSpec {
    fn default() -> Self {
        ExplainSpec {
            row: RowChoice::Auto,
            edits: BTreeMap::new(),
            class: None,
            default_class: DefaultClass::Decided,
            space: OutputScale::Probability,
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
    pub fn preview(&self) -> ExplainSpec {
        ExplainSpec { shap: self.shap.preview(), lime: self.lime.preview(), ..self.clone() }
    }

    /// The settings of a method.
    pub fn settings(&self, method: Method) -> &dyn Settings {
        match method {
            Method::KernelShap => &self.shap,
            Method::Lime => &self.lime,
        }
    }

    /// The settings of a method, to be changed.
    pub fn settings_mut(&mut self, method: Method) -> &mut dyn Settings {
        match method {
            Method::KernelShap => &mut self.shap,
            Method::Lime => &mut self.lime,
        }
    }

    /// Checks every setting: finite, and within what a worker can hold.
    ///
    /// # Errors
    /// The first setting that is out of range.
    pub fn check(&self) -> Result<(), SpecError> {
        Settings::check(self)?;
        Method::ALL.into_iter().try_for_each(|method| self.settings(method).check())
    }

    /// The first setting in which another spec differs, as undo names it; `None` where they are alike.
    pub(crate) fn changed_setting(&self, after: &ExplainSpec) -> Option<&'static str> {
        let of = |method: Method| setting::changed(self.settings(method), after.settings(method));
        setting::changed(self, after).or_else(|| Method::ALL.into_iter().find_map(of))
    }
}

/// Background rows with which a limit begins.
const BACKGROUND_ROWS: u32 = 100;

/// What methods that average over a background share.
impl HasSettings for ExplainSpec {
    const SETTINGS: &'static [Setting<ExplainSpec>] = &[
        Setting::<Self>::choice(
            model::background_rows,
            &[model::automatic, model::at_most],
            |s| usize::from(s.background.is_some()),
            |s, option, _| s.background = (option == 1).then_some(BACKGROUND_ROWS),
        )
        .word(words::BACKGROUND)
        .called(t::number_of_background_rows),
        Setting::<Self>::number(
            model::background_rows_at_most,
            Range::whole(1.0, MAX_BACKGROUND_ROWS as f64),
            |s| f64::from(s.background.unwrap_or(BACKGROUND_ROWS)),
            |s, v| s.background = Some(v as u32),
        )
        .called(t::number_of_background_rows)
        .when(|s, _| s.background.is_some()),
    ];
}
