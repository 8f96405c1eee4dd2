//! The model card: data, split, model, scores, explanations, limits and recipe, each from what made them (after Mitchell et
//! al. 2019, "Model cards for model reporting").

use super::choices::split_in_words;
use super::limits::limits;
use super::listing::worded;
use super::origin::Origin;
use crate::chart::format::Unit;
use crate::chart::format::{count, counted, level, number, seconds};
use crate::share::{Cell, Figures, local_facts, scores, to_json};
use vitrine_core::dataset::DatasetView;
use vitrine_core::recipe::Source;
use vitrine_core::samples::sample;

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
    let limits = Section { title: "Limits", says: limits(of), ..Section::default() };
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
                ("table", (s.title)().to_owned()),
                ("about", (s.about)().to_owned()),
                ("source", s.source.to_owned()),
                ("licence", (s.licence)().to_owned()),
                ("changes", (s.changes)().to_owned()),
            ],
            None => vec![("table", name.clone())],
        },
        Source::File { name, hash } => vec![
            ("table", name.clone()),
            ("about", "A file of the author\u{2019}s own.".to_owned()),
            ("source and licence", "For the author to say.".to_owned()),
            ("fingerprint of the file", hash.clone()),
        ],
    };
    if let Some(t) = of.table {
        let (rows, columns) = (counted(t.n_rows, "row", "rows"), counted(t.columns.len(), "column", "columns"));
        facts.push(("size", format!("{rows}, {columns}")));
        if !t.notes.is_empty() {
            facts.push(("mended", t.notes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")));
        }
    }
    if let Some(d) = of.data {
        facts.push(("target", target(d)));
        facts.push(("features", listed(d.features.iter().map(|f| called(&f.label, &f.name)))));
        if !d.off.is_empty() {
            facts.push(("columns not used", listed(d.off.iter().map(|c| c.name.clone()))));
        }
    }
    Some(Section { title: "Data", facts, ..Section::default() })
}

fn target(d: &DatasetView) -> String {
    let share = |(name, share): &(String, f64)| format!("{name} {}", level(*share, Unit::Probability));
    let classes: Vec<String> = d.classes.iter().take(NAMED).map(share).collect();
    let target = called(&d.target_label, &d.target);
    match (d.target_mean, classes.is_empty()) {
        (Some(mean), _) => format!("{target}, a number; its mean is {}", number(mean)),
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
    let more = if n > NAMED { format!(" and {} more", count(n - NAMED)) } else { String::new() };
    format!("{}: {}{more}", count(n), named.join(", "))
}

fn split(of: &Origin) -> Option<Section> {
    let d = of.data?;
    let mut figures = Figures::new(["part", "rows"]);
    for (part, n) in ["training", "validation", "test"].iter().zip(d.n_rows) {
        figures.rows.push(vec![(*part).into(), n.into()]);
    }
    let mut says = vec![split_in_words(of.recipe)];
    if d.n_dropped > 0 {
        let are = counted(d.n_dropped, "row of the table is", "rows of the table are");
        says.push(format!("{are} left out, for want of a target or of a cell that must be there."));
    }
    Some(Section { title: "Split", says, figures: Some(figures), ..Section::default() })
}

fn model(of: &Origin) -> Option<Section> {
    let (m, spec) = (of.model?, &of.recipe.model);
    let is_number = of.data.is_some_and(|d| d.classes.is_empty());
    let course = format!("{} kept of {}, in {}", m.kept_epoch + 1, m.history.len(), seconds(m.seconds));
    let facts = vec![
        ("model", spec.in_words(is_number)),
        ("training", spec.training_in_words(is_number)),
        ("fitted numbers", count(m.n_parameters)),
        ("epoch or step", course),
        ("fingerprint of the weights", m.fingerprint.clone()),
    ];
    Some(Section { title: "Model", facts, says: m.warning.iter().cloned().collect(), figures: None })
}

/// The scores of the part that says most, with their intervals.
fn scored(of: &Origin) -> Option<Section> {
    let part = of.evaluation?.part(None)?;
    let mut figures = scores(std::slice::from_ref(part), of.intervals);
    let name = figures.rows.first().and_then(|row| row.first()).map(Cell::text).unwrap_or_default();
    // The part and its rows are said once, above.
    figures.columns.drain(..2);
    figures.rows.iter_mut().for_each(|row| drop(row.drain(..2)));
    let name = if name == "train" { "training".to_owned() } else { name };
    let mut says = vec![format!(
        "Of {} of the {name} part; low and high are the ends of 95 % intervals, the baseline knows no features.",
        counted(part.n_rows, "row", "rows")
    )];
    if of.intervals.is_none() {
        says.push("The intervals had not been computed yet when this was written.".to_owned());
    }
    Some(Section { title: "Scores", figures: Some(figures), says, facts: Vec::new() })
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
    let says = vec![
        "The fingerprint is of base and shares: the same recipe gives the same one in every browser, where the CPU \
         computed it."
            .to_owned(),
    ];
    Some(Section { title: "Quality of the explanations", figures: Some(figures), says, facts: Vec::new() })
}
