//! A dialog over the page, which is built while it is open and not before.

use super::dynamic::dynamic;
use super::field::fresh_id;
use leptos::html::Dialog;
use leptos::prelude::*;
use vitrine_text::common;

/// A dialog with a title and a button that closes it.
#[component]
pub fn Modal(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its title.
    title: &'static str,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    let place = NodeRef::<Dialog>::new();
    let id = fresh_id();
    let title_id = id.clone();
    Effect::new(move |_| {
        match (place.get(), open.get()) {
            (Some(dialog), true) => {
                // It fails only when the dialog is open already.
                let _ = dialog.show_modal();
                dialog.set_scroll_top(0);
            }
            // What is in it closed it.
            (Some(dialog), false) if dialog.open() => dialog.close(),
            _ => {}
        }
    });
    let close = move |_| {
        if let Some(dialog) = place.get_untracked() {
            dialog.close();
        }
    };
    view! {
        <dialog node_ref=place class="modal" aria-labelledby=id on:close=move |_| open.set(false)>
            <div class="dialog-head">
                <h2 id=title_id>{title}</h2>
                <button type="button" on:click=close>{common::close()}</button>
            </div>
            {dynamic(move || open.get().then(|| children()))}
        </dialog>
    }
}
