//! What is in this table? The answer first: the sentence, what the table becomes, its columns; then where another table
//! comes in.

mod asked;
mod columns;
mod detail;
mod doubts;
mod finding;
mod sessions;
mod missing;
mod prepare;
mod related;
mod remarks;
mod sources;
mod warnings;

pub use sources::TableMenu;

use crate::components::answer_view::AnswerView;
use crate::components::deferred::Deferred;
use crate::components::exports::Exports;
use crate::components::more::{STEP, ShowMore};
use crate::components::term::Term;
use crate::pages::reading::{Coming, ReadAs, Refused, TableFailed};
use crate::state::{Produced, use_state};
use crate::{queries, words};
use leptos::html::Details;
use leptos::prelude::*;
use std::sync::Arc;
use vitrine_core::dataset::{DatasetView, Insights};
use vitrine_core::table::summary::Summary;
use vitrine_text::{common, data as t};
use vitrine_view::chart::format::count;
use vitrine_view::share::{self, View};

/// The screen.
#[component]
pub fn Data() -> impl IntoView {
    let state = use_state();
    let sources = NodeRef::<Details>::new();
    view! {
        <Coming/>
        <Refused/>
        <AnswerView held=state.table what=t::the_table() kept=t::choices_kept() place=40 stays=true remedy=|| view! { <TableFailed/> }
                show={move |t: Arc<Produced<Summary>>| view! { <Table table=t sources=sources/> }}/>
        <Deferred><sources::Sources place=sources/></Deferred>
        <Deferred><sessions::Sessions/></Deferred>
    }
}

/// Sentences, target and split, columns, first rows.
#[component]
fn Table(table: Arc<Produced<Summary>>, sources: NodeRef<Details>) -> impl IntoView {
    let state = use_state();
    let notes = table.notes.clone();
    let (dialect, encoding) = (table.dialect, Some(table.encoding));
    let (prepared, listed, texts) = (table.clone(), table.clone(), table.clone());
    let another = move |_| {
        if let Some(place) = sources.get_untracked() {
            place.set_open(true);
            place.scroll_into_view();
        }
    };
    view! {
        <div class="table-head">
            <div>
                <p class="finding" data-test="table-finding">{finding::of_table(&table)}</p>
                <AnswerView held=state.dataset what=t::the_data_set() kept=t::table_kept() place=6 blocked=queries::table_blocked(state)
                        show={move |d: Arc<Produced<DatasetView>>| view! { <p data-test="dataset-finding">{finding::of_dataset(&d)}</p> }}/>
            </div>
            <button type="button" class="quiet" on:click=another>{t::open_another()}</button>
        </div>
        <doubts::Doubts table=table.clone()/>
        <Warnings/>
        {(!notes.is_empty() || remarks::are_any(&table)).then(|| view! {
            <details class="notes" open><summary>{t::fixed_while_reading()}</summary>
                <ul>
                    {notes.into_iter().map(|n| view! { <li>{n.to_string()}{n.line.map(|l| format!(" {}", t::first_on_line(&l)))}</li> }).collect_view()}
                    {remarks::items(&table)}
                </ul>
            </details>
        })}
        <Deferred><ReadAs dialect=dialect encoding=encoding/></Deferred>
        <Deferred><missing::Missing table=texts/></Deferred>
        <Deferred><prepare::Prepare table=prepared/></Deferred>
        <Deferred><columns::Columns table=listed/></Deferred>
        <Deferred><section class="related" aria-labelledby="related-title">
            <h2 id="related-title"><Term word=words::RELATION text=t::how_related()/></h2>
            <AnswerView held=state.insights what=t::the_comparison() kept=t::data_set_kept() place=12 blocked=queries::data_blocked(state)
                    show={move |i: Arc<Produced<Insights>>| view! { <related::Related insights=i/> }}/>
        </section></Deferred>
        <Deferred><Preview table=table/></Deferred>
    }
}

/// What should make one wary of the data set that is in view; nothing while that is not known.
#[component]
fn Warnings() -> impl IntoView {
    let state = use_state();
    let found = queries::by_identity(move || state.insights.with(|i| i.present().cloned()));
    move || found.get().map(|insights| view! { <warnings::Warnings insights=insights/> })
}

#[component]
fn Preview(table: Arc<Produced<Summary>>) -> impl IntoView {
    let whole = table.clone();
    let exported = move || {
        let n = whole.preview.len();
        Some(View {
            name: t::first_rows().to_owned(),
            finding: t::first_rows_of(&count(n), &count(whole.n_rows)),
            scene: None,
            figures: share::lists::first_rows(&whole),
            quality: vec![("rows", n.into()), ("rows_of_the_table", whole.n_rows.into())],
            recipe: (*whole.recipe).clone(),
        })
    };
    let shown = RwSignal::new(STEP);
    let n_columns = table.columns.len();
    let rows = move || {
        let names = table.columns.iter().take(shown.get());
        view! {
            <thead><tr>{names.map(|c| view! { <th scope="col"><bdi title=c.name.clone()>{c.name.clone()}</bdi></th> }).collect_view()}</tr></thead>
            <tbody>{table.preview.iter().map(|row| view! {
                <tr>{row.iter().take(shown.get()).map(|cell| match cell {
                    Some(text) => view! { <td><bdi title=text.clone()>{text.clone()}</bdi></td> }.into_any(),
                    None => view! { <td class="quiet">{common::missing()}</td> }.into_any(),
                }).collect_view()}</tr>
            }).collect_view()}</tbody>
        }
    };
    view! {
        <details data-test="first-rows"><summary>{t::first_rows_title()}</summary>
            <div class="titled end"><Exports of=t::the_first_rows() view=exported/></div>
            <div class="scroll" tabindex="0" role="region" aria-label=t::first_rows_title()>
            <table class="preview">{rows}</table>
            </div>
            <ShowMore shown=shown of=n_columns what=t::columns()/>
        </details>
    }
}
