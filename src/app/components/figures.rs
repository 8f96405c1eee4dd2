//! The figures behind a picture as a folded table: three digits to read, the exact value one hover away.

use super::dynamic::dynamic;
use leptos::{ev, html::Details, prelude::*};
use vitrine_text::shell as t;
use vitrine_view::share::{Cell, Figures};

/// Rows that a page shows; the files have all of them.
const SHOWN: usize = 200;

/// The table, made when it is unfolded.
#[component]
pub fn FiguresTable(
    /// The figures; called again whenever a signal that it reads changes.
    #[prop(into)]
    figures: Callback<(), Option<Figures>>,
) -> impl IntoView {
    let details = NodeRef::<Details>::new();
    let open = RwSignal::new(false);
    // A place that is made anew may be unfolded already.
    Effect::new(move |_| {
        if let Some(details) = details.get() {
            open.set(details.open());
        }
    });
    let toggled = move |_: ev::Event| open.set(details.get_untracked().is_some_and(|d| d.open()));
    let figures = Memo::new(move |_| open.get().then(|| figures.run(())).flatten());
    view! {
        <details class="figures" node_ref=details on:toggle=toggled>
            <summary>{t::figures()}</summary>
            {dynamic(move || figures.with(|f| f.as_ref().map(table)))}
        </details>
    }
}

fn table(figures: &Figures) -> impl IntoView + use<> {
    let heads = figures.heads().map(|head| view! { <th scope="col"><bdi>{head}</bdi></th> }).collect_view();
    let cell = |cell: &Cell| match cell {
        Cell::Number(_) => view! { <td class="number" title=cell.text()>{cell.shown()}</td> }.into_any(),
        Cell::Empty => view! { <td class="quiet">{cell.shown()}</td> }.into_any(),
        other => view! { <td><bdi>{other.shown()}</bdi></td> }.into_any(),
    };
    let shown = figures.rows.iter().take(SHOWN);
    let rows = shown.map(|row| view! { <tr>{row.iter().map(cell).collect_view()}</tr> }).collect_view();
    let more = figures.rows.len().saturating_sub(SHOWN);
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=t::figures_as_a_table()>
            <table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
            {(more > 0).then(|| view! { <p class="quiet">{t::more_in_the_files(&more)}</p> })}
        </div>
    }
}
