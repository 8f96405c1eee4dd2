//! One explanation on one sheet: what it finds, the prediction, one method's picture, and how sure it is.

use super::{subject, whose};
use crate::components::dynamic::dynamic;
use crate::components::measured::Measured;
use crate::components::picture::Picture as Drawing;
use crate::components::said::around;
use crate::pages::quality::Facts;
use crate::queries;
use crate::state::Picture;
use leptos::prelude::*;
use vitrine_core::explain::{LocalExplanation, Method};
use vitrine_text::sharing as t;
use vitrine_view::chart::format;
use vitrine_view::share::{Drawn, StandaloneExplanation, WIDTH};

/// Features shown: fewer than on the page, since a part of somebody's page is small.
const SHOWN: usize = 8;

/// The sheet; empty while nothing is explained.
#[component]
pub fn Summary(
    /// The explanation.
    standalone: Memo<Option<StandaloneExplanation>>,
    /// By which method.
    #[prop(into)]
    method: Signal<Method>,
    /// As which picture.
    #[prop(into)]
    picture: Signal<Picture>,
) -> impl IntoView {
    let drawn = move |width| Drawn { method: method.get(), picture: picture.get(), shown: SHOWN, more: SHOWN, width };
    let finding = move || standalone.with(|t| t.as_ref().map(|t| t.finding(drawn(WIDTH))));
    let local = move |of: fn(&StandaloneExplanation, &LocalExplanation) -> Option<String>| {
        standalone.with(|t| t.as_ref().and_then(|t| of(t, t.local(method.get())?)))
    };
    let quality = move || local(|t, local| Some(Facts::of(local, t.unit).line()));
    let caution = move || local(|t, local| queries::caution(local, t.unit, t.deviation));
    view! {
        <h1 class="finding" dir="auto" data-test="finding">{finding}</h1>
        {dynamic(move || standalone.with(|t| t.as_ref().map(verdict)))}
        <p class="caution" role="note">{caution}</p>
        <figure class="sheet" data-test="alone">
            <Measured draw={move |width: Signal<f64>| view! {
                <Drawing scene=move || standalone.with(|t| t.as_ref().map(|t| t.scene(drawn(width.get()), usize::MAX)).unwrap_or_default())/>
            }}/>
            <figcaption class="quality"><span class="quiet">{move || (method.get().info().label)()}". "{quality}</span></figcaption>
        </figure>
    }
}

/// The prediction, where it starts from, and of which row it is.
fn verdict(standalone: &StandaloneExplanation) -> AnyView {
    let level =
        |of: fn(&LocalExplanation) -> f64| standalone.first().map(|local| format::level(of(local), standalone.unit));
    let average = level(|local| local.base).unwrap_or_default();
    let (before, after) = around(|row| t::average_and_row(&average, row));
    view! {
        <div class="verdict" data-test="prediction">
            <p class="large">{subject(standalone)}<strong>{level(|local| local.prediction)}</strong></p>
            <p data-test="decision"><bdi>{standalone.decision.clone()}</bdi></p>
            <p class="quiet" data-test="verdict">{standalone.verdict.clone()}</p>
            <p class="quiet">{before}{whose(standalone)}{after}</p>
        </div>
    }
    .into_any()
}
