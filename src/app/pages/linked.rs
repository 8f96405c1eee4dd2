//! What is to be said of a link that came in: a question, a request for its table, or what became of its claim.

use crate::components::intake::Picker;
use crate::components::live::live;
use crate::linked::{self, Verdict};
use crate::state::{Linked, Opened};
use crate::state::{State, use_state};
use crate::{address, file_import, queries, words};
use leptos::prelude::*;
use vitrine_core::explain::{Device, Method};
use vitrine_core::recipe::{Frame, Source};
use vitrine_view::chart::format;
use vitrine_view::share::link::{Claim, Difference, Link};

/// The notice above the screen; nothing where no link came in.
#[component]
pub fn LinkNotice() -> impl IntoView {
    let state = use_state();
    live(move || {
        state.linked.get().map(|linked| match linked {
            Linked::Asked(link) => asked(state, *link),
            Linked::Wanted { link, other } => wanted(state, &link, other),
            Linked::Opened(opened) => followed(state, *opened),
            Linked::Refused(why) => notice("notice of-link warn", why, dismiss(state)),
        })
    })
}

fn notice(class: &'static str, words: String, then: AnyView) -> AnyView {
    view! { <div class=class role="status" data-test="linked"><p>{words}</p>{then}</div> }.into_any()
}

fn dismiss(state: State) -> AnyView {
    view! { <button type="button" on:click=move |_| state.linked.set(None)>"Close"</button> }.into_any()
}

fn asked(state: State, link: Link) -> AnyView {
    let of = match &link.recipe.source {
        source @ Source::Sample(_) => words::title(source),
        Source::File { .. } => "a table of somebody\u{2019}s own".to_owned(),
    };
    let words = format!(
        "A link was opened: a view of {of}. It would take the place of what you have here; undo brings that back."
    );
    let stay = move |_| {
        state.linked.set(None);
        address::leave(state);
    };
    let open = move |_| {
        linked::open(state, link.clone());
    };
    let then = view! {
        <span class="buttons">
            <button type="button" on:click=open>"Open the link"</button>
            <button type="button" on:click=stay>"Stay with mine"</button>
        </span>
    };
    notice("notice of-link warn", words, then.into_any())
}

fn wanted(state: State, link: &Link, other: Option<Source>) -> AnyView {
    let hash = match &link.recipe.source {
        Source::File { hash, .. } => hash.clone(),
        Source::Sample(name) => name.clone(),
    };
    let is_part = state.frame.get_untracked() == Frame::Embedded;
    let below = if is_part { "" } else { " What stands below is of another table." };
    let words = match &other {
        None => format!(
            "This link shows a table of somebody\u{2019}s own, which it does not carry. Choose the table\u{2019}s file, or drop it here: its fingerprint, {hash}, tells whether it is the right one.{below}"
        ),
        Some(other) => format!(
            "{:?} is another file than the link was made with: its fingerprint is not {hash}. You can use it all the same, but then what you see is not what was shared.{below}",
            other.name()
        ),
    };
    let leave = move |_| {
        state.linked.set(None);
        state.frame.set(Frame::Page);
        address::leave(state);
    };
    let all_the_same = other.map(
        |_| view! { <button type="button" on:click=move |_| linked::take_other(state)>"Use it all the same"</button> },
    );
    let then = view! {
        <span class="buttons">
            <Picker words="Choose the file" open_file=move |f| file_import::open_file(state, f)/>
            {all_the_same}
            // A part of somebody's page is nothing without its link.
            {(!is_part).then(|| view! { <button type="button" on:click=leave>"Leave the link"</button> })}
        </span>
    };
    notice("notice of-link warn", words, then.into_any())
}

fn followed(state: State, opened: Opened) -> AnyView {
    let opened = StoredValue::new(opened);
    let verdict = Memo::new(move |_| opened.with_value(|o| o.verdict(state)));
    let words = move || verdict.with(|v| opened.with_value(|o| in_words(state, o, v)));
    let class = move || {
        if verdict.with(|v| matches!(v, Verdict::Differs { .. })) { "notice of-link warn" } else { "notice of-link" }
    };
    let back = move || {
        let left = verdict.with(|v| *v == Verdict::Left);
        left.then(|| view! { <button type="button" on:click=move |_| opened.with_value(|o| linked::again(state, o))>"Back to the view of the link"</button> })
    };
    view! {
        <div class=class role="status" data-test="linked">
            <p>{words}</p>
            <span class="buttons">{live(back)}{dismiss(state)}</span>
        </div>
    }
    .into_any()
}

/// What became of the claim of the link that is followed, in words.
pub fn proof(state: State) -> Option<String> {
    state.linked.with(|linked| match linked {
        Some(Linked::Opened(opened)) => Some(in_words(state, opened, &opened.verdict(state))),
        _ => None,
    })
}

fn in_words(state: State, opened: &Opened, verdict: &Verdict) -> String {
    match verdict {
        Verdict::Waiting => "A view from a link. It is being computed here.".to_owned(),
        Verdict::Nothing => "A view from a link, computed here. The link carries no fingerprints to hold it against.".to_owned(),
        Verdict::Same { was_kept: false } => "A view from a link: recomputed here, same to the last bit. The model and both explanations have the fingerprints that the link carries.".to_owned(),
        Verdict::Same { was_kept: true } => "A view from a link: the same to the last bit. Both explanations were recomputed here; the model was not trained now but kept, in this browser or in a session\u{2019}s file. All three have the fingerprints that the link carries.".to_owned(),
        Verdict::Left => "You have left the view of the link.".to_owned(),
        Verdict::Differs { differences, here } => differs(state, opened, differences, here),
    }
}

fn differs(state: State, opened: &Opened, differences: &[Difference], here: &Claim) -> String {
    let Some(there) = &opened.claim else { return String::new() };
    let has = |d| differences.contains(&d);
    let mut why = Vec::new();
    if opened.other_table {
        why.push("The table is another one.".to_owned());
    }
    if has(Difference::Version) {
        why.push(format!("The link was made by version {}, this is {}.", there.version, here.version));
    }
    if has(Difference::Device) {
        let name = |d: Device| if d == Device::Gpu { "a GPU" } else { "the CPU" };
        why.push(format!(
            "There {} computed, here {}; their numbers agree closely, not to the last bit.",
            name(there.device),
            name(here.device)
        ));
    }
    let explanations = Method::ALL.into_iter().zip(there.explanations.into_iter().zip(here.explanations));
    let explanations =
        explanations.map(|(m, (there, here))| (Difference::Explanation(m), (m.info().label)(), there, here));
    let all = [(Difference::Model, "the model", there.model, here.model)].into_iter().chain(explanations);
    let differing: Vec<_> = all.filter(|one| has(one.0)).collect();
    let what: Vec<&str> = differing.iter().map(|one| one.1).collect();
    let unit = state.explanation.with_untracked(|e| {
        let made = e.value.as_ref();
        made.and_then(|m| m.data.as_ref().map(|d| queries::unit(d, m.output.space)))
    });
    let level = |v: f64| unit.map_or_else(|| format::number(v), |unit| format::level(v, unit));
    // Values that read the same are told exactly.
    let pair = |a: f64, b: f64| {
        if level(a) == level(b) && a != b { (a.to_string(), b.to_string()) } else { (level(a), level(b)) }
    };
    let values = if let (Some(there), Some(here)) = (there.values, here.values) {
        let ((p_there, p_here), (b_there, b_here)) =
            (pair(there.prediction, here.prediction), pair(there.base, here.base));
        format!("Prediction: {p_there} there, {p_here} here; average: {b_there} there, {b_here} here.")
    } else {
        let prints: Vec<String> =
            differing.iter().map(|(_, name, there, here)| format!("{name} {there} there, {here} here")).collect();
        format!("Of a table of somebody\u{2019}s own the link tells fingerprints alone: {}.", prints.join("; "))
    };
    format!(
        "A view from a link: recomputed here, not the same. {} differ{}. {values} {}",
        queries::capital(&format::list(&what)),
        if what.len() == 1 { "s" } else { "" },
        why.join(" ")
    )
}
