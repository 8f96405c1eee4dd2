//! What a link says was found where it was made, and in what another machine's findings differ from it.

use vitrine_core::explain::{Device, Local};
use vitrine_core::model::{SpecError, within};
use vitrine_core::num::fingerprint;
use vitrine_core::recipe;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// The program's version.
    pub version: String,
    /// What evaluated the model.
    pub device: Device,
    /// Fingerprint of the model's numbers.
    pub model: Print,
    /// Fingerprint of SHAP's base and shares.
    pub shap: Print,
    /// Fingerprint of LIME's.
    pub lime: Print,
    /// Values to set beside those of another machine; `None` of a table of the user's own, of whose cells they tell something.
    pub values: Option<Values>,
}

/// Values of an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Values {
    /// What the model predicts for the row, on the explained scale.
    pub prediction: f64,
    /// Where SHAP's shares start.
    pub base: f64,
}

/// Eight bytes of a fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Print([u8; 8]);

impl Print {
    /// Of 16 hexadecimal digits; of anything else none that a result has.
    pub fn of(digits: &str) -> Print {
        Print(u64::from_str_radix(digits, 16).unwrap_or_default().to_be_bytes())
    }
}

impl fmt::Display for Print {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&fingerprint::to_hex(u64::from_be_bytes(self.0)))
    }
}

/// Something in which two findings differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Of the program.
    Version,
    /// What evaluated the model.
    Device,
    /// The model's numbers.
    Model,
    /// SHAP's.
    Shap,
    /// LIME's.
    Lime,
}

impl Claim {
    /// What is claimed of an explanation.
    pub fn of(model: &str, shap: &Local, lime: &Local) -> Claim {
        let device = if lime.quality.device == Device::Gpu { Device::Gpu } else { shap.quality.device };
        Claim {
            version: crate::share::VERSION.to_owned(),
            device,
            model: Print::of(model),
            shap: Print::of(&shap.quality.fingerprint),
            lime: Print::of(&lime.quality.fingerprint),
            values: Some(Values { prediction: shap.prediction, base: shap.base }),
        }
    }

    /// The same claim without a word of values.
    pub fn silent(self) -> Claim {
        Claim { values: None, ..self }
    }

    /// In what another machine's claim about the same recipe differs. Numbers that are the same to the last bit need no
    /// excuse: then neither version nor device counts.
    pub fn differences(&self, other: &Claim) -> Vec<Difference> {
        let numbers = [
            (self.model != other.model, Difference::Model),
            (self.shap != other.shap, Difference::Shap),
            (self.lime != other.lime, Difference::Lime),
        ];
        let made =
            [(self.version != other.version, Difference::Version), (self.device != other.device, Difference::Device)];
        let named = |all: &[(bool, Difference)]| all.iter().filter(|d| d.0).map(|d| d.1).collect::<Vec<_>>();
        let differs = named(&numbers);
        if differs.is_empty() { differs } else { [named(&made), differs].concat() }
    }

    /// Whether a claim that came from elsewhere is one that the page can show.
    ///
    /// # Errors
    /// The first number that is none.
    pub fn check(&self) -> Result<(), SpecError> {
        recipe::text("The version", &self.version)?;
        let Some(Values { prediction, base }) = self.values else { return Ok(()) };
        let sizes = [("The prediction", prediction), ("The base", base)];
        sizes.into_iter().try_for_each(|(name, v)| within(name, v, -f64::MAX, f64::MAX))
    }
}
