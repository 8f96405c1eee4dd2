//! Where a table comes in: dropped, picked, or pasted.

use crate::file_import;
use leptos::{html, prelude::*};
use vitrine_core::table::{MAX_BYTES, MAX_CELLS, MAX_COLUMNS};
use vitrine_view::chart::format::count;
use web_sys::File;

/// The place for files. What is dropped is taken by the page as a whole, wherever it falls.
#[component]
pub fn Intake(
    /// Whether a file is over the page.
    #[prop(into)]
    over: Signal<bool>,
    /// Takes a picked file.
    open_file: impl Fn(File) + Send + Sync + Copy + 'static,
    /// Takes a pasted table.
    open_text: impl Fn(String) + Send + Sync + Copy + 'static,
) -> impl IntoView {
    let pasted = NodeRef::<html::Textarea>::new();
    let take_pasted = move |_| {
        if let Some(area) = pasted.get_untracked() {
            open_text(area.value());
        }
    };
    let most = format!(
        "Up to {} MB, {} million cells and {} columns; of a larger file, a random sample of its rows.",
        MAX_BYTES / 1_000_000,
        MAX_CELLS / 1_000_000,
        count(MAX_COLUMNS as usize)
    );
    view! {
        <div class="intake" class:over=over>
            <p><strong>"Drop a CSV here"</strong>", or "
                <Picker words="choose a file" open_file=open_file/>
                ". It stays on this machine."</p>
            <p class="quiet" data-test="most">{most}</p>
            <details>
                <summary>"Paste a table"</summary>
                <textarea node_ref=pasted rows="5" aria-label="A table as text, one row a line" placeholder="name,age,answer\u{2026}"></textarea>
                <button type="button" on:click=take_pasted>"Use this table"</button>
            </details>
        </div>
    }
}

/// A button that picks a file.
#[component]
pub fn Picker(
    /// What is on it.
    words: &'static str,
    /// Takes the file.
    open_file: impl Fn(File) + Send + Sync + Copy + 'static,
) -> impl IntoView {
    let picker = NodeRef::<html::Input>::new();
    let picked = move |_| {
        let Some(field) = picker.get_untracked() else { return };
        if let Some(file) = file_import::first_file(field.files()) {
            open_file(file);
        }
        // So that picking the same file again is a change too.
        field.set_value("");
    };
    view! {
        <label class="button">{words}<input node_ref=picker type="file" accept=".csv,.tsv,.txt,.vitrine,text/csv,text/plain" class="visually-hidden" on:change=picked/></label>
    }
}
