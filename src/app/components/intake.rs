//! Where a table comes in: dropped, picked, or pasted.

use crate::file_import;
use leptos::{html, prelude::*};
use vitrine_core::table::{MAX_BYTES, MAX_CELLS, MAX_COLUMNS};
use vitrine_text::data as t;
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
    let most = t::at_most(&(MAX_BYTES / 1_000_000), &(MAX_CELLS / 1_000_000), &count(MAX_COLUMNS as usize));
    // The button stands in the sentence.
    let sentence = t::or_choose(&'\0');
    let (before, after) = sentence.split_once('\0').unwrap_or((&sentence, ""));
    let (before, after) = (before.to_owned(), after.to_owned());
    view! {
        <div class="intake" class:over=over>
            <p><strong>{t::drop_here()}</strong>{before}<Picker words=t::choose_a_file() open_file=open_file/>{after}</p>
            <p class="quiet" data-test="most">{most}</p>
            <details>
                <summary>{t::paste_a_table()}</summary>
                <textarea node_ref=pasted rows="5" aria-label=t::table_as_text() placeholder=t::paste_example()></textarea>
                <button type="button" on:click=take_pasted>{t::use_this_table()}</button>
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
