//! How does it learn? The settings, the run with its curves, and the inside of what came out.

use super::runs::RunList;
use crate::components::canvas::Canvas;
use crate::components::exports::Exports;
use crate::components::field::{Choice, NumberField, Range, RefusedFields};
use crate::components::figures::FiguresTable;
use crate::components::later::Turn;
use crate::components::live::live;
use crate::components::measured::Measured;
use crate::components::picture::Picture;
use crate::components::said::said;
use crate::components::stage::{Staged, progress_in_words};
use crate::components::term::Term;
use crate::state::{Made, Now, State, use_state};
use crate::views::trained::{self, Course};
use crate::{queries, tasks, words};
use leptos::{ev, prelude::*};
use std::sync::Arc;
use vitrine_core::model::{
    Activation, Inside, LinearSpec, Loss, MAX_LAYERS, MAX_UNITS, ModelSpec, ModelView, NetworkSpec, Optimiser,
};
use vitrine_text::{common, model as t};
use vitrine_view::chart::curves;
use vitrine_view::chart::format::{count, seconds};
use vitrine_view::share;

/// The screen.
#[component]
pub fn Model() -> impl IntoView {
    let state = use_state();
    view! {
        <Said/>
        <div class="model">
            <Turn><div class="settings-and-runs"><Settings/><RunList/></div></Turn>
            <div class="learning">
                <Turn><Course/></Turn>
                <Staged held=state.model what=t::the_model() kept=t::table_and_settings_are_kept() place=40 blocked=queries::data_blocked(state)
                        show={move |m: Arc<Made<ModelView>>| view! { <InsideOf model=m/> }}/>
            </div>
        </div>
    }
}

/// The settings; they take effect with "Train".
#[component]
fn Settings() -> impl IntoView {
    let state = use_state();
    let is_network = Memo::new(move |_| state.draft.with(|d| matches!(d, ModelSpec::Network(_))));
    let set_family = move |network: bool| {
        let spec =
            if network { ModelSpec::Network(NetworkSpec::default()) } else { ModelSpec::Linear(LinearSpec::default()) };
        tasks::draft_model(state, spec);
    };
    let differs = Memo::new(move |_| queries::draft_differs(state));
    let refused = RefusedFields::default();
    provide_context(refused);
    let train = move |e: ev::SubmitEvent| {
        e.prevent_default();
        // What was typed and not taken is not trained with the value before.
        if !untrack(|| refused.any()) {
            tasks::train(state);
        }
    };
    view! {
        <form class="settings" on:submit=train>
            <span data-test="family"><Choice label=t::model_choice() value=is_network set=set_family options=vec![(false, t::linear()), (true, t::network())]/></span>
            {live(move || if is_network.get() { view! { <Network/> }.into_any() } else { view! { <Line/> }.into_any() })}
            <div class="actions">
                <button type="submit" class="primary" data-test="train" disabled=move || refused.any()>{t::train()}</button>
                <button type="button" class="quiet" disabled=move || !differs.get() && !refused.any()
                        on:click=move |_| { tasks::forget_draft(state); refused.clear(); }>{t::discard_changes()}</button>
            </div>
            <p class="quiet" role="status" data-test="cannot-train">{move || refused.any().then(t::see_the_marked_field)}</p>
            <Run/>
            <p class="quiet">{move || differs.get().then(t::train_to_use_them)}</p>
        </form>
    }
}

#[component]
fn Line() -> impl IntoView {
    let state = use_state();
    let l2 = Signal::derive(move || {
        state.draft.with(|d| match d {
            ModelSpec::Linear(l) => l.l2,
            ModelSpec::Network(_) => 0.0,
        })
    });
    view! {
        <NumberField label=|| view! { <Term word=words::L2/> } value=l2 range=Range::real(0.0, 1e9)
            set=move |v| tasks::draft_model(state, ModelSpec::Linear(LinearSpec { l2: v }))/>
    }
}

/// A signal of one part of the network's draft.
fn part<T: Send + Sync + 'static>(state: State, read: fn(&NetworkSpec) -> T) -> Signal<T> {
    Signal::derive(move || {
        state.draft.with(|d| match d {
            ModelSpec::Network(n) => read(n),
            ModelSpec::Linear(_) => read(&NetworkSpec::default()),
        })
    })
}

fn change(state: State, edit: impl FnOnce(&mut NetworkSpec)) {
    let mut draft = state.draft.get_untracked();
    if let ModelSpec::Network(n) = &mut draft {
        edit(n);
        tasks::draft_model(state, draft);
    }
}

#[component]
fn Network() -> impl IntoView {
    let state = use_state();
    let is_number = Memo::new(move |_| state.dataset.with(|d| d.value.as_ref().is_some_and(|d| d.classes.is_empty())));
    let momentum = part(state, |n| match n.optimiser {
        Optimiser::Sgd { momentum } => momentum,
        Optimiser::Adam => 0.9,
    });
    let is_adam = part(state, |n| n.optimiser == Optimiser::Adam);
    let set_adam = move |adam: bool| {
        change(state, |n| {
            n.optimiser = if adam { Optimiser::Adam } else { Optimiser::Sgd { momentum: 0.9 } };
            n.learning_rate = if adam { 0.01 } else { 0.05 };
        });
    };
    let stops = part(state, |n| n.patience.is_some());
    view! {
        <Layers/>
        <div class="field"><span class="name">{t::activation()}</span>
            <Choice label=t::activation_choice() value=part(state, |n| n.activation) set=move |a| change(state, |n| n.activation = a)
                options=vec![(Activation::Relu, "ReLU"), (Activation::Tanh, "tanh"), (Activation::Sigmoid, t::sigmoid())]/></div>
        <div class="field"><span class="name">{t::optimiser()}</span>
            <Choice label=t::optimiser_choice() value=is_adam set=set_adam options=vec![(true, "Adam"), (false, "SGD")]/></div>
        {live(move || (!is_adam.get()).then(|| view! {
            <NumberField label=t::momentum value=momentum range=Range::real(0.0, 0.99)
                set=move |v| change(state, |n| n.optimiser = Optimiser::Sgd { momentum: v })/>
        }))}
        <NumberField label=|| view! { <Term word=words::LEARNING_RATE/> } value=part(state, |n| n.learning_rate) range=Range::real(1e-6, 10.0)
            set=move |v| change(state, |n| n.learning_rate = v)/>
        <NumberField label=|| view! { <Term word=words::EPOCH text=t::epochs()/> } value=part(state, |n| f64::from(n.epochs)) range=Range::whole(1.0, 10_000.0)
            set=move |v| change(state, |n| n.epochs = v as u32)/>
        <details>
            <summary>{t::more_settings()}</summary>
            <Turn>
                {live(move || (!is_number.get()).then(|| view! {
                    <div class="field"><span class="name"><Term word=words::LOSS/></span>
                        <Choice label=t::loss_choice() value=part(state, |n| n.loss) set=move |l| change(state, |n| n.loss = l)
                            options=vec![(Loss::CrossEntropy, t::cross_entropy()), (Loss::SquaredError, t::squared_error())]/></div>
                }))}
                <NumberField label=|| view! { <Term word=words::BATCH text=t::batch_size()/> } value=part(state, |n| f64::from(n.batch)) range=Range::whole(1.0, 65_536.0)
                    set=move |v| change(state, |n| n.batch = v as u32)/>
                <NumberField label=|| view! { <Term word=words::DROPOUT/> } value=part(state, |n| n.dropout) range=Range::real(0.0, 0.9)
                    set=move |v| change(state, |n| n.dropout = v)/>
                <NumberField label=|| view! { <Term word=words::L2/> } value=part(state, |n| n.l2) range=Range::real(0.0, 100.0)
                    set=move |v| change(state, |n| n.l2 = v)/>
                <div class="field"><span class="name"><Term word=words::EARLY_STOPPING/></span>
                    <Choice label=t::early_stopping_choice() value=stops set=move |s: bool| change(state, |n| n.patience = s.then_some(10))
                        options=vec![(true, t::on()), (false, t::off())]/></div>
                {live(move || stops.get().then(|| view! {
                    <NumberField label=t::patience_in_epochs value=part(state, |n| f64::from(n.patience.unwrap_or(10))) range=Range::whole(1.0, 10_000.0)
                        set=move |v| change(state, |n| n.patience = Some(v as u32))/>
                }))}
                <NumberField label=|| view! { <Term word=words::SEED/> } value=part(state, |n| f64::from(n.seed)) range=Range::whole(0.0, f64::from(u32::MAX))
                    set=move |v| change(state, |n| n.seed = v as u32)/>
            </Turn>
        </details>
    }
}

/// The hidden layers: how many, and the units of each.
#[component]
fn Layers() -> impl IntoView {
    let state = use_state();
    let hidden = part(state, |n| n.hidden.clone());
    let n_layers = Memo::new(move |_| hidden.with(Vec::len));
    let add = move |_| change(state, |n| n.hidden.push(8));
    let remove = move |_| {
        change(state, |n| {
            n.hidden.pop();
        })
    };
    view! {
        <fieldset class="layers">
            <legend>{t::hidden_layers()}</legend>
            {live(move || (0..n_layers.get()).map(|i| {
                let units = Signal::derive(move || hidden.with(|h| h.get(i).map_or(1.0, |u| f64::from(*u))));
                view! {
                    <NumberField label=move || t::units_of_layer(&(i + 1)) value=units range=Range::whole(1.0, f64::from(MAX_UNITS))
                        set=move |v| change(state, |n| if let Some(u) = n.hidden.get_mut(i) { *u = v as u32 })/>
                }
            }).collect_view())}
            <span class="actions">
                <button type="button" class="quiet" disabled={move || n_layers.get() >= MAX_LAYERS} on:click=add>{t::add_a_layer()}</button>
                <button type="button" class="quiet" disabled=move || n_layers.get() == 0 on:click=remove>{t::remove_one()}</button>
            </span>
        </fieldset>
    }
}

/// How the run is, or what came of it, in a sentence.
#[component]
fn Said() -> impl IntoView {
    let state = use_state();
    let running = Memo::new(move |_| state.model.with(|m| m.running()));
    let stopped = Memo::new(move |_| state.model.with(|m| m.now == Now::Stopped));
    let said = move || match (running.get(), stopped.get()) {
        (Some(r), _) => t::training_is_at(&progress_in_words(&r)),
        (None, true) => t::training_was_cancelled().to_owned(),
        (None, false) => {
            state.model.with(|m| m.value.as_ref().map_or_else(|| t::nothing_is_trained().to_owned(), |m| finding(m)))
        }
    };
    let warning = Memo::new(move |_| {
        state.model.with(|m| m.value.as_ref().filter(|_| m.now == Now::Ready).and_then(|m| m.warning.clone()))
    });
    view! {
        <p class="finding trained" data-test="training" aria-live="polite">{said}</p>
        {live(move || warning.get().map(|w| view! { <div class="notice warn" role="status"><p>{w}</p></div> }))}
    }
}

/// Pause, resume and cancel, and how far the run is.
#[component]
fn Run() -> impl IntoView {
    let state = use_state();
    let running = Memo::new(move |_| state.model.with(|m| m.running()));
    let done = Memo::new(move |_| running.with(|r| r.as_ref().map_or(1.0, |r| r.done)));
    // After a run that was cancelled or failed, the model before it is one click away.
    let has_trained =
        Memo::new(move |_| state.model.with(|m| m.value.is_some() && matches!(m.now, Now::Stopped | Now::Failed(_))));
    let paused = Memo::new(move |_| running.with(|r| r.as_ref().is_some_and(|r| r.paused)));
    let idle = Memo::new(move |_| running.with(Option::is_none));
    view! {
        <progress max="1" value=move || done.get().to_string() aria-label=t::training() class:idle=idle></progress>
        <div class="actions" class:idle=move || idle.get() && !has_trained.get()>
            <button type="button" data-test="pause" disabled=idle
                on:click=move |_| if paused.get_untracked() { tasks::resume(state) } else { tasks::pause(state) }>
                {move || if paused.get() { t::resume() } else { t::pause() }}
            </button>
            <button type="button" data-test="cancel" disabled=idle on:click=move |_| tasks::cancel(state)>{common::cancel()}</button>
            {live(move || has_trained.get().then(|| view! {
                <button type="button" data-test="keep-trained" on:click=move |_| tasks::keep_trained(state)>{t::go_back_to_the_trained_model()}</button>
            }))}
        </div>
    }
}

fn finding(m: &Made<ModelView>) -> String {
    let what = m.recipe.model.in_words(m.is_number());
    let (n, time) = (count(m.n_parameters), seconds(m.seconds));
    let (n_steps, best) = (m.history.len(), m.kept_epoch + 1);
    match &m.inside {
        Inside::Coefficients(_) => t::learnt_coefficients(&what, &n, &time, &n_steps),
        Inside::Layers(_) if best < n_steps => t::learnt_best_weights(&what, &n, &time, &n_steps, &best),
        Inside::Layers(_) => t::learnt_weights(&what, &n, &time, &n_steps),
    }
}

/// The learning curves: live ones while training runs.
#[component]
fn Course() -> impl IntoView {
    let state = use_state();
    let course = Memo::new(move |_| Course::of(state));
    let has_epochs = Memo::new(move |_| course.with(Course::has_epochs));
    let stale = Memo::new(move |_| state.model.with(|m| m.is_stale() && m.running().is_none()));
    let dark = queries::dark(state);
    // Signals only, so that everything below can draw the same curves.
    let draw = move |width: f64| {
        course.with(|c| {
            let curves = c.chart(width, 220.0);
            let scene = curves::scene(&curves);
            let stops = curves::stops(&curves, &scene);
            (scene, stops)
        })
    };
    let view = move || Some(course.with(|c| c.view(state)));
    view! {
        <figure data-test="curves" class:dim=stale>
            <figcaption class="titled"><span class="quiet">{live(move || what_is_drawn(has_epochs.get()))}</span>
                <Exports of=t::the_learning_curves() view=view/>
            </figcaption>
            <Measured draw={move |width: Signal<f64>| view! {
                <Canvas dark=dark draw=move || draw(width.get())/>
            }}/>
            <FiguresTable figures=move || Some(course.with(Course::figures))/>
        </figure>
    }
}

/// What the learning curves are of: the loss after each epoch, or after each Newton step.
fn what_is_drawn(has_epochs: bool) -> Vec<AnyView> {
    let loss = view! { <Term word=words::LOSS/> }.into_any();
    match has_epochs {
        true => {
            let epoch = view! { <Term word=words::EPOCH/> }.into_any();
            said(|[loss, epoch]| t::loss_after_each_epoch(&loss, &epoch), [loss, epoch])
        }
        false => said(|[loss]| t::loss_after_each_newton_step(&loss), [loss]),
    }
}

#[component]
fn InsideOf(model: Arc<Made<ModelView>>) -> impl IntoView {
    let class = RwSignal::new(0usize);
    let classes = model.classes();
    let many = matches!(&model.inside, Inside::Coefficients(lists) if lists.len() > 1);
    let meaning = trained::inside_meaning(&model);
    let names = classes.clone();
    let drawn = model.clone();
    let (exported, listed, listed_classes, whole) = (model.clone(), model.clone(), classes.clone(), model.clone());
    let view = move || Some(trained::inside_view(&exported, class.get()));
    view! {
        <figure data-test="inside">
            <figcaption><div class="titled"><h2>{t::inside_the_model()}</h2><Exports of=t::the_inside() view=view whole=Callback::new(move |()| trained::whole(&whole))/></div><p class="quiet">{meaning}</p></figcaption>
            {many.then(|| {
                let (list, value) = (Signal::stored(names.clone()), Signal::derive(move || names.get(class.get()).cloned().unwrap_or_default()));
                view! { <crate::components::field::ListField label=t::class_shown options=list value=value set=move |i| class.set(i)/> }
            })}
            <Measured draw={move |width: Signal<f64>| {
                let drawn = drawn.clone();
                view! { <Picture scene=move || trained::inside_scene(&drawn, class.get(), width.get())/> }
            }}/>
            <FiguresTable figures=move || Some(share::inside(&trained::labelled(&listed), &listed.whole.model.constants(), &listed_classes))/>
            <p class="quiet">{said(|[print]| t::fingerprint_of_the_weights(&print), [view! { <code>{model.fingerprint.clone()}</code> }.into_any()])}</p>
        </figure>
    }
}
