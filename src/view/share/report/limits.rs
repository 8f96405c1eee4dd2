//! What the model and its explanations cannot say, in the words of the case at hand.

use super::origin::Origin;
use crate::chart::format::{count, number};
use crate::share::verdict::few;
use vitrine_core::dataset::Part;
use vitrine_core::evaluate::{Metric, Scores};
use vitrine_core::explain::LocalExplanation;
use vitrine_core::recipe::Source;
use vitrine_text::{common, report as t};

/// The limits, from the data to the explanation.
pub fn limits(of: &Origin) -> Vec<String> {
    let mut said = vec![of_data(of).to_owned(), of_rows(of)];
    said.extend(of_score(of));
    said.extend(of_intervals(of));
    said.push(t::model_repeats().to_owned());
    said.extend(of.explanation.iter().flat_map(|e| e.locals).map(of_explanation));
    said
}

fn of_explanation(local: &LocalExplanation) -> String {
    let mut said = vec![of_method(local)];
    said.extend(local.covers().map(|draws| t::errors_cover(&draws)));
    said.join(" ")
}

fn of_method(local: &LocalExplanation) -> String {
    let fit = local.quality.local_fit.map_or_else(|| common::undefined().to_owned(), number);
    (local.method.info().limits)(&fit)
}

fn of_data(of: &Origin) -> &'static str {
    match of.recipe.source {
        Source::Sample(_) => t::public_table(),
        Source::File { .. } => t::own_table(),
    }
}

/// What of the table is in the report.
fn of_rows(of: &Origin) -> String {
    let mut said = vec![t::single_rows().to_owned()];
    let n_edits = of.recipe.explain.edits.len();
    said.extend((n_edits > 0).then(|| t::values_changed(&count(n_edits))));
    said.push(t::summaries_name().to_owned());
    said.join(" ")
}

fn of_score(of: &Origin) -> Vec<String> {
    let Some(part) = of.evaluation.and_then(|e| e.part(None)) else { return Vec::new() };
    let mut said = Vec::new();
    match part.part {
        Part::Train => said.push(t::no_unseen_rows().to_owned()),
        Part::Validation => said.push(t::no_test_part().to_owned()),
        Part::Test => {}
    }
    let intervals = of.intervals.and_then(|i| i.parts.iter().find(|i| i.part == part.part));
    said.extend(few(part, intervals));
    if let Scores::Classes(scores) = &part.model
        && let Some(least) = scores.by_class.iter().map(|c| c.support).min()
        && least < 30
    {
        said.push(t::few_of_one_class(&count(least as usize)));
    }
    let defined = |m: &&Metric| part.model.get(**m).is_none();
    if part.model.metrics().iter().any(|m| defined(&m)) {
        said.push(t::undefined_scores().to_owned());
    }
    said
}

fn of_intervals(of: &Origin) -> Option<String> {
    let intervals = of.intervals?;
    Some(t::how_intervals_are_made(&count(intervals.n_resamples as usize), &intervals.seed))
}
