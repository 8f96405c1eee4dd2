//! The page: Leptos, and nothing that computes. Signals hold the recipe and what is known of each question; `tasks` writes
//! them, `queries` derives from them, pages and components show them.
#![deny(unsafe_code)]

mod address;
mod address_sync;
mod boot;
mod components;
mod dictionary;
mod evaluating;
mod autosave;
mod session_files;
mod linked;
mod row_browser;
mod open_table;
mod pages;
mod panels;
mod queries;
mod focus;
mod row_export;
mod file_import;
mod route;
mod shell;
mod startup;
mod state;
mod store;
mod import;
mod sessions_by_table;
mod tasks;
mod undo;
mod views;
mod words;
mod worker_events;

use leptos::prelude::*;

/// Mounts the page into the boot page's place and starts the first visit.
pub fn start() {
    boot::report_panics();
    #[cfg(feature = "faults")]
    if boot::wants_pseudo_language() {
        vitrine_text::set(vitrine_text::pseudo());
    }
    boot::clear_place();
    mount_to(boot::place(), shell::Shell).forget();
}
