//! A picture with its finding above it and its figures, as a table, one key below.

use super::measured::Measured;
use super::picture::Picture;
use crate::chart::Scene;
use leptos::prelude::*;

/// The figures of a picture.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The columns' names.
    pub heads: Vec<&'static str>,
    /// One list of cells a row; the first names the row.
    pub rows: Vec<Vec<String>>,
}

/// Draws it for the room that there is.
#[component]
pub fn Figure(
    /// What stands above: a heading.
    #[prop(into)]
    head: ViewFn,
    /// Draws for a width; its title is the finding.
    scene: impl Fn(f64) -> Scene + Send + Sync + Clone + 'static,
    /// The same as figures.
    table: impl Fn() -> Table + Send + Sync + Clone + 'static,
    /// The datum that is pointed at.
    pointed: RwSignal<Option<u32>>,
    /// Its name in tests.
    test: &'static str,
) -> impl IntoView {
    let (drawn, named) = (scene.clone(), scene);
    let title = Memo::new(move |_| named(480.0).title);
    view! {
        <figure class="plot" data-test=test>
            <h2>{head.run()}</h2>
            <figcaption>{title}</figcaption>
            <Measured draw={move |width: Signal<f64>| {
                let drawn = drawn.clone();
                view! { <Picture scene=move || drawn(width.get()) pointed=pointed/> }
            }}/>
            <Figures table=table/>
        </figure>
    }
}

/// A table that is made when it is opened.
#[component]
pub fn Figures(
    /// The figures.
    table: impl Fn() -> Table + Send + Sync + Clone + 'static,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <details class="figures" on:toggle=move |_| open.update(|o| *o = !*o)>
            <summary>"As a table"</summary>
            {move || open.get().then(|| {
                let Table { heads, rows } = table();
                view! {
                    <div class="scroll" tabindex="0" role="region" aria-label="Figures of the picture">
                    <table>
                        <thead><tr>{heads.into_iter().enumerate().map(|(i, h)| view! { <th scope="col" class:number=i != 0>{h}</th> }).collect_view()}</tr></thead>
                        <tbody>{rows.into_iter().map(|row| {
                            let cells = row.into_iter().enumerate().map(|(i, cell)| match i {
                                0 => view! { <th scope="row"><bdi>{cell}</bdi></th> }.into_any(),
                                _ => view! { <td class="number">{cell}</td> }.into_any(),
                            });
                            view! { <tr>{cells.collect_view()}</tr> }
                        }).collect_view()}</tbody>
                    </table>
                    </div>
                }
            })}
        </details>
    }
}
