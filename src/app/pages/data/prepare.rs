//! What is to be predicted, how rows are divided, and how values are prepared.

use crate::components::dynamic::dynamic;
use crate::components::field::ListField;
use crate::components::settings::{self, Binding};
use crate::components::term::Term;
use crate::state::{Produced, State, use_state};
use crate::{queries, tasks, words};
use leptos::prelude::*;
use std::sync::Arc;
use vitrine_core::dataset::SplitBy;
use vitrine_core::setting::Settings;
use vitrine_core::table::summary::{Distribution, Summary};
use vitrine_core::table::{Kind, says_key};
use vitrine_text::{Phrase, data as t};

/// The controls.
#[component]
pub fn Prepare(table: Arc<Produced<Summary>>) -> impl IntoView {
    view! {
        <div class="learn">
            <Target table=table.clone()/>
            <Split table=table/>
            <DatasetSettings/>
            <Skewed/>
        </div>
    }
}

#[component]
fn Target(table: Arc<Produced<Summary>>) -> impl IntoView {
    let state = use_state();
    let names: Vec<String> = table.columns.iter().map(|c| c.name.clone()).collect();
    let list = Signal::stored(names.clone());
    let target =
        Signal::derive(move || state.dataset.with(|d| d.value.as_ref().map_or(String::new(), |d| d.target.clone())));
    view! {
        <span data-test="target">
            <ListField label=|| view! { <Term word=words::TARGET text=t::predict()/> } options=list value=target
                set=move |i| if let Some(name) = names.get(i) { tasks::set_target(state, name) }/>
        </span>
        <super::asked::Asked/>
    }
}

const WAYS: [Phrase; 4] = [t::at_random, t::groups_together, t::in_order, t::as_column_says];

#[component]
fn Split(table: Arc<Produced<Summary>>) -> impl IntoView {
    let state = use_state();
    let table = StoredValue::new(table);
    let by = Memo::new(move |_| state.recipe.with(|r| r.dataset.split_by.clone()));
    let way = Signal::derive(move || {
        by.with(|by| match by {
            SplitBy::Chance => WAYS[0],
            SplitBy::Groups(_) => WAYS[1],
            SplitBy::Order(_) => WAYS[2],
            SplitBy::Parts(_) => WAYS[3],
        })()
        .to_owned()
    });
    let choose = move |i: usize| {
        let target = state.dataset.with_untracked(|d| d.value.as_ref().map_or(String::new(), |d| d.target.clone()));
        if let Some(by) = table.with_value(|t| suggested(i, t, &target)) {
            tasks::edit_dataset(state, |d| d.split_by = by);
        }
    };
    // The columns that may serve, for the way in force.
    let columns = Signal::derive(move || {
        by.with(|by| {
            let names = |fits: fn(Kind) -> bool| -> Vec<String> {
                table.with_value(|t| t.columns.iter().filter(|c| fits(c.kind)).map(|c| c.name.clone()).collect())
            };
            match by {
                SplitBy::Chance => Vec::new(),
                SplitBy::Groups(_) => names(|_| true),
                SplitBy::Parts(_) => names(|k| matches!(k, Kind::Category | Kind::YesNo)),
                SplitBy::Order(_) => {
                    let columns = names(|k| matches!(k, Kind::Number | Kind::Date | Kind::Identifier));
                    [t::order_of_table().to_owned()].into_iter().chain(columns).collect()
                }
            }
        })
    });
    let column = Signal::derive(move || by.with(|by| by.column().unwrap_or(t::order_of_table()).to_owned()));
    let set_column = move |i: usize| {
        let Some(name) = columns.with_untracked(|c| c.get(i).cloned()) else { return };
        tasks::edit_dataset(state, |d| match &mut d.split_by {
            SplitBy::Groups(column) | SplitBy::Parts(column) => *column = name,
            SplitBy::Order(column) => *column = (i > 0).then_some(name),
            SplitBy::Chance => {}
        });
    };
    let has_column = Memo::new(move |_| by.with(|by| *by != SplitBy::Chance));
    view! {
        <span class="together" data-test="split">
            <ListField label=|| view! { <Term word=words::SPLIT text=t::split_rows()/> }
                options=Signal::stored(WAYS.map(|way| way().to_owned()).to_vec()) value=way set=choose/>
            {dynamic(move || has_column.get().then(|| view! {
                <ListField label=t::by_column options=columns value=column set=set_column/>
            }))}
        </span>
    }
}

/// A way to divide, with the column that most likely serves.
fn suggested(way: usize, table: &Summary, target: &str) -> Option<SplitBy> {
    let others = || table.columns.iter().filter(|c| c.name != target);
    Some(match way {
        0 => SplitBy::Chance,
        1 => {
            let repeats = |n: usize| n > 1 && n < table.n_rows;
            let key = others().find(|c| says_key(&c.name) && repeats(c.n_distinct));
            SplitBy::Groups(
                key.or_else(|| others().find(|c| c.kind == Kind::Category)).or_else(|| others().next())?.name.clone(),
            )
        }
        2 => SplitBy::Order(others().find(|c| c.kind == Kind::Date).map(|c| c.name.clone())),
        _ => {
            let says_train = |d: &Distribution| match d {
                Distribution::Levels { top, .. } => top.iter().any(|(l, _)| l.to_lowercase().starts_with("train")),
                _ => false,
            };
            let named = others().find(|c| says_train(&c.distribution));
            let two = || others().find(|c| matches!(c.kind, Kind::Category | Kind::YesNo));
            SplitBy::Parts(named.or_else(two)?.name.clone())
        }
    })
}

/// The settings that hold for the whole data set, as their table has them.
#[component]
fn DatasetSettings() -> impl IntoView {
    let state = use_state();
    let table = state.recipe.with_untracked(|r| r.dataset.table());
    let read = move |look: &mut dyn FnMut(&dyn Settings)| state.recipe.with(|r| look(&r.dataset));
    let change = move |change: &mut dyn FnMut(&mut dyn Settings)| tasks::edit_dataset(state, |spec| change(spec));
    settings::form(table, Binding::new(queries::data_context(state), read, change))
}

/// The skewed features, and a button that takes their logarithms.
#[component]
fn Skewed() -> impl IntoView {
    let state = use_state();
    let skewed = Memo::new(move |_| skewed(state));
    dynamic(move || {
        skewed.with(|names| {
            (!names.is_empty()).then(|| {
                let (chosen, list) = (names.clone(), names.join(", "));
                view! {
                    <p class="quiet skewed" data-test="skewed">
                        {t::skewed(&list)}" "
                        <button type="button" class="quiet" on:click=move |_| tasks::edit_dataset(state, |d| d.log.extend(chosen.iter().cloned()))>
                            {t::take_logarithms()}</button>
                    </p>
                }
            })
        })
    })
}

/// Skewed features that are not taken by their logarithm yet.
fn skewed(state: State) -> Vec<String> {
    state.dataset.with(|d| {
        let features = d.value.as_ref().map_or(&[][..], |d| &d.features[..]);
        let taken = |name: &str| state.recipe.with(|r| r.dataset.log.contains(name));
        features.iter().filter(|f| f.skewed && !taken(&f.name)).map(|f| f.name.clone()).collect()
    })
}
