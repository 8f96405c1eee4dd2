//! A picture with its finding above it, its figures one key below, and the menu by which both leave the page.

use super::exports::Exports;
use super::figures::FiguresTable;
use super::measured::Measured;
use super::picture::Picture;
use leptos::prelude::*;
use vitrine_view::chart::Scene;
use vitrine_view::share::{Figures, View};

/// Draws it for the room that there is.
#[component]
pub fn Figure(
    /// What stands above: a heading.
    #[prop(into)]
    head: ViewFn,
    /// Draws for a width; its title is the finding.
    #[prop(into)]
    scene: Callback<f64, Scene>,
    /// The same as exact figures.
    #[prop(into)]
    figures: Callback<(), Figures>,
    /// What it is, as exports are named: "ROC curve".
    name: &'static str,
    /// The same for export.
    #[prop(into)]
    view: Callback<(), Option<View>>,
    /// The datum that is pointed at.
    pointed: RwSignal<Option<u32>>,
    /// Its name in tests.
    test: &'static str,
) -> impl IntoView {
    let title = Memo::new(move |_| scene.run(480.0).title);
    let view = move || view.run(());
    view! {
        <figure class="plot" data-test=test>
            <div class="titled"><h2>{head.run()}</h2><Exports of=name view=view/></div>
            <figcaption>{title}</figcaption>
            <Measured draw={move |width: Signal<f64>| view! { <Picture scene=move || scene.run(width.get()) pointed=pointed/> }}/>
            <FiguresTable figures=move || Some(figures.run(()))/>
        </figure>
    }
}
