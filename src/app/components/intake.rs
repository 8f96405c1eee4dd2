//! Where a table comes in: dropped anywhere on it, picked, or pasted.

use crate::app::tasks;
use leptos::{ev, html, prelude::*};
use web_sys::File;

/// The place for files. `open_file` takes a dropped or picked file, `open_text` a pasted table.
#[component]
pub fn Intake(
    /// Takes a file.
    open_file: impl Fn(File) + Send + Sync + Copy + 'static,
    /// Takes a text.
    open_text: impl Fn(String) + Send + Sync + Copy + 'static,
) -> impl IntoView {
    let over = RwSignal::new(false);
    let picker = NodeRef::<html::Input>::new();
    let pasted = NodeRef::<html::Textarea>::new();
    let hold = move |e: ev::DragEvent| {
        e.prevent_default();
        over.set(true);
    };
    let drop = move |e: ev::DragEvent| {
        e.prevent_default();
        over.set(false);
        if let Some(file) = tasks::first_file(e.data_transfer().and_then(|d| d.files())) {
            open_file(file);
        }
    };
    let picked = move |_| {
        let Some(field) = picker.get_untracked() else { return };
        if let Some(file) = tasks::first_file(field.files()) {
            open_file(file);
        }
        // So that picking the same file again is a change too.
        field.set_value("");
    };
    let take_pasted = move |_| {
        if let Some(area) = pasted.get_untracked() {
            open_text(area.value());
        }
    };
    view! {
        <div class="intake" class:over=over on:dragover=hold on:dragleave=move |_| over.set(false) on:drop=drop>
            <p><strong>"Drop a CSV here"</strong>", or "
                <label class="button">"choose a file"<input node_ref=picker type="file" accept=".csv,.tsv,.txt,text/csv,text/plain" class="visually-hidden" on:change=picked/></label>
                ". It stays on this machine."</p>
            <details>
                <summary>"Paste a table"</summary>
                <textarea node_ref=pasted rows="5" aria-label="A table as text, one row a line" placeholder="name,age,answer\u{2026}"></textarea>
                <button type="button" on:click=take_pasted>"Use this table"</button>
            </details>
        </div>
    }
}
