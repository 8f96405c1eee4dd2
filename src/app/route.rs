//! The four screens and the part of the address that names them.

pub use vitrine_core::recipe::Screen;

use leptos::prelude::*;
use vitrine_text::shell as t;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The name of a screen on the rail.
pub fn name(step: Screen) -> &'static str {
    match step {
        Screen::Data => t::step_data(),
        Screen::Model => t::step_model(),
        Screen::Explain => t::step_explain(),
        Screen::Evaluate => t::step_evaluate(),
    }
}

/// The question that its heading asks.
pub fn question(step: Screen) -> &'static str {
    match step {
        Screen::Data => t::question_data(),
        Screen::Model => t::question_model(),
        Screen::Explain => t::question_explain(),
        Screen::Evaluate => t::question_evaluate(),
    }
}

/// Puts a step into the address, and with it on the screen.
pub fn show(step: Screen) {
    // An address of this page's own is never refused.
    let _ = window().location().set_hash(step.hash());
}

/// Puts the focus on the screen, for those who were asked something that is gone.
pub fn focus_screen() {
    if let Some(screen) = document().get_element_by_id("screen").and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        // A screen out of sight has no focus to take.
        let _ = screen.focus();
    }
}

/// Another screen begins at its top, and names itself in the window.
pub fn announce(step: RwSignal<Screen>) {
    Effect::new(move |before: Option<Screen>| {
        let now = step.get();
        document().set_title(&t::window_title(&name(now)));
        if before.is_some_and(|b| b != now) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        now
    });
}
