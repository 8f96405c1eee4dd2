//! How far an explanation is told: the step, the hand that moves it, and the room for its words.

use crate::route;
use crate::state::{Frame, State};
use js_sys::{Function, Promise, Reflect};
use leptos::task::spawn_local;
use leptos::{ev, prelude::*};
use vitrine_core::explain::Method;
use vitrine_view::chart::Step;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlButtonElement;

/// How far the presentation is. It is a choice of the screen, and of no recipe.
#[derive(Clone, Copy)]
pub struct Presentation {
    /// All steps of the picture that is shown.
    pub steps: Memo<Vec<Step>>,
    /// The method whose picture is shown.
    pub method: RwSignal<Method>,
    at: RwSignal<usize>,
}

/// A move through the steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// To the average alone.
    First,
    /// One step back.
    Back,
    /// One step on.
    On,
    /// All at once.
    Last,
}

impl Presentation {
    /// At the first of these steps.
    pub fn new(steps: Memo<Vec<Step>>, method: RwSignal<Method>) -> Presentation {
        Presentation { steps, method, at: RwSignal::new(0) }
    }

    /// The step, 0-based; a signal.
    pub fn at(self) -> usize {
        self.at.get().min(self.last())
    }

    /// The last step.
    pub fn last(self) -> usize {
        self.steps.with(|s| s.len().saturating_sub(1))
    }

    /// Something of the step; a default while nothing is explained.
    pub fn read<T: Default>(self, of: impl FnOnce(&Step) -> T) -> T {
        let at = self.at();
        self.steps.with(|s| s.get(at).map(of).unwrap_or_default())
    }

    /// Moves.
    pub fn go(self, to: Move) {
        let (at, last) = untrack(move || (self.at(), self.last()));
        self.at.set(match to {
            Move::First => 0,
            Move::Back => at.saturating_sub(1),
            Move::On => (at + 1).min(last),
            Move::Last => last,
        });
    }

    /// Shows the other method's picture, as far.
    pub fn turn(self) {
        self.method.update(|m| *m = m.next());
    }
}

/// Scrolls to where the picture's newest row is, between the sentence, if that stands above, and the buttons.
pub fn keep_in_view(at: usize, last: usize) {
    let place = |selector: &str| {
        let found = document().query_selector(selector).ok().flatten();
        found.map(|element| element.get_bounding_client_rect())
    };
    if at == 0 {
        return window().scroll_to_with_x_and_y(0.0, 0.0);
    }
    let all = (place(".presented-picture"), place(".presented .told"), place(".presented-controls"));
    let (Some(picture), Some(standalone), Some(controls)) = all else { return };
    // One part for each step: the average, the rows, and the whole.
    let edge = |step: f64| picture.top() + picture.height() * (step / (last as f64 + 1.0)).min(1.0);
    let (top, bottom) = (edge(at as f64), edge(at as f64 + 1.5));
    let from = if standalone.top() < picture.top() { standalone.bottom().max(0.0) } else { 0.0 };
    let by = if bottom > controls.top() { bottom - controls.top() } else { (top - from).min(0.0) };
    window().scroll_by_with_x_and_y(0.0, by);
}

/// Listens for the keys of a presentation; those of a presenter's remote control are among them.
pub fn listen(state: State, presentation: Presentation) {
    let listener = window_event_listener(ev::keydown, move |e| {
        if e.ctrl_key() || e.alt_key() || e.meta_key() || e.default_prevented() {
            return;
        }
        let on_button = e.target().is_some_and(|t| t.dyn_into::<HtmlButtonElement>().is_ok());
        match e.key().as_str() {
            // It presses the button that it is on.
            " " if on_button => return,
            "ArrowRight" | "PageDown" | " " => presentation.go(Move::On),
            "ArrowLeft" | "PageUp" => presentation.go(Move::Back),
            "Home" => presentation.go(Move::First),
            "End" => presentation.go(Move::Last),
            "m" | "M" => presentation.turn(),
            "Escape" => leave(state),
            _ => return,
        }
        e.prevent_default();
    });
    on_cleanup(move || listener.remove());
}

/// Goes back to the page.
pub fn leave(state: State) {
    if document().fullscreen_element().is_some() {
        toggle_full_screen();
    }
    state.frame.set(Frame::Page);
    request_animation_frame(route::focus_screen);
}

/// Fills the whole screen, or goes back to the window.
pub fn toggle_full_screen() {
    match document().fullscreen_element() {
        Some(_) => ask(&document(), "exitFullscreen"),
        None => document().document_element().iter().for_each(|all| ask(all, "requestFullscreen")),
    }
}

/// Asks the browser for something that it may refuse, which leaves the window as it is. What web-sys has for it drops the
/// promise, and a refusal would be one that nobody hears.
fn ask(of: &JsValue, verb: &str) {
    let function = Reflect::get(of, &verb.into()).ok().and_then(|f| f.dyn_into::<Function>().ok());
    let answer = function.and_then(|f| f.call0(of).ok()).and_then(|answer| answer.dyn_into::<Promise>().ok());
    if let Some(answer) = answer {
        spawn_local(async move { drop(JsFuture::from(answer).await) });
    }
}

/// The size of the words in CSS pixels, now and whenever the window changes: to be read from the last row, and 20 where the
/// window is 1280 by 720.
pub fn size_of_words() -> RwSignal<f64> {
    let now = || {
        let pixels = |side: Result<JsValue, _>| side.ok().and_then(|v| v.as_f64()).unwrap_or(0.0);
        (pixels(window().inner_width()) / 64.0).min(pixels(window().inner_height()) / 36.0).clamp(16.0, 64.0)
    };
    let size = RwSignal::new(now());
    let listener = window_event_listener(ev::resize, move |_| size.set(now()));
    on_cleanup(move || listener.remove());
    size
}
