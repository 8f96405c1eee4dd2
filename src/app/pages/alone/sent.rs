//! Numbers that somebody sent: drawn as they are, since nobody else has the table. What is in this tab stays behind them.

use super::sheet::Sheet;
use crate::components::field::Choice;
use crate::components::figures::FiguresTable;
use crate::state::{Picture, use_state};
use crate::{keeping, route};
use leptos::html::Main;
use leptos::prelude::*;
use vitrine_core::explain::Method;
use vitrine_core::table::Value;
use vitrine_view::share;

/// The numbers, and what they are.
#[component]
pub fn Sent() -> impl IntoView {
    let state = use_state();
    let told = Memo::new(move |_| state.sent.get());
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
        state.sent.set(None);
        request_animation_frame(route::focus_screen);
    };
    let (kept, back) = match keeping::is_untouched(state) {
        true => ("", "Open Vitrine"),
        false => (" What you have in this tab is kept.", "Back to mine"),
    };
    let proof = move || {
        told.with(|t| {
            t.as_ref().map(|t| match t.is_as_made() {
                true => "The average and the shares of all methods have the fingerprints that came with them: nothing was changed on the way by accident.",
                false => "The average and the shares do not have the fingerprints that came with them: they are not as they were computed. Do not rely on them.",
            })
        })
    };
    let version = move || told.with(|t| t.as_ref().map(|t| t.version.clone()));
    let figures = move || {
        told.with(|t| {
            let t = t.as_ref()?;
            let values: Vec<Value> = t.values.iter().cloned().map(Value::Level).collect();
            let local = t.local(method.get())?;
            Some(share::local(local, None, &local.names(), &local.strongest(), &values))
        })
    };
    view! {
        <main id="screen" tabindex="-1" class="alone" node_ref=place>
            <div class="notice of-link" role="note" data-test="sent">
                <p>"Numbers of somebody else\u{2019}s computation; without the table they cannot be computed anew here."{kept}</p>
                <button type="button" on:click=leave>{back}</button>
            </div>
            <Sheet told=told method=method picture=picture/>
            <p class="quiet" data-test="proof">{proof}" Computed by version "{version}" of Vitrine."</p>
            <div class="choices">
                <Choice label="Method" value=method set=move |m| method.set(m)
                    options=Method::ALL.map(|m| (m, (m.info().label)())).to_vec()/>
                <Choice label="Picture" value=picture set=move |p| picture.set(p)
                    options=Picture::NAMED.to_vec()/>
            </div>
            <FiguresTable figures=figures/>
        </main>
    }
}
