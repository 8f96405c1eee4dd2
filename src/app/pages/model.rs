//! How does it learn? The settings, the run with its curves, and the inside of what came out.

use super::runs::RunList;
use crate::components::answer_view::{AnswerView, progress_in_words};
use crate::components::canvas::Canvas;
use crate::components::deferred::Deferred;
use crate::components::dynamic::dynamic;
use crate::components::exports::Exports;
use crate::components::field::{Choice, RefusedFields};
use crate::components::figures::FiguresTable;
use crate::components::measured::Measured;
use crate::components::picture::Picture;
use crate::components::said::said;
use crate::components::settings::{self, Binding};
use crate::components::term::Term;
use crate::state::{Produced, State, Status, use_state};
use crate::views::trained::{self, Course};
use crate::{queries, tasks, words};
use leptos::{ev, prelude::*};
use std::sync::Arc;
use vitrine_core::model::{FamilyInfo, ModelSpec, ModelView, Structure};
use vitrine_core::setting::Settings;
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
            <Deferred><div class="settings-and-runs"><Settings/><RunList/></div></Deferred>
            <div class="learning">
                <Deferred><Course/></Deferred>
                <AnswerView held=state.model what=t::the_model() kept=t::table_and_settings_are_kept() place=40 blocked=queries::data_blocked(state)
                        show={move |m: Arc<Produced<ModelView>>| view! { <StructureOf model=m/> }}/>
            </div>
        </div>
    }
}

/// The settings; they take effect with "Train".
#[component]
fn Settings() -> impl IntoView {
    let state = use_state();
    let family = Memo::new(move |_| state.draft.with(ModelSpec::family));
    let set_family = move |family: usize| {
        if let Some(family) = ModelSpec::FAMILIES.get(family) {
            tasks::draft_model(state, (family.new)());
        }
    };
    let families = ModelSpec::FAMILIES.iter().map(|family| (family.label)()).enumerate().collect::<Vec<_>>();
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
            <span data-test="family"><Choice label=t::model_choice() value=family set=set_family options=families/></span>
            {dynamic(move || family_form(state, family.get()))}
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

/// The form of the draft's family.
fn family_form(state: State, family: usize) -> AnyView {
    let table = state.draft.with_untracked(|draft| draft.settings().table());
    // What is still typed in a form that goes away is not the other family's.
    let read = move |look: &mut dyn FnMut(&dyn Settings)| {
        state.draft.with(|draft| {
            if draft.family() == family {
                look(draft.settings())
            }
        });
    };
    let change = move |change: &mut dyn FnMut(&mut dyn Settings)| {
        let mut draft = state.draft.get_untracked();
        if draft.family() == family {
            change(draft.settings_mut());
            tasks::draft_model(state, draft);
        }
    };
    settings::form(table, Binding::new(queries::data_context(state), read, change))
}

/// How the run is, or what came of it, in a sentence.
#[component]
fn Said() -> impl IntoView {
    let state = use_state();
    let running = Memo::new(move |_| state.model.with(|m| m.running()));
    let stopped = Memo::new(move |_| state.model.with(|m| m.status == Status::Stopped));
    let said = move || match (running.get(), stopped.get()) {
        (Some(r), _) => t::training_is_at(&progress_in_words(&r)),
        (None, true) => t::training_was_cancelled().to_owned(),
        (None, false) => {
            state.model.with(|m| m.value.as_ref().map_or_else(|| t::nothing_is_trained().to_owned(), |m| finding(m)))
        }
    };
    let warning = Memo::new(move |_| {
        state.model.with(|m| m.value.as_ref().filter(|_| m.status == Status::Ready).and_then(|m| m.warning.clone()))
    });
    view! {
        <p class="finding trained" data-test="training" aria-live="polite">{said}</p>
        {dynamic(move || warning.get().map(|w| view! { <div class="notice warn" role="status"><p>{w}</p></div> }))}
    }
}

/// Pause, resume and cancel, and how far the run is.
#[component]
fn Run() -> impl IntoView {
    let state = use_state();
    let running = Memo::new(move |_| state.model.with(|m| m.running()));
    let done = Memo::new(move |_| running.with(|r| r.as_ref().map_or(1.0, |r| r.done)));
    // After a run that was cancelled or failed, the model before it is one click away.
    let has_trained = Memo::new(move |_| {
        state.model.with(|m| m.value.is_some() && matches!(m.status, Status::Stopped | Status::Failed(_)))
    });
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
            {dynamic(move || has_trained.get().then(|| view! {
                <button type="button" data-test="keep-trained" on:click=move |_| tasks::keep_trained(state)>{t::go_back_to_the_trained_model()}</button>
            }))}
        </div>
    }
}

fn finding(m: &Produced<ModelView>) -> String {
    let what = m.recipe.model.in_words(m.is_number());
    let (family, time) = (m.recipe.model.info(), seconds(m.seconds));
    let (n_steps, best) = (m.history.len(), m.kept_epoch + 1);
    let (parameters, steps) = ((family.parameters)(&count(m.n_parameters)), (family.steps)(&n_steps));
    match best < n_steps {
        true => t::learnt_best(&what, &parameters, &time, &steps, &best),
        false => t::learnt(&what, &parameters, &time, &steps),
    }
}

/// The learning curves: live ones while training runs.
#[component]
fn Course() -> impl IntoView {
    let state = use_state();
    let course = Memo::new(move |_| Course::of(state));
    let family = Memo::new(move |_| course.with(Course::family));
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
            <figcaption class="titled"><span class="quiet">{dynamic(move || what_is_drawn(&ModelSpec::FAMILIES[family.get()]))}</span>
                <Exports of=t::the_learning_curves() view=view/>
            </figcaption>
            <Measured draw={move |width: Signal<f64>| view! {
                <Canvas dark=dark draw=move || draw(width.get())/>
            }}/>
            <FiguresTable figures=move || Some(course.with(Course::figures))/>
        </figure>
    }
}

/// What the learning curves are of: the loss after each step of the family's training.
fn what_is_drawn(family: &FamilyInfo) -> Vec<AnyView> {
    let loss = view! { <Term word=words::LOSS/> }.into_any();
    let step = match family.step_word {
        Some(word) => view! { <Term word=word/> }.into_any(),
        None => (family.step)().into_any(),
    };
    said(|[loss, step]| t::loss_after_each(&loss, &step), [loss, step])
}

#[component]
fn StructureOf(model: Arc<Produced<ModelView>>) -> impl IntoView {
    let class = RwSignal::new(0usize);
    let classes = model.classes();
    let many = matches!(&model.structure, Structure::Coefficients(lists) if lists.len() > 1);
    let meaning = trained::structure_meaning(&model);
    let names = classes.clone();
    let drawn = model.clone();
    let (exported, listed, listed_classes, whole) = (model.clone(), model.clone(), classes.clone(), model.clone());
    let view = move || Some(trained::structure_view(&exported, class.get()));
    view! {
        <figure data-test="inside">
            <figcaption><div class="titled"><h2>{t::inside_the_model()}</h2><Exports of=t::the_inside() view=view whole=Callback::new(move |()| trained::whole(&whole))/></div><p class="quiet">{meaning}</p></figcaption>
            {many.then(|| {
                let (list, value) = (Signal::stored(names.clone()), Signal::derive(move || names.get(class.get()).cloned().unwrap_or_default()));
                view! { <crate::components::field::ListField label=t::class_shown options=list value=value set=move |i| class.set(i)/> }
            })}
            <Measured draw={move |width: Signal<f64>| {
                let drawn = drawn.clone();
                view! { <Picture scene=move || trained::structure_scene(&drawn, class.get(), width.get())/> }
            }}/>
            <FiguresTable figures=move || Some(share::structure(&trained::labelled(&listed), &listed.whole.model.constants(), &listed_classes))/>
            <p class="quiet">{said(|[print]| t::fingerprint_of_the_weights(&print), [view! { <code>{model.fingerprint.clone()}</code> }.into_any()])}</p>
        </figure>
    }
}
