//! Numbers that somebody sent: drawn as they are, since nobody else has the table. What is in this tab stays behind them.

use super::summary::Summary;
use crate::components::field::Choice;
use crate::components::figures::FiguresTable;
use crate::state::{Picture, use_state};
use crate::{autosave, route};
use leptos::html::Main;
use leptos::prelude::*;
use vitrine_core::explain::Method;
use vitrine_core::table::Value;
use vitrine_text::sharing as t;
use vitrine_view::share;

/// The numbers, and what they are.
#[component]
pub fn FromLink() -> impl IntoView {
    let state = use_state();
    let standalone = Memo::new(move |_| state.from_link.get());
    let method = RwSignal::new(Method::ALL[0]);
    let picture = RwSignal::new(Picture::Waterfall);
    let place = NodeRef::<Main>::new();
    Effect::new(move |_| {
        if let Some(main) = place.get() {
            // A tab out of sight has no focus to take.
            let _ = main.focus();
        }
    });
    let leave = move |_| {
        state.from_link.set(None);
        request_animation_frame(route::focus_screen);
    };
    let (kept, back) = match autosave::is_untouched(state) {
        true => (None, t::open_vitrine()),
        false => (Some(format!(" {}", t::tab_is_kept())), t::back_to_mine()),
    };
    let proof = move || {
        standalone.with(|standalone| {
            standalone.as_ref().map(|standalone| match standalone.is_as_made() {
                true => t::sent_as_made(),
                false => t::sent_not_as_made(),
            })
        })
    };
    let version = move || {
        standalone.with(|standalone| standalone.as_ref().map(|standalone| t::computed_by_version(&standalone.version)))
    };
    let figures = move || {
        standalone.with(|t| {
            let t = t.as_ref()?;
            let values: Vec<Value> = t.values.iter().cloned().map(Value::Level).collect();
            let local = t.local(method.get())?;
            Some(share::local(local, None, &local.names(), &local.strongest(), &values))
        })
    };
    view! {
        <main id="screen" tabindex="-1" class="alone" node_ref=place>
            <div class="notice of-link" role="note" data-test="sent">
                <p>{t::sent_numbers()}{kept}</p>
                <button type="button" on:click=leave>{back}</button>
            </div>
            <Summary standalone=standalone method=method picture=picture/>
            <p class="quiet" data-test="proof">{proof}" "{version}</p>
            <div class="choices">
                <Choice label=t::method() value=method set=move |m| method.set(m)
                    options=Method::ALL.map(|m| (m, (m.info().label)())).to_vec()/>
                <Choice label=t::picture() value=picture set=move |p| picture.set(p)
                    options=Picture::named().to_vec()/>
            </div>
            <FiguresTable figures=figures/>
        </main>
    }
}
