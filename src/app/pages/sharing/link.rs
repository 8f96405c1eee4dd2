//! The link to the view: what is in it, the address itself, a code for a classroom, and a snippet for somebody's page.

use super::code::Code;
use crate::address::{self, Reach};
use crate::components::clipboard::copy;
use crate::components::dynamic::dynamic;
use crate::components::field::fresh_id;
use crate::state::State;
use leptos::task::spawn_local;
use leptos::{ev, prelude::*};
use vitrine_core::explain::RowChoice;
use vitrine_core::recipe::Frame;
use vitrine_text::{sharing as t, shell};
use vitrine_view::share::link::{Link, is_redacted, names};

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
    let is_own = Memo::new(move |_| state.recipe.with(is_redacted));
    let embedding = move || match is_own.get() {
        false => t::embed_computed_where_read(),
        true => t::embed_for_owners_of_the_table(),
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
            {dynamic(move || (address::reach(state) != Reach::File).then(|| view! {
                <ToCopy what=t::link() to_copy=t::copy_link() text=whole/>
                <details data-test="code" on:toggle=shown>
                    <summary>{t::code_for_the_class()}</summary>
                    {dynamic(move || whole.get().map(|address| view! { <Code text=address/> }))}
                </details>
                <details data-test="embed">
                    <summary>{t::embed_in_a_page()}</summary>
                    <p class="quiet">{embedding}</p>
                    <ToCopy what=t::snippet() to_copy=t::copy_snippet() text=as_snippet/>
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
        Reach::Machine => Some(t::served_by_own_machine()),
        Reach::File => Some(t::page_is_a_file()),
    };
    (at_first != Reach::Web).then(|| {
        view! {
            <p class="caution" role="note" data-test="reach">{words}</p>
            <div class="field published"><span class="name" id=id.clone()>{t::published_address()}</span>
                <input type="text" inputmode="url" placeholder="https://\u{2026}" aria-labelledby=id prop:value=move || state.base.get().unwrap_or_default()
                       on:change=typed aria-invalid=move || refused.get().to_string()/>
                <span class="fault" role="alert">{move || refused.get().then_some(t::address_begins_with())}</span></div>
        }
    })
}

/// What shows an address as a part of somebody's page.
pub fn snippet(address: &str) -> String {
    format!(
        "<iframe src=\"{address}\" title=\"{}\" width=\"100%\" height=\"560\" loading=\"lazy\"></iframe>",
        t::an_explanation_by_vitrine()
    )
}

/// A text to be copied, which can be selected by hand where there is no clipboard.
#[component]
pub fn ToCopy(
    /// What it is.
    what: &'static str,
    /// What the button says that copies it.
    to_copy: &'static str,
    /// The text.
    #[prop(into)]
    text: Signal<Option<String>>,
) -> impl IntoView {
    let said = RwSignal::new("");
    let copied = move |_| {
        let Some(text) = text.get_untracked() else { return };
        spawn_local(async move {
            said.set(if copy(&text).await { shell::copied() } else { t::copy_by_hand() });
        });
    };
    let select = |e: ev::FocusEvent| event_target::<web_sys::HtmlInputElement>(&e).select();
    view! {
        <div class="to-copy">
            <input type="text" readonly aria-label=what prop:value=move || text.get().unwrap_or_default()
                   on:focus=select/>
            <button type="button" disabled=move || text.with(Option::is_none) on:click=copied>{to_copy}</button>
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
        let (link, n_left_out) = address::link(state).ok_or_else(t::link_needs_table)?;
        let fragment = link.encode().map_err(|e| t::no_link_to_view(&e))?;
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
            Some(_) => t::computed_anew(),
            None => t::proof_comes_later(),
        };
        let length = self.fragment.len() + 1;
        if !is_redacted(&self.link.recipe) {
            return format!("{} {proof}", t::link_holds(&length));
        }
        let names: Vec<String> = names(&self.link.recipe).into_iter().map(|name| t::quoted(&name)).collect();
        let mut held = vec![t::held_fingerprint().to_owned()];
        if !names.is_empty() {
            held.push(t::held_columns(&names.join(", ")));
        }
        if matches!(self.link.recipe.explain.row, RowChoice::Table(_)) {
            held.push(t::held_row().to_owned());
        }
        let mut said = vec![t::own_link_holds(&held.join(", "), &length)];
        if self.n_left_out > 0 {
            said.push(t::choices_left_out(&self.n_left_out));
        }
        said.push(proof.to_owned());
        said.join(" ")
    }
}
