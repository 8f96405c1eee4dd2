//! What is to be said of the worker, if anything.

use crate::state::use_state;
use crate::tasks;
use leptos::prelude::*;
use vitrine_worker::browser::client::Health;

/// What is to be said of the worker, if anything.
#[component]
pub fn HealthNotice() -> impl IntoView {
    let state = use_state();
    move || {
        let restart = move |_| tasks::restart_worker(state);
        match state.health.get() {
            Health::Starting | Health::Well => None,
            Health::Silent => Some(view! {
                <div class="notice warn" role="alert">
                    <p>"The computing part has not answered for a while. It may be busy with something large."</p>
                    <button on:click=restart>"Stop it and start anew"</button>
                </div>
            }.into_any()),
            Health::Restarting { .. } => Some(view! {
                <div class="notice warn" role="status"><p>"The computing part stopped and is being started again. Nothing that you chose is lost."</p></div>
            }.into_any()),
            Health::GaveUp { message } => Some(view! {
                <div class="notice bad" role="alert">
                    <p>"The computing part stopped three times on this task. Change a setting, or try once more. Everything you chose is still here."</p>
                    <details><summary>"What it said"</summary><pre>{message}</pre></details>
                    <button on:click=restart>"Try once more"</button>
                </div>
            }.into_any()),
        }
    }
}
