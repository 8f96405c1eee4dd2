//! A report, put together from what the page holds.

use super::explained;
use super::report_items::ReportItem;
use crate::state::{Produced, SlotContent, State};
use crate::{queries, words};
use leptos::prelude::*;
use std::sync::Arc;
use vitrine_core::dataset::DatasetView;
use vitrine_core::recipe::Recipe;
use vitrine_text::report as t;
use vitrine_view::share::report::{Chapter, Explanation, Origin, Report, card};
use vitrine_view::share::{Cell, Figures};

/// What the author of a report says of it.
pub struct Wanted {
    /// Its heading; empty takes the suggested one.
    pub title: String,
    /// Where the same is computed anew.
    pub link: Option<String>,
    /// Its chapters.
    pub items: Vec<ReportItem>,
}

/// The report of the present choices.
pub fn report(state: State, wanted: Wanted) -> Report {
    // What is made for it goes with it.
    let owner = Owner::new();
    let report = owner.with(|| {
        untrack(|| {
            let ready = |item: &ReportItem| item.is_ready(state);
            let mut chapters: Vec<Chapter> =
                wanted.items.into_iter().filter(ready).filter_map(|o| o.chapter(state)).collect();
            let recipe = state.recipe.get();
            let (table, data, model) = (of_now(state.table), of_now(state.dataset), of_now(state.model));
            let (evaluation, intervals) = (of_now(state.evaluation), of_now(state.intervals));
            let explained = state.explanation.with(|e| e.whole().cloned());
            let subject = match (&data, &explained) {
                (Some(d), Some(e)) => queries::subject(d, e.output.class),
                _ => String::new(),
            };
            let explanation = explained.as_ref().map(|e| Explanation {
                locals: &e.locals,
                subject: &subject,
                table_row: e.table_row,
                seconds: e.seconds,
            });
            let origin = Origin {
                recipe: &recipe,
                table: table.as_ref().map(|t| &***t),
                data: data.as_ref().map(|d| &***d),
                model: model.as_ref().map(|m| &***m),
                evaluation: evaluation.as_ref().map(|e| &***e),
                intervals: intervals.as_ref().map(|i| &***i),
                explanation,
            };
            if let Some(data) = data.as_ref().filter(|data| data.is_labelled()) {
                chapters.iter_mut().flat_map(|c| &mut c.variants).for_each(|v| label(&mut v.view.figures, data));
            }
            Report {
                title: if wanted.title.trim().is_empty() { suggested(state) } else { wanted.title.trim().to_owned() },
                sentence: sentence(state, &recipe),
                source: source(state),
                link: wanted.link,
                card: card(&origin),
                features: data.map(|d| d.features.iter().map(|f| f.label.clone()).collect()).unwrap_or_default(),
                chapters,
            }
        })
    });
    owner.cleanup();
    report
}

/// Calls features and columns of the matrix what people call them: a report is read, and its card says their names.
fn label(figures: &mut Figures, data: &DatasetView) {
    for (j, column) in figures.columns.iter().enumerate() {
        if !["feature", "with", "column", "from"].contains(&column.as_str()) {
            continue;
        }
        for cell in figures.rows.iter_mut().filter_map(|row| row.get_mut(j)) {
            if let Cell::Text(name) = cell {
                *name = data.column_label(name);
            }
        }
    }
}

/// What is predicted, and how far that is to be trusted.
fn sentence(state: State, recipe: &Recipe) -> String {
    let predicted = of_now(state.prediction).map(|p| explained::verdict(&p, recipe));
    let verdict = queries::verdict(state).map(|v| format!("{}.", v.0));
    predicted.into_iter().chain(verdict).collect::<Vec<_>>().join(" ")
}

/// The heading that a report has unless its author gives it another.
pub fn suggested(state: State) -> String {
    let table = source(state);
    match of_now(state.prediction) {
        Some(p) => format!("{table}, {}: {}", queries::row_name(p.title.as_deref(), p.table_row), queries::answer(&p)),
        None => t::a_model_of(&table),
    }
}

/// The name of the table.
fn source(state: State) -> String {
    state.recipe.with(|r| words::title(&r.source))
}

/// The value of a stage, where it is of the present choices.
fn of_now<T: Send + Sync + 'static>(held: RwSignal<SlotContent<T>>) -> Option<Arc<Produced<T>>> {
    held.with(|h| h.present().cloned())
}
