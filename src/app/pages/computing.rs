//! What computes: the CPU or a GPU, how much quicker that is, how long an explanation takes, and the choice between them.

use crate::app::components::field::Choice as Field;
use crate::app::state::{State, use_state};
use crate::app::{queries, tasks};
use crate::chart::format;
use crate::compute::choice::Choice;
use crate::explain::kernel_shap;
use crate::worker::computing::{Computing, GpuState};
use leptos::prelude::*;

/// The choice, and below it what is known.
#[component]
pub fn ComputedBy() -> impl IntoView {
    let state = use_state();
    let choice = Signal::derive(move || state.computing.with(|c| c.choice));
    view! {
        <fieldset class="computed-by" data-test="computed-by">
            <legend>"Computed by"</legend>
            <Field label="What computes" value=choice set=move |c| tasks::choose_computing(state, c)
                options=vec![(Choice::Quicker, "the quicker one"), (Choice::Cpu, "the CPU"), (Choice::Gpu, "the GPU")]/>
            <p class="quiet" data-test="computing">{move || known(state)}</p>
            <p class="quiet" data-test="estimate">{move || estimate(state)}</p>
        </fieldset>
    }
}

/// What is known of the GPU, with how it compares on the present explanation.
fn known(state: State) -> String {
    state.computing.with(|computing| match &computing.gpu {
        _ if computing.choice == Choice::Cpu => "The same bits in every browser.".to_owned(),
        GpuState::Unknown => String::new(),
        GpuState::Asked => "Asking this browser for a GPU.".to_owned(),
        GpuState::There { name, is_software, speed, .. } => {
            let name = match (name.as_str(), is_software) {
                ("", true) => "software in place of a GPU",
                ("", false) => "this machine\u{2019}s GPU",
                (name, _) => name,
            };
            match work(state).and_then(|work| computing.cpu(work).map(|cpu| cpu.seconds(work) / speed.seconds(work))) {
                Some(times) if times < 1.0 => {
                    format!("WebGPU: {name}. The CPU is {}\u{d7} as fast on this model.", format::number(1.0 / times))
                }
                Some(times) => format!("WebGPU: {name}, {}\u{d7} the CPU on this model.", format::number(times)),
                None => format!("WebGPU: {name}. It takes networks; this model is the CPU\u{2019}s."),
            }
        }
        GpuState::Off { reason } => format!("The CPU computes: {reason}."),
    })
}

/// With a capital.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// How long the present explanation takes, before it is asked for again.
fn estimate(state: State) -> String {
    let taken = |computing: &Computing| {
        let work = work(state)?;
        let cpu = computing.cpu(work)?;
        let seconds = match &computing.gpu {
            GpuState::There { speed, .. } if computing.choice.takes_gpu(Some(cpu), *speed, work) => speed.seconds(work),
            _ => cpu.seconds(work),
        };
        Some(seconds)
    };
    let seconds = state.computing.with(taken);
    let n = n_coalitions(state);
    seconds.map_or(String::new(), |seconds| {
        format!("{} coalitions: about {}.", format::count(n), format::seconds(seconds))
    })
}

/// Coalitions that the settings ask for, of all features that may play.
fn n_coalitions(state: State) -> usize {
    let n_features = queries::n_features(state);
    state.recipe.with(|r| kernel_shap::budget(n_features, r.explain.shap.samples))
}

/// Multiply-adds of the present explanation, where it is of a network.
fn work(state: State) -> Option<f64> {
    let n_parameters = queries::n_network_parameters(state)?;
    let n_background = state.recipe.with(|r| r.explain.background);
    Some(n_coalitions(state) as f64 * f64::from(n_background) * n_parameters as f64)
}

/// Tells that a GPU failed and that nothing is lost, until that is seen.
#[component]
pub fn GpuNotice() -> impl IntoView {
    let state = use_state();
    let told = Memo::new(move |_| {
        state.computing.with(|c| c.lost.clone().map(|reason| (reason, matches!(c.gpu, GpuState::Off { .. }))))
    });
    let seen = RwSignal::new(None);
    move || {
        let (reason, is_over) = told.get().filter(|told| seen.with(|seen| seen.as_ref() != Some(told)))?;
        let now = if is_over { "The CPU computes from here on." } else { "It is asked for once more." };
        Some(view! {
            <div class="notice warn" role="status" data-test="gpu-notice">
                <p>{format!("{}. The CPU computes what it had begun, and nothing is lost. {now}", sentence(&reason))}</p>
                <button on:click=move |_| seen.set(told.get_untracked())>"All right"</button>
            </div>
        })
    }
}
