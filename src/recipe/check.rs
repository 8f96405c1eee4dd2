//! The one place that checks a whole recipe that came from elsewhere: a link or a file. What the page's own fields make is in
//! range already.

use super::{Recipe, Source};
use crate::dataset::{DatasetSpec, SplitBy, SplitSpec};
use crate::evaluate::EvaluateSpec;
use crate::explain::ExplainSpec;
use crate::model::{SpecError, within};
use crate::table::{Dialect, Value};

/// Characters that a name may have.
pub const MAX_NAME: usize = 256;
/// Entries that a list of choices about columns may have.
pub const MAX_ENTRIES: usize = 2_000;

impl Recipe {
    /// Whether every number is finite and in range, every name short, and every list no longer than a table may be wide.
    ///
    /// # Errors
    /// The first choice that is out of range.
    pub fn check(&self) -> Result<(), SpecError> {
        let Recipe { version, source, dialect, kinds, dataset, model, explain, evaluate } = self;
        within("The recipe's version", f64::from(*version), f64::from(Recipe::VERSION), f64::from(Recipe::VERSION))?;
        match source {
            Source::Sample(name) => text("The sample's name", name)?,
            Source::File { name, hash } => {
                text("The file's name", name)?;
                if hash.len() != 16 || !hash.bytes().all(|b| b.is_ascii_hexdigit()) {
                    let allowed = "16 hexadecimal digits".to_owned();
                    return Err(SpecError {
                        field: "The file's fingerprint".to_owned(),
                        found: "another".to_owned(),
                        allowed,
                    });
                }
            }
        }
        if let Some(Dialect { delimiter, .. }) = dialect {
            within("The delimiter's code", f64::from(u32::from(*delimiter)), 9.0, 124.0)?;
        }
        names("Kinds of columns", kinds.keys())?;
        check_dataset(dataset)?;
        model.check(1, 1)?;
        check_explain(explain)?;
        check_evaluate(evaluate)
    }
}

fn check_dataset(spec: &DatasetSpec) -> Result<(), SpecError> {
    let DatasetSpec { target, use_column, missing, max_levels, split, split_by, scaling: _, log } = spec;
    let SplitSpec { seed: _, validation, test } = split;
    names("The target", target)?;
    names("Columns turned on or off", use_column.keys())?;
    names("Missing cells", missing.keys())?;
    names("Logarithms", log)?;
    match split_by {
        SplitBy::Chance | SplitBy::Order(None) => {}
        SplitBy::Groups(name) | SplitBy::Parts(name) | SplitBy::Order(Some(name)) => {
            text("The column of the split", name)?
        }
    }
    within("Levels kept", f64::from(*max_levels), 1.0, 1_000.0)?;
    within("The share for validation", f64::from(*validation), 0.0, 50.0)?;
    within("The share for the test", f64::from(*test), 0.0, 50.0)
}

fn check_explain(spec: &ExplainSpec) -> Result<(), SpecError> {
    spec.check()?;
    names("The explained class", &spec.class)?;
    names("Changed features", spec.edits.keys())?;
    spec.edits.values().try_for_each(|value| match value {
        Value::Number(v) | Value::Date(v) => within("A changed value", *v, -f64::MAX, f64::MAX),
        Value::Level(level) => text("A changed value", level),
        Value::Missing => Ok(()),
    })
}

fn check_evaluate(spec: &EvaluateSpec) -> Result<(), SpecError> {
    let EvaluateSpec { part: _, class, threshold, cost_false_positive, cost_false_negative, bins: _, feature } = spec;
    names("The evaluated class", class)?;
    names("The feature whose groups are compared", feature)?;
    within("The threshold", *threshold, 0.0, 1.0)?;
    within("The cost of a false positive", *cost_false_positive, 0.0, 1e9)?;
    within("The cost of a false negative", *cost_false_negative, 0.0, 1e9)
}

/// Whether a text is short enough for a name.
///
/// # Errors
/// How long it is.
pub fn text(field: &str, text: &str) -> Result<(), SpecError> {
    within(&format!("{field}, in characters"), text.chars().count() as f64, 0.0, MAX_NAME as f64)
}

fn names<'a>(field: &str, all: impl IntoIterator<Item = &'a String>) -> Result<(), SpecError> {
    let mut n = 0;
    for name in all {
        n += 1;
        text(field, name)?;
    }
    within(&format!("{field}, in number"), n as f64, 0.0, MAX_ENTRIES as f64)
}
