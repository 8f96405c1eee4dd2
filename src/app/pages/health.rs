//! What is to be said of the worker, if anything.

use crate::state::use_state;
use crate::tasks;
use leptos::prelude::*;
use vitrine_text::sharing as t;
use vitrine_worker::browser::client::Health;

/// What is to be said of the worker, if anything.
#[component]
pub fn HealthNotice() -> impl IntoView {
    let state = use_state();
    move || {
        let restart = move |_| tasks::restart_worker(state);
        match state.health.get() {
            Health::Starting | Health::Well => None,
            Health::Silent => Some(
                view! {
                    <div class="notice warn" role="alert">
                        <p>{t::worker_silent()}</p>
                        <button on:click=restart>{t::stop_and_start_anew()}</button>
                    </div>
                }
                .into_any(),
            ),
            Health::Restarting { .. } => Some(
                view! {
                    <div class="notice warn" role="status"><p>{t::worker_restarting()}</p></div>
                }
                .into_any(),
            ),
            Health::GaveUp { message } => Some(
                view! {
                    <div class="notice bad" role="alert">
                        <p>{t::worker_gave_up()}</p>
                        <details><summary>{t::what_it_said()}</summary><pre>{message}</pre></details>
                        <button on:click=restart>{t::try_once_more()}</button>
                    </div>
                }
                .into_any(),
            ),
        }
    }
}
