//! The name of what a user changed, as undo says it: the first choice in which two recipes differ. Each spec is taken apart
//! whole, so that a new choice does not compile without a name.

use super::Recipe;
use crate::dataset::{DatasetSpec, SplitSpec};
use crate::evaluate::EvaluateSpec;
use crate::explain::{ExplainSpec, RowChoice};
use crate::model::ModelSpec;
use crate::table::{Chosen, Dialect, ReadSpec};
use std::collections::{BTreeMap, BTreeSet};

/// The choice in which `after` differs from `before`, such as "kind of age"; `None` where they are alike. Where one act
/// changed several things, the one that comes first in the way of the data is the act, and the others follow from it.
pub fn change(before: &Recipe, after: &Recipe) -> Option<String> {
    let Recipe { version, source, dialect, kinds, reading, dataset, model, explain, evaluate } = before;
    if *source != after.source || *version != after.version {
        return Some(format!("opening of {}", after.source.name()));
    }
    first([
        dialect_change(dialect.unwrap_or_default(), after.dialect.unwrap_or_default()),
        named(*dialect != after.dialect, "way of reading the file"),
        key(kinds, &after.kinds).map(|column| kind_change(kinds, &after.kinds, column)),
    ])
    .or_else(|| reading_change(reading, &after.reading))
    .or_else(|| dataset_change(dataset, &after.dataset))
    .or_else(|| model_change(model, &after.model).map(|what| format!("training with another {what}")))
    .or_else(|| explain_change(explain, &after.explain))
    .or_else(|| evaluate_change(evaluate, &after.evaluate))
}

/// What changed about a column: its kind, or what counts as missing in it.
fn kind_change(before: &BTreeMap<String, Chosen>, after: &BTreeMap<String, Chosen>, column: String) -> String {
    let missing = |of: &BTreeMap<String, Chosen>| of.get(&column).map_or(Vec::new(), |chosen| chosen.missing.clone());
    match missing(before) == missing(after) {
        true => format!("kind of {column}"),
        false => format!("missing values of {column}"),
    }
}

/// Beside what was recognised, only the order of day and month tells that it is another.
fn dialect_change(b: Dialect, a: Dialect) -> Option<String> {
    let Dialect { delimiter: _, decimal_comma: _, names_on: _, quote: _, encoding: _, month_first } = b;
    named(month_first != a.month_first, "order of day and month")
}

fn reading_change(b: &ReadSpec, a: &ReadSpec) -> Option<String> {
    let ReadSpec { missing, joined, rows, left_out } = b;
    let changed = joined.symmetric_difference(&a.joined).next();
    first([
        named(*missing != a.missing, "texts that mean missing"),
        changed.map(|column| format!("joining of levels of {column}")),
        named(*rows != a.rows || *left_out != a.left_out, "choice of lines"),
    ])
}

/// The setting in which a model's spec differs; `None` where they are alike.
pub fn model_change(before: &ModelSpec, after: &ModelSpec) -> Option<String> {
    before.changed_setting(after).map(str::to_owned)
}

fn dataset_change(b: &DatasetSpec, a: &DatasetSpec) -> Option<String> {
    let DatasetSpec { target, use_column, missing, max_levels, split, split_by, scaling, log } = b;
    let SplitSpec { seed, validation, test } = split;
    first([
        (*target != a.target).then(|| match &a.target {
            Some(name) => format!("target {name}"),
            None => "target".to_owned(),
        }),
        key(use_column, &a.use_column).map(|column| format!("use of {column}")),
        key(missing, &a.missing).map(|column| format!("missing cells of {column}")),
        logarithm(log, &a.log),
        named(*scaling != a.scaling, "scaling of numbers"),
        named(*max_levels != a.max_levels, "number of levels kept"),
        named(*split_by != a.split_by, "way of splitting the rows"),
        named(*validation != a.split.validation, "share for validation"),
        named(*test != a.split.test, "share for the test"),
        named(*seed != a.split.seed, "seed of the split"),
    ])
}

fn logarithm(before: &BTreeSet<String>, after: &BTreeSet<String>) -> Option<String> {
    let mut changed = before.symmetric_difference(after);
    let first = changed.next()?;
    let others = if changed.next().is_some() { " and others" } else { "" };
    Some(format!("logarithm of {first}{others}"))
}

fn explain_change(b: &ExplainSpec, a: &ExplainSpec) -> Option<String> {
    let ExplainSpec { row, edits, class, default_class: _, space, background, shap, lime } = b;
    // The row and the class are written down beside the first edit, which is the act.
    let edited = match (key(edits, &a.edits), a.edits.len()) {
        (Some(_), 0) if edits.len() > 1 => Some("undoing of all changes of the row".to_owned()),
        (Some(feature), _) => Some(match a.edits.get(&feature) {
            Some(value) => format!("{feature} = {value}"),
            None => format!("undoing of the change of {feature}"),
        }),
        (None, _) => None,
    };
    let chosen = (*row != a.row).then(|| match a.row {
        RowChoice::Table(row) => format!("row {}", row + 1),
        RowChoice::Own => "row of your own".to_owned(),
        RowChoice::Auto => "row".to_owned(),
    });
    let class = (*class != a.class).then(|| match &a.class {
        Some(name) => format!("explained class {name}"),
        None => "explained class".to_owned(),
    });
    let other_row = *row != a.row && (*row != RowChoice::Auto || a.row == RowChoice::Own);
    let acts = if other_row { [chosen, edited, class] } else { [class, edited, chosen] };
    first(acts)
        .or_else(|| named(*space != a.space, "scale"))
        .or_else(|| named(*background != a.background, "number of background rows"))
        .or_else(|| shap.changed_setting(&a.shap).map(str::to_owned))
        .or_else(|| lime.changed_setting(&a.lime).map(str::to_owned))
}

fn evaluate_change(b: &EvaluateSpec, a: &EvaluateSpec) -> Option<String> {
    let EvaluateSpec { part, class, threshold, cost_false_positive, cost_false_negative, bins, feature } = b;
    first([
        named(*part != a.part, "rows that are evaluated"),
        named(*class != a.class, "class that is evaluated"),
        named(*threshold != a.threshold, "decision threshold"),
        named(*cost_false_positive != a.cost_false_positive, "cost of a false positive"),
        named(*cost_false_negative != a.cost_false_negative, "cost of a false negative"),
        named(*bins != a.bins, "bins of the probabilities"),
        named(*feature != a.feature, "feature whose groups are compared"),
    ])
}

fn named(differs: bool, name: &str) -> Option<String> {
    differs.then(|| name.to_owned())
}

fn first<const N: usize>(found: [Option<String>; N]) -> Option<String> {
    found.into_iter().flatten().next()
}

/// The first key in whose value two maps differ.
fn key<V: PartialEq>(before: &BTreeMap<String, V>, after: &BTreeMap<String, V>) -> Option<String> {
    let differs = |key: &&String| before.get(*key) != after.get(*key);
    after.keys().find(differs).or_else(|| before.keys().find(differs)).cloned()
}
