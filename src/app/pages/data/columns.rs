//! The columns of the table: of what kind each is, whether it is used, how far it goes with the target; more on opening one.

use super::detail::{Detail, Policy};
use super::finding::{KINDS, exclusion, exclusion_by_itself, meant, missing};
use crate::components::deferred::{Deferred, turns};
use crate::components::dynamic::dynamic;
use crate::components::exports::Exports;
use crate::components::field::{ListField, Switch};
use crate::components::more::{STEP, ShowMore};
use crate::components::name::breakable;
use crate::components::picture::Picture;
use crate::components::term::Term;
use crate::state::{Produced, State, use_state};
use crate::views::tabled;
use crate::{tasks, words};
use leptos::prelude::*;
use std::sync::Arc;
use vitrine_core::dataset::ExclusionReason;
use vitrine_core::dataset::association::Association;
use vitrine_core::num::order;
use vitrine_core::recipe::Source;
use vitrine_core::samples;
use vitrine_core::table::Kind;
use vitrine_core::table::summary::{ColumnSummary, Summary};
use vitrine_text::{Phrase, common, data as t, terms};
use vitrine_view::chart::format::{self, count};
use vitrine_view::chart::histogram::{self, Histogram};

/// Columns that are built in one turn.
const TOGETHER: usize = 4;

/// In which order columns stand.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Order {
    Table,
    Relation,
    Missing,
    Name,
}

const ORDERS: [(Order, Phrase); 4] = [
    (Order::Table, t::as_in_table),
    (Order::Relation, t::by_relation),
    (Order::Missing, t::by_missing),
    (Order::Name, t::by_name),
];

/// The list.
#[component]
pub fn Columns(table: Arc<Produced<Summary>>) -> impl IntoView {
    let state = use_state();
    let order = RwSignal::new(Order::Table);
    let shown = RwSignal::new(STEP);
    let n_columns = table.columns.len();
    let columns = table.clone();
    let sorted = Memo::new(move |_| {
        let relation = |c: &ColumnSummary| relation_of(state, &c.name).and_then(|a| a.value).unwrap_or(-1.0);
        let mut order_of: Vec<usize> = (0..columns.columns.len()).collect();
        let at = |i: usize| &columns.columns[i];
        match order.get() {
            Order::Table => {}
            Order::Relation => {
                let strength: Vec<f64> = columns.columns.iter().map(relation).collect();
                order_of = order::descending(&strength);
            }
            Order::Missing => order::sort_descending(&mut order_of, |&i| at(i).n_missing as f64),
            Order::Name => order_of.sort_by_key(|&i| at(i).name.to_lowercase()),
        }
        order_of.truncate(shown.get());
        order_of
    });
    let named = Signal::derive(move || ORDERS.iter().find(|o| o.0 == order.get()).map_or("", |o| (o.1)()).to_owned());
    let any_missing = table.columns.iter().any(|c| c.n_missing > 0);
    let set = move |i: usize| {
        if let Some((chosen, _)) = ORDERS.get(i) {
            order.set(*chosen);
        }
    };
    let exported = table.clone();
    let view = move || Some(tabled::columns(&exported));
    let table = StoredValue::new(table);
    let turn = StoredValue::new_local(turns(TOGETHER));
    let next = move || turn.try_update_value(|turn| turn()).unwrap_or(Signal::stored(true));
    view! {
        <div class="columns-head">
            <h2>{t::columns_title()}</h2>
            <ListField label=t::sorted options=Signal::stored(ORDERS.iter().map(|o| (o.1)().to_owned()).collect()) value=named set=set/>
            <Exports of=t::the_columns() view=view/>
        </div>
        <div class="scroll of-menus" tabindex="0" role="region" aria-label=t::columns_title()>
        <table class="columns-table" data-test="columns">
            <thead><tr>
                <th scope="col">{t::head_use()}</th><th scope="col">{t::head_column()}</th><th scope="col">{t::head_kind()}</th>
                <th scope="col" class="number"><Term word=words::RELATION text=t::head_relation()/></th>
                <th scope="col" class="wide-only">{t::head_values()}</th>
                <th scope="col" class="number wide-only">{t::head_distinct()}</th>
                {any_missing.then(|| view! {
                    <th scope="col" class="number wide-only">{t::head_missing()}</th><th scope="col" class="wide-only">{t::fill_missing_with()}</th>
                })}
                <th scope="col"><span class="visually-hidden">{t::head_more()}</span></th>
            </tr></thead>
            <For each=move || sorted.get() key=|i| *i let:i>
                <Deferred due=next()>{table.with_value(|t| view! { <ColumnRow column=t.columns[i].clone() n_rows=t.n_rows any_missing=any_missing/> })}</Deferred>
            </For>
        </table>
        </div>
        <ShowMore shown=shown of=n_columns what=t::columns()/>
    }
}

/// How a column is used just now.
#[derive(Clone, PartialEq)]
enum Use {
    Feature,
    Target,
    Off(Option<ExclusionReason>),
}

fn use_of(state: State, name: &str) -> Use {
    state.dataset.with(|d| match &d.value {
        Some(d) if d.target == name => Use::Target,
        Some(d) if d.features.iter().any(|f| f.name == name) => Use::Feature,
        Some(d) => Use::Off(d.off.iter().find(|o| o.name == name).map(|o| o.why)),
        None => Use::Off(None),
    })
}

/// How a feature goes with the target, once that is known.
fn relation_of(state: State, name: &str) -> Option<Association> {
    state.insights.with(|i| {
        let insights = i.value.as_ref()?;
        let j = insights.data.as_ref()?.features.iter().position(|f| f.name == name)?;
        insights.relations.get(j).copied()
    })
}

/// Why a bundled sample turns a column off.
fn why_sample_leaves_out(state: State, column: &str) -> Option<&'static str> {
    state.recipe.with(|r| match &r.source {
        Source::Sample(name) => samples::sample(name)?.off.iter().find(|(c, _)| *c == column).map(|(_, why)| why()),
        Source::File { .. } => None,
    })
}

#[component]
fn ColumnRow(column: ColumnSummary, n_rows: usize, any_missing: bool) -> impl IntoView {
    let state = use_state();
    let name = StoredValue::new(column.name.clone());
    let open = RwSignal::new(false);
    let used = Memo::new(move |_| name.with_value(|n| use_of(state, n)));
    let on = Signal::derive(move || used.get() == Use::Feature);
    let relation = Memo::new(move |_| name.with_value(|n| relation_of(state, n)));
    // Known where there is no data set too.
    let by_itself = exclusion_by_itself(&column).and_then(exclusion);
    let n_distinct = column.n_distinct;
    let why = move || match used.get() {
        Use::Off(Some(ExclusionReason::NearlyUnique)) => Some(t::off_many_values(&count(n_distinct), &count(n_rows))),
        Use::Off(Some(why)) if exclusion(why).is_some() => exclusion(why).map(str::to_owned),
        Use::Off(None) if by_itself.is_some() => by_itself.map(str::to_owned),
        Use::Off(_) => name.with_value(|n| why_sample_leaves_out(state, n)).map(str::to_owned),
        _ => None,
    };
    let distribution = column.distribution.clone();
    let title = column.name.clone();
    let scene = move || {
        histogram::scene(&Histogram {
            name: &title,
            distribution: &distribution,
            marked: None,
            before: None,
            width: 120.0,
            height: 28.0,
        })
    };
    let kind = KINDS.iter().find(|k| k.0 == column.kind).map_or("", |k| (k.1)());
    let set_kind = move |i: usize| {
        if let Some((k, _)) = KINDS.get(i) {
            name.with_value(|n| tasks::set_kind(state, n, *k));
        }
    };
    let label = column.name.clone();
    let kinds = Signal::stored(KINDS.iter().map(|k| (k.1)().to_owned()).collect::<Vec<_>>());
    let has_policy = column.n_missing > 0 && !matches!(column.kind, Kind::Identifier | Kind::Text);
    let policed = StoredValue::new(has_policy.then(|| column.clone()));
    let policy = move || match used.get() {
        Use::Target => policed.with_value(|p| p.as_ref().map(|_| t::without_target().into_any())),
        _ => policed.get_value().map(|column| view! { <Policy column=column/> }.into_any()),
    };
    let strength = move || match relation.get().map(|r| r.value) {
        Some(Some(v)) => format::share(v),
        Some(None) => common::undefined().to_owned(),
        None => "\u{2013}".to_owned(),
    };
    let exact = move || relation.get().and_then(|r| r.value).map(|v| v.to_string());
    let more = column.name.clone();
    let meant = meant(&column);
    let missing = missing(&column, n_rows);
    let missing_count = column.n_missing;
    view! {
        <tbody>
        <tr class:off=move || matches!(used.get(), Use::Off(_))>
            <td>{dynamic(move || match used.get() {
                Use::Target => ().into_any(),
                _ => view! { <Switch label=t::use_as_feature(&name.get_value()) value=on
                    set=move |v| name.with_value(|n| tasks::use_column(state, n, v))/> }.into_any(),
            })}</td>
            <th scope="row"><bdi title=column.name.clone()>{breakable(&column.name)}</bdi>
                {column.unit().map(|unit| view! { " "<span class="quiet">{format!("({unit})")}</span> })}
                {dynamic(move || (used.get() == Use::Target).then(|| view! { " "<span class="badge">{terms::target()}</span> }))}
                <span class="quiet why">{why}</span>
                {meant.map(|meant| view! { <span class="quiet meant">{meant}</span> })}</th>
            <td><ListField label=move || view! { <span class="visually-hidden">{t::kind_of(&label)}</span> }
                options=kinds value=Signal::stored(kind.to_owned()) set=set_kind/></td>
            <td class="number relation" title=exact>{strength}
                <span class="strength" style:width=move || format!("{}px", 48.0 * relation.get().and_then(|r| r.value).unwrap_or(0.0))></span></td>
            <td class="wide-only"><Picture scene=scene small=true/></td>
            <td class="number wide-only">{count(column.n_distinct)}</td>
            {any_missing.then(|| view! {
                <td class="number wide-only" title=count(missing_count)>{missing}</td><td class="wide-only">{policy}</td>
            })}
            <td><button type="button" class="quiet more" aria-expanded=move || open.get().to_string() aria-label=t::more_about(&more)
                on:click=move |_| open.update(|o| *o = !*o)>{move || if open.get() { "\u{25b4}" } else { "\u{25be}" }}</button></td>
        </tr>
        {dynamic(move || open.get().then(|| view! {
            <tr class="detail"><td></td><td colspan="8"><Detail column=column.clone() n_rows=n_rows relation=relation policed=policed/></td></tr>
        }))}
        </tbody>
    }
}
