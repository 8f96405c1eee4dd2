//! How features go with each other: the finding, the picture, and the pairs as a table.

use super::detail::in_words;
use crate::app::components::exports::Exports;
use crate::app::components::measured::Measured;
use crate::app::components::picture::Picture;
use crate::app::state::Made;
use crate::chart::correlation::Correlation;
use crate::chart::format::{self, count};
use crate::dataset::Insights;
use crate::share::{self, View};
use leptos::prelude::*;
use std::sync::Arc;

/// Pairs in the table, closest first; the others are said to be less.
const LISTED: usize = 60;

/// The part of the screen; nothing where there is but one feature.
#[component]
pub fn Related(insights: Arc<Made<Insights>>) -> impl IntoView {
    let names: Vec<String> = insights.data.as_ref().map_or(Vec::new(), |data| {
        let named = |j: &u32| data.features.get(*j as usize).map_or(String::new(), |f| f.name.clone());
        insights.compared.iter().map(named).collect()
    });
    let pairs: Vec<Option<f64>> = insights.pairs.iter().map(|p| p.value).collect();
    let n_features = insights.relations.len();
    if names.len() < 2 {
        return ().into_any();
    }
    let of = |width: f64| Correlation { names: &names, pairs: &pairs, n_features, width };
    let (finding, ranked) = (of(0.0).finding(), of(0.0).ranked());
    let listed = ranked.iter().take(LISTED).map(|&(a, b, v)| {
        let measure = insights.pair(a, b).map_or("", |p| in_words(p.measure));
        let (value, exact) = v.map_or(("undefined".to_owned(), String::new()), |v| (format::share(v), v.to_string()));
        view! {
            <tr><th scope="row"><bdi>{names[a].clone()}</bdi></th><td><bdi>{names[b].clone()}</bdi></td>
                <td class="number" title=exact>{value}</td><td class="quiet">{measure}</td></tr>
        }
    });
    let listed = listed.collect_view();
    let more = (ranked.len() > LISTED).then(|| {
        view! { <p class="quiet">{format!("The other {} pairs go together less.", count(ranked.len() - LISTED))}</p> }
    });
    let said = finding.clone();
    let (names, pairs) = (StoredValue::new(names), StoredValue::new(pairs));
    let drawn = move |width: f64| {
        let draw =
            |n: &Vec<String>| pairs.with_value(|p| Correlation { names: n, pairs: p, n_features, width }.scene());
        names.with_value(draw)
    };
    let exported = move || {
        let rows = ranked.iter().map(|&(a, b, v)| (a, b, v, insights.pair(a, b).map_or("", |p| in_words(p.measure))));
        let figures = names.with_value(|n| {
            share::pairs(&rows.map(|(a, b, v, by)| (n[a].as_str(), n[b].as_str(), v, by)).collect::<Vec<_>>())
        });
        Some(View {
            name: "associations".to_owned(),
            finding: said.clone(),
            scene: Some(drawn(share::WIDTH)),
            figures,
            quality: vec![
                ("training rows compared", insights.n_rows.into()),
                ("training rows", insights.n_train.into()),
            ],
            recipe: (*insights.recipe).clone(),
        })
    };
    view! {
        <div class="titled"><p data-test="related-finding">{finding}</p><Exports of="how features go together" view=exported/></div>
        <div class="scroll" tabindex="0" role="region" aria-label="How features go together">
            <Measured draw=move |width| view! {
                <Picture scene=move || drawn(width.get())/>
            }/>
        </div>
        <details class="figures" data-test="related-figures"><summary>"The pairs as a table"</summary>
            <div class="scroll" tabindex="0" role="region" aria-label="The pairs as a table">
                <table>
                    <thead><tr><th scope="col">"Feature"</th><th scope="col">"with"</th><th scope="col" class="number">"Association"</th><th scope="col">"Measure"</th></tr></thead>
                    <tbody>{listed}</tbody>
                </table>
            </div>
            {more}
        </details>
    }
    .into_any()
}
