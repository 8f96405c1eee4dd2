//! What is kept in this browser: the session of this tab, the others, and how to be rid of them.

use crate::components::field::fresh_id;
use crate::components::live::live;
use crate::state::{State, use_state};
use crate::store::Listed;
use crate::{keeping, opening, session_files};
use leptos::{ev, prelude::*};
use vitrine_view::chart::format::counted;
use vitrine_view::share::link::is_blind;

/// The sessions, folded away.
#[component]
pub fn Sessions() -> impl IntoView {
    let state = use_state();
    let keeping = state.keeping;
    let opened = move |e: ev::Event| {
        if event_target::<web_sys::HtmlDetailsElement>(&e).open() {
            keeping::list(state);
        }
    };
    let others = Memo::new(move |_| {
        let own = keeping.current.with(|c| c.as_ref().map(|l| l.id.clone()));
        let all = keeping.all.get().unwrap_or_default();
        all.into_iter().filter(|l| Some(&l.id) != own.as_ref()).collect::<Vec<_>>()
    });
    let list = move || {
        others.with(|others| {
            (!others.is_empty()).then(|| {
                view! {
                    <h3>"Other sessions"</h3>
                    <ul class="sessions">{others.iter().map(|l| other(state, l)).collect_view()}</ul>
                }
            })
        })
    };
    view! {
        <details class="another" data-test="sessions" on:toggle=opened>
            <summary><h2>"Your sessions"</h2></summary>
            <div class="kept">
                <p class="quiet" role="status" data-test="kept">{move || in_words(state)}</p>
                {live(move || keeping.current.with(Option::is_some).then(|| view! { <Name state=state/> }))}
                <Verbs state=state/>
                {live(list)}
            </div>
        </details>
    }
}

fn in_words(state: State) -> String {
    let keeping = state.keeping;
    if keeping.forgotten.get() {
        return match (keeping.deleted.get(), keeping.fault.get()) {
            (false, _) => "Deleting everything that was kept\u{2026}".to_owned(),
            (true, None) => "Everything that was kept is deleted. Until you reload, nothing more is kept.".to_owned(),
            (true, Some(why)) => format!(
                "Not everything could be deleted ({why}). Try again, or delete the data of this site in the settings of your browser."
            ),
        };
    }
    if let Some(why) = keeping.fault.get() {
        return format!(
            "This browser keeps nothing ({why}). All goes on as it is until you close the page; a session\u{2019}s file keeps it longer."
        );
    }
    match keeping.current.get() {
        None => "Nothing is kept yet. From your first choice on, table, choices and what was trained are kept in this browser, and nowhere else.".to_owned(),
        Some(l) => format!("Kept in this browser, last at {}. If you reload or come back, you go on here.", when(l.saved)),
    }
}

/// A point in time as the machine's owner writes it.
fn when(milliseconds: f64) -> String {
    String::from(js_sys::Date::new(&milliseconds.into()).to_locale_string("default", &wasm_bindgen::JsValue::UNDEFINED))
}

#[component]
fn Name(state: State) -> impl IntoView {
    let id = fresh_id();
    let name = move || state.keeping.current.with(|c| c.as_ref().map(|l| l.name.clone()).unwrap_or_default());
    let renamed = move |e: ev::Event| {
        let name = event_target_value(&e).trim().to_owned();
        if !name.is_empty() {
            keeping::rename(state, name);
        }
    };
    view! {
        <div class="field"><span class="name" id=id.clone()>"name"</span>
            <input type="text" maxlength="100" aria-labelledby=id prop:value=name on:change=renamed/></div>
    }
}

#[component]
fn Verbs(state: State) -> impl IntoView {
    let here = move || state.keeping.current.with(|c| c.as_ref().map(|l| l.id.clone()));
    // Of the session that was saved, and of no later one.
    let said = RwSignal::new((None, ""));
    let words = move || said.with(|(of, words)| if *of == here() { *words } else { "" });
    let sure = RwSignal::new(false);
    let is_own = Memo::new(move |_| state.recipe.with(is_blind));
    let n_rows = Memo::new(move |_| state.table.with(|t| t.value.as_ref().map_or(0, |t| t.n_rows)));
    let download = move |with_table: bool| {
        let words = match (session_files::download(state, with_table), is_own.get_untracked(), with_table) {
            (false, _, _) => "No file was stored.",
            (true, false, _) => "Saved. The file holds the choices and the model, and the name of the bundled table.",
            (true, true, true) => "Saved. The file holds the whole table, the choices, and the model.",
            (true, true, false) => {
                "Saved. The file holds the choices, the names of columns that they are about, and the model, and no cell of the table. Whoever opens it is asked for the table."
            }
        };
        said.set((untrack(here), words));
    };
    let save_as = move || match is_own.get() {
        true => format!("Save as a file, with the table ({})", counted(n_rows.get(), "row", "rows")),
        false => "Save as a file".to_owned(),
    };
    let fresh = move |_| {
        keeping::leave(state);
        opening::open_first(state);
    };
    let forget = move |_| {
        sure.set(false);
        keeping::forget(state);
    };
    view! {
        <div class="buttons">
            <button type="button" data-test="save" on:click=move |_| download(true)>{save_as}</button>
            {live(move || is_own.get().then(|| view! {
                <button type="button" data-test="save-without" on:click=move |_| download(false)>"Save without the table"</button>
            }))}
            <button type="button" on:click=fresh>"Begin another session"</button>
            <button type="button" aria-expanded=move || sure.get().to_string() on:click=move |_| sure.update(|s| *s = !*s)>"Forget everything\u{2026}"</button>
        </div>
        <p class="quiet" role="status">{words}</p>
        {live(move || sure.get().then(|| view! {
            <div class="notice warn">
                <p>"This deletes all sessions that this browser keeps, with their tables and models, and the copy of the page for use without a network. What is on the screen stays until you close it."</p>
                <div class="buttons">
                    <button type="button" on:click=forget>"Forget everything"</button>
                    <button type="button" on:click=move |_| sure.set(false)>"Keep them"</button>
                </div>
            </div>
        }))}
    }
}

fn other(state: State, listed: &Listed) -> impl IntoView + use<> {
    let Listed { id, name, saved, source } = listed.clone();
    let (sure, shown) = (RwSignal::new(false), name.clone());
    let verbs = move || {
        let (id, name) = (id.clone(), name.clone());
        if sure.get() {
            return view! {
                <button type="button" aria-label=format!("Delete {name} for good") on:click=move |_| keeping::remove(state, id.clone())>"Delete it for good"</button>
                <button type="button" class="quiet" aria-label=format!("Keep {name}") on:click=move |_| sure.set(false)>"Keep it"</button>
            }
            .into_any();
        }
        view! {
            <button type="button" aria-label=format!("Go on with {name}") on:click=move |_| keeping::open(state, id.clone())>"Go on"</button>
            <button type="button" class="quiet" aria-label=format!("Delete {name}\u{2026}") on:click=move |_| sure.set(true)>"Delete\u{2026}"</button>
        }
        .into_any()
    };
    view! {
        <li>
            <span><strong><bdi>{shown}</bdi></strong>" "<span class="quiet"><bdi>{source}</bdi>", "{when(saved)}</span></span>
            <span class="buttons">{live(verbs)}</span>
        </li>
    }
}
