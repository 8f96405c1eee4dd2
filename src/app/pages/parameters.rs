//! The parameters of both methods, with the reference packages' defaults.

use super::computing::ComputedBy;
use crate::components::field::{Choice, ListField, NumberField, Range};
use crate::components::live::live;
use crate::components::term::Term;
use crate::state::use_state;
use crate::{tasks, words};
use leptos::prelude::*;
use vitrine_core::explain::MAX_BACKGROUND_ROWS;
use vitrine_core::explain::lime::default_width;
use vitrine_core::explain::{Discretiser, SampleBudget, Selection};
use vitrine_text::model as t;

/// Folded until it is asked for.
#[component]
pub fn Parameters() -> impl IntoView {
    view! {
        <details class="parameters" data-test="parameters">
            <summary>{t::parameters()}</summary>
            <div class="columns"><Shap/><Lime/></div>
            <ComputedBy/>
        </details>
    }
}

#[component]
fn Shap() -> impl IntoView {
    let state = use_state();
    let shap = Memo::new(move |_| state.recipe.with(|r| r.explain.shap));
    let background = Memo::new(move |_| state.recipe.with(|r| r.explain.background));
    let at_most = Signal::derive(move || f64::from(background.get().unwrap_or(100)));
    let limits = Signal::derive(move || background.get().is_some());
    let budget = Signal::derive(move || match shap.get().samples {
        SampleBudget::Auto => 0u8,
        SampleBudget::AtMost(_) => 1,
        SampleBudget::All => 2,
    });
    let limit = Signal::derive(move || match shap.get().samples {
        SampleBudget::AtMost(n) => f64::from(n),
        _ => 2048.0,
    });
    let keeps = Signal::derive(move || shap.get().keep.is_some());
    let keep = Signal::derive(move || f64::from(shap.get().keep.unwrap_or(10)));
    let set_budget = move |b: u8| {
        tasks::edit_shap(state, |s| {
            s.samples = match b {
                0 => SampleBudget::Auto,
                1 => SampleBudget::AtMost(2048),
                _ => SampleBudget::All,
            };
        });
    };
    view! {
        <fieldset>
            <legend><Term word=words::SHAP/></legend>
            <div class="field"><span class="name"><Term word=words::COALITION text=t::coalitions()/></span>
                <Choice label=t::coalitions_choice() value=budget set=set_budget
                    options=vec![(0u8, "2M + 2048"), (1, t::at_most()), (2, t::all_coalitions())]/>
            </div>
            {live(move || (budget.get() == 1).then(|| view! {
                <NumberField label=t::at_most value=limit range=Range::whole(10.0, 1_000_000.0)
                    set=move |v| tasks::edit_shap(state, |s| s.samples = SampleBudget::AtMost(v as u32))/>
            }))}
            <div class="field"><span class="name"><Term word=words::BACKGROUND text=t::background_rows()/></span>
                <Choice label=t::background_rows_choice() value=limits
                    set=move |limit: bool| tasks::edit_explain(state, |e| e.background = limit.then_some(100))
                    options=vec![(false, t::automatic()), (true, t::at_most())]/>
            </div>
            {live(move || limits.get().then(|| view! {
                <NumberField label=t::background_rows_at_most value=at_most range=Range::whole(1.0, MAX_BACKGROUND_ROWS as f64)
                    set=move |v| tasks::edit_explain(state, |e| e.background = Some(v as u32))/>
            }))}
            <div class="field"><span class="name">{t::features_kept()}</span>
                <Choice label=t::features_kept_choice() value=keeps set=move |k: bool| tasks::edit_shap(state, |s| s.keep = k.then_some(10))
                    options=vec![(false, t::all()), (true, t::as_shap_does())]/>
            </div>
            {live(move || keeps.get().then(|| view! {
                <NumberField label=t::how_many value=keep range=Range::whole(1.0, 2_000.0)
                    set=move |v| tasks::edit_shap(state, |s| s.keep = Some(v as u32))/>
            }))}
            <NumberField label=|| view! { <Term word=words::SEED/> } value=Signal::derive(move || f64::from(shap.get().seed))
                range=Range::whole(0.0, f64::from(u32::MAX)) set=move |v| tasks::edit_shap(state, |s| s.seed = v as u32)/>
        </fieldset>
    }
}

#[component]
fn Lime() -> impl IntoView {
    let state = use_state();
    let lime = Memo::new(move |_| state.recipe.with(|r| r.explain.lime));
    let n_features = Memo::new(move |_| state.dataset.with(|d| d.value.as_ref().map_or(1, |d| d.features.len())));
    let width = Signal::derive(move || {
        let w = lime.get().kernel_width.unwrap_or_else(|| default_width(n_features.get()));
        (100.0 * w).round() / 100.0
    });
    let selections: Vec<(Selection, &str)> = vec![
        (Selection::Auto, t::automatic()),
        (Selection::Forward, t::forward_selection()),
        (Selection::HighestWeights, t::highest_weights()),
        (Selection::All, t::all_features()),
    ];
    let names = selections.iter().map(|s| s.1.to_owned()).collect::<Vec<_>>();
    let chosen = {
        let selections = selections.clone();
        Signal::derive(move || {
            selections.iter().find(|s| s.0 == lime.get().selection).map_or(String::new(), |s| s.1.to_owned())
        })
    };
    let set_selection = move |i: usize| {
        if let Some((s, _)) = selections.get(i) {
            tasks::edit_lime(state, |l| l.selection = *s);
        }
    };
    view! {
        <fieldset>
            <legend><Term word=words::LIME/></legend>
            <NumberField label=t::perturbed_rows value=Signal::derive(move || f64::from(lime.get().samples)) range=Range::whole(50.0, 100_000.0)
                set=move |v| tasks::edit_lime(state, |l| l.samples = v as u32)/>
            <NumberField label=t::features_at_most value=Signal::derive(move || f64::from(lime.get().features)) range=Range::whole(1.0, 2_000.0)
                set=move |v| tasks::edit_lime(state, |l| l.features = v as u32)/>
            <div class="field"><span class="name">{t::numbers_become()}</span>
                <Choice label=t::numbers_become_choice() value=Signal::derive(move || lime.get().discretiser)
                    set=move |d| tasks::edit_lime(state, |l| l.discretiser = d)
                    options=vec![(Discretiser::Quartiles, t::quartiles()), (Discretiser::Deciles, t::deciles()), (Discretiser::Off, t::themselves())]/>
            </div>
            {live(move || (lime.get().discretiser == Discretiser::Off).then(|| view! {
                <div class="field"><span class="name">{t::numbers_drawn_around()}</span>
                    <Choice label=t::numbers_drawn_around_choice() value=Signal::derive(move || lime.get().around_row)
                        set=move |around: bool| tasks::edit_lime(state, |l| l.around_row = around)
                        options=vec![(false, t::the_mean()), (true, t::the_row())]/>
                </div>
            }))}
            <ListField label=t::features_chosen_by options=Signal::stored(names) value=chosen set=set_selection/>
            <div class="field"><span class="name">{t::kernel_width()}</span>
                <Choice label=t::kernel_width_choice() value=Signal::derive(move || lime.get().kernel_width.is_some())
                    set=move |own: bool| tasks::edit_lime(state, |l| l.kernel_width = own.then(|| width.get_untracked()))
                    options=vec![(false, t::usual_width()), (true, t::own())]/>
            </div>
            {live(move || lime.get().kernel_width.is_some().then(|| view! { <NumberField label=t::own_width value=width range=Range::real(0.01, 1_000.0)
                set=move |v| tasks::edit_lime(state, |l| l.kernel_width = Some(v))/> }))}
            <NumberField label=|| view! { <Term word=words::SEED/> } value=Signal::derive(move || f64::from(lime.get().seed))
                range=Range::whole(0.0, f64::from(u32::MAX)) set=move |v| tasks::edit_lime(state, |l| l.seed = v as u32)/>
        </fieldset>
    }
}
