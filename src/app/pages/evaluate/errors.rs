//! Where the errors are: of a number in three pictures, and of either kind by the groups of a feature.

use super::curves::{HEIGHT, nothing};
use crate::app::components::field::ListField;
use crate::app::components::figure::Figure;
use crate::app::components::term::Term;
use crate::app::evaluating::{View, edit_evaluate};
use crate::app::words::{self, Word};
use crate::chart::Scene;
use crate::chart::format::{Unit, count, level};
use crate::chart::groups::{self, Groups};
use crate::chart::residuals::{self, Errors};
use crate::evaluate::{DetailOf, FeatureErrors, Residuals, Scores};
use crate::share::{self, Figures};
use leptos::prelude::*;

/// Predictions against the truth.
#[component]
pub fn AgainstTruth(view: View) -> impl IntoView {
    view! { <OfNumber view=view draw=residuals::against_truth word=words::PREDICTED_TRUE title="Predicted against true" test="against-truth"/> }
}

/// Errors against predictions.
#[component]
pub fn AgainstPrediction(view: View) -> impl IntoView {
    view! { <OfNumber view=view draw=residuals::against_prediction word=words::ERROR title="Errors against predictions" test="against-prediction"/> }
}

/// How errors are spread.
#[component]
pub fn Spread(view: View) -> impl IntoView {
    let figures = move || of_number(view, share::evaluation::spread);
    view! {
        <Figure head=|| view! { <Term word=words::ERROR text="How errors are spread"/> } scene=move |width| draw(view, residuals::histogram, width)
            figures=figures name="How errors are spread" recipe=move || view.recipe() facts=move || view.facts() pointed=RwSignal::new(None) test="error-spread"/>
    }
}

#[component]
fn OfNumber(
    view: View,
    draw: fn(&Errors) -> Scene,
    word: Word,
    title: &'static str,
    test: &'static str,
) -> impl IntoView {
    let figures = move || of_number(view, share::evaluation::predicted);
    let thinned = move || {
        view.part(|p| match p.detail.as_ref().map(|d| &d.of) {
            Some(DetailOf::Numbers(r)) if r.points.len() < r.n_rows => Some(format!(
                "{} of {} rows are drawn, chosen by the seed of the split.",
                count(r.points.len()),
                count(r.n_rows)
            )),
            _ => None,
        })
        .flatten()
    };
    view! {
        <div>
            <Figure head=move || view! { <Term word=word text=title/> } scene=move |width| self::draw(view, draw, width)
                figures=figures name=title recipe=move || view.recipe() facts=move || view.facts() pointed=view.pointed test=test/>
            <p class="quiet">{thinned}</p>
        </div>
    }
}

/// The figures of the errors of a number.
fn of_number(view: View, figures: fn(&Residuals) -> Figures) -> Figures {
    let found = view.part(|p| match p.detail.as_ref().map(|d| &d.of) {
        Some(DetailOf::Numbers(r)) => Some(figures(r)),
        _ => None,
    });
    found.flatten().unwrap_or_default()
}

fn draw(view: View, draw: fn(&Errors) -> Scene, width: f64) -> Scene {
    let target = view.evaluation().data.as_ref().map(|d| d.target.clone()).unwrap_or_default();
    let scene = view.part(|p| match (&p.model, p.detail.as_ref().map(|d| &d.of)) {
        (Scores::Numbers(scores), Some(DetailOf::Numbers(residuals))) => {
            Some(draw(&Errors { residuals, scores, target: &target, width, height: HEIGHT }))
        }
        _ => None,
    });
    scene.flatten().unwrap_or_else(|| nothing(width))
}

/// The errors by the groups of a feature.
#[component]
pub fn ByFeature(view: View) -> impl IntoView {
    let asked = Memo::new(move |_| view.state.recipe.with(|r| r.evaluate.feature.clone()));
    let ranked = move || -> Vec<FeatureErrors> {
        view.part(|p| p.detail.as_ref().map(|d| d.by_feature.clone())).flatten().unwrap_or_default()
    };
    let found = Memo::new(move |_| {
        let asked = asked.get();
        let all = ranked();
        all.iter().find(|f| Some(&f.feature) == asked.as_ref()).or(all.first()).cloned()
    });
    let overall = move || {
        view.part(|p| match &p.model {
            Scores::Classes(s) => (1.0 - s.accuracy, true),
            Scores::Numbers(s) => (s.mae, false),
        })
        .unwrap_or((0.0, false))
    };
    let scene = move |width: f64| {
        let (overall, is_share) = overall();
        found
            .with(|f| f.as_ref().map(|of| groups::scene(&Groups { of, overall, is_share, width })))
            .unwrap_or_else(|| nothing(width))
    };
    let figures = move || found.with(|f| f.as_ref().map(share::evaluation::groups)).unwrap_or_default();
    let names = Memo::new(move |_| ranked().into_iter().map(|f| f.feature).collect::<Vec<String>>());
    let told = move || match found.with(|f| f.as_ref().and_then(|f| f.told)) {
        None => "Its groups cannot be told apart: nothing varies, or there are too few rows.".to_owned(),
        Some(t) if t <= 0.0 => {
            "Its groups tell no more of the errors than chance; the list is ordered by that.".to_owned()
        }
        Some(t) => {
            let share = level(t, Unit::Probability);
            format!("Its groups tell {share} of how the errors vary; the list is ordered by that.")
        }
    };
    view! {
        <div class="by-feature">
            <Figure head=|| view! { <Term word=words::BY_FEATURE text="Errors by feature"/> } scene=scene figures=figures
                name="Errors by feature" recipe=move || view.recipe() facts=move || view.facts() pointed=RwSignal::new(None) test="by-feature"/>
            <div class="choices">
                <ListField label=|| "groups of" options=names value=Signal::derive(move || found.with(|f| f.as_ref().map(|f| f.feature.clone()).unwrap_or_default()))
                    set=move |i: usize| { let name = names.with_untracked(|n| n.get(i).cloned()); edit_evaluate(view.state, |e| e.feature = name) }/>
            </div>
            <p class="quiet">{told}</p>
        </div>
    }
}
