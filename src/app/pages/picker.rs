//! Which row: by its number, one by one, one that is worth a look, one of the list of all, or one of the user's own.

use super::rows::AllRows;
use crate::components::dynamic::dynamic;
use crate::components::field::{NumberField, Range};
use crate::state::use_state;
use crate::{row_browser, tasks};
use leptos::prelude::*;
use vitrine_core::explain::RowChoice;
use vitrine_text::data as t;
use vitrine_view::chart::format;

/// The line above the prediction, and the list of all rows below it while that is open.
#[component]
pub fn RowPicker() -> impl IntoView {
    let state = use_state();
    let browser = state.row_browser;
    let own = Memo::new(move |_| state.recipe.with(|r| r.explain.row == RowChoice::Own));
    let row = Memo::new(move |_| state.prediction.with(|p| p.value.as_ref().and_then(|p| p.table_row)));
    let n_rows = Memo::new(move |_| state.table.with(|t| t.value.as_ref().map_or(1, |t| t.n_rows)));
    // A row of the user's own has no number; the last one that had stays in the field.
    let last = Memo::new(move |before: Option<&u32>| row.get().or(before.copied()).unwrap_or(0));
    let number = Signal::derive(move || f64::from(last.get() + 1));
    let range = Signal::derive(move || Range::whole(1.0, n_rows.get() as f64));
    let notable = Memo::new(move |_| -> Vec<(u32, &str)> {
        match browser.found() {
            // Of the rows that the list has, while it has not all of them.
            Some(found) if browser.is_narrowed() => {
                let named = |row: Option<u32>, why: &'static str| row.map(|row| (row, why));
                let is_number = found.data.as_ref().is_some_and(|d| d.classes.is_empty());
                let worst =
                    named(found.worst, if is_number { t::furthest_off_here() } else { t::confidently_wrong_here() });
                worst.into_iter().chain(named(found.nearest, t::borderline_here())).collect()
            }
            _ => state.evaluation.with(|e| {
                e.value
                    .as_ref()
                    .map(|e| e.notable.iter().map(|n| (n.table_row, n.why.in_words())).collect())
                    .unwrap_or_default()
            }),
        }
    });
    let open = move |_| browser.open.update(|open| *open = !*open);
    let listed = Memo::new(move |_| browser.open.get() || browser.is_narrowed());
    view! {
        <div class="row-picker">
            <button type="button" class="quiet" aria-label=t::row_before() on:click=move |_| row_browser::step_row(state, false)>"\u{2039}"</button>
            <span data-test="row-number">
                <NumberField label=t::row value=number range=range set=move |v| tasks::choose_row(state, v as u32 - 1)/>
            </span>
            <span class="quiet">{move || t::of_rows(&format::count(n_rows.get()))}</span>
            <button type="button" class="quiet" aria-label=t::row_after() on:click=move |_| row_browser::step_row(state, true)>"\u{203a}"</button>
            <button type="button" class="chip" data-test="all-rows" aria-expanded=move || browser.open.get().to_string()
                    on:click=open>{move || if browser.open.get() { t::close_the_list() } else { t::all_rows() }}</button>
            <button type="button" class="chip" data-test="own-row" aria-pressed=move || own.get().to_string()
                    title=t::own_row_means() on:click=move |_| tasks::own_row(state)>{t::own_row()}</button>
            <span class="chips" role="group" aria-label=t::rows_worth_a_look()>
                {dynamic(move || notable.get().into_iter().map(|(table_row, why)| view! {
                    <button type="button" class="chip" aria-pressed=move || (row.get() == Some(table_row)).to_string()
                            on:click=move |_| tasks::choose_row(state, table_row)>{why}</button>
                }).collect_view())}
            </span>
        </div>
        {dynamic(move || listed.get().then(|| view! { <AllRows/> }))}
    }
}
