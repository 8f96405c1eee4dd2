//! The menu beside a picture or table: PNG, SVG, CSV, JSON, and the figures on the clipboard. The view is put together when
//! it is asked for; nothing leaves the page but a file that the browser stores.

use super::canvas;
use super::clipboard::copy;
use super::dynamic::dynamic;
use super::field::fresh_id;
use super::saving::{save, save_text};
use leptos::html::{Button, Div};
use leptos::{ev, prelude::*};
use std::time::Duration;
use vitrine_text::{Phrase, shell as t};
use vitrine_view::share::View;
use vitrine_view::share::csv::{self, Cells};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

/// What a view can be written as.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    Png,
    Svg,
    Csv,
    RawCsv,
    Json,
    Copy,
}

/// Where a view comes from.
#[derive(Clone, Copy)]
pub enum Source {
    /// Put together at once; `None` where there is nothing yet.
    AtHand(Callback<(), Option<View>>),
    /// Put together piece by piece, for whoever waits.
    Gathered(Callback<Waiting>),
}

impl<F: Fn() -> Option<View> + Send + Sync + 'static> From<F> for Source {
    fn from(view: F) -> Source {
        Source::AtHand(Callback::new(move |()| view()))
    }
}

/// Who waits for a view, and what it is to be written as.
#[derive(Clone, Copy)]
pub struct Waiting {
    form: Form,
    said: RwSignal<String>,
}

impl Waiting {
    /// Says how it goes, beside the menu.
    pub fn hear(self, words: &str) {
        // Of a menu that is gone nobody hears.
        let _ = self.said.try_set(words.to_owned());
    }

    /// Hands it over.
    pub fn take(self, view: &View) {
        write(view, self.form, self.said);
    }
}

/// A form, its name, and what it is.
type Entry = (Form, Phrase, Phrase);

const FORMS: [Entry; 6] = [
    (Form::Png, || "PNG", t::as_picture),
    (Form::Svg, || "SVG", t::as_svg),
    (Form::Csv, || "CSV", t::as_csv),
    (Form::RawCsv, t::csv_raw, t::as_csv_raw),
    (Form::Json, || "JSON", t::as_json),
    (Form::Copy, t::copy, t::as_copy),
];

/// A small button that opens the menu.
#[component]
pub fn Exports(
    /// Whose picture or table it is, for those who hear the button's name.
    of: &'static str,
    /// What is exported.
    #[prop(into)]
    view: Source,
    /// The name of a file that holds more than the view, and its JSON.
    #[prop(optional)]
    whole: Option<Callback<(), (String, String)>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let said = RwSignal::new(String::new());
    let (button, menu) = (NodeRef::<Button>::new(), NodeRef::<Div>::new());
    // What was said has been seen after a while.
    Effect::new(move |_| {
        if said.with(|s| !s.is_empty()) {
            let timer = set_timeout_with_handle(move || said.set(String::new()), Duration::from_secs(6));
            on_cleanup(move || timer.iter().for_each(TimeoutHandle::clear));
        }
    });
    let close = move || {
        open.set(false);
        if let Some(button) = button.get_untracked() {
            // A button out of sight has no focus to take.
            let _ = button.focus();
        }
    };
    let choose = move |form: Form| {
        close();
        untrack(move || match view {
            Source::Gathered(gather) => gather.run(Waiting { form, said }),
            Source::AtHand(view) => match view.run(()) {
                Some(view) => write(&view, form, said),
                None => said.set(t::nothing_to_export().to_owned()),
            },
        });
    };
    Effect::new(move |_| {
        if open.get() {
            focus_entry(menu, |_, _| 0);
        }
    });
    let on_key = move |e: ev::KeyboardEvent| {
        if !open.get_untracked() {
            return;
        }
        match e.key().as_str() {
            "Escape" => close(),
            "ArrowDown" => focus_entry(menu, |at, n| (at + 1) % n),
            "ArrowUp" => focus_entry(menu, |at, n| (at + n - 1) % n),
            "Home" => focus_entry(menu, |_, _| 0),
            "End" => focus_entry(menu, |_, n| n - 1),
            _ => return,
        }
        e.prevent_default();
        e.stop_propagation();
    };
    // Whoever goes elsewhere, by mouse or keyboard, closes it.
    let on_leave = move |e: ev::FocusEvent| {
        let to = e.related_target().and_then(|t| t.dyn_into::<Node>().ok());
        // A menu that goes away loses the focus when its place is gone already.
        if !menu.try_get_untracked().flatten().is_some_and(|m| m.contains(to.as_ref())) {
            open.set(false);
        }
    };
    let save_whole = move |_| {
        close();
        if let Some((name, json)) = whole.map(|whole| untrack(move || whole.run(()))) {
            said.set(kept(save_text(&json, "application/json", &name)));
        }
    };
    let id = fresh_id();
    view! {
        <div class="exports" on:keydown=on_key on:focusout=on_leave>
            <span class="exports-said" role="status">{said}</span>
            <button node_ref=button type="button" class="quiet" aria-haspopup="menu" aria-expanded=move || open.get().to_string() aria-controls=id.clone()
                    on:click=move |_| { said.set(String::new()); open.update(|o| *o = !*o) }>
                {t::export()}<span class="visually-hidden">{format!(": {of}")}</span>
            </button>
            <div node_ref=menu id=id class="exports-menu" role="menu" aria-label=t::export_as(&of) hidden=move || !open.get()>
                {dynamic(move || open.get().then(|| FORMS.map(|(form, name, what)| view! {
                    <button type="button" role="menuitem" tabindex="-1" on:click=move |_| choose(form)>
                        <strong>{name()}</strong>" "<span class="quiet">{what()}</span>
                    </button>
                }).collect_view()))}
                {dynamic(move || (open.get() && whole.is_some()).then(|| view! {
                    <button type="button" role="menuitem" tabindex="-1" on:click=save_whole>
                        <strong>{t::model_whole()}</strong>" "<span class="quiet">{t::as_model_whole()}</span>
                    </button>
                }))}
            </div>
        </div>
    }
}

/// Moves the focus within the menu, from the index of the entry that has it and the number of entries.
fn focus_entry(menu: NodeRef<Div>, to: impl Fn(usize, usize) -> usize) {
    let Some(menu) = menu.get_untracked() else { return };
    let entries = menu.children();
    let active = document().active_element();
    let at = (0..entries.length()).find(|&i| entries.item(i) == active).unwrap_or(0);
    let next = entries.item(to(at as usize, entries.length() as usize) as u32);
    if let Some(entry) = next.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        // A menu that was closed meanwhile needs no focus.
        let _ = entry.focus();
    }
}

fn write(view: &View, form: Form, said: RwSignal<String>) {
    let text = |text: &str, kind: &str, ending: &str| {
        let ending = view.file_name(ending);
        said.set(kept(save_text(text, kind, &ending)));
    };
    match form {
        Form::Svg => text(&view.svg(), "image/svg+xml", "svg"),
        Form::Csv => text(&view.csv(Cells::Defused), "text/csv;charset=utf-8", "csv"),
        Form::RawCsv => text(&view.csv(Cells::Raw), "text/csv;charset=utf-8", "csv"),
        Form::Json => text(&view.json(), "application/json", "json"),
        Form::Png => {
            let name = view.file_name("png");
            canvas::png(&view.picture(), move |blob| {
                let saved = blob.and_then(|blob| save(&blob, &name));
                said.set(if saved.is_some() { t::saved() } else { t::no_picture() }.to_owned());
            });
        }
        Form::Copy => {
            let text = csv::write_for_clipboard(&view.figures);
            leptos::task::spawn_local(async move {
                said.set(if copy(&text).await { t::copied() } else { t::not_copied() }.to_owned());
            });
        }
    }
}

/// Whether a file was stored, in words.
fn kept(saved: Option<()>) -> String {
    if saved.is_some() { t::saved() } else { t::not_saved() }.to_owned()
}
