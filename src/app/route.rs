//! The four screens and the part of the address that names them.

use leptos::ev;
use leptos::prelude::*;

/// A screen: one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// What is in this table?
    Data,
    /// How does it learn?
    Model,
    /// Why this decision?
    Explain,
    /// How good is it?
    Evaluate,
}

impl Step {
    /// All of them, in the order of the rail.
    pub const ALL: [Step; 4] = [Step::Data, Step::Model, Step::Explain, Step::Evaluate];

    /// Its name on the rail.
    pub fn name(self) -> &'static str {
        match self {
            Step::Data => "Data",
            Step::Model => "Model",
            Step::Explain => "Explain",
            Step::Evaluate => "Evaluate",
        }
    }

    /// The question that its heading asks.
    pub fn question(self) -> &'static str {
        match self {
            Step::Data => "What is in this table?",
            Step::Model => "How does it learn?",
            Step::Explain => "Why this decision?",
            Step::Evaluate => "How good is it?",
        }
    }

    /// Its part of the address.
    pub fn hash(self) -> &'static str {
        match self {
            Step::Data => "#data",
            Step::Model => "#model",
            Step::Explain => "#explain",
            Step::Evaluate => "#evaluate",
        }
    }

    fn of_hash(hash: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|s| s.hash() == hash)
    }
}

/// Puts a step into the address, and with it on the screen.
pub fn show(step: Step) {
    // An address of this page's own is never refused.
    let _ = window().location().set_hash(step.hash());
}

/// Keeps the step and the address together; without a step in the address the first visit starts at Explain.
pub fn follow_address(step: RwSignal<Step>) {
    let read = move || {
        let hash = window().location().hash().unwrap_or_default();
        if let Some(named) = Step::of_hash(&hash) {
            step.set(named);
        }
    };
    read();
    // Another screen begins at its top, and names itself in the window.
    Effect::new(move |before: Option<Step>| {
        let now = step.get();
        document().set_title(&format!("{} \u{2013} Vitrine", now.name()));
        if before.is_some_and(|b| b != now) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        now
    });
    let listener = window_event_listener(ev::hashchange, move |_| read());
    on_cleanup(move || listener.remove());
}
