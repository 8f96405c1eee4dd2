//! A term of the field: a word that opens its own explanation where it stands, and the glossary of all of them.

use super::dynamic::dynamic;
use crate::words::{self, Word};
use leptos::html::{Button, Dialog};
use leptos::{ev, prelude::*};
use vitrine_text::{common, shell as t};

/// A word that explains itself.
#[component]
pub fn Term(
    /// The word.
    word: Word,
    /// What stands in the text, when it is not the word itself.
    #[prop(optional)]
    text: Option<&'static str>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let button = NodeRef::<Button>::new();
    // Beside the word, wherever that is cut off by what it stands in; pixels from the left, the top and the bottom.
    let place = RwSignal::new((0.0, Some(0.0), None::<f64>));
    let toggle = move |_| {
        if let Some(button) = button.get_untracked() {
            place.set(beside(&button.get_bounding_client_rect()));
        }
        open.update(|o| *o = !*o);
    };
    let close_on_escape = move |e: ev::KeyboardEvent| {
        if e.key() == "Escape" {
            open.set(false);
        }
    };
    let meaning = move || {
        // What stands still while the page moves below it would lose its word.
        let listener = window_event_listener(ev::scroll, move |_| open.set(false));
        on_cleanup(move || listener.remove());
        let pixels = |v: Option<f64>| v.map_or_else(|| "auto".to_owned(), |v| format!("{v}px"));
        let (left, top, bottom) = place.get_untracked();
        view! {
            <span class="meaning" role="note" style:left=pixels(Some(left)) style:top=pixels(top) style:bottom=pixels(bottom)>{(word.meaning)()}</span>
        }
    };
    view! {
        <span class="term" on:keydown=close_on_escape on:focusout=move |_| open.set(false)>
            <button node_ref=button type="button" aria-expanded=move || open.get().to_string() on:click=toggle>
                {text.unwrap_or_else(word.term)}
            </button>
            {dynamic(move || open.get().then(meaning))}
        </span>
    }
}

/// Width of an explanation, as the style sheet has it, and the room that it needs below its word.
const WIDTH: f64 = 320.0;
const ROOM: f64 = 168.0;

/// Where an explanation goes: above the word, so that it hides nothing of what stands under it, or below it where there is no room,
/// and never over the window's edge.
fn beside(word: &web_sys::DomRect) -> (f64, Option<f64>, Option<f64>) {
    let size = |v: Result<wasm_bindgen::JsValue, _>| v.ok().and_then(|v| v.as_f64()).unwrap_or(WIDTH);
    let (width, height) = (size(window().inner_width()), size(window().inner_height()));
    let left = word.left().min(width - WIDTH.min(0.8 * width) - 8.0).max(8.0);
    if word.top() < ROOM {
        (left, Some(word.bottom() + 4.0), None)
    } else {
        (left, None, Some(height - word.top() + 4.0))
    }
}

/// The button that opens the glossary, and the glossary.
#[component]
pub fn Glossary() -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    let open = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            // It fails only when the dialog is open already.
            let _ = dialog.show_modal();
        }
    };
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    view! {
        <button class="quiet help" aria-haspopup="dialog" on:click=open>{t::help()}</button>
        <dialog node_ref=dialog class="glossary" aria-labelledby="glossary-title">
            <form method="dialog" class="dialog-head">
                <h2 id="glossary-title">{t::glossary()}</h2>
                <button type="button" on:click=close>{common::close()}</button>
            </form>
            <p>{t::glossary_first()}</p>
            <dl tabindex="0">
                {words::ALL.iter().map(|w| view! { <dt>{(w.term)()}</dt><dd>{(w.meaning)()}</dd> }).collect_view()}
            </dl>
        </dialog>
    }
}
