//! Around what an answer shows: the fault instead of it, dimming while something newer is being made, and how far that is.

use super::deferred::{Deferred, Rebuilt, is_rebuilt};
use super::dynamic::dynamic;
use crate::queries::by_identity;
use crate::state::{Produced, SlotContent, Status};
use leptos::prelude::*;
use std::sync::Arc;
use vitrine_core::recipe::Source;
use vitrine_text::shell as t;
use vitrine_worker::protocol::{Fault, Running};

/// Shows the newest answer; while a newer one is made the old one stays, dimmed. Without any it keeps the place.
#[component]
pub fn AnswerView<T, V, F>(
    /// The slot's content.
    held: RwSignal<SlotContent<T>>,
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
    /// Whether what is drawn of the first value stays, and follows later values by itself.
    #[prop(optional)]
    lasting: bool,
    /// Least height in multiples of 8 px, so that nothing jumps.
    #[prop(default = 20)]
    place: u32,
    /// Draws the value.
    show: F,
) -> impl IntoView
where
    T: PartialEq + Send + Sync + 'static,
    F: Fn(Arc<Produced<T>>) -> V + Clone + Send + 'static,
    V: IntoView + 'static,
{
    let value = by_identity(move || held.with(|h| h.value.clone()));
    let fault = Memo::new(move |_| held.with(|held| held.fault()));
    let shown = Memo::new(move |_| stays || fault.with(Option::is_none));
    let empty = Memo::new(move |_| held.with(|h| h.value.is_none()));
    let (within_rebuilt, mut before) = (is_rebuilt(), None::<Source>);
    let stage = Stage {
        fault,
        stale: Memo::new(move |_| held.with(|held| held.is_stale())),
        empty,
        doing: Memo::new(move |_| {
            held.with(|h| match &h.status {
                Status::Running(running) if h.is_current() => Some(progress_in_words(running)),
                Status::Stopped if h.is_current() => Some(t::stopped().to_owned()),
                _ => None,
            })
        }),
        what,
        kept,
        blocked,
        remedy,
        place,
    };
    stage.around(Box::new(move || {
        let value = if lasting && !empty.get() { value.get_untracked() } else { value.get() };
        let value = value.filter(|_| shown.get())?;
        // What is of another table is another thing, and is built in turns like a new screen: what stood there goes first.
        let source = Some(value.recipe.source.clone());
        let rebuilt = within_rebuilt || before == source;
        provide_context(Rebuilt(rebuilt));
        before = source;
        let show = show.clone();
        Some(if rebuilt { show(value).into_any() } else { view! { <Deferred>{show(value)}</Deferred> }.into_any() })
    }))
}

/// What is the same of all answers, whatever they are.
struct Stage {
    fault: Memo<Option<Fault>>,
    stale: Memo<bool>,
    empty: Memo<bool>,
    /// How far it is, or that it was stopped.
    doing: Memo<Option<String>>,
    what: &'static str,
    kept: &'static str,
    blocked: Option<Signal<Option<String>>>,
    remedy: Option<ViewFn>,
    place: u32,
}

impl Stage {
    fn around(self, value: Box<dyn FnMut() -> Option<AnyView> + Send>) -> AnyView {
        let Stage { fault, stale, empty, doing, what, kept, blocked, remedy, place } = self;
        let note = Memo::new(move |_| match (doing.get(), blocked.and_then(|b| b.get())) {
            (Some(how), _) => t::being_made(&what, &how),
            (None, Some(why)) => t::cannot_be_made(&what, &why),
            (None, None) if empty.get() => t::appears_later(&what),
            (None, None) => String::new(),
        });
        view! {
            {dynamic(move || fault.get().map(|f| view! {
                <div class="notice bad">
                    <div role="alert"><p dir="auto">{f.to_string()}</p><p class="quiet">{kept}</p></div>
                    {remedy.as_ref().map(ViewFn::run)}
                </div>
            }))}
            <div class="staged" class:dim=move || stale.get() && !empty.get() aria-busy=move || stale.get().to_string()
                 style:min-height=move || format!("{}px", if fault.get().is_some() { 0 } else { place * 8 })>
                {dynamic(move || (empty.get() && fault.get().is_none()).then(|| view! { <p class="outline">{note}</p> }))}
                <p class="renewal" hidden=move || !stale.get() || empty.get() || fault.get().is_some() || note.with(String::is_empty)>{note}</p>
                {value}
            </div>
        }
        .into_any()
    }
}

/// "40 %, about 3 s left"; "5 %, at most 10 minutes left, often less" of what may end early.
pub fn progress_in_words(running: &Running) -> String {
    let share = format!("{:.0}\u{202f}%", 100.0 * running.done);
    match (running.paused, running.seconds_left) {
        (true, _) => t::progress_paused(&share),
        (_, Some(s)) if s >= 90.0 && running.may_stop => t::at_most_minutes(&share, &(s / 60.0).ceil()),
        (_, Some(s)) if s >= 90.0 => t::about_minutes(&share, &(s / 60.0).ceil()),
        (_, Some(s)) if s >= 1.0 && running.may_stop => t::at_most_seconds(&share, &s.ceil()),
        (_, Some(s)) if s >= 1.0 => t::about_seconds(&share, &s.ceil()),
        _ => share,
    }
}
