//! A part of somebody's page: the explanation of a link, computed where it is read, and whether it came out the same.

use super::summary::Summary;
use super::{asks, standalone};
use crate::address;
use crate::components::answer_view::AnswerView;
use crate::components::dynamic::dynamic;
use crate::pages::health::HealthNotice;
use crate::pages::linked::{LinkNotice, proof};
use crate::queries;
use crate::state::use_state;
use leptos::prelude::*;
use vitrine_core::explain::Method;
use vitrine_text::{common, sharing as t};

/// The part.
#[component]
pub fn Embedded() -> impl IntoView {
    let state = use_state();
    let (standalone, asks) = (standalone(state), asks(state));
    let said = Memo::new(move |_| proof(state));
    let whole = move || {
        address::of_whole_page(state).map(|address| {
            view! { <a href=address target="_blank" rel="noopener noreferrer" data-test="whole">{t::open_in_vitrine()}</a> }
        })
    };
    view! {
        <main id="screen" tabindex="-1" class="alone">
            <HealthNotice/>
            // A link that waits for its table has nothing to show yet: what is computed meanwhile is something else.
            {dynamic(move || if asks.get() {
                view! { <LinkNotice/> }.into_any()
            } else {
                view! {
                    <AnswerView held=state.explanation what=t::the_explanation() kept=common::table_and_model_are_kept() place=40 lasting=true
                            blocked=queries::model_blocked(state)
                            show=move |_| view! { <Summary standalone=standalone method=Signal::stored(Method::ALL[0]) picture=state.picture/> }/>
                    <p class="quiet" role="status" data-test="proof">{said}</p>
                }.into_any()
            })}
            <p>{whole()}</p>
        </main>
    }
}
