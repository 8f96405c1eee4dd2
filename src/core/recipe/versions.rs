//! Reading a recipe of any version that there was: its first number says which form the rest has.

use super::{Recipe, Runs, Source, v1};
use crate::dataset::DatasetSpec;
use crate::evaluate::EvaluateSpec;
use crate::explain::ExplainSpec;
use crate::model::ModelSpec;
use crate::table::{Chosen, Dialect, ReadSpec};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;

/// The form of the present version where fields have names, as in a file of figures.
#[derive(Deserialize)]
#[serde(remote = "Recipe")]
struct Named {
    version: u32,
    source: Source,
    dialect: Option<Dialect>,
    kinds: BTreeMap<String, Chosen>,
    reading: ReadSpec,
    dataset: DatasetSpec,
    model: ModelSpec,
    explain: ExplainSpec,
    evaluate: EvaluateSpec,
    #[serde(default)]
    runs: Runs,
}

impl<'de> Deserialize<'de> for Recipe {
    fn deserialize<D: Deserializer<'de>>(form: D) -> Result<Recipe, D::Error> {
        form.deserialize_struct("Recipe", &["version"; 10], AnyVersion)
    }
}

struct AnyVersion;

impl<'de> Visitor<'de> for AnyVersion {
    type Value = Recipe;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "a recipe of version 1 to {}", Recipe::VERSION)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Recipe, A::Error> {
        Named::deserialize(MapAccessDeserializer::new(map))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Recipe, A::Error> {
        match next::<u32, A>(&mut seq)? {
            // In postcard the fields of a value stand where the value would.
            1 => next::<v1::Recipe, A>(&mut seq).map(Recipe::from),
            // Version 2 knew one run.
            version @ (2 | Recipe::VERSION) => Ok(Recipe {
                version: Recipe::VERSION,
                source: next(&mut seq)?,
                dialect: next(&mut seq)?,
                kinds: next(&mut seq)?,
                reading: next(&mut seq)?,
                dataset: next(&mut seq)?,
                model: next(&mut seq)?,
                explain: next(&mut seq)?,
                evaluate: next(&mut seq)?,
                runs: if version == 2 { Runs::default() } else { next(&mut seq)? },
            }),
            _ => Err(A::Error::custom("a recipe of another version")),
        }
    }
}

fn next<'de, T: Deserialize<'de>, A: SeqAccess<'de>>(seq: &mut A) -> Result<T, A::Error> {
    seq.next_element()?.ok_or_else(|| A::Error::custom("a recipe that ends early"))
}
