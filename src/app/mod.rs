//! The page: Leptos, and nothing that computes.

/// Mounts the page.
pub fn start() {}
