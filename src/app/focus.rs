//! The focus is never lost: when what holds it is taken away, hidden or disabled, it goes to the nearest thing that is left,
//! so that a keyboard goes on where it was and not at the top of the page.

use leptos::ev;
use leptos::prelude::*;
use std::cell::RefCell;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{FocusOptions, HtmlElement, MutationObserver, MutationObserverInit};

/// What can take the focus.
const STOPS: &str = "button:not(:disabled), a[href], select:not(:disabled), input:not(:disabled), textarea, summary";

thread_local! {
    /// What has the focus, with all that it stands in, the nearest first. Nothing where the user let go of it.
    static HELD: RefCell<Vec<HtmlElement>> = const { RefCell::new(Vec::new()) };
}

/// Keeps it, for as long as the page is there.
pub fn keep() {
    let taken = window_event_listener(ev::focusin, move |e| {
        let mut at = e.target().and_then(|t| t.dyn_into::<HtmlElement>().ok());
        HELD.with_borrow_mut(|held| {
            held.clear();
            while let Some(element) = at {
                at = element.parent_element().and_then(|p| p.dyn_into().ok());
                held.push(element);
            }
        });
    });
    let left = window_event_listener(ev::focusout, move |e| {
        // What is taken away loses the focus while it still stands; a frame later it is told from what was let go of.
        if e.related_target().is_none() {
            request_animation_frame(let_go);
        }
    });
    let on_change = Closure::<dyn FnMut()>::new(|| {
        // Of what is hidden or disabled the browser may yet hand the focus back itself, as it does when a dialog closes.
        if HELD.with_borrow(|held| held.first().is_some_and(|lost| !lost.is_connected())) {
            mend();
        }
        request_animation_frame(mend);
    });
    let watched = MutationObserver::new(on_change.as_ref().unchecked_ref()).and_then(|observer| {
        let what = MutationObserverInit::new();
        what.set_child_list(true);
        what.set_subtree(true);
        let names = ["disabled", "hidden", "inert", "open", "class"]
            .map(JsValue::from_str)
            .into_iter()
            .collect::<js_sys::Array>();
        what.set_attribute_filter(&names);
        let body = document().body().map_or(JsValue::NULL, JsValue::from);
        observer.observe_with_options(body.unchecked_ref(), &what).map(|()| observer)
    });
    let kept = StoredValue::new_local((watched, on_change));
    on_cleanup(move || {
        [taken, left].into_iter().for_each(|listener| listener.remove());
        kept.with_value(|(watched, _)| watched.iter().for_each(MutationObserver::disconnect));
    });
}

/// Whether an element is there to be seen and used.
fn can_hold(element: &HtmlElement) -> bool {
    let hidden =
        window().get_computed_style(element).ok().flatten().and_then(|s| s.get_property_value("visibility").ok());
    element.is_connected()
        && element.get_client_rects().length() > 0
        && hidden.is_none_or(|v| v == "visible")
        && !element.matches(":disabled").unwrap_or(false)
        && element.closest("[inert]").is_ok_and(|inert| inert.is_none())
}

fn nothing_has_it() -> bool {
    document().active_element().is_none_or(|e| e.has_type::<web_sys::HtmlBodyElement>())
}

/// Forgets what had the focus where the user went away from it and not it from the user.
fn let_go() {
    if nothing_has_it() && HELD.with_borrow(|held| held.first().is_some_and(can_hold)) {
        HELD.with_borrow_mut(Vec::clear);
    }
}

/// Gives the focus to what is nearest to what had it, where nothing has it and the user did not let go. A frame later, when
/// all that was changed stands, it goes to what is nearest then.
fn mend() {
    if !nothing_has_it() {
        return;
    }
    let held = HELD.with_borrow(Clone::clone);
    let Some((lost, around)) = held.split_first() else { return };
    if can_hold(lost) {
        return;
    }
    let around = around.to_vec();
    if let Some(now) = give(&around) {
        request_animation_frame(move || {
            let is_still_there = document().active_element().is_some_and(|e| e == *now);
            if is_still_there || nothing_has_it() {
                give(&around);
            }
        });
    }
}

/// Gives the focus to the nearest stop within what stood around it, the nearest first, else to the screen.
fn give(around: &[HtmlElement]) -> Option<HtmlElement> {
    let screen = document().get_element_by_id("screen").and_then(|e| e.dyn_into::<HtmlElement>().ok());
    let within = around.iter().take_while(|e| screen.as_ref() != Some(e));
    let nearest = within.filter(|e| e.is_connected()).find_map(first_stop);
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let next = nearest.or(screen)?;
    // A refusal leaves the focus where it was.
    let _ = next.focus_with_options(&options);
    Some(next)
}

/// The first thing within an element that can take the focus.
fn first_stop(within: &HtmlElement) -> Option<HtmlElement> {
    let found = within.query_selector_all(STOPS).ok()?;
    (0..found.length()).filter_map(|i| found.item(i)?.dyn_into::<HtmlElement>().ok()).find(can_hold)
}
