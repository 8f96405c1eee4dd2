//! Verbs: everything that changes the recipe or speaks to the worker. Each edits the recipe and follows it.

use super::state::{Picture, State, Theme};
use leptos::prelude::*;
use vitrine_core::compute::choice::ComputeChoice;
use vitrine_core::dataset::{DatasetSpec, MissingPolicy};
use vitrine_core::evaluate::EvaluateSpec;
use vitrine_core::explain::{ExplainSpec, RowChoice};
use vitrine_core::model::{ModelSpec, OutputScale};
use vitrine_core::recipe::{Keyed, MAX_NAME, Place, Recipe};
use vitrine_core::table::{Chosen, Kind, ReadSpec, Value};
use vitrine_worker::browser::client::Client;
use vitrine_worker::protocol::Command;

/// Changes the kind of a column; what was chosen for it as another kind is forgotten.
pub fn set_kind(state: State, column: &str, kind: Kind) {
    edit(state, |r| {
        r.kinds.insert(column.into(), kind.into());
        r.dataset.missing.remove(column);
        r.explain.edits.remove(column);
    });
}

/// Chooses the numbers of a column that count as missing.
pub fn set_missing_numbers(state: State, column: &str, values: Vec<f64>) {
    edit(state, |r| {
        r.kinds.insert(column.into(), Chosen { kind: Kind::Number, missing: values });
        r.explain.edits.remove(column);
    });
}

/// Chooses the column to predict; what was chosen about a row's explanation is forgotten.
pub fn set_target(state: State, column: &str) {
    edit(state, |r| {
        r.dataset.target = Some(column.into());
        r.dataset.use_column.remove(column);
        r.explain.class = None;
        r.explain.row = RowChoice::Auto;
        r.explain.edits.clear();
        // Threshold and costs are those of a class.
        r.evaluate = EvaluateSpec { part: r.evaluate.part, bins: r.evaluate.bins, ..EvaluateSpec::default() };
    });
}

/// Turns a column on or off as a feature.
pub fn use_column(state: State, column: &str, on: bool) {
    edit(state, |r| {
        r.dataset.use_column.insert(column.into(), on);
        r.explain.edits.remove(column);
    });
}

/// Chooses what a column's missing cells become.
pub fn set_missing(state: State, column: &str, policy: MissingPolicy) {
    edit(state, |r| {
        r.dataset.missing.insert(column.into(), policy);
    });
}

/// Edits what is chosen about reading the table. Rows and levels may be others afterwards, so that what was chosen about a row's
/// explanation is forgotten.
pub fn edit_reading(state: State, change: impl FnOnce(&mut ReadSpec)) {
    edit(state, |r| {
        change(&mut r.reading);
        r.explain.row = RowChoice::Auto;
        r.explain.edits.clear();
    });
}

/// Edits the split or another part of the data set's spec.
pub fn edit_dataset(state: State, change: impl FnOnce(&mut DatasetSpec)) {
    edit(state, |r| change(&mut r.dataset));
}

/// Trains the draft.
pub fn train(state: State) {
    let draft = state.draft.get_untracked();
    let same = state.recipe.with_untracked(|r| r.model == draft);
    if same {
        send(state, Command::Resume);
    } else {
        edit(state, |r| r.train(draft));
    }
}

/// Looks at a run, whose settings come into the form.
pub fn look_at_run(state: State, id: u32) {
    edit(state, |r| r.look_at_run(id));
    forget_draft(state);
}

/// Removes a run. In place of the one that is looked at comes another.
pub fn remove_run(state: State, id: u32) {
    let was_draft = state.draft.with_untracked(|draft| state.recipe.with_untracked(|r| r.model == *draft));
    edit(state, |r| r.remove_run(id));
    if was_draft {
        forget_draft(state);
    }
}

/// Names a run; an empty name is none.
pub fn name_run(state: State, id: u32, name: &str) {
    let name: String = name.trim().chars().take(MAX_NAME).collect();
    edit(state, |r| r.name_run(id, (!name.is_empty()).then_some(name)));
}

/// Puts the model's settings back to those that were trained.
pub fn forget_draft(state: State) {
    state.draft.set(state.recipe.with_untracked(|r| r.model.clone()));
}

/// Goes back to the model that was trained last, after a run that was cancelled or failed.
pub fn keep_trained(state: State) {
    let trained = state.model.with_untracked(|m| m.value.as_ref().map(|m| m.recipe.model.clone()));
    if let Some(model) = trained {
        state.draft.set(model.clone());
        // The run that came to nothing goes.
        edit(state, |r| {
            let id = r.runs.current.id;
            r.train(model);
            r.remove_run(id);
        });
    }
}

/// Starts a draft of another family of models, with its defaults.
pub fn draft_model(state: State, spec: ModelSpec) {
    state.draft.set(spec);
}

/// Holds training.
pub fn pause(state: State) {
    send(state, Command::Pause);
}

/// Goes on with training.
pub fn resume(state: State) {
    send(state, Command::Resume);
}

/// Drops the training that is under way.
pub fn cancel(state: State) {
    send(state, Command::Cancel);
}

/// Ends a worker that does not answer and starts another.
pub fn restart_worker(state: State) {
    with_client(state, Client::restart);
}

/// Chooses the row to explain, as the table has it.
pub fn choose_row(state: State, table_row: u32) {
    edit(state, |r| {
        r.explain.row = RowChoice::Table(table_row);
        r.explain.edits.clear();
    });
}

/// Begins a row of the user's own.
pub fn own_row(state: State) {
    edit(state, |r| {
        r.explain.row = RowChoice::Own;
        r.explain.edits.clear();
    });
}

/// The row on the screen: the chosen one, or the model's pick; `None` for one of the user's own.
pub(super) fn shown_row(state: State) -> Option<u32> {
    state.prediction.with_untracked(|p| p.value.as_ref().and_then(|p| p.table_row))
}

/// Sets a feature of the chosen row; a value equal to the table's own ends the edit.
pub fn set_feature(state: State, feature: &str, value: Value, original: &Value) {
    // The row is written down with the first edit, so that it stays the same row whatever the edit does to the model's pick.
    let row = shown_row(state);
    edit(state, |r| {
        r.explain.row = r.explain.row.or(row);
        if value == *original {
            r.explain.edits.remove(feature);
        } else {
            r.explain.edits.insert(feature.into(), value);
        }
    });
}

/// Puts every feature back to the table's own value.
pub fn reset_features(state: State) {
    edit(state, |r| r.explain.edits.clear());
}

/// Chooses the class that is explained, for the same row.
pub fn set_class(state: State, class: String) {
    let row = shown_row(state);
    edit(state, |r| {
        r.explain.row = r.explain.row.or(row);
        r.explain.class = Some(class);
    });
}

/// Chooses the scale on which the prediction is explained.
pub fn set_space(state: State, space: OutputScale) {
    edit(state, |r| r.explain.space = space);
}

/// Chooses what computes. It is of this machine, so that it is no part of the recipe.
pub fn choose_computing(state: State, choice: ComputeChoice) {
    with_client(state, |client| client.choose(choice));
}

/// Edits the settings of explanations.
pub fn edit_explain(state: State, change: impl FnOnce(&mut ExplainSpec)) {
    edit(state, |r| change(&mut r.explain));
}

/// Chooses how attributions are drawn.
pub fn set_picture(state: State, picture: Picture) {
    state.picture.set(picture);
}

/// Chooses the colours.
pub fn set_theme(state: State, theme: Theme) {
    state.theme.set(theme);
    let Some(root) = document().document_element() else { return };
    // Attributes of the root cannot be refused by the browser; there is nothing to tell.
    let _ = match theme {
        Theme::System => root.remove_attribute("data-theme"),
        Theme::Light => root.set_attribute("data-theme", "light"),
        Theme::Dark => root.set_attribute("data-theme", "dark"),
    };
}

/// Goes to a place in the page.
pub fn stand(state: State, place: Place) {
    state.step.set(place.step);
    state.picture.set(place.picture);
    state.frame.set(place.frame);
}

/// Changes the recipe and follows it where that made a difference.
pub(super) fn edit(state: State, change: impl FnOnce(&mut Recipe)) {
    let mut recipe = state.recipe.get_untracked();
    change(&mut recipe);
    if state.recipe.with_untracked(|r| *r != recipe) {
        follow(state, recipe);
    }
}

/// Puts a recipe in force.
pub(super) fn follow(state: State, recipe: Recipe) {
    let wanted = Keyed::new(recipe.clone());
    state.set_wanted(&wanted);
    state.recipe.set(recipe.clone());
    if state.table.with_untracked(|t| t.whole().is_some()) {
        state.last_good.set(Some(recipe.clone()));
    }
    with_client(state, |client| client.follow(recipe));
}

/// Sends all questions to the worker.
pub(super) fn send_questions(state: State) {
    with_client(state, |client| client.ask(state.answers.questions()));
}

pub(super) fn send(state: State, command: Command) {
    with_client(state, |client| client.send(command));
}

/// Speaks to the worker.
pub(super) fn with_client(state: State, f: impl FnOnce(&Client)) {
    state.client.with_value(|client| {
        if let Some(client) = client {
            f(client);
        }
    });
}
