//! What is kept in this browser: the session of this tab, the others, and how to be rid of them.

use crate::components::dynamic::dynamic;
use crate::components::field::fresh_id;
use crate::state::{State, use_state};
use crate::store::Listed;
use crate::{autosave, open_table, session_files};
use leptos::{ev, prelude::*};
use vitrine_text::data as t;
use vitrine_view::chart::format::count;
use vitrine_view::share::link::is_redacted;

/// The sessions, folded away.
#[component]
pub fn Sessions() -> impl IntoView {
    let state = use_state();
    let autosave = state.autosave;
    let opened = move |e: ev::Event| {
        if event_target::<web_sys::HtmlDetailsElement>(&e).open() {
            autosave::list(state);
        }
    };
    let others = Memo::new(move |_| {
        let own = autosave.current.with(|c| c.as_ref().map(|l| l.id.clone()));
        let all = autosave.all.get().unwrap_or_default();
        all.into_iter().filter(|l| Some(&l.id) != own.as_ref()).collect::<Vec<_>>()
    });
    let list = move || {
        others.with(|others| {
            (!others.is_empty()).then(|| {
                view! {
                    <h3>{t::other_sessions()}</h3>
                    <ul class="sessions">{others.iter().map(|l| other(state, l)).collect_view()}</ul>
                }
            })
        })
    };
    view! {
        <details class="another" data-test="sessions" on:toggle=opened>
            <summary><h2>{t::your_sessions()}</h2></summary>
            <div class="kept">
                <p class="quiet" role="status" data-test="kept">{move || in_words(state)}</p>
                {dynamic(move || autosave.current.with(Option::is_some).then(|| view! { <Name state=state/> }))}
                <Verbs state=state/>
                {dynamic(list)}
            </div>
        </details>
    }
}

fn in_words(state: State) -> String {
    let autosave = state.autosave;
    if autosave.forgotten.get() {
        return match (autosave.deleted.get(), autosave.fault.get()) {
            (false, _) => t::deleting_all().to_owned(),
            (true, None) => t::all_deleted().to_owned(),
            (true, Some(why)) => t::not_all_deleted(&why),
        };
    }
    if let Some(why) = autosave.fault.get() {
        return t::keeps_nothing(&why);
    }
    match autosave.current.get() {
        None => t::nothing_kept_yet().to_owned(),
        Some(l) => t::kept_at(&when(l.saved)),
    }
}

/// A point in time as the machine's owner writes it.
fn when(milliseconds: f64) -> String {
    String::from(js_sys::Date::new(&milliseconds.into()).to_locale_string("default", &wasm_bindgen::JsValue::UNDEFINED))
}

#[component]
fn Name(state: State) -> impl IntoView {
    let id = fresh_id();
    let name = move || state.autosave.current.with(|c| c.as_ref().map(|l| l.name.clone()).unwrap_or_default());
    let renamed = move |e: ev::Event| {
        let name = event_target_value(&e).trim().to_owned();
        if !name.is_empty() {
            autosave::rename(state, name);
        }
    };
    view! {
        <div class="field"><span class="name" id=id.clone()>{t::session_name()}</span>
            <input type="text" maxlength="100" aria-labelledby=id prop:value=name on:change=renamed/></div>
    }
}

#[component]
fn Verbs(state: State) -> impl IntoView {
    let here = move || state.autosave.current.with(|c| c.as_ref().map(|l| l.id.clone()));
    // Of the session that was saved, and of no later one.
    let said = RwSignal::new((None, ""));
    let words = move || said.with(|(of, words)| if *of == here() { *words } else { "" });
    let sure = RwSignal::new(false);
    let is_own = Memo::new(move |_| state.recipe.with(is_redacted));
    let n_rows = Memo::new(move |_| state.table.with(|t| t.value.as_ref().map_or(0, |t| t.n_rows)));
    let download = move |with_table: bool| {
        let words = match (session_files::download(state, with_table), is_own.get_untracked(), with_table) {
            (false, _, _) => t::no_file_stored(),
            (true, false, _) => t::saved_with_sample(),
            (true, true, true) => t::saved_with_table(),
            (true, true, false) => t::saved_without_table(),
        };
        said.set((untrack(here), words));
    };
    let save_as = move || match is_own.get() {
        true => t::save_with_table(&count(n_rows.get())),
        false => t::save().to_owned(),
    };
    let fresh = move |_| {
        autosave::leave(state);
        open_table::open_first(state);
    };
    let forget = move |_| {
        sure.set(false);
        autosave::forget(state);
    };
    view! {
        <div class="buttons">
            <button type="button" data-test="save" on:click=move |_| download(true)>{save_as}</button>
            {dynamic(move || is_own.get().then(|| view! {
                <button type="button" data-test="save-without" on:click=move |_| download(false)>{t::save_without_table()}</button>
            }))}
            <button type="button" on:click=fresh>{t::begin_another_session()}</button>
            <button type="button" aria-expanded=move || sure.get().to_string() on:click=move |_| sure.update(|s| *s = !*s)>{t::forget_all_ask()}</button>
        </div>
        <p class="quiet" role="status">{words}</p>
        {dynamic(move || sure.get().then(|| view! {
            <div class="notice warn">
                <p>{t::forget_all_means()}</p>
                <div class="buttons">
                    <button type="button" on:click=forget>{t::forget_all()}</button>
                    <button type="button" on:click=move |_| sure.set(false)>{t::keep_them()}</button>
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
                <button type="button" aria-label=t::delete_named_for_good(&name) on:click=move |_| autosave::remove(state, id.clone())>{t::delete_for_good()}</button>
                <button type="button" class="quiet" aria-label=t::keep_named(&name) on:click=move |_| sure.set(false)>{t::keep_it()}</button>
            }
            .into_any();
        }
        view! {
            <button type="button" aria-label=t::go_on_with(&name) on:click=move |_| autosave::open(state, id.clone())>{t::go_on()}</button>
            <button type="button" class="quiet" aria-label=t::delete_named_ask(&name) on:click=move |_| sure.set(true)>{t::delete_ask()}</button>
        }
        .into_any()
    };
    view! {
        <li>
            <span><strong><bdi>{shown}</bdi></strong>" "<span class="quiet"><bdi>{source}</bdi>", "{when(saved)}</span></span>
            <span class="buttons">{dynamic(verbs)}</span>
        </li>
    }
}
