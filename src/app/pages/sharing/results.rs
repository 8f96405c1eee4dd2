//! The numbers of one explanation as a link, for private data: first what they reveal, then what may be told beside them.

use super::link::{ToCopy, snippet};
use crate::address::{self, Reach};
use crate::components::dynamic::dynamic;
use crate::components::field::Switch;
use crate::queries;
use crate::state::State;
use leptos::prelude::*;
use vitrine_text::{common, sharing as t};
use vitrine_view::chart::format;
use vitrine_view::share::{Included, StandaloneExplanation};

/// The section.
#[component]
pub fn ResultsPart(state: State) -> impl IntoView {
    let included = RwSignal::new(Included::default());
    let standalone = Memo::new(move |_| {
        let whole = state.explanation.with(|e| queries::standalone(state, e.whole()?));
        whole.map(|standalone| standalone.only(included.get()))
    });
    let made = Memo::new(move |_| standalone.with(|t| t.as_ref().map(|t| t.encode().map_err(|e| e.to_string()))));
    let text = Signal::derive(move || made.with(|m| Some(address::of(state, m.as_ref()?.as_ref().ok()?))));
    let as_snippet = Signal::derive(move || text.get().map(|address| snippet(&address)));
    let fault = move || {
        made.with(|m| match m {
            None => Some(t::numbers_need_explanation().to_owned()),
            Some(Err(why)) => Some(t::no_link_to_numbers(why)),
            Some(Ok(_)) => None,
        })
    };
    let revealed = move || {
        let lines = standalone.with(|t| t.as_ref().map(lines).unwrap_or_default());
        lines.into_iter().map(|line| view! { <li><bdi>{line}</bdi></li> }).collect_view()
    };
    view! {
        <details data-test="results">
            <summary>{t::share_without_table()}</summary>
            <p>{t::numbers_reveal()}</p>
            <ul class="revealed" data-test="revealed">{dynamic(revealed)}</ul>
            <label class="tick">
                <Switch label=t::also_the_values() value=Signal::derive(move || included.get().values)
                        set=move |on| included.update(|r| r.values = on)/>
                <span aria-hidden="true">{t::also_the_values()}</span>
            </label>
            <label class="tick">
                <Switch label=t::also_the_table_name() value=Signal::derive(move || included.get().table)
                        set=move |on| included.update(|r| r.table = on)/>
                <span aria-hidden="true">{t::also_the_table_name()}</span>
            </label>
            <p class="quiet">{fault}</p>
            {dynamic(move || match address::reach(state) {
                Reach::File => view! { <p class="quiet">{t::needs_published_address()}</p> }.into_any(),
                _ => view! {
                    <ToCopy what=t::numbers() to_copy=t::copy_numbers() text=text/>
                    <p class="quiet">{t::to_embed_in_a_page()}</p>
                    <ToCopy what=t::numbers_as_a_snippet() to_copy=t::copy_numbers_as_a_snippet() text=as_snippet/>
                }.into_any(),
            })}
        </details>
    }
}

/// What a link to these numbers reveals, in the order of what is asked first.
fn lines(standalone: &StandaloneExplanation) -> Vec<String> {
    let Some(first) = standalone.first() else { return Vec::new() };
    let level = |v: f64| format::level(v, standalone.unit);
    let names: Vec<String> = first.attributions.iter().map(|a| t::quoted(&a.feature)).collect();
    let by: Vec<String> = standalone.locals.iter().map(|local| t::by_method(&(local.method.info().label)())).collect();
    let (target, subject) = (t::quoted(&standalone.target), t::quoted(&standalone.subject));
    let mut lines = vec![
        if standalone.subject == standalone.target {
            t::reveals_target(&target)
        } else {
            t::reveals_target_and_class(&target, &subject)
        },
        t::reveals_row(&queries::standalone_row(standalone)),
        t::reveals_levels(&level(first.prediction), &level(first.base)),
        t::reveals_judgement(&standalone.decision, &standalone.verdict),
        t::reveals_names(&format::count(names.len()), &names.join(", ")),
        t::reveals_attributions(&common::list(&by)),
        t::reveals_computing().to_owned(),
    ];
    if !standalone.values.is_empty() {
        lines.push(t::reveals_values(&standalone.values.join(", ")));
    }
    if !standalone.table.is_empty() {
        lines.push(t::reveals_table(&t::quoted(&standalone.table)));
    }
    lines
}
