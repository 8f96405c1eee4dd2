//! One explanation alone: presented to an audience, as a part of somebody's page, or by numbers that somebody sent.

mod embedded;
mod presented;
mod from_link;
mod summary;
mod steps;

pub use embedded::Embedded;
pub use from_link::FromLink;
pub use presented::Presented;

use crate::components::said::around;
use crate::queries;
use crate::state::Linked;
use crate::state::State;
use leptos::prelude::*;
use vitrine_text::common;
use vitrine_view::chart::format::Unit;
use vitrine_view::share::StandaloneExplanation;

/// The explanation at hand; the one before it while a newer one is made.
fn standalone(state: State) -> Memo<Option<StandaloneExplanation>> {
    let made = queries::by_identity(move || state.explanation.with(|e| e.value.clone()));
    Memo::new(move |_| made.with(|made| made.as_ref().and_then(|made| queries::standalone(state, made))))
}

/// Whether something is to be said of a link before it is followed, or of one that is not.
fn asks(state: State) -> Memo<bool> {
    Memo::new(move |_| state.linked.with(|l| l.as_ref().is_some_and(|l| !matches!(l, Linked::Opened(_)))))
}

/// What the levels are of: "risk: bad", "log-odds of bad", "progression".
fn subject(standalone: &StandaloneExplanation) -> AnyView {
    let (target, subject) = (standalone.target.clone(), standalone.subject.clone());
    let target = (standalone.unit == Unit::Probability).then(|| view! { <bdi>{target}</bdi>": " });
    let (before, after) = match standalone.unit {
        Unit::LogOdds => around(|class| common::log_odds_of(class)),
        Unit::Margin => around(|class| common::raw_output_for(class)),
        Unit::Probability | Unit::Target => Default::default(),
    };
    let after = (!after.is_empty()).then(|| view! { <span class="quiet">{after}</span> });
    view! { <span class="quiet">{target}{before}</span><bdi>{subject}</bdi>{after}" " }.into_any()
}

/// Which row it is, of which table where that is told.
fn whose(standalone: &StandaloneExplanation) -> AnyView {
    view! { <bdi>{queries::standalone_row(standalone)}</bdi> }.into_any()
}
