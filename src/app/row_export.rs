//! The export of all rows, put together chunk by chunk: the worker is asked for the list as it is filtered and sorted, with all
//! features. Where that becomes another list meanwhile, no file is written.

use super::components::exports::Waiting;
use super::evaluating::part_in_words;
use super::queries;
use super::state::{RowExport, State};
use leptos::prelude::*;
use vitrine_text::{common, explain as t, shell};
use vitrine_view::chart::format::{Unit, count, level};
use vitrine_view::share::lists::{self, Line};
use vitrine_view::share::{Cell, View};
use vitrine_worker::protocol::rows::{RowsFound, RowsQuestion};

/// Cells in a file, at most: more would not fit into the page's memory beside the rest. The rows beyond are said to be left
/// out.
const MOST_CELLS: usize = 2_000_000;

/// Begins a file of the list that is in view, whose conditions are these in words.
pub fn begin(state: State, waiting: Waiting, conditions: Vec<String>) {
    let found = state.row_browser.found();
    let Some((found, data)) = found.and_then(|f| Some((f.clone(), f.data.clone()?))) else {
        return waiting.hear(shell::nothing_to_export());
    };
    let Some(query) = found.question::<RowsQuestion>().map(|q| q.query.clone()) else {
        return waiting.hear(shell::nothing_to_export());
    };
    // As the list has it: of more than two classes, while none is named, that of each row's decision.
    let class = query.class.clone().unwrap_or_else(|| t::the_predicted_class().to_owned());
    let class = Some(class.as_str()).filter(|_| !data.classes.is_empty());
    waiting.hear(t::gathering());
    state.row_browser.piece_from.set(Some(0));
    state.row_export.set_value(Some(RowExport {
        waiting,
        model: found.request.key.clone(),
        query,
        conditions,
        recipe: state.recipe.get(),
        facts: queries::model_facts(state),
        figures: lists::rows(&data.naming, &data.target, class, data.features.iter().map(|f| f.name.clone())),
        said: 0,
    }));
}

/// Takes the piece, when it is there, and asks for the next one or hands the file over.
pub fn take(state: State) {
    let piece = state.row_browser.piece;
    let Some(found) = piece.held.with_untracked(|held| held.whole().cloned()) else { return };
    let Some(mut file) = state.row_export.try_update_value(Option::take).flatten() else { return };
    if found.request.key != file.model {
        state.row_browser.piece_from.set(None);
        return file.waiting.hear(t::list_changed());
    }
    // It was taken already where a window of the list in view has come.
    if found.question::<RowsQuestion>().map(|q| q.from as usize) != Some(file.figures.rows.len()) {
        return state.row_export.set_value(Some(file));
    }
    file.figures.rows.extend(found.rows.iter().map(|row| {
        lists::line(&Line {
            table_row: row.table_row,
            names: &row.names,
            part: part_in_words(row.part),
            truth: &row.truth,
            predicted: &row.predicted,
            probability: row.probability,
            error: row.error,
            cells: &row.cells,
        })
    }));
    let wanted = (found.total as usize).min(MOST_CELLS / file.figures.columns.len().max(1));
    let n = file.figures.rows.len();
    if n < wanted && !found.rows.is_empty() {
        let tenths = 10 * n / wanted;
        if tenths > file.said {
            file.said = tenths;
            file.waiting.hear(&t::gathered_so_far(&level(tenths as f64 / 10.0, Unit::Probability)));
        }
        state.row_browser.piece_from.set(Some(n as u32));
        return state.row_export.set_value(Some(file));
    }
    state.row_browser.piece_from.set(None);
    file.figures.rows.truncate(wanted);
    let waiting = file.waiting;
    waiting.take(&finished(file, &found));
}

/// Gives a file up whose list is not the one in view any more.
pub fn follow(state: State) {
    let of = Memo::new(move |_| {
        let query = state.row_browser.rows.question().map(|rows| rows.query);
        (state.row_browser.open.get(), query, state.model.with(|m| m.wanted.clone()))
    });
    Effect::new(move |before: Option<()>| {
        // Read, since a memo that nobody reads follows nothing.
        of.with(|_| ());
        let file = before.and_then(|()| state.row_export.try_update_value(Option::take).flatten());
        if let Some(file) = file {
            state.row_browser.piece_from.set(None);
            file.waiting.hear(t::list_changed());
        }
    });
}

fn finished(mut file: RowExport, found: &RowsFound) -> View {
    let (n, total) = (file.figures.rows.len(), found.total as usize);
    let rows = match total {
        _ if n < total => t::first_rows(&count(n), &count(total), &count(MOST_CELLS)),
        _ if found.total == found.n_rows => common::rows(&count(n)),
        _ => common::of_rows(&count(n), &count(found.n_rows as usize)),
    };
    if file.query.sort.descending
        && let Some(last) = file.conditions.last_mut()
    {
        *last = t::largest_first(last);
    }
    let conditions = file.conditions.join("; ");
    let finding = if conditions.is_empty() { format!("{rows}.") } else { format!("{rows}: {conditions}.") };
    let mut quality: Vec<(&str, Cell)> = vec![
        ("rows", n.into()),
        ("rows_of_the_list", total.into()),
        ("rows_of_the_data_set", found.n_rows.into()),
        ("conditions", conditions.as_str().into()),
    ];
    quality.extend(file.facts);
    View {
        name: t::rows_exported().to_owned(),
        finding,
        scene: None,
        figures: file.figures,
        quality,
        recipe: file.recipe,
    }
}
