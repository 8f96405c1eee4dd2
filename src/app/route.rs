//! The four screens and the part of the address that names them.

pub use vitrine_core::recipe::Step;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The name of a screen on the rail.
pub fn name(step: Step) -> &'static str {
    match step {
        Step::Data => "Data",
        Step::Model => "Model",
        Step::Explain => "Explain",
        Step::Evaluate => "Evaluate",
    }
}

/// The question that its heading asks.
pub fn question(step: Step) -> &'static str {
    match step {
        Step::Data => "What is in this table?",
        Step::Model => "How does it learn?",
        Step::Explain => "Why this prediction?",
        Step::Evaluate => "How good is it?",
    }
}

/// Puts a step into the address, and with it on the screen.
pub fn show(step: Step) {
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
pub fn announce(step: RwSignal<Step>) {
    Effect::new(move |before: Option<Step>| {
        let now = step.get();
        document().set_title(&format!("{} \u{2013} Vitrine", name(now)));
        if before.is_some_and(|b| b != now) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        now
    });
}
