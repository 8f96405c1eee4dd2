//! The model card: data, split, model, scores, explanations, limits and recipe, each from what made them (after Mitchell et
//! al. 2019, "Model cards for model reporting").

use super::choices::split_in_words;
use super::limits::limits;
use super::listing::worded;
use super::origin::Origin;
use crate::chart::format::Unit;
use crate::chart::format::{count, level, number, seconds};
use crate::share::verdict::part_in_words;
use crate::share::{Cell, Figures, local_facts, scores, to_json};
use vitrine_core::dataset::{DatasetView, Part};
use vitrine_core::recipe::Source;
use vitrine_core::samples::sample;
use vitrine_text::{common, report as t};

/// The card.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    /// Its parts, in the order of the data.
    pub sections: Vec<Section>,
    /// The whole recipe as JSON.
    pub recipe: String,
}

/// A part of the card.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// Its heading.
    pub title: &'static str,
    /// Named facts.
    pub facts: Vec<(&'static str, String)>,
    /// Figures, where it has such.
    pub figures: Option<Figures>,
    /// What it says in sentences.
    pub says: Vec<String>,
}

/// Names of columns that are told before the rest is a number.
const NAMED: usize = 40;

/// Writes the card.
pub fn card(of: &Origin) -> Card {
    let sections = [data(of), split(of), model(of), scored(of), explained(of)];
    let limits = Section { title: t::limits(), says: limits(of), ..Section::default() };
    Card {
        sections: sections.into_iter().flatten().chain([limits]).collect(),
        // Maps have texts for keys, and nothing else can fail.
        recipe: to_json(of.recipe, 1).unwrap_or_default(),
    }
}

fn data(of: &Origin) -> Option<Section> {
    let mut facts = match &of.recipe.source {
        Source::Sample(name) => match sample(name) {
            Some(s) => vec![
                (t::table(), (s.title)().to_owned()),
                (t::about(), (s.about)().to_owned()),
                (t::source(), s.source.to_owned()),
                (t::licence(), (s.licence)().to_owned()),
                (t::changes(), (s.changes)().to_owned()),
            ],
            None => vec![(t::table(), name.clone())],
        },
        Source::File { name, hash } => vec![
            (t::table(), name.clone()),
            (t::about(), t::a_file_of_the_author().to_owned()),
            (t::source_and_licence(), t::for_the_author_to_say().to_owned()),
            (t::fingerprint_of_the_file(), hash.clone()),
        ],
    };
    if let Some(table) = of.table {
        facts.push((t::size(), common::rows_and_columns(&count(table.n_rows), &count(table.columns.len()))));
        if !table.notes.is_empty() {
            facts.push((t::mended(), table.notes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")));
        }
    }
    if let Some(d) = of.data {
        facts.push((t::target(), target(d)));
        facts.push((t::features(), listed(d.features.iter().map(|f| called(&f.label, &f.name)))));
        if !d.off.is_empty() {
            facts.push((t::columns_not_used(), listed(d.off.iter().map(|c| c.name.clone()))));
        }
    }
    Some(Section { title: t::data(), facts, ..Section::default() })
}

fn target(d: &DatasetView) -> String {
    let share = |(name, share): &(String, f64)| format!("{name} {}", level(*share, Unit::Probability));
    let classes: Vec<String> = d.classes.iter().take(NAMED).map(share).collect();
    let target = called(&d.target_label, &d.target);
    match (d.target_mean, classes.is_empty()) {
        (Some(mean), _) => t::target_number(&target, &number(mean)),
        (None, true) => target,
        (None, false) => format!("{target}: {}", classes.join(", ")),
    }
}

/// What people call a column, and its name where that is another.
fn called(label: &str, name: &str) -> String {
    if label == name { name.to_owned() } else { format!("{label} ({name})") }
}

/// Names with their number, as far as they can be read.
fn listed(names: impl ExactSizeIterator<Item = String>) -> String {
    let n = names.len();
    let named: Vec<String> = names.take(NAMED).collect();
    let names = named.join(", ");
    if n > NAMED { t::named_and_more(&count(n), &names, &count(n - NAMED)) } else { format!("{}: {names}", count(n)) }
}

fn split(of: &Origin) -> Option<Section> {
    let d = of.data?;
    let mut figures = Figures::new(["part", "rows"]);
    for (part, n) in [Part::Train, Part::Validation, Part::Test].into_iter().zip(d.n_rows) {
        figures.rows.push(vec![part_in_words(part).into(), n.into()]);
    }
    let mut says = vec![split_in_words(of.recipe)];
    if d.n_dropped > 0 {
        says.push(t::rows_left_out(&count(d.n_dropped)));
    }
    Some(Section { title: t::split(), says, figures: Some(figures), ..Section::default() })
}

fn model(of: &Origin) -> Option<Section> {
    let (m, spec) = (of.model?, &of.recipe.model);
    let is_number = of.data.is_some_and(|d| d.classes.is_empty());
    let course = t::epoch_kept(&(m.kept_epoch + 1), &m.history.len(), &seconds(m.seconds));
    let facts = vec![
        (t::model(), spec.in_words(is_number)),
        (t::training(), spec.training_in_words(is_number)),
        (t::fitted_numbers(), count(m.n_parameters)),
        (t::epoch_or_step(), course),
        (t::fingerprint_of_the_weights(), m.fingerprint.clone()),
    ];
    Some(Section { title: t::the_model(), facts, says: m.warning.iter().cloned().collect(), figures: None })
}

/// The scores of the part that says most, with their intervals.
fn scored(of: &Origin) -> Option<Section> {
    let part = of.evaluation?.part(None)?;
    let mut figures = scores(std::slice::from_ref(part), of.intervals);
    // The part and its rows are said once, above.
    figures.columns.drain(..2);
    figures.rows.iter_mut().for_each(|row| drop(row.drain(..2)));
    let n_rows = count(part.n_rows);
    let mut says = vec![match part.part {
        Part::Train => t::scores_of_training(&n_rows),
        Part::Validation => t::scores_of_validation(&n_rows),
        Part::Test => t::scores_of_test(&n_rows),
    }];
    if of.intervals.is_none() {
        says.push(t::intervals_not_yet().to_owned());
    }
    Some(Section { title: t::scores(), figures: Some(figures), says, facts: Vec::new() })
}

/// How far to trust each explanation, side by side.
fn explained(of: &Origin) -> Option<Section> {
    let e = of.explanation?;
    let facts: Vec<_> = e.locals.iter().map(|local| local_facts(local, e.subject, e.table_row, e.seconds)).collect();
    let mut figures = Figures::new(["quality"]);
    figures.columns.extend(e.locals.iter().map(|local| (local.method.info().label)().to_owned()));
    for (i, (name, _)) in facts.first()?.iter().enumerate() {
        let by_method = facts.iter().map(|facts| facts[i].1.clone());
        figures.rows.push([Cell::Text(worded(name))].into_iter().chain(by_method).collect());
    }
    let says = vec![t::fingerprint_is_of().to_owned()];
    Some(Section { title: t::quality_of_the_explanations(), figures: Some(figures), says, facts: Vec::new() })
}
