//! How good is it? A sentence against the baseline with its uncertainty, then the scores, the curves, what a threshold does,
//! and where the errors are.

mod curves;
mod errors;
mod finding;
mod classes;
mod scores;
mod threshold;

use crate::components::answer_view::AnswerView;
use crate::components::deferred::Deferred;
use crate::components::field::{Choice, ListField};
use crate::evaluating::{View, edit_evaluate, part_in_words};
use crate::queries;
use crate::state::{Produced, use_state};
use leptos::prelude::*;
use std::sync::Arc;
use vitrine_core::evaluate::Evaluation;
use vitrine_core::model::Decision;
use vitrine_text::evaluate as t;

/// The screen.
#[component]
pub fn Evaluate() -> impl IntoView {
    let state = use_state();
    view! {
        <AnswerView held=state.evaluation what=t::evaluation() kept=t::model_is_kept() place=60 blocked=queries::model_blocked(state)
                show={move |e: Arc<Produced<Evaluation>>| view! { <Scored evaluation=e/> }}/>
    }
}

#[component]
fn Scored(evaluation: Arc<Produced<Evaluation>>) -> impl IntoView {
    let is_number = evaluation.is_number();
    // Of two classes the threshold decides, and stands where its counts are.
    let by_threshold = evaluation.decision != Decision::MostProbable;
    let view = View::new(use_state(), evaluation);
    view! {
        <finding::Finding view=view/>
        <Choices view=view/>
        {if is_number {
            view! {
                <div class="scored of-number">
                    <Deferred><scores::Scores view=view/></Deferred>
                    <Deferred><errors::AgainstTruth view=view/></Deferred>
                    <Deferred><errors::AgainstPrediction view=view/></Deferred>
                    <Deferred><errors::Spread view=view/></Deferred>
                    <Deferred><errors::ByFeature view=view/></Deferred>
                </div>
            }.into_any()
        } else {
            view! {
                <div class="scored of-classes">
                    <Deferred><scores::Scores view=view/></Deferred>
                    <Deferred><div class="stack">
                        <classes::Confusion view=view/>
                        {by_threshold.then(|| view! { <threshold::Threshold view=view/> })}
                        <Deferred><classes::ByClass view=view/></Deferred>
                    </div></Deferred>
                    <Deferred><curves::Roc view=view/></Deferred>
                    <Deferred><curves::PrecisionRecall view=view/></Deferred>
                    {(!by_threshold).then(|| view! { <Deferred><threshold::Threshold view=view/></Deferred> })}
                    <Deferred><threshold::Expected view=view/></Deferred>
                    <Deferred><curves::Calibration view=view/></Deferred>
                    <Deferred><errors::ByFeature view=view/></Deferred>
                </div>
            }.into_any()
        }}
    }
}

/// Which rows, and for curves and threshold which class.
#[component]
fn Choices(view: View) -> impl IntoView {
    let state = view.state;
    let evaluation = view.evaluation();
    let parts: Vec<_> = evaluation.watched().map(|p| (p.part, part_in_words(p.part))).collect();
    let classes = evaluation.classes();
    let (names, has_classes) = (classes.clone(), !classes.is_empty());
    view! {
        <div class="choices">
            {(parts.len() > 1).then(|| view! {
                <div class="field" data-test="evaluated-part"><span class="name">{t::rows_of_the()}</span>
                    <Choice label=t::evaluated_rows() options=parts value=Signal::derive(move || view.which())
                        set=move |part| edit_evaluate(state, |e| e.part = Some(part))/></div>
            })}
            {has_classes.then(|| view! {
                <span data-test="evaluated-class">
                <ListField label=t::curves_and_threshold_for options=Signal::stored(classes) value=Signal::derive(move || view.subject())
                    set=move |i: usize| if let Some(name) = names.get(i) { edit_evaluate(state, |e| e.class = Some(name.clone())) }/>
                </span>
            })}
        </div>
    }
}
