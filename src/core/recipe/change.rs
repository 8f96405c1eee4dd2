//! The name of what a user changed, as undo says it: the first choice in which two recipes differ. Each spec is taken apart
//! whole, so that a new choice does not compile without a name.

use super::Recipe;
use crate::dataset::DatasetSpec;
use crate::evaluate::EvaluateSpec;
use crate::explain::{ExplainSpec, RowChoice};
use crate::model::ModelSpec;
use crate::setting;
use crate::table::{Chosen, Dialect, ReadSpec};
use std::collections::{BTreeMap, BTreeSet};
use vitrine_text::{Phrase, messages as t};

/// The choice in which `after` differs from `before`, such as "kind of age"; `None` where they are alike. Where one act
/// changed several things, the one that comes first in the way of the data is the act, and the others follow from it.
pub fn change(before: &Recipe, after: &Recipe) -> Option<String> {
    let Recipe { version, source, dialect, kinds, reading, dataset, model, explain, evaluate, runs: _ } = before;
    if *source != after.source || *version != after.version {
        return Some(t::change_source(&after.source.name()));
    }
    first([
        dialect_change(dialect.unwrap_or_default(), after.dialect.unwrap_or_default()),
        named(*dialect != after.dialect, t::change_dialect),
        key(kinds, &after.kinds).map(|column| kind_change(kinds, &after.kinds, column)),
    ])
    .or_else(|| reading_change(reading, &after.reading))
    .or_else(|| dataset_change(dataset, &after.dataset))
    .or_else(|| run_change(before, after))
    .or_else(|| model_change(model, &after.model).map(|setting| t::change_training(&setting)))
    .or_else(|| explain_change(explain, &after.explain))
    .or_else(|| evaluate_change(evaluate, &after.evaluate))
}

/// What changed about the runs. A run that is begun is named after the setting in which it differs from the one before.
fn run_change(before: &Recipe, after: &Recipe) -> Option<String> {
    let (runs_before, runs_after) = (before.all_runs(), after.all_runs());
    let in_after = |id: u32| runs_after.iter().find(|run| run.label.id == id);
    let begins = runs_after.iter().any(|run| run.label.id > before.runs.last);
    if begins {
        return None;
    }
    if let Some(gone) = runs_before.iter().find(|run| in_after(run.label.id).is_none()) {
        return Some(t::change_run_removed(&gone.label.in_words()));
    }
    if before.runs.current.id != after.runs.current.id {
        return Some(t::change_run_looked_at(&after.runs.current.in_words()));
    }
    let renamed =
        runs_before.iter().find(|run| in_after(run.label.id).is_some_and(|other| other.label != run.label))?;
    Some(t::change_run_name(&renamed.label.in_words()))
}

/// What changed about a column: its kind, or what counts as missing in it.
fn kind_change(before: &BTreeMap<String, Chosen>, after: &BTreeMap<String, Chosen>, column: String) -> String {
    let missing = |of: &BTreeMap<String, Chosen>| of.get(&column).map_or(Vec::new(), |chosen| chosen.missing.clone());
    match missing(before) == missing(after) {
        true => t::change_kind(&column),
        false => t::change_missing_values(&column),
    }
}

/// Beside what was recognised, only the order of day and month tells that it is another.
fn dialect_change(b: Dialect, a: Dialect) -> Option<String> {
    let Dialect { delimiter: _, decimal_comma: _, names_on: _, quote: _, encoding: _, month_first } = b;
    named(month_first != a.month_first, t::change_days_and_months)
}

fn reading_change(b: &ReadSpec, a: &ReadSpec) -> Option<String> {
    let ReadSpec { missing, joined, rows, left_out } = b;
    let changed = joined.symmetric_difference(&a.joined).next();
    first([
        named(*missing != a.missing, t::change_missing_texts),
        changed.map(|column| t::change_joined(column)),
        named(*rows != a.rows || *left_out != a.left_out, t::change_lines),
    ])
}

/// The setting in which a model's spec differs; `None` where they are alike.
pub fn model_change(before: &ModelSpec, after: &ModelSpec) -> Option<String> {
    before.changed_setting(after).map(str::to_owned)
}

fn dataset_change(b: &DatasetSpec, a: &DatasetSpec) -> Option<String> {
    let DatasetSpec { target, use_column, missing, max_levels: _, split: _, split_by, scaling: _, log } = b;
    first([
        (*target != a.target).then(|| match &a.target {
            Some(name) => t::change_target_to(name),
            None => t::change_target().to_owned(),
        }),
        key(use_column, &a.use_column).map(|column| t::change_use(&column)),
        key(missing, &a.missing).map(|column| t::change_missing_cells(&column)),
        logarithm(log, &a.log),
        named(*split_by != a.split_by, t::change_split),
        setting::changed(b, a).map(str::to_owned),
    ])
}

fn logarithm(before: &BTreeSet<String>, after: &BTreeSet<String>) -> Option<String> {
    let mut changed = before.symmetric_difference(after);
    let first = changed.next()?;
    Some(if changed.next().is_some() { t::change_logarithms(first) } else { t::change_logarithm(first) })
}

fn explain_change(b: &ExplainSpec, a: &ExplainSpec) -> Option<String> {
    let ExplainSpec { row, edits, class, default_class: _, space, background: _, shap: _, lime: _ } = b;
    // The row and the class are written down beside the first edit, which is the act.
    let edited = match (key(edits, &a.edits), a.edits.len()) {
        (Some(_), 0) if edits.len() > 1 => Some(t::change_undone_all().to_owned()),
        (Some(feature), _) => Some(match a.edits.get(&feature) {
            // [`super::History`] takes it apart at the sign.
            Some(value) => format!("{feature} = {value}"),
            None => t::change_undone(&feature),
        }),
        (None, _) => None,
    };
    let chosen = (*row != a.row).then(|| match a.row {
        RowChoice::Table(row) => t::change_row_to(&(row + 1)),
        RowChoice::Own => t::change_own_row().to_owned(),
        RowChoice::Auto => t::change_row().to_owned(),
    });
    let class = (*class != a.class).then(|| match &a.class {
        Some(name) => t::change_class_to(name),
        None => t::change_class().to_owned(),
    });
    let other_row = *row != a.row && (*row != RowChoice::Auto || a.row == RowChoice::Own);
    let acts = if other_row { [chosen, edited, class] } else { [class, edited, chosen] };
    first(acts)
        .or_else(|| named(*space != a.space, t::change_scale))
        .or_else(|| b.changed_setting(a).map(str::to_owned))
}

fn evaluate_change(b: &EvaluateSpec, a: &EvaluateSpec) -> Option<String> {
    let EvaluateSpec { part, class, threshold, cost_false_positive, cost_false_negative, bins, feature } = b;
    first([
        named(*part != a.part, t::change_evaluated_rows),
        named(*class != a.class, t::change_evaluated_class),
        named(*threshold != a.threshold, t::change_threshold),
        named(*cost_false_positive != a.cost_false_positive, t::change_cost_of_false_positive),
        named(*cost_false_negative != a.cost_false_negative, t::change_cost_of_false_negative),
        named(*bins != a.bins, t::change_bins),
        named(*feature != a.feature, t::change_groups),
    ])
}

fn named(differs: bool, name: Phrase) -> Option<String> {
    differs.then(|| name().to_owned())
}

fn first<const N: usize>(found: [Option<String>; N]) -> Option<String> {
    found.into_iter().flatten().next()
}

/// The first key in whose value two maps differ.
fn key<V: PartialEq>(before: &BTreeMap<String, V>, after: &BTreeMap<String, V>) -> Option<String> {
    let differs = |key: &&String| before.get(*key) != after.get(*key);
    after.keys().find(differs).or_else(|| before.keys().find(differs)).cloned()
}
