//! The frame: top bar, rail of steps, the screen, and notices about the worker.

use super::components::term::Glossary;
use super::pages::health::HealthNotice;
use super::pages::{
    computing::GpuNotice,
    data::{Data, TableMenu},
    evaluate::Evaluate,
    explain::Explain,
    linked::LinkNotice,
    model::Model,
    sharing::Share,
    standalone::{Embedded, FromLink, Presented},
};
use super::route::{self, Screen};
use super::state::{Frame, SlotContent, State, Status, Theme, use_state};
use super::{address_sync, autosave, boot, file_import, focus, linked, row_browser, row_export, startup, tasks, undo};
use crate::components::dynamic::dynamic;
use leptos::{ev, prelude::*};
use vitrine_core::recipe::Source;
use vitrine_core::samples;
use vitrine_text::{common, shell as t};
use vitrine_worker::browser::client::Health;

/// The whole page.
#[component]
pub fn Shell() -> impl IntoView {
    let state = State::new(Source::Sample(samples::SAMPLES[0].name.into()));
    provide_context(state);
    route::announce(state.step);
    Effect::new(move |_| {
        startup::start(state);
        address_sync::follow(state);
        autosave::follow(state);
        linked::reveal_when_made(state);
    });
    undo::remember(state);
    row_browser::follow(state);
    row_export::follow(state);
    tell_when_ready(state);
    take_drops(state);
    focus::keep();
    let around = Memo::new(move |_| if state.from_link.with(Option::is_some) { None } else { Some(state.frame.get()) });
    dynamic(move || match around.get() {
        Some(Frame::Page) => view! { <Page/> }.into_any(),
        Some(Frame::Stage) => view! { <Presented/> }.into_any(),
        Some(Frame::Embedded) => view! { <Embedded/> }.into_any(),
        None => view! { <FromLink/> }.into_any(),
    })
}

/// The screens with all that is around them.
#[component]
fn Page() -> impl IntoView {
    let state = use_state();
    view! {
        <a class="skip" href="#screen">{t::skip_to_the_screen()}</a>
        <TopBar/>
        <Rail/>
        <main id="screen" tabindex="-1" class:dragging=state.dragging>
            <HealthNotice/>
            <GpuNotice/>
            <AnewNotice/>
            <LinkNotice/>
            <h1>{move || route::question(state.step.get())}</h1>
            {dynamic(move || match state.step.get() {
                Screen::Data => view! { <Data/> }.into_any(),
                Screen::Model => view! { <Model/> }.into_any(),
                Screen::Explain => view! { <Explain/> }.into_any(),
                Screen::Evaluate => view! { <Evaluate/> }.into_any(),
            })}
        </main>
    }
}

/// A file may be dropped anywhere: beside a target of its own the browser would leave this page and open it.
fn take_drops(state: State) {
    let over = window_event_listener(ev::dragover, move |e| {
        e.prevent_default();
        state.dragging.set(true);
    });
    let leave = window_event_listener(ev::dragleave, move |e| {
        // Between two elements there is one to go to; out of the window there is none.
        if e.related_target().is_none() {
            state.dragging.set(false);
        }
    });
    let drop = window_event_listener(ev::drop, move |e| {
        e.prevent_default();
        state.dragging.set(false);
        if let Some(file) = file_import::first_file(e.data_transfer().and_then(|d| d.files())) {
            route::show(Screen::Data);
            file_import::open_file(state, file);
        }
    });
    on_cleanup(move || [over, leave, drop].into_iter().for_each(|listener| listener.remove()));
}

/// The first visit is over when a decision is explained, or when something keeps it from being explained.
fn tell_when_ready(state: State) {
    fn ended<T>(held: &SlotContent<T>) -> bool {
        matches!(held.status, Status::Failed(_) | Status::Stopped)
    }
    Effect::new(move |told: Option<bool>| {
        let over = state.explanation.with(|e| e.status == Status::Ready || ended(e))
            || state.table.with(ended)
            || state.dataset.with(ended)
            || state.model.with(ended)
            || state.prediction.with(ended)
            || state.health.with(|h| matches!(h, Health::GaveUp { .. }))
            || state.from_link.with(Option::is_some);
        if over && told != Some(true) {
            request_animation_frame(boot::ready);
            // A tab in the background paints no frame.
            set_timeout(boot::ready, std::time::Duration::from_millis(500));
        }
        over || told == Some(true)
    });
}

#[component]
fn TopBar() -> impl IntoView {
    view! {
        <header class="top">
            <a class="brand" href="#explain">"Vitrine"</a>
            <TableMenu/>
            <span class="sealed" title=t::stays_on_this_device_because()>{t::stays_on_this_device()}</span>
            <Travel/>
            <Share/>
            <ThemeSwitch/>
            <Glossary/>
        </header>
    }
}

/// Undo and redo, each with the name of what it would do, and what was done last.
#[component]
fn Travel() -> impl IntoView {
    let state = use_state();
    let undoes = Memo::new(move |_| state.history.with(|h| h.undoes().map(str::to_owned)));
    let redoes = Memo::new(move |_| state.history.with(|h| h.redoes().map(str::to_owned)));
    let undo =
        move || undoes.with(|what| what.as_ref().map_or_else(|| t::undo_nothing().to_owned(), |what| t::undo(what)));
    let redo =
        move || redoes.with(|what| what.as_ref().map_or_else(|| t::redo_nothing().to_owned(), |what| t::redo(what)));
    view! {
        <span class="travel" role="group" aria-label=t::undo_and_redo()>
            <button type="button" class="quiet" data-test="undo" aria-disabled=move || undoes.with(Option::is_none).to_string()
                    aria-label=undo title=undo on:click=move |_| undo::undo(state)>"\u{21b6}"</button>
            <button type="button" class="quiet" data-test="redo" aria-disabled=move || redoes.with(Option::is_none).to_string()
                    aria-label=redo title=redo on:click=move |_| undo::redo(state)>"\u{21b7}"</button>
        </span>
        // A new paragraph each time, so that it is read out again, and fades again.
        <div class="travelled" role="status" data-test="travelled">{dynamic(move || state.undone.get().map(|what| view! { <p><bdi>{what}</bdi></p> }))}</div>
    }
}

#[component]
fn ThemeSwitch() -> impl IntoView {
    let state = use_state();
    let next = move || match state.theme.get() {
        Theme::System => Theme::Light,
        Theme::Light => Theme::Dark,
        Theme::Dark => Theme::System,
    };
    let name = move || match state.theme.get() {
        Theme::System => t::theme_system(),
        Theme::Light => t::theme_light(),
        Theme::Dark => t::theme_dark(),
    };
    view! {
        <button class="quiet theme" aria-label=move || t::colours(&name()) on:click=move |_| tasks::set_theme(state, next())>
            <span aria-hidden="true">"\u{25d0} "</span><span class="wide-only">{name}</span>
        </button>
    }
}

#[component]
fn Rail() -> impl IntoView {
    let state = use_state();
    view! {
        <nav class="rail" aria-label=t::steps()>
            {Screen::ALL.into_iter().map(|step| {
                let mark = Memo::new(move |_| mark(state, step));
                view! {
                    <a href=step.hash() aria-current=move || (state.step.get() == step).then_some("page")>
                        <span class=move || format!("mark {}", mark.get().class()) aria-hidden="true"></span>
                        <span class="step-name">{route::name(step)}</span>
                        <span class="step-state">{move || mark.get().words()}</span>
                    </a>
                }
            }).collect_view()}
        </nav>
    }
}

/// How a step is, as its mark on the rail says.
#[derive(Clone, PartialEq)]
enum Mark {
    Waiting,
    Running(f64),
    Rough,
    Paused,
    Stopped,
    Stale,
    Done,
    Failed,
}

impl Mark {
    fn class(&self) -> &'static str {
        match self {
            Mark::Waiting => "waiting",
            Mark::Running(_) | Mark::Rough | Mark::Paused => "running",
            Mark::Stopped | Mark::Stale => "stale",
            Mark::Done => "done",
            Mark::Failed => "failed",
        }
    }

    fn words(&self) -> String {
        match self {
            Mark::Waiting => t::waiting().into(),
            Mark::Running(done) => format!("{:.0}\u{202f}%", 100.0 * done),
            Mark::Rough => t::rough().into(),
            Mark::Paused => t::paused().into(),
            Mark::Stopped => t::stopped().into(),
            Mark::Stale => t::changed().into(),
            Mark::Done => t::done().into(),
            Mark::Failed => t::failed().into(),
        }
    }

    fn of<T>(held: &SlotContent<T>) -> Mark {
        match &held.status {
            _ if !held.is_current() => Mark::Waiting,
            Status::Empty => Mark::Waiting,
            Status::Running(r) if r.paused => Mark::Paused,
            Status::Running(r) => Mark::Running(r.done),
            Status::Preview(_) => Mark::Rough,
            Status::Stopped => Mark::Stopped,
            Status::Ready => Mark::Done,
            Status::Failed(_) => Mark::Failed,
        }
    }

    /// The first of two marks that is not "done" speaks for both.
    fn and(self, other: Mark) -> Mark {
        if self == Mark::Done { other } else { self }
    }
}

fn mark(state: State, step: Screen) -> Mark {
    match step {
        Screen::Data => state.table.with(Mark::of).and(state.dataset.with(Mark::of)),
        Screen::Model => match state.model.with(Mark::of) {
            Mark::Done if super::queries::draft_differs(state) => Mark::Stale,
            mark => mark,
        },
        Screen::Explain => state.explanation.with(Mark::of),
        Screen::Evaluate => state.evaluation.with(Mark::of),
    }
}

/// A training that was kept and is of no use is not gone on with in silence.
#[component]
fn AnewNotice() -> impl IntoView {
    let refused = use_state().autosave.refused;
    dynamic(move || {
        refused.get().map(|why| {
            view! {
                <div class="notice of-link warn" role="status" data-test="anew">
                    <p>{t::training_began_anew(&why)}</p>
                    <button type="button" on:click=move |_| refused.set(None)>{common::close()}</button>
                </div>
            }
        })
    })
}
