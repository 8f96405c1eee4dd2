//! One explanation for a lecture: large type, the picture as wide as the window, and one feature after the other.

use super::steps::{Move, Presentation, keep_in_view, leave, listen, size_of_words, toggle_full_screen};
use super::{asks, standalone, subject, whose};
use crate::components::answer_view::AnswerView;
use crate::components::dynamic::dynamic;
use crate::components::measured::Measured;
use crate::components::picture::Picture as Drawing;
use crate::pages::health::HealthNotice;
use crate::pages::linked::{LinkNotice, proof};
use crate::queries;
use crate::state::{Picture, use_state};
use leptos::html::Main;
use leptos::prelude::*;
use vitrine_core::explain::Method;
use vitrine_text::{common, sharing as t};
use vitrine_view::chart::text::SIZE;
use vitrine_view::chart::{Scene, format};
use vitrine_view::share::{Drawn, StandaloneExplanation, WIDTH};

/// Features shown: as many as can be told in a lecture, and fit at this size.
const SHOWN: usize = 7;

/// The size of the level and of the sentence beside that of the picture's words.
const LEVEL: f64 = 2.2;
const SENTENCE: f64 = 1.15;

/// The presentation.
#[component]
pub fn Presented() -> impl IntoView {
    let state = use_state();
    let (standalone, asks) = (standalone(state), asks(state));
    let method = RwSignal::new(Method::ALL[0]);
    let drawn = move |width| Drawn { method: method.get(), picture: state.picture.get(), shown: SHOWN, more: 0, width };
    let steps = Memo::new(move |_| standalone.with(|t| t.as_ref().map(|t| t.steps(drawn(WIDTH))).unwrap_or_default()));
    let presentation = Presentation::new(steps, method);
    let size = size_of_words();
    listen(state, presentation);
    let place = NodeRef::<Main>::new();
    Effect::new(move |_| {
        if let Some(main) = place.get() {
            window().scroll_to_with_x_and_y(0.0, 0.0);
            // A window out of sight has no focus to take.
            let _ = main.focus();
        }
    });
    Effect::new(move |_| {
        let (at, last) = (presentation.at(), presentation.last());
        // When the sentence has its height and the row is drawn.
        request_animation_frame(move || keep_in_view(at, last));
    });
    view! {
        <main id="screen" tabindex="-1" class="alone presented" node_ref=place>
            <HealthNotice/>
            {dynamic(move || asks.get().then(|| view! { <LinkNotice/> }))}
            <div class="presented-body">
                <AnswerView held=state.explanation what=t::the_explanation() kept=common::table_and_model_are_kept() place=40 lasting=true
                        blocked=queries::model_blocked(state)
                        show=move |_| view! { <SoFar standalone=standalone presentation=presentation size=size picture=state.picture/> }/>
            </div>
            <Controls presentation=presentation/>
        </main>
    }
}

/// Which row, the level that is reached, the picture so far, and the step in words.
#[component]
fn SoFar(
    standalone: Memo<Option<StandaloneExplanation>>,
    presentation: Presentation,
    size: RwSignal<f64>,
    picture: RwSignal<Picture>,
) -> impl IntoView {
    let scene = move |width: f64| {
        let scale = size.get() / SIZE;
        let drawn = Drawn {
            method: presentation.method.get(),
            picture: picture.get(),
            shown: SHOWN,
            more: 0,
            width: width / scale,
        };
        let scene = standalone.with(|t| t.as_ref().map(|t| t.scene(drawn, presentation.at())).unwrap_or_default());
        // Who does not see it is told no more than who does.
        Scene { title: presentation.read(|s| s.words.clone()), ..scene }
    };
    let pixels = move |times: f64| move || format!("{}px", times * size.get());
    view! {
        <h1>{t::why_this_prediction()}" "<span class="quiet">{dynamic(move || standalone.with(|t| t.as_ref().map(whose)))}</span></h1>
        <p class="level" data-test="level" style:font-size=pixels(LEVEL)>
            {dynamic(move || standalone.with(|t| t.as_ref().map(subject)))}
            <strong>{move || level(standalone, presentation)}</strong>" "
            <span class="quiet so-far" style:font-size=pixels(SENTENCE)>{move || so_far(standalone, presentation)}</span>
        </p>
        <p class="quiet judged" style:font-size=pixels(1.0)>
            <span data-test="decision"><bdi>{move || standalone.with(|t| t.as_ref().map(|t| t.decision.clone()))}</bdi></span>" "
            <span data-test="verdict">{move || standalone.with(|t| t.as_ref().map(|t| t.verdict.clone()))}</span>
        </p>
        <div class="presented-picture" on:click=move |_| presentation.go(Move::On)>
            <Measured draw={move |width: Signal<f64>| view! { <Drawing small=true scene=move || scene(width.get())/> }}/>
        </div>
        <p class="told" dir="auto" aria-live="polite" data-test="told" style:font-size=pixels(SENTENCE)>{move || presentation.read(|s| s.words.clone())}</p>
    }
}

fn level(standalone: Memo<Option<StandaloneExplanation>>, presentation: Presentation) -> Option<String> {
    let level = presentation.read(|s| Some(s.level))?;
    standalone.with(|t| t.as_ref().map(|t| format::line_level(level, t.unit)))
}

/// What the level is of: the average, the features so far, or the row.
fn so_far(standalone: Memo<Option<StandaloneExplanation>>, presentation: Presentation) -> Option<String> {
    standalone.with(|standalone| {
        let standalone = standalone.as_ref()?;
        let local = standalone.local(presentation.method.get())?;
        let info = local.method.info();
        let base = format::line_level(local.base, standalone.unit);
        let (at, last) = (presentation.at(), presentation.last());
        Some(match info.is_additive {
            true if at == 0 => t::on_average().to_owned(),
            false if at == 0 => t::where_line_starts(&(info.label)()),
            true if at == last => t::for_this_row(&base),
            false if at == last => t::by_line(&(info.label)(), &format::level(local.prediction, standalone.unit)),
            _ => t::so_far().to_owned(),
        })
    })
}

/// Buttons for what the keys do.
#[component]
fn Controls(presentation: Presentation) -> impl IntoView {
    let state = use_state();
    let can_fill = document().fullscreen_enabled();
    let said = Memo::new(move |_| proof(state));
    let move_to = |to: Move, is_there: Memo<bool>, words: &'static str, keys: &'static str| {
        view! {
            <button type="button" title=keys aria-disabled=move || is_there.get().to_string() on:click=move |_| presentation.go(to)>{words}</button>
        }
    };
    let first = Memo::new(move |_| presentation.at() == 0);
    let last = Memo::new(move |_| presentation.at() == presentation.last());
    view! {
        <div class="presented-controls" role="group" aria-label=t::presentation()>
            {move_to(Move::Back, first, t::back(), t::keys_back())}
            {move_to(Move::On, last, t::next(), t::keys_next())}
            <span class="quiet" data-test="place">{move || t::step_of(&(presentation.at() + 1), &(presentation.last() + 1))}</span>
            {move_to(Move::Last, last, t::all_at_once(), t::keys_all())}
            <button type="button" title="M" on:click=move |_| presentation.turn()>{move || t::show_method(&(presentation.method.get().next().info().label)())}</button>
            {can_fill.then(|| view! { <button type="button" on:click=|_| toggle_full_screen()>{t::full_screen()}</button> })}
            <p class="quiet" role="status" data-test="proof">{said}</p>
            <button type="button" title=t::key_escape() on:click=move |_| leave(state)>{t::exit()}</button>
        </div>
    }
}
