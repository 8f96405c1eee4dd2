//! What is to be said of a link that came in: a question, a request for its table, or what became of its claim.

use crate::components::dynamic::dynamic;
use crate::components::intake::Picker;
use crate::linked::{self, Verdict};
use crate::state::{Linked, Opened};
use crate::state::{State, use_state};
use crate::{address, file_import, queries, words};
use leptos::prelude::*;
use vitrine_core::explain::{Device, Method};
use vitrine_core::recipe::{Frame, Source};
use vitrine_text::{capital, common, sharing as t};
use vitrine_view::chart::format;
use vitrine_view::share::link::{Claim, Difference, Link};

/// The notice above the screen; nothing where no link came in.
#[component]
pub fn LinkNotice() -> impl IntoView {
    let state = use_state();
    dynamic(move || {
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
    view! { <button type="button" on:click=move |_| state.linked.set(None)>{common::close()}</button> }.into_any()
}

fn asked(state: State, link: Link) -> AnyView {
    let of = match &link.recipe.source {
        source @ Source::Sample(_) => t::opened_view_of(&words::title(source)),
        Source::File { .. } => t::opened_view_of_own_table().to_owned(),
    };
    let words = format!("{of} {}", t::would_take_the_place());
    let stay = move |_| {
        state.linked.set(None);
        address::leave(state);
    };
    let open = move |_| {
        linked::open(state, link.clone());
    };
    let then = view! {
        <span class="buttons">
            <button type="button" on:click=open>{t::open_the_link()}</button>
            <button type="button" on:click=stay>{t::stay_with_mine()}</button>
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
    let wanted = match &other {
        None => t::link_wants_table(&hash),
        Some(other) => t::another_file(&format_args!("{:?}", other.name()), &hash),
    };
    let words = if is_part { wanted } else { format!("{wanted} {}", t::below_is_another_table()) };
    let leave = move |_| {
        state.linked.set(None);
        state.frame.set(Frame::Page);
        address::leave(state);
    };
    let all_the_same = other.map(
        |_| view! { <button type="button" on:click=move |_| linked::take_other(state)>{t::use_it_all_the_same()}</button> },
    );
    let then = view! {
        <span class="buttons">
            <Picker words=t::choose_the_file() open_file=move |f| file_import::open_file(state, f)/>
            {all_the_same}
            // A part of somebody's page is nothing without its link.
            {(!is_part).then(|| view! { <button type="button" on:click=leave>{t::leave_the_link()}</button> })}
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
        left.then(|| view! { <button type="button" on:click=move |_| opened.with_value(|o| linked::again(state, o))>{t::back_to_the_view()}</button> })
    };
    view! {
        <div class=class role="status" data-test="linked">
            <p>{words}</p>
            <span class="buttons">{dynamic(back)}{dismiss(state)}</span>
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
        Verdict::Waiting => t::being_computed().to_owned(),
        Verdict::Nothing => t::nothing_claimed().to_owned(),
        Verdict::Same { was_kept: false } => t::recomputed_same().to_owned(),
        Verdict::Same { was_kept: true } => t::same_as_kept().to_owned(),
        Verdict::Left => t::view_left().to_owned(),
        Verdict::Differs { differences, here } => differs(state, opened, differences, here),
    }
}

fn differs(state: State, opened: &Opened, differences: &[Difference], here: &Claim) -> String {
    let Some(there) = &opened.claim else { return String::new() };
    let has = |d| differences.contains(&d);
    let mut why = Vec::new();
    if opened.other_table {
        why.push(t::table_is_another().to_owned());
    }
    if has(Difference::Version) {
        why.push(t::versions_differ(&there.version, &here.version));
    }
    if has(Difference::Device) {
        let said = match there.device {
            Device::Gpu => t::gpu_there_cpu_here(),
            Device::Cpu => t::cpu_there_gpu_here(),
        };
        why.push(said.to_owned());
    }
    let explanations = Method::ALL.into_iter().zip(there.explanations.into_iter().zip(here.explanations));
    let explanations =
        explanations.map(|(m, (there, here))| (Difference::Explanation(m), (m.info().label)(), there, here));
    let all = [(Difference::Model, t::the_model(), there.model, here.model)].into_iter().chain(explanations);
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
        t::levels_there_here(&p_there, &p_here, &b_there, &b_here)
    } else {
        let prints: Vec<String> =
            differing.iter().map(|(_, name, there, here)| t::print_there_here(name, there, here)).collect();
        t::prints_alone(&prints.join("; "))
    };
    let what = t::differ(&capital(&common::list(&what)), &what.len());
    [t::recomputed_not_same(), &what, &values, &why.join(" ")].join(" ")
}
