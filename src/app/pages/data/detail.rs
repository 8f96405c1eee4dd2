//! What more there is to say of one column, and what can be decided about it.

use super::finding::{KINDS, meant, missing, of_column, policy};
use crate::components::exports::Exports;
use crate::components::field::{ListField, Switch};
use crate::components::measured::Measured;
use crate::components::picture::Picture;
use crate::state::{State, use_state};
use crate::tasks;
use crate::views::tabled::measured;
use leptos::prelude::*;
use vitrine_core::dataset::MissingPolicy;
use vitrine_core::dataset::association::Association;
use vitrine_core::table::summary::{ColumnSummary, Distribution};
use vitrine_core::table::{Kind, date};
use vitrine_text::data as t;
use vitrine_view::chart::format::{count, share};
use vitrine_view::chart::histogram::{self, Histogram};
use vitrine_view::share::{self, Cell, View};

/// The opened row of a column.
#[component]
pub fn Detail(
    /// The column.
    column: ColumnSummary,
    /// Rows of the table.
    n_rows: usize,
    /// How it goes with the target.
    relation: Memo<Option<Association>>,
    /// The column, where its missing cells are to be decided about.
    policed: StoredValue<Option<ColumnSummary>>,
) -> impl IntoView {
    let state = use_state();
    let (title, distribution) = (column.name.clone(), column.distribution.clone());
    let missing = match column.n_missing {
        0 => t::none_missing().to_owned(),
        n => t::cells_missing_share(&count(n), &missing(&column, n_rows)),
    };
    let related = move || {
        relation.get().map(|r| {
            let used = state.insights.with(|i| i.value.as_ref().map(|i| (i.n_rows, i.n_train)));
            let by = measured(r.measure);
            match (r.value.map(share), used) {
                (Some(v), None) => t::relation(&v, &by),
                (Some(v), Some((n, all))) if n == all => t::relation_over(&v, &by, &count(n)),
                (Some(v), Some((n, all))) => t::relation_over_some(&v, &by, &count(n), &count(all)),
                (None, None) => t::no_relation().to_owned(),
                (None, Some((n, all))) if n == all => t::no_relation_over(&count(n)),
                (None, Some((n, all))) => t::no_relation_over_some(&count(n), &count(all)),
            }
        })
    };
    // A logarithm is for what has no sign.
    let can_log =
        column.kind == Kind::Number && matches!(column.distribution, Distribution::Numbers { min, .. } if min >= 0.0);
    let name = StoredValue::new(column.name.clone());
    let logged = Signal::derive(move || name.with_value(|n| state.recipe.with(|r| r.dataset.log.contains(n))));
    let set_log = move |on: bool| {
        name.with_value(|n| {
            tasks::edit_dataset(state, |d| {
                if on {
                    d.log.insert(n.clone())
                } else {
                    d.log.remove(n)
                };
            });
        });
    };
    let exported = column.clone();
    let view = move || view_of(state, &exported, relation.get());
    let any = !matches!(column.distribution, Distribution::Empty);
    view! {
        <div class="column-detail">
            {any.then(|| view! { <div class="titled end"><Exports of=t::the_column() view=view/></div> })}
            <Measured draw=move |width| {
                let (title, distribution) = (title.clone(), distribution.clone());
                view! { <Picture scene=move || histogram::scene(&Histogram {
                    name: &title, distribution: &distribution, marked: None, before: None, width: width.get().min(480.0), height: 64.0,
                })/> }
            }/>
            {meant(&column).map(|meant| view! { <p class="narrow-only">{meant}</p> })}
            <p>{of_column(&column)}</p>
            <p class="quiet">{format!("{} {missing}", t::distinct_values(&count(column.n_distinct)))}</p>
            <p class="quiet">{related}</p>
            {can_log.then(|| view! {
                <p class="actions"><Switch label=t::take_logarithm_of(&name.get_value()) value=logged set=set_log/>
                    <span>{t::take_logarithm()}</span></p>
            })}
            {policed.get_value().map(|column| view! {
                <div class="actions narrow-only"><span class="quiet">{t::fill_missing_with()}</span><Policy column=column/></div>
            })}
        </div>
    }
}

/// The column for export.
fn view_of(state: State, column: &ColumnSummary, relation: Option<Association>) -> Option<View> {
    let table = state.table.with(|t| t.value.clone())?;
    // What it has to do with the target depends on more choices than what is in it.
    let insights = relation.and_then(|_| state.insights.with(|i| i.value.clone()));
    let recipe = insights.map_or_else(|| table.recipe.clone(), |i| i.recipe.clone());
    let histogram = Histogram {
        name: &column.name,
        distribution: &column.distribution,
        marked: None,
        before: None,
        width: 480.0,
        height: 120.0,
    };
    let mut quality = vec![
        ("column", column.name.as_str().into()),
        ("kind", KINDS.iter().find(|k| k.0 == column.kind).map_or("", |k| (k.1)()).into()),
        ("rows", table.n_rows.into()),
        ("unit", column.unit().map_or(Cell::Empty, |unit| Cell::Text(unit.to_owned()))),
        ("distinct", column.n_distinct.into()),
        ("missing", column.n_missing.into()),
    ];
    if let Distribution::Numbers { min, max, mean, median, dates, .. } = &column.distribution {
        let told = |v: f64| if *dates { Cell::Text(date::format_date(v)) } else { v.into() };
        let of = [("smallest", *min), ("mean", *mean), ("median", *median), ("largest", *max)];
        quality.extend(of.map(|(name, v)| (name, told(v))));
    }
    if let Some(relation) = relation {
        quality.extend([("relation", relation.value.into()), ("measure", measured(relation.measure).into())]);
    }
    Some(View {
        name: t::column_name(&column.name),
        finding: t::column_holds(&column.name, &of_column(column)),
        scene: Some(histogram::scene(&histogram)),
        figures: share::lists::distribution(&column.distribution),
        quality,
        recipe: (*recipe).clone(),
    })
}

/// What a column's missing cells become.
#[component]
pub fn Policy(column: ColumnSummary) -> impl IntoView {
    let state = use_state();
    let policies: &'static [MissingPolicy] = match column.kind {
        Kind::Number | Kind::Date => &MissingPolicy::FOR_NUMBERS,
        _ => &MissingPolicy::FOR_CATEGORIES,
    };
    let name = StoredValue::new(column.name.clone());
    let value = Signal::derive(move || {
        let chosen = name.with_value(|n| state.recipe.with(|r| r.dataset.missing.get(n).copied()));
        policy(chosen.unwrap_or(policies[0])).to_owned()
    });
    let label = column.name;
    view! {
        <ListField label=move || view! { <span class="visually-hidden">{t::missing_becomes(&label)}</span> }
            options=Signal::stored(policies.iter().map(|p| policy(*p).to_owned()).collect()) value=value
            set=move |i| if let Some(p) = policies.get(i) { name.with_value(|n| tasks::set_missing(state, n, *p)) }/>
    }
}
