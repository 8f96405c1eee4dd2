//! Around what a stage shows: the fault instead of it, dimming while something newer is being made, and how far that is.

use crate::app::queries::by_identity;
use crate::app::state::{Held, Made, Now};
use crate::worker::protocol::Running;
use leptos::prelude::*;
use std::sync::Arc;

/// Shows the held value; while a newer one is made the old one stays, dimmed. Without any value it keeps the place.
#[component]
pub fn Staged<T, V, F>(
    /// The stage.
    held: RwSignal<Held<T>>,
    /// What is being made, as "The explanation".
    what: &'static str,
    /// What is kept when it fails, as a sentence.
    kept: &'static str,
    /// What keeps an earlier stage from being made, as a sentence.
    #[prop(optional, into)]
    blocked: Option<Signal<Option<String>>>,
    /// What helps, below the fault.
    #[prop(optional, into)]
    remedy: Option<ViewFn>,
    /// Whether the old value stays in view, dimmed, when a newer one cannot be made.
    #[prop(optional)]
    stays: bool,
    /// Least height in multiples of 8 px, so that nothing jumps.
    #[prop(default = 20)]
    place: u32,
    /// Draws the value.
    show: F,
) -> impl IntoView
where
    T: PartialEq + Send + Sync + 'static,
    F: Fn(Arc<Made<T>>) -> V + Send + 'static,
    V: IntoView + 'static,
{
    let value = by_identity(move || held.with(|h| h.value.clone()));
    let fault = Memo::new(move |_| held.with(Held::fault));
    let stale = Memo::new(move |_| held.with(Held::is_stale));
    let empty = Memo::new(move |_| held.with(|h| h.value.is_none()));
    let note = Memo::new(move |_| {
        held.with(|h| match &h.now {
            Now::Running(running) if h.key == h.wanted => format!("{what}: {}", progress_in_words(running)),
            Now::Stopped if h.key == h.wanted => format!("{what}: stopped"),
            _ => match blocked.and_then(|b| b.get()) {
                Some(why) => format!("{what} has to wait. {why}"),
                None if h.value.is_none() => format!("{what}: waiting for the step before it"),
                None => String::new(),
            },
        })
    });
    let shown = Memo::new(move |_| stays || fault.with(Option::is_none));
    view! {
        {move || fault.get().map(|f| view! {
            <div class="notice bad">
                <div role="alert"><p dir="auto">{f.message}</p><p class="quiet">{kept}</p></div>
                {remedy.as_ref().map(ViewFn::run)}
            </div>
        })}
        <div class="staged" class:dim=move || stale.get() && !empty.get() aria-busy=move || stale.get().to_string()
             style:min-height=move || format!("{}px", if fault.get().is_some() { 0 } else { place * 8 })>
            {move || (empty.get() && fault.get().is_none()).then(|| view! { <p class="outline">{note}</p> })}
            <p class="renewal" hidden=move || !stale.get() || empty.get() || fault.get().is_some() || note.with(String::is_empty)>{note}</p>
            {move || value.get().filter(|_| shown.get()).map(&show)}
        </div>
    }
}

/// "40 %, about 3 s left".
pub fn progress_in_words(running: &Running) -> String {
    let share = format!("{:.0}\u{202f}%", 100.0 * running.done);
    match (running.paused, running.seconds_left) {
        (true, _) => format!("{share}, paused"),
        (_, Some(s)) if s >= 90.0 => format!("{share}, about {:.0} minutes left", s / 60.0),
        (_, Some(s)) if s >= 1.0 => format!("{share}, about {s:.0}\u{202f}s left"),
        _ => share,
    }
}
