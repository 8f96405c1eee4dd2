//! The marks of a picture for hand, keyboard and ear: what is pointed at is said below the picture, and one tab stop leads
//! through all of them. A picture itself is heard as its finding.

use super::deferred::{Room, in_turn};
use super::dynamic::dynamic;
use super::field::fresh_id;
use super::nodes::{BuiltNodes, Node};
use leptos::html::Ul;
use leptos::{ev, prelude::*};
use vitrine_text::shell as t;
use vitrine_view::chart::Stop;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDetailsElement, HtmlElement};

/// What is pointed at in one picture, and in those that are linked with it.
#[derive(Clone, Copy)]
pub struct Pointing {
    stops: Memo<Vec<Stop>>,
    own: RwSignal<Option<usize>>,
    linked: Option<RwSignal<Option<u32>>>,
}

impl Pointing {
    /// For a picture with these stops; `linked` holds the datum that is pointed at in any linked view.
    pub fn new(stops: Memo<Vec<Stop>>, linked: Option<RwSignal<Option<u32>>>) -> Pointing {
        Pointing { stops, own: RwSignal::new(None), linked }
    }

    /// Points at a stop, or at nothing.
    pub fn set(self, stop: Option<usize>) {
        // A picture that goes away loses the focus when its signals are gone already.
        if self.own.try_get_untracked().is_none_or(|now| now == stop) {
            return;
        }
        self.own.set(stop);
        if let Some(linked) = self.linked {
            linked.set(stop.and_then(|i| self.stops.with_untracked(|s| s.get(i).and_then(|s| s.datum))));
        }
    }

    /// The stop that is pointed at, here or through its datum elsewhere.
    pub fn get(self) -> Option<usize> {
        self.own.get().or_else(|| {
            let datum = self.linked?.get()?;
            self.stops.with(|s| s.iter().position(|s| s.datum == Some(datum)))
        })
    }

    /// The stop of each of a picture's marks.
    pub fn stop_of_marks(self, n_marks: usize) -> Vec<Option<usize>> {
        let mut stops = vec![None; n_marks];
        self.stops.with(|all| {
            for (i, stop) in all.iter().enumerate() {
                stop.marks.iter().filter(|&&m| m < n_marks).for_each(|&m| stops[m] = Some(i));
            }
        });
        stops
    }

    fn label(self) -> Option<String> {
        let at = self.get()?;
        self.stops.with(|s| s.get(at).map(|s| s.label.clone()))
    }
}

/// Marks that are put into words in one turn.
const TOGETHER: usize = 80;

/// A picture with its marks in words: a line below it, and a list for keyboard and screen reader.
#[component]
pub fn Marked(
    /// What is pointed at.
    pointing: Pointing,
    /// The picture.
    children: Children,
) -> impl IntoView {
    let list = NodeRef::<Ul>::new();
    let id = fresh_id();
    let hint_id = format!("{id}-keys");
    let n_stops = Memo::new(move |_| pointing.stops.with(Vec::len));
    let due = in_turn();
    let has_figures = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(list) = list.get() {
            has_figures.set(figures_beside(&list).is_some());
        }
    });
    let (options, room) = (StoredValue::new_local(BuiltNodes::default()), Room::new(TOGETHER));
    let option_id = id.clone();
    Effect::new(move |before: Option<Option<HtmlElement>>| {
        let list: HtmlElement = list.get()?.into();
        // A picture that has marks again has another list.
        if before.flatten().is_some_and(|before| before != list) {
            options.set_value(BuiltNodes::default());
        }
        if due.get() {
            let option = |(i, stop): (usize, &Stop)| option(&option_id, i, &stop.label);
            let wanted = pointing.stops.with(|stops| {
                let room = room.of(stops.len());
                stops.iter().enumerate().take(room).map(option).collect()
            });
            options.update_value(|made| made.become_these(&list, wanted));
        }
        Some(list)
    });
    // Which one is pointed at is said to the list as a whole: a list of hundreds follows a hand.
    Effect::new(move |before: Option<Option<usize>>| {
        let now = pointing.own.get();
        let select = |stop: Option<usize>, selected: &str| {
            let option = stop.and_then(|i| list.get_untracked()?.children().item(i as u32));
            // An attribute that cannot be set leaves what the list says.
            let _ = option.map(|option| option.set_attribute("aria-selected", selected));
        };
        select(before.flatten(), "false");
        select(now, "true");
        now
    });
    let on_key = move |e: ev::KeyboardEvent| {
        let last = n_stops.get_untracked().saturating_sub(1);
        let here = pointing.own.get_untracked().unwrap_or(0).min(last);
        if e.ctrl_key() || e.alt_key() || e.meta_key() {
            return;
        }
        match e.key().as_str() {
            "ArrowDown" | "ArrowRight" => pointing.set(Some((here + 1).min(last))),
            "ArrowUp" | "ArrowLeft" => pointing.set(Some(here.saturating_sub(1))),
            "Home" => pointing.set(Some(0)),
            "End" => pointing.set(Some(last)),
            "Escape" => pointing.set(None),
            "t" | "T" => match list.get_untracked().and_then(|l| figures_beside(&l)) {
                Some(figures) => open(&figures),
                None => return,
            },
            _ => return,
        }
        e.prevent_default();
    };
    view! {
        <div class="marked">
            {children()}
            <p class="mark-words" aria-hidden="true"><bdi>{move || pointing.label()}</bdi></p>
            {dynamic(move || (n_stops.get() > 0).then(|| {
                let (id, hint_id) = (id.clone(), hint_id.clone());
                view! {
                    <ul node_ref=list class="visually-hidden" role="listbox" tabindex="0" aria-label=t::marks() aria-describedby=hint_id.clone()
                        aria-activedescendant=move || pointing.own.get().map(|i| format!("{id}-{i}"))
                        on:keydown=on_key on:focus=move |_| pointing.set(Some(0)) on:blur=move |_| pointing.set(None)></ul>
                    <span hidden id=hint_id>{move || {
                        if has_figures.get() { t::arrow_keys_and_figures() } else { t::arrow_keys() }
                    }}</span>
                }
            }))}
        </div>
    }
}

/// A mark in words, in the list of them all.
fn option(list_id: &str, i: usize, words: &str) -> Node {
    let attributes =
        [("role", "option".to_owned()), ("id", format!("{list_id}-{i}")), ("aria-selected", "false".to_owned())];
    Node::new("li", attributes.to_vec()).saying(words)
}

/// Whether a pointer that leaves takes its words along: a finger leaves as soon as it has pointed, and its words stay.
pub fn leaves(e: &ev::PointerEvent) -> bool {
    e.pointer_type() != "touch"
}

/// The folded table that belongs to a picture.
fn figures_beside(list: &HtmlElement) -> Option<Element> {
    list.closest("figure").ok()??.query_selector("details.figures").ok()?
}

/// Unfolds it and goes there.
fn open(figures: &Element) {
    if let Some(details) = figures.dyn_ref::<HtmlDetailsElement>() {
        details.set_open(true);
    }
    if let Some(summary) =
        figures.query_selector("summary").ok().flatten().and_then(|s| s.dyn_into::<HtmlElement>().ok())
    {
        // What cannot take the focus is unfolded all the same.
        let _ = summary.focus();
    }
}
