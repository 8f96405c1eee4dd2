//! A picture with its finding above it, its figures one key below, and the menu by which both leave the page.

use super::exports::Exports;
use super::figures::FiguresTable;
use super::measured::Measured;
use super::picture::Picture;
use crate::chart::Scene;
use crate::recipe::Recipe;
use crate::share::{Cell, Figures, View, WIDTH};
use leptos::prelude::*;

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
    /// The choices that led to it.
    #[prop(into)]
    recipe: Callback<(), Recipe>,
    /// How it was made.
    #[prop(into)]
    facts: Callback<(), Vec<(&'static str, Cell)>>,
    /// The datum that is pointed at.
    pointed: RwSignal<Option<u32>>,
    /// Its name in tests.
    test: &'static str,
) -> impl IntoView {
    let title = Memo::new(move |_| scene.run(480.0).title);
    let view = move || {
        let drawn = scene.run(WIDTH);
        Some(View {
            name: name.to_owned(),
            finding: drawn.title.clone(),
            figures: figures.run(()),
            scene: Some(drawn),
            quality: facts.run(()),
            recipe: recipe.run(()),
        })
    };
    view! {
        <figure class="plot" data-test=test>
            <div class="titled"><h2>{head.run()}</h2><Exports of=name view=view/></div>
            <figcaption>{title}</figcaption>
            <Measured draw={move |width: Signal<f64>| view! { <Picture scene=move || scene.run(width.get()) pointed=pointed/> }}/>
            <FiguresTable figures=move || Some(figures.run(()))/>
        </figure>
    }
}
