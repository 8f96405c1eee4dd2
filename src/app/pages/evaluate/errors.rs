//! Where the errors are: of a number in three pictures, and of either kind by the groups of a feature.

use super::curves::Plotted;
use crate::components::field::ListField;
use crate::evaluating::{View, edit_evaluate};
use crate::views::evaluated::{self, Plot};
use leptos::prelude::*;
use vitrine_core::evaluate::DetailOf;
use vitrine_text::evaluate as t;
use vitrine_view::chart::format::{Unit, count, level};

/// Predictions against the truth.
#[component]
pub fn AgainstTruth(view: View) -> impl IntoView {
    view! { <OfRows view=view plot=&evaluated::AGAINST_TRUTH test="against-truth"/> }
}

/// Errors against predictions.
#[component]
pub fn AgainstPrediction(view: View) -> impl IntoView {
    view! { <OfRows view=view plot=&evaluated::AGAINST_PREDICTION test="against-prediction"/> }
}

/// How errors are spread.
#[component]
pub fn Spread(view: View) -> impl IntoView {
    view! { <Plotted view=view plot=&evaluated::SPREAD pointed=RwSignal::new(None) test="error-spread"/> }
}

/// A picture with a dot a row, and how many of them it has.
#[component]
fn OfRows(view: View, plot: &'static Plot, test: &'static str) -> impl IntoView {
    let thinned = move || {
        view.part(|p| match p.detail.as_ref().map(|d| &d.of) {
            Some(DetailOf::Numbers(r)) if r.points.len() < r.n_rows => {
                Some(t::rows_drawn(&count(r.points.len()), &count(r.n_rows)))
            }
            _ => None,
        })
        .flatten()
    };
    view! {
        <div>
            <Plotted view=view plot=plot pointed=view.pointed test=test/>
            <p class="quiet">{thinned}</p>
        </div>
    }
}

/// The errors by the groups of a feature.
#[component]
pub fn ByFeature(view: View) -> impl IntoView {
    let names = Memo::new(move |_| {
        let named =
            view.part(|p| Some(p.detail.as_ref()?.by_feature.iter().map(|f| f.feature.clone()).collect::<Vec<_>>()));
        named.flatten().unwrap_or_default()
    });
    let labels =
        Signal::derive(move || names.get().iter().map(|name| evaluated::label(view, name)).collect::<Vec<_>>());
    let shown =
        Memo::new(move |_| evaluated::by_feature(view, |f| evaluated::label(view, &f.feature)).unwrap_or_default());
    let told = move || match evaluated::by_feature(view, |f| f.told).flatten() {
        None => t::groups_alike().to_owned(),
        Some(told) if told <= 0.0 => t::groups_explain_nothing().to_owned(),
        Some(told) => t::groups_explain(&level(told, Unit::Probability)),
    };
    view! {
        <div class="by-feature">
            <Plotted view=view plot=&evaluated::BY_FEATURE pointed=RwSignal::new(None) test="by-feature"/>
            <div class="choices">
                <ListField label=t::groups_of options=labels value=shown
                    set=move |i: usize| { let name = names.with_untracked(|n| n.get(i).cloned()); edit_evaluate(view.state, |e| e.feature = name) }/>
            </div>
            <p class="quiet">{told}</p>
        </div>
    }
}
