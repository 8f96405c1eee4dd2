//! What a link says was found where it was made, and in what another machine's findings differ from it.

use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;
use vitrine_core::explain::{Device, LocalExplanation, Method};
use vitrine_core::num::fingerprint;
use vitrine_core::recipe;
use vitrine_core::setting::{SpecError, within};
use vitrine_text::sharing as t;

/// What was found.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(from = "Fields")]
pub struct Claim {
    /// The program's version.
    pub version: String,
    /// What evaluated the model.
    pub device: Device,
    /// Fingerprint of the model's numbers.
    pub model: Digest,
    /// Fingerprint of base and attributions by each of [`Method::ALL`].
    pub explanations: [Digest; Method::ALL.len()],
    /// Values to set beside those of another machine; `None` of a table of the user's own, of whose cells they tell something.
    pub values: Option<Values>,
}

/// A claim as links have it: its fields in order.
type Fields = (String, Device, Digest, [Digest; Method::ALL.len()], Option<Values>);

impl From<Fields> for Claim {
    fn from((version, device, model, explanations, values): Fields) -> Claim {
        Claim { version, device, model, explanations, values }
    }
}

/// The prints are fields of their own, by the methods' names.
impl Serialize for Claim {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut fields = to.serialize_struct("Claim", 4 + Method::ALL.len())?;
        fields.serialize_field("version", &self.version)?;
        fields.serialize_field("device", &self.device)?;
        fields.serialize_field("model", &self.model)?;
        for (method, digest) in Method::ALL.into_iter().zip(&self.explanations) {
            fields.serialize_field(method.info().id, digest)?;
        }
        fields.serialize_field("values", &self.values)?;
        fields.end()
    }
}

/// Values of an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Values {
    /// What the model predicts for the row, on the explained scale.
    pub prediction: f64,
    /// Where the first method's attributions start.
    pub base: f64,
}

/// A fingerprint in eight bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest([u8; 8]);

impl Digest {
    /// Of 16 hexadecimal digits; of anything else none that a result has.
    pub fn of(digits: &str) -> Digest {
        Digest(u64::from_str_radix(digits, 16).unwrap_or_default().to_be_bytes())
    }
}

impl fmt::Display for Digest {
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
    /// The numbers of a method.
    Explanation(Method),
}

impl Claim {
    /// What is claimed of a row's explanations; `None` where one of [`Method::ALL`] is missing.
    pub fn of(model: &str, locals: &[LocalExplanation]) -> Option<Claim> {
        let by_method = |method: Method| locals.iter().find(|local| local.method == method);
        let digests: Option<Vec<Digest>> =
            Method::ALL.iter().map(|m| by_method(*m).map(|local| Digest::of(&local.quality.fingerprint))).collect();
        let first = locals.first()?;
        let is_by_gpu = locals.iter().any(|local| local.quality.device == Device::Gpu);
        Some(Claim {
            version: crate::share::VERSION.to_owned(),
            device: if is_by_gpu { Device::Gpu } else { first.quality.device },
            model: Digest::of(model),
            explanations: digests?.try_into().ok()?,
            values: Some(Values { prediction: first.prediction, base: first.base }),
        })
    }

    /// The same claim without a word of values.
    pub fn silent(self) -> Claim {
        Claim { values: None, ..self }
    }

    /// In what another machine's claim about the same recipe differs. Numbers that are the same to the last bit need no
    /// excuse: then neither version nor device counts.
    pub fn differences(&self, other: &Claim) -> Vec<Difference> {
        let explanations = Method::ALL.into_iter().zip(self.explanations.iter().zip(&other.explanations));
        let explanations = explanations.map(|(method, (own, its))| (own != its, Difference::Explanation(method)));
        let numbers: Vec<_> =
            [(self.model != other.model, Difference::Model)].into_iter().chain(explanations).collect();
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
        recipe::text(t::the_version(), &self.version)?;
        let Some(Values { prediction, base }) = self.values else { return Ok(()) };
        let sizes = [(t::the_prediction(), prediction), (t::the_base(), base)];
        sizes.into_iter().try_for_each(|(name, v)| within(name, v, -f64::MAX, f64::MAX))
    }
}
