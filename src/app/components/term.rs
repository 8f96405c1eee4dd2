//! A term of the field: a word that opens its own explanation where it stands, and the glossary of all of them.

use crate::app::words::{self, Word};
use leptos::html::Dialog;
use leptos::{ev, prelude::*};

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
    let close_on_escape = move |e: ev::KeyboardEvent| {
        if e.key() == "Escape" {
            open.set(false);
        }
    };
    view! {
        <span class="term" on:keydown=close_on_escape on:focusout=move |_| open.set(false)>
            <button type="button" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|o| *o = !*o)>
                {text.unwrap_or(word.term)}
            </button>
            <span class="meaning" role="note" hidden=move || !open.get()>{word.meaning}</span>
        </span>
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
        <button class="quiet help" on:click=open>"Help"</button>
        <dialog node_ref=dialog class="glossary" aria-labelledby="glossary-title">
            <form method="dialog" class="dialog-head">
                <h2 id="glossary-title">"The words used here"</h2>
                <button type="button" on:click=close>"Close"</button>
            </form>
            <p>"Choose a table under Data, train a model under Model, and ask why under Explain. "
               "Everything is computed in this page: it was loaded whole, and its policy forbids it to connect to anything since."</p>
            <dl tabindex="0">
                {words::ALL.iter().map(|w| view! { <dt>{w.term}</dt><dd>{w.meaning}</dd> }).collect_view()}
            </dl>
        </dialog>
    }
}
