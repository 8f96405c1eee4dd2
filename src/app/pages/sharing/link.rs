//! The link to the view: what is in it, the address itself, a code for a classroom, and a snippet for somebody's page.

use super::code::Code;
use crate::address::{self, Reach};
use crate::components::clipboard::copy;
use crate::components::field::fresh_id;
use crate::components::live::live;
use crate::state::State;
use leptos::task::spawn_local;
use leptos::{ev, prelude::*};
use vitrine_core::explain::RowChoice;
use vitrine_core::recipe::Frame;
use vitrine_view::share::link::{Link, is_blind, names};

/// The address of the view, where there is a link to it.
pub fn address_of(state: State) -> Signal<Option<String>> {
    Signal::derive(move || Made::of(state).ok().map(|m| m.in_frame(state, Frame::Page)))
}

/// The link and its forms.
#[component]
pub fn LinkPart(state: State) -> impl IntoView {
    let made = Memo::new(move |_| Made::of(state));
    let whole = Signal::derive(move || made.with(|m| m.as_ref().ok().map(|m| m.in_frame(state, Frame::Page))));
    let part = Signal::derive(move || made.with(|m| m.as_ref().ok().map(|m| m.in_frame(state, Frame::Embedded))));
    let as_snippet = Signal::derive(move || part.get().map(|address| snippet(&address)));
    let is_own = Memo::new(move |_| state.recipe.with(is_blind));
    let embedding = move || match is_own.get() {
        false => "Paste this into the page. It shows the explanation alone, computed where it is read.",
        true => {
            "Paste this into the page of people who have your table: they are asked for its file, and the explanation is computed there. For all others, take the snippet under \u{201c}Share without the table\u{201d}."
        }
    };
    let shown = |e: ev::Event| {
        let details = event_target::<web_sys::HtmlDetailsElement>(&e);
        // As far as the dialog is high enough for it.
        request_animation_frame(move || details.scroll_into_view_with_bool(false));
    };
    view! {
        <section class="sharing" data-test="link">
            <p>{move || made.with(|m| match m {
                Ok(m) => m.words(),
                Err(why) => why.clone(),
            })}</p>
            <Place state=state/>
            {live(move || (address::reach(state) != Reach::File).then(|| view! {
                <ToCopy what="Link" text=whole/>
                <details data-test="code" on:toggle=shown>
                    <summary>"QR code for the class"</summary>
                    {live(move || whole.get().map(|address| view! { <Code text=address/> }))}
                </details>
                <details data-test="embed">
                    <summary>"Embed in a page"</summary>
                    <p class="quiet">{embedding}</p>
                    <ToCopy what="Snippet" text=as_snippet/>
                </details>
            }))}
        </section>
    }
}

/// Where the addresses lead, where that is not to everybody, and the field for a better one.
#[component]
fn Place(state: State) -> impl IntoView {
    let at_first = address::reach(state);
    let refused = RwSignal::new(false);
    let typed = move |e: ev::Event| refused.set(!address::publish_at(state, &event_target_value(&e)));
    let id = fresh_id();
    let words = move || match address::reach(state) {
        Reach::Web => None,
        Reach::Machine => Some("This page is served by your own machine: its addresses open there only."),
        Reach::File => Some(
            "This page is a file on your machine, so a link to it would open nowhere else. If the page is published, give its \
             address below. Or share a report, or a session\u{2019}s file.",
        ),
    };
    (at_first != Reach::Web).then(|| {
        view! {
            <p class="caution" role="note" data-test="reach">{words}</p>
            <div class="field published"><span class="name" id=id.clone()>"Address of the published page"</span>
                <input type="text" inputmode="url" placeholder="https://\u{2026}" aria-labelledby=id prop:value=move || state.base.get().unwrap_or_default()
                       on:change=typed aria-invalid=move || refused.get().to_string()/>
                <span class="fault" role="alert">{move || refused.get().then_some("An address begins with https:// or http://.")}</span></div>
        }
    })
}

/// What shows an address as a part of somebody's page.
pub fn snippet(address: &str) -> String {
    format!(
        "<iframe src=\"{address}\" title=\"An explanation by Vitrine\" width=\"100%\" height=\"560\" loading=\"lazy\"></iframe>"
    )
}

/// A text to be copied, which can be selected by hand where there is no clipboard.
#[component]
pub fn ToCopy(
    /// What it is.
    what: &'static str,
    /// The text.
    #[prop(into)]
    text: Signal<Option<String>>,
) -> impl IntoView {
    let said = RwSignal::new("");
    let copied = move |_| {
        let Some(text) = text.get_untracked() else { return };
        spawn_local(async move {
            said.set(if copy(&text).await {
                "Copied."
            } else {
                "The browser does not allow it. Select the text and copy it by hand."
            });
        });
    };
    let select = |e: ev::FocusEvent| event_target::<web_sys::HtmlInputElement>(&e).select();
    view! {
        <div class="to-copy">
            <input type="text" readonly aria-label=what prop:value=move || text.get().unwrap_or_default()
                   on:focus=select/>
            <button type="button" disabled=move || text.with(Option::is_none) on:click=copied>{format!("Copy {}", what.to_lowercase())}</button>
            <span class="quiet" role="status">{said}</span>
        </div>
    }
}

/// A link that can be made.
#[derive(Clone, PartialEq)]
struct Made {
    link: Link,
    fragment: String,
    n_left_out: usize,
}

impl Made {
    /// The link to the view on the screen, or why there is none.
    fn of(state: State) -> Result<Made, String> {
        let (link, n_left_out) = address::link(state).ok_or("The link can be made when the table is read.")?;
        let fragment = link.encode().map_err(|e| format!("There is no link to this view. {e}"))?;
        Ok(Made { link, fragment, n_left_out })
    }

    fn in_frame(&self, state: State, frame: Frame) -> String {
        let mut link = self.link.clone();
        link.place.frame = frame;
        // What could be written before differs in one letter.
        address::of(state, &link.encode().unwrap_or_default())
    }

    /// What is in it.
    fn words(&self) -> String {
        let proof = match &self.link.claim {
            Some(_) => {
                "Everything is computed anew where it is opened, and the page says there whether it came out the same to the last bit."
            }
            None => "Once the row is explained the link also carries the proof: the fingerprints of what was found.",
        };
        let length = self.fragment.len() + 1;
        if !is_blind(&self.link.recipe) {
            return format!("The link holds the name of the table and all choices, in {length} characters. {proof}");
        }
        let names: Vec<String> =
            names(&self.link.recipe).into_iter().map(|name| format!("\u{201c}{name}\u{201d}")).collect();
        let mut held = vec!["the fingerprint of the file".to_owned()];
        if !names.is_empty() {
            held.push(format!("the names of columns that a choice is about ({})", names.join(", ")));
        }
        if matches!(self.link.recipe.explain.row, RowChoice::Table(_)) {
            held.push("the number of the row".to_owned());
        }
        let lost = match self.n_left_out {
            0 => String::new(),
            n => format!(" {n} of your choices cannot be told without a cell of the table and are left out."),
        };
        format!(
            "Your table stays here, and no cell of it is in the link. It holds {}, and your choices, in {length} characters. \
             Whoever opens it is asked for the file.{lost} {proof}",
            held.join(", ")
        )
    }
}
