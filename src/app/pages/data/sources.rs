//! Where a table comes from: a file, pasted text, or one of the samples.

use crate::components::field::fresh_id;
use crate::components::intake::Intake;
use crate::components::modal::Modal;
use crate::route::{self, Screen};
use crate::state::use_state;
use crate::{file_import, open_table, words};
use leptos::html::Details;
use leptos::prelude::*;
use vitrine_core::recipe::Source;
use vitrine_core::samples::SAMPLES;
use vitrine_text::{common, data as t};
use vitrine_view::chart::format::count;

/// From this width in pixels the sources are unfolded.
const WIDE: f64 = 721.0;

/// The ways to another table, below the table that is open; folded away where there is little room.
#[component]
pub fn Sources(
    /// The element, for those that lead to it.
    place: NodeRef<Details>,
) -> impl IntoView {
    let state = use_state();
    let wide = window().inner_width().ok().and_then(|w| w.as_f64()).is_none_or(|w| w >= WIDE);
    let has_table = Memo::new(move |_| state.table.with(|t| t.value.is_some()));
    // Where there is little room the answer takes it as soon as there is one.
    let open = Memo::new(move |_| wide || !has_table.get());
    view! {
        <details node_ref=place class="another" open=open>
            <summary><h2>{t::open_another()}</h2></summary>
            <Ways opened=Callback::new(|()| ())/>
        </details>
    }
}

/// The table in use by its name, on every screen, and behind it the ways to another one.
#[component]
pub fn TableMenu() -> impl IntoView {
    let state = use_state();
    let open = RwSignal::new(false);
    let source = move || state.recipe.with(|r| words::title(&r.source));
    let opened = Callback::new(move |()| {
        open.set(false);
        route::show(Screen::Data);
    });
    view! {
        <button type="button" class="source" aria-haspopup="dialog" title=t::table_in_use()
                on:click=move |_| open.set(true)><bdi>{source}</bdi></button>
        <Modal open=open title=t::open_another()>
            <div data-test="open-table"><Ways opened=opened/></div>
        </Modal>
    }
}

/// A file, a pasted text, or a sample.
#[component]
fn Ways(
    /// Called when one of them is taken.
    opened: Callback<()>,
) -> impl IntoView {
    let state = use_state();
    let open_file = move |file| {
        opened.run(());
        file_import::open_file(state, file);
    };
    let open_text = move |text: String| {
        opened.run(());
        file_import::open_text(state, &text);
    };
    view! {
        <div class="sources">
            <div data-test="intake"><Intake over=state.dragging open_file=open_file open_text=open_text/></div>
            <Samples opened=opened/>
        </div>
    }
}

#[component]
fn Samples(opened: Callback<()>) -> impl IntoView {
    let state = use_state();
    let title_id = fresh_id();
    let labelled = title_id.clone();
    let open = Memo::new(move |_| match state.recipe.with(|r| r.source.clone()) {
        Source::Sample(name) => name,
        Source::File { .. } => String::new(),
    });
    view! {
        <section aria-labelledby=labelled>
            <h3 id=title_id>{t::or_start_with()}</h3>
            <ul class="samples">
                {SAMPLES.iter().map(|s| view! {
                    <li>
                        <button type="button" data-test=format!("sample-{}", s.name) aria-pressed=move || (open.get() == s.name).to_string()
                                on:click=move |_| { opened.run(()); open_table::open_sample(state, s.name); }>
                            <strong>{(s.title)()}</strong>
                            <span class="quiet">{common::rows_and_columns(&count(s.n_rows), &s.n_columns)}</span>
                        </button>
                        <details><summary>{t::about()}</summary>
                            <p>{(s.about)()}</p>
                            <p class="quiet">{t::sample_origin(&s.source, &(s.licence)(), &(s.changes)())}</p>
                        </details>
                    </li>
                }).collect_view()}
            </ul>
        </section>
    }
}
