//! How features go with each other: the finding, the picture, and the pairs as a table.

use crate::components::exports::Exports;
use crate::components::measured::Measured;
use crate::components::picture::Picture;
use crate::state::Produced;
use crate::views::tabled::{Compared, measured};
use leptos::prelude::*;
use std::sync::Arc;
use vitrine_core::dataset::Insights;
use vitrine_text::{common, data as t};
use vitrine_view::chart::format::{self, count};

/// Pairs in the table, closest first; the others are said to be less.
const LISTED: usize = 60;

/// The part of the screen; nothing where there is but one feature.
#[component]
pub fn Related(insights: Arc<Produced<Insights>>) -> impl IntoView {
    let compared = Compared::of(&insights);
    let names = &compared.labels;
    if names.len() < 2 {
        return ().into_any();
    }
    let (finding, ranked) = (compared.chart(0.0).finding(), compared.chart(0.0).ranked());
    let listed = ranked.iter().take(LISTED).map(|&(a, b, v)| {
        let measure = insights.pair(a, b).map_or("", |p| measured(p.measure));
        let (value, exact) =
            v.map_or((common::undefined().to_owned(), String::new()), |v| (format::share(v), v.to_string()));
        view! {
            <tr><th scope="row"><bdi>{names[a].clone()}</bdi></th><td><bdi>{names[b].clone()}</bdi></td>
                <td class="number" title=exact>{value}</td><td class="quiet">{measure}</td></tr>
        }
    });
    let listed = listed.collect_view();
    let more = (ranked.len() > LISTED).then(|| {
        view! { <p class="quiet">{t::other_pairs(&count(ranked.len() - LISTED))}</p> }
    });
    let compared = StoredValue::new(compared);
    let drawn = move |width: f64| compared.with_value(|c| c.scene(width));
    let exported = move || Some(compared.with_value(|c| c.view(&insights)));
    view! {
        <div class="titled"><p data-test="related-finding">{finding}</p><Exports of=t::the_relations() view=exported/></div>
        <div class="scroll" tabindex="0" role="region" aria-label=t::how_related()>
            <Measured draw=move |width| view! {
                <Picture scene=move || drawn(width.get())/>
            }/>
        </div>
        <details class="figures" data-test="related-figures"><summary>{t::pairs_as_table()}</summary>
            <div class="scroll" tabindex="0" role="region" aria-label=t::pairs_as_table()>
                <table>
                    <thead><tr>
                        <th scope="col">{t::head_feature()}</th><th scope="col">{t::head_with()}</th>
                        <th scope="col" class="number">{t::head_association()}</th><th scope="col">{t::head_measure()}</th>
                    </tr></thead>
                    <tbody>{listed}</tbody>
                </table>
            </div>
            {more}
        </details>
    }
    .into_any()
}
