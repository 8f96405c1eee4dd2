//! A long list is built as far as somebody looks at it: some entries at once, more on demand.

use leptos::prelude::*;
use vitrine_text::shell as t;
use vitrine_view::chart::format::count;

/// Entries that are there at once, and that come at a time.
pub const STEP: usize = 60;

/// Shows more of a list, where there is more than is shown.
#[component]
pub fn ShowMore(
    /// Number of entries that are shown.
    shown: RwSignal<usize>,
    /// Number of all.
    #[prop(into)]
    of: Signal<usize>,
    /// What they are, in the plural.
    what: &'static str,
) -> impl IntoView {
    let is_all = move || shown.get() >= of.get();
    view! {
        <p hidden=is_all>
            <button type="button" on:click=move |_| shown.update(|n| *n += STEP)>
                {move || t::show_more(&STEP.min(of.get().saturating_sub(shown.get())), &count(of.get()), &what)}</button>
        </p>
    }
}
