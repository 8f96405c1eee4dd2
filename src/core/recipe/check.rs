//! The one place that checks a whole recipe that came from elsewhere: a link, a session, a file. What the page's own fields make
//! is in range, so that whatever was kept of it can be read again; names are as long as a table has them, and only what is to fit
//! into a link has to have short ones.

use super::{MAX_RUNS, Recipe, Runs, Source};
use crate::dataset::{DatasetSpec, SplitBy};
use crate::evaluate::EvaluateSpec;
use crate::setting::{Settings, SpecError, within};
use crate::table::{Dialect, ReadSpec, Value};
use std::collections::BTreeSet;
use vitrine_text::messages as t;

/// Characters that a name in a link may have.
pub const MAX_NAME: usize = 256;
/// Entries that a list of choices about columns may have in a link.
pub const MAX_ENTRIES: usize = 2_000;
/// Numbers of a column that may count as missing.
const MAX_MISSING: usize = 16;

impl Recipe {
    /// Whether every number is finite and in range.
    ///
    /// # Errors
    /// The first choice that is out of range.
    pub fn check(&self) -> Result<(), SpecError> {
        let Recipe { version, source, dialect, kinds, reading: _, dataset, model, explain, evaluate, runs } = self;
        within(t::setting_version(), f64::from(*version), f64::from(Recipe::VERSION), f64::from(Recipe::VERSION))?;
        if let Source::File { hash, .. } = source
            && (hash.len() != 16 || !hash.bytes().all(|b| b.is_ascii_hexdigit()))
        {
            let allowed = t::setting_fingerprint_allowed().to_owned();
            let field = t::setting_fingerprint().to_owned();
            return Err(SpecError { field, found: t::setting_fingerprint_found().to_owned(), allowed });
        }
        if let Some(Dialect { delimiter, .. }) = dialect {
            within(t::setting_delimiter(), f64::from(u32::from(*delimiter)), 9.0, 124.0)?;
        }
        kinds.values().try_for_each(|chosen| {
            within(
                &t::setting_in_number(&t::setting_missing_numbers()),
                chosen.missing.len() as f64,
                0.0,
                MAX_MISSING as f64,
            )?;
            chosen.missing.iter().try_for_each(|v| within(t::setting_missing_number(), *v, -f64::MAX, f64::MAX))
        })?;
        dataset.check()?;
        model.settings().check()?;
        check_runs(runs)?;
        explain.check()?;
        explain.edits.values().try_for_each(|value| match value {
            Value::Number(v) | Value::Date(v) => within(t::setting_value_changed(), *v, -f64::MAX, f64::MAX),
            Value::Level(_) | Value::Missing => Ok(()),
        })?;
        check_evaluate(evaluate)
    }

    /// Whether every name is short, and every list no longer than a table may be wide.
    ///
    /// # Errors
    /// The first that is not.
    pub fn check_names(&self) -> Result<(), SpecError> {
        let Recipe { version: _, source, dialect: _, kinds, reading, dataset, model: _, explain, evaluate, runs } =
            self;
        let DatasetSpec { target, use_column, missing, max_levels: _, split: _, split_by, scaling: _, log } = dataset;
        match source {
            Source::Sample(name) => text(t::setting_sample(), name)?,
            Source::File { name, .. } => text(t::setting_file(), name)?,
        }
        names(t::setting_kinds(), kinds.keys())?;
        let ReadSpec { missing: words, joined, rows, left_out } = reading;
        names(t::setting_missing_texts(), words.iter().flatten())?;
        names(t::setting_columns_joined(), joined)?;
        within(
            &t::setting_in_number(&t::setting_lines()),
            (rows.len() + left_out.len()) as f64,
            0.0,
            MAX_ENTRIES as f64,
        )?;
        names(t::setting_target(), target)?;
        names(t::setting_columns_used(), use_column.keys())?;
        names(t::setting_missing_cells(), missing.keys())?;
        names(t::setting_logarithms(), log)?;
        match split_by {
            SplitBy::Chance | SplitBy::Order(None) => {}
            SplitBy::Groups(name) | SplitBy::Parts(name) | SplitBy::Order(Some(name)) => {
                text(t::setting_split_column(), name)?
            }
        }
        names(
            t::setting_run_name(),
            runs.others.iter().map(|run| &run.label).chain([&runs.current]).flat_map(|label| &label.name),
        )?;
        names(t::setting_class(), &explain.class)?;
        names(t::setting_features_changed(), explain.edits.keys())?;
        explain.edits.values().try_for_each(|value| match value {
            Value::Level(level) => text(t::setting_value_changed(), level),
            _ => Ok(()),
        })?;
        names(t::setting_class_evaluated(), &evaluate.class)?;
        names(t::setting_groups(), &evaluate.feature)
    }
}

/// Numbers are given once, and there are not more runs than are kept.
fn check_runs(runs: &Runs) -> Result<(), SpecError> {
    let Runs { current, others, last } = runs;
    within(t::setting_runs(), others.len() as f64 + 1.0, 1.0, MAX_RUNS as f64)?;
    let numbers: BTreeSet<u32> = others.iter().map(|run| run.label.id).chain([current.id]).collect();
    within(t::setting_run_numbers(), numbers.len() as f64, others.len() as f64 + 1.0, MAX_RUNS as f64)?;
    numbers.iter().try_for_each(|id| within(t::setting_run_numbers(), f64::from(*id), 1.0, f64::from(*last)))?;
    others.iter().try_for_each(|run| run.model.settings().check())
}

fn check_evaluate(spec: &EvaluateSpec) -> Result<(), SpecError> {
    let EvaluateSpec { part: _, class: _, threshold, cost_false_positive, cost_false_negative, bins: _, feature: _ } =
        spec;
    within(t::setting_threshold(), *threshold, 0.0, 1.0)?;
    within(t::setting_cost_of_false_positive(), *cost_false_positive, 0.0, 1e9)?;
    within(t::setting_cost_of_false_negative(), *cost_false_negative, 0.0, 1e9)
}

/// Whether a text is short enough for a name.
///
/// # Errors
/// How long it is.
pub fn text(field: &str, text: &str) -> Result<(), SpecError> {
    within(&t::setting_in_characters(&field), text.chars().count() as f64, 0.0, MAX_NAME as f64)
}

fn names<'a>(field: &str, all: impl IntoIterator<Item = &'a String>) -> Result<(), SpecError> {
    let mut n = 0;
    for name in all {
        n += 1;
        text(field, name)?;
    }
    within(&t::setting_in_number(&field), n as f64, 0.0, MAX_ENTRIES as f64)
}
