//! The form that recipes had in version 1, as links and sessions of that time have it, and what each says today. A choice that
//! did not exist then is made as it was fixed then, so that the same results come out.

use super::Source;
use crate::dataset::DatasetSpec;
use crate::evaluate::EvaluateSpec;
use crate::explain::{self, DefaultClass, LimeSpec, RowChoice, ShapSpec};
use crate::model::{ModelSpec, OutputScale};
use crate::table::{self, Encoding, Kind, Quote, ReadSpec, Value};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A recipe without its version.
#[derive(Deserialize)]
pub(super) struct Recipe {
    source: Source,
    dialect: Option<Dialect>,
    kinds: BTreeMap<String, Kind>,
    dataset: DatasetSpec,
    model: ModelSpec,
    explain: ExplainSpec,
    evaluate: EvaluateSpec,
}

#[derive(Deserialize)]
struct Dialect {
    delimiter: char,
    decimal_comma: bool,
    header: bool,
    quote: Quote,
    encoding: Option<Encoding>,
    month_first: bool,
}

#[derive(Deserialize)]
struct ExplainSpec {
    row: RowChoice,
    edits: BTreeMap<String, Value>,
    class: Option<String>,
    space: OutputScale,
    background: u32,
    shap: ShapSpec,
    lime: LimeSpec,
}

impl From<Recipe> for super::Recipe {
    fn from(old: Recipe) -> super::Recipe {
        let Recipe { source, dialect, kinds, dataset, model, explain, evaluate } = old;
        let (version, reading, explain) = (super::Recipe::VERSION, ReadSpec::default(), explain.into());
        let dialect = dialect.map(table::Dialect::from);
        let kinds = kinds.into_iter().map(|(column, kind)| (column, kind.into())).collect();
        let runs = super::Runs::default();
        super::Recipe { version, source, dialect, kinds, reading, dataset, model, explain, evaluate, runs }
    }
}

impl From<Dialect> for table::Dialect {
    fn from(old: Dialect) -> table::Dialect {
        let Dialect { delimiter, decimal_comma, header, quote, encoding, month_first } = old;
        table::Dialect { delimiter, decimal_comma, names_on: u32::from(header), quote, encoding, month_first }
    }
}

impl From<ExplainSpec> for explain::ExplainSpec {
    fn from(old: ExplainSpec) -> explain::ExplainSpec {
        let ExplainSpec { row, edits, class, space, background, shap, lime } = old;
        let (default_class, background) = (DefaultClass::Rarest, Some(background));
        explain::ExplainSpec { row, edits, class, default_class, space, background, shap, lime }
    }
}
