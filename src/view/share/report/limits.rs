//! What the model and its explanations cannot say, in the words of the case at hand.

use super::origin::Origin;
use crate::chart::format::{count, counted, number};
use crate::share::verdict::few;
use vitrine_core::dataset::Part;
use vitrine_core::evaluate::{Metric, Scores};
use vitrine_core::explain::LocalExplanation;
use vitrine_core::recipe::Source;

/// The limits, from the data to the explanation.
pub fn limits(of: &Origin) -> Vec<String> {
    let mut said = vec![of_data(of).to_owned(), of_rows(of)];
    said.extend(of_score(of));
    said.extend(of_intervals(of));
    said.push(
        "A model repeats what its table holds, mistakes and unfair treatment too. Whether it treats groups of people \
         alike was not examined here."
            .to_owned(),
    );
    said.extend(of.explanation.iter().flat_map(|e| e.locals).map(|local| of_method(local) + &of_errors(local)));
    said
}

fn of_method(local: &LocalExplanation) -> String {
    let fit = local.quality.local_fit.map_or_else(|| "undefined".to_owned(), number);
    (local.method.info().limits)(&fit)
}

fn of_errors(local: &LocalExplanation) -> String {
    local.covers().map_or_else(String::new, |covers| {
        format!(" The standard errors cover {covers}; what another training would change is not in them.")
    })
}

fn of_data(of: &Origin) -> &'static str {
    match of.recipe.source {
        Source::Sample(_) => {
            "The table is a public one that comes with Vitrine, for learning. What a model finds in it says little of \
             other people, places and times."
        }
        Source::File { .. } => {
            "The table is the author\u{2019}s own and is not in this report. How it was gathered, and for whom it speaks, \
             is for the author to say."
        }
    }
}

/// What of the table is in the report.
fn of_rows(of: &Origin) -> String {
    let edited = match of.recipe.explain.edits.len() {
        0 => String::new(),
        n => format!(" Of its values, {} changed by hand.", counted(n, "was", "were")),
    };
    format!(
        "Of single rows of the table this report holds at most the explained one, in the chapters that are about it.{edited} \
         Summaries of columns name smallest and largest values and the most frequent levels."
    )
}

fn of_score(of: &Origin) -> Vec<String> {
    let Some(part) = of.evaluation.and_then(|e| e.part(None)) else { return Vec::new() };
    let mut said = Vec::new();
    match part.part {
        Part::Train => said.push(
            "There are no rows that the model has not seen: the scores are of the rows it was trained on, and on others \
             it may do far worse."
                .to_owned(),
        ),
        Part::Validation => said.push(
            "There is no test part: training was stopped by the rows that the scores are of, so that they may flatter."
                .to_owned(),
        ),
        Part::Test => {}
    }
    let intervals = of.intervals.and_then(|i| i.parts.iter().find(|i| i.part == part.part));
    said.extend(few(part, intervals));
    if let Scores::Classes(scores) = &part.model
        && let Some(least) = scores.by_class.iter().map(|c| c.support).min()
        && least < 30
    {
        said.push(format!("Of one class there are only {} among them.", counted(least as usize, "row", "rows")));
    }
    let defined = |m: &&Metric| part.model.get(**m).is_none();
    if part.model.metrics().iter().any(|m| defined(&m)) {
        said.push("Some scores are undefined for these rows and have no figure.".to_owned());
    }
    said
}

fn of_intervals(of: &Origin) -> Option<String> {
    let intervals = of.intervals?;
    Some(format!(
        "The interval of a rate (accuracy, precision, recall and their means) is Wilson\u{2019}s; that of any other score is \
         the middle 95 % of what {} draws of the same rows with replacement give (percentile bootstrap, seed {}). It says how \
         far the score depends on which rows were kept for it, and nothing of another training or another split.",
        count(intervals.n_resamples as usize),
        intervals.seed
    ))
}
