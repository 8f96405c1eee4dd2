//! The numbers of one explanation as a link, for private data: first what they reveal, then what may be told beside them.

use super::link::{ToCopy, snippet};
use crate::address::{self, Reach};
use crate::components::field::Switch;
use crate::components::live::live;
use crate::queries;
use crate::state::State;
use leptos::prelude::*;
use vitrine_view::chart::format;
use vitrine_view::share::{Reveal, Told};

/// The section.
#[component]
pub fn ResultsPart(state: State) -> impl IntoView {
    let reveal = RwSignal::new(Reveal::default());
    let told = Memo::new(move |_| {
        let whole = state.explanation.with(|e| queries::told(state, e.whole()?));
        whole.map(|told| told.only(reveal.get()))
    });
    let made = Memo::new(move |_| told.with(|t| t.as_ref().map(|t| t.encode().map_err(|e| e.to_string()))));
    let text = Signal::derive(move || made.with(|m| Some(address::of(state, m.as_ref()?.as_ref().ok()?))));
    let as_snippet = Signal::derive(move || text.get().map(|address| snippet(&address)));
    let fault = move || {
        made.with(|m| match m {
            None => Some("The link can be made when the row is explained.".to_owned()),
            Some(Err(why)) => Some(format!("There is no link to these numbers. {why}")),
            Some(Ok(_)) => None,
        })
    };
    let revealed = move || {
        let lines = told.with(|t| t.as_ref().map(lines).unwrap_or_default());
        lines.into_iter().map(|line| view! { <li><bdi>{line}</bdi></li> }).collect_view()
    };
    view! {
        <details data-test="results">
            <summary>"Share without the table: numbers only"</summary>
            <p>"This link carries the numbers of the explanation instead of the choices. Whoever opens it sees them without the table, and cannot compute them anew. It reveals:"</p>
            <ul class="revealed" data-test="revealed">{live(revealed)}</ul>
            <label class="tick">
                <Switch label="Also the values of the row" value=Signal::derive(move || reveal.get().values)
                        set=move |on| reveal.update(|r| r.values = on)/>
                <span aria-hidden="true">"Also the values of the row"</span>
            </label>
            <label class="tick">
                <Switch label="Also the table\u{2019}s name" value=Signal::derive(move || reveal.get().table)
                        set=move |on| reveal.update(|r| r.table = on)/>
                <span aria-hidden="true">"Also the table\u{2019}s name"</span>
            </label>
            <p class="quiet">{fault}</p>
            {live(move || match address::reach(state) {
                Reach::File => view! { <p class="quiet">"This link too needs the address of the published page."</p> }.into_any(),
                _ => view! {
                    <ToCopy what="Numbers" text=text/>
                    <p class="quiet">"To embed in a page:"</p>
                    <ToCopy what="Numbers as a snippet" text=as_snippet/>
                }.into_any(),
            })}
        </details>
    }
}

/// What a link to these numbers reveals, in the order of what is asked first.
fn lines(told: &Told) -> Vec<String> {
    let quoted = |name: &str| format!("\u{201c}{name}\u{201d}");
    let Some(first) = told.first() else { return Vec::new() };
    let level = |v: f64| format::level(v, told.unit);
    let names: Vec<String> = first.attributions.iter().map(|a| quoted(&a.feature)).collect();
    let by: Vec<String> = told.locals.iter().map(|local| format!("by {}", (local.method.info().label)())).collect();
    let class =
        if told.subject == told.target { String::new() } else { format!(", and the class {}", quoted(&told.subject)) };
    let mut lines = vec![
        format!("the target {}{class}", quoted(&told.target)),
        format!("which row: {}", queries::told_row(told)),
        format!("the prediction, {}, and the average, {}", level(first.prediction), level(first.base)),
        format!("what is decided, and how the model did: {} {}", told.decision, told.verdict),
        format!("the names of all {}: {}", format::counted(names.len(), "feature", "features"), names.join(", ")),
        format!("the attribution of each feature {}, with its error", by.join(" and ")),
        "how they were computed: samples, evaluations, number of background rows, seed, time, fingerprints, and the version of this page".to_owned(),
    ];
    if !told.values.is_empty() {
        lines.push(format!("the values of the row, and the conditions about them: {}", told.values.join(", ")));
    }
    if !told.table.is_empty() {
        lines.push(format!("the name of the table, {}", quoted(&told.table)));
    }
    lines
}
