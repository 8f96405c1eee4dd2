//! What computes: the CPU or a GPU, how much quicker that is, how long an explanation takes, and the choice between them.

use crate::components::field::Choice as Field;
use crate::state::{State, use_state};
use crate::{queries, tasks};
use leptos::prelude::*;
use vitrine_core::compute::choice::ComputeChoice;
use vitrine_core::explain::{SampleBudget, background, kernel_shap};
use vitrine_text::{capital, model as t};
use vitrine_view::chart::format;
use vitrine_worker::protocol::GpuState;

/// The choice, and below it what is known.
#[component]
pub fn ComputedBy() -> impl IntoView {
    let state = use_state();
    let choice = Signal::derive(move || state.computing.with(|c| c.choice));
    view! {
        <fieldset class="computed-by" data-test="computed-by">
            <legend>{t::computed_by()}</legend>
            <Field label=t::what_computes() value=choice set=move |c| tasks::choose_computing(state, c)
                options=vec![(ComputeChoice::Quicker, t::the_quicker_one()), (ComputeChoice::Cpu, t::the_cpu()), (ComputeChoice::Gpu, t::the_gpu())]/>
            <p class="quiet" data-test="computing">{move || known(state)}</p>
            <p class="quiet" data-test="estimate">{move || estimate(state)}</p>
        </fieldset>
    }
}

/// What is known of the GPU, with how it compares on the present explanation.
fn known(state: State) -> String {
    state.computing.with(|computing| match &computing.gpu {
        _ if computing.choice == ComputeChoice::Cpu => t::same_bits_everywhere().to_owned(),
        GpuState::Unknown => String::new(),
        GpuState::Asked => t::asking_for_a_gpu().to_owned(),
        GpuState::There { name, is_software, speed } => {
            let name = match (name.as_str(), is_software) {
                ("", true) => t::software_gpu(),
                ("", false) => t::gpu_without_a_name(),
                (name, _) => name,
            };
            let samples = state.recipe.with(|r| r.explain.shap.samples);
            let work = work(state, kernel_shap::budget(queries::n_features(state), samples));
            match work.and_then(|work| computing.cpu(work).map(|cpu| cpu.seconds(work) / speed.seconds(work))) {
                Some(times) if times < 1.0 => t::gpu_is_slower(&name, &format::number(1.0 / times)),
                Some(times) => t::gpu_is_quicker(&name, &format::number(times)),
                None => t::gpu_has_no_network(&name),
            }
        }
        GpuState::Off { reason } => t::cpu_computes_because(reason),
    })
}

/// How long explanations take: with the settings as they are, and with all coalitions, before they are asked for.
fn estimate(state: State) -> String {
    let samples = state.recipe.with(|r| r.explain.shap.samples);
    let n_features = queries::n_features(state);
    let one = |samples| {
        let n = kernel_shap::budget(n_features, samples);
        Some((n, seconds(state, work(state, n)?)?))
    };
    let Some((n, time)) = one(samples) else { return String::new() };
    // Of all of them the empty and the full one are counted too, which are known beforehand.
    let count = |n: usize| format::count(if n_features < 30 && n + 2 == 1 << n_features { n + 2 } else { n });
    // What is told as an upper bound is not about anything.
    let about = |time: f64| if time < 0.1 { format::seconds(time) } else { t::about(&format::seconds(time)) };
    let all = one(SampleBudget::All).filter(|all| all.0 > n && n_features <= kernel_shap::MAX_ALL);
    let all = all.map(|(n, time)| t::all_coalitions_take(&count(n), &about(time)));
    [Some(t::coalitions_take(&count(n), &about(time))), all].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Seconds that so many multiply-adds take.
fn seconds(state: State, work: f64) -> Option<f64> {
    state.computing.with(|computing| {
        let cpu = computing.cpu(work)?;
        match &computing.gpu {
            GpuState::There { speed, .. } if computing.choice.takes_gpu(Some(cpu), *speed, work) => {
                Some(speed.seconds(work))
            }
            _ => Some(cpu.seconds(work)),
        }
    })
}

/// Multiply-adds of so many coalitions, where the model is a network.
fn work(state: State, n_coalitions: usize) -> Option<f64> {
    let n_parameters = queries::n_network_parameters(state)?;
    let [n_training, ..] = state.dataset.with(|d| d.value.as_ref().map(|d| d.n_rows))?;
    let n_features = queries::n_features(state);
    let n_background = state.recipe.with(|r| background::n_rows(&r.explain, n_training, n_features, n_parameters));
    Some(n_coalitions as f64 * n_background as f64 * n_parameters as f64)
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
        let reason = capital(&reason.to_string());
        Some(view! {
            <div class="notice warn" role="status" data-test="gpu-notice">
                <p>{if is_over { t::gpu_is_given_up(&reason) } else { t::gpu_is_asked_again(&reason) }}</p>
                <button on:click=move |_| seen.set(told.get_untracked())>{t::all_right()}</button>
            </div>
        })
    }
}
