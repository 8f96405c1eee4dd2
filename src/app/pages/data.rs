//! What is in this table? Where a table comes in, its columns and what becomes of them, the target and the split.

use crate::app::components::exports::Exports;
use crate::app::components::field::{ListField, NumberField, Range, Switch};
use crate::app::components::intake::Intake;
use crate::app::components::picture::Picture;
use crate::app::components::stage::Staged;
use crate::app::components::term::Term;
use crate::app::pages::reading::{Coming, ReadAs, Refused, TableFailed};
use crate::app::state::{Made, State, use_state};
use crate::app::{opening, queries, tasks, words};
use crate::chart::format::{Unit, count, level, number};
use crate::chart::histogram::{self, Histogram};
use crate::dataset::{DatasetView, MissingPolicy, WhyOff};
use crate::recipe::Source;
use crate::samples::{self, SAMPLES};
use crate::share::{self, View};
use crate::table::Kind;
use crate::table::summary::{ColumnSummary, Summary};
use leptos::prelude::*;
use std::sync::Arc;

/// The screen.
#[component]
pub fn Data() -> impl IntoView {
    let state = use_state();
    view! {
        <Refused/>
        <div class="sources">
            <div data-test="intake">
                <Intake over=state.dragging open_file=move |f| opening::open_file(state, f) open_text=move |t: String| opening::open_text(state, &t)><Coming/></Intake>
            </div>
            <Samples/>
        </div>
        <Staged held=state.table what="The table" kept="What you chose is kept." place=40 stays=true remedy=|| view! { <TableFailed/> }
                show={move |t: Arc<Made<Summary>>| view! { <Table table=t/> }}/>
    }
}

#[component]
fn Samples() -> impl IntoView {
    let state = use_state();
    let open = Memo::new(move |_| match state.recipe.with(|r| r.source.clone()) {
        Source::Sample(name) => name,
        Source::File { .. } => String::new(),
    });
    view! {
        <section aria-labelledby="samples-title">
            <h2 id="samples-title">"Or start with one of these"</h2>
            <ul class="samples">
                {SAMPLES.iter().map(|s| view! {
                    <li>
                        <button type="button" data-test=format!("sample-{}", s.name) aria-pressed=move || (open.get() == s.name).to_string()
                                on:click=move |_| opening::open_sample(state, s.name)>
                            <strong>{s.title}</strong>
                            <span class="quiet">{format!("{} rows, {} columns", count(s.n_rows), s.n_columns)}</span>
                        </button>
                        <details><summary>"About"</summary>
                            <p>{s.about}</p>
                            <p class="quiet">"Source: "{s.source}". Licence: "{s.licence}". Changes: "{s.changes}</p>
                        </details>
                    </li>
                }).collect_view()}
            </ul>
        </section>
    }
}

/// Sentence, target and split, columns, first rows.
#[component]
fn Table(table: Arc<Made<Summary>>) -> impl IntoView {
    let state = use_state();
    let (columns, preview, notes) = (table.clone(), table.clone(), table.notes.clone());
    let n_missing: usize = table.columns.iter().map(|c| c.n_missing).sum();
    let of_kind = |kind: Kind| table.columns.iter().filter(|c| c.kind == kind).count();
    let counted = |n: usize, one: &str, many: &str| format!("{} {}", count(n), if n == 1 { one } else { many });
    let kinds = [
        (Kind::Number, "is a number", "are numbers"),
        (Kind::Category, "is a category", "are categories"),
        (Kind::Identifier, "names the rows", "name the rows"),
    ];
    let present = kinds.into_iter().map(|(kind, one, many)| (of_kind(kind), one, many)).filter(|(n, ..)| *n > 0);
    let kinds: Vec<String> = present.map(|(n, one, many)| counted(n, one, many)).collect();
    let missing = if n_missing == 0 {
        "No cell is missing.".to_owned()
    } else {
        format!("{} missing.", counted(n_missing, "cell is", "cells are"))
    };
    view! {
        <p class="finding" data-test="table-finding">
            {format!("{} and {} columns, of which {}. {missing}", counted(table.n_rows, "row", "rows"), table.columns.len(), kinds.join(", "))}
        </p>
        {(!notes.is_empty()).then(|| view! {
            <details class="notes" open><summary>"What had to be mended"</summary>
                <ul>{notes.iter().map(|n| view! { <li>{n.text.clone()}{n.line.map(|l| format!(" First on line {l}."))}</li> }).collect_view()}</ul>
            </details>
        })}
        <ReadAs dialect=table.dialect encoding=Some(table.encoding)/>
        <Learn table=table/>
        <Staged held=state.dataset what="The data set" kept="The table is kept." place=4 blocked=queries::table_blocked(state)
                show={move |d: Arc<Made<DatasetView>>| view! { <Became data=d/> }}/>
        <Columns table=columns/>
        <Preview table=preview/>
    }
}

/// What is to be predicted, and how rows are dealt out.
#[component]
fn Learn(table: Arc<Made<Summary>>) -> impl IntoView {
    let state = use_state();
    let names: Vec<String> = table.columns.iter().map(|c| c.name.clone()).collect();
    let list = Signal::stored(names.clone());
    let target =
        Signal::derive(move || state.dataset.with(|d| d.value.as_ref().map_or(String::new(), |d| d.target.clone())));
    let split = Memo::new(move |_| state.recipe.with(|r| r.dataset.split));
    let share = Range::whole(0.0, 50.0);
    view! {
        <div class="learn">
            <span data-test="target">
                <ListField label=|| view! { <Term word=words::TARGET text="Predict"/> } options=list value=target
                    set=move |i| if let Some(name) = names.get(i) { tasks::set_target(state, name) }/>
            </span>
            <NumberField label=|| view! { <Term word=words::SPLIT text="validation, %"/> } value=Signal::derive(move || f64::from(split.get().validation)) range=share
                set=move |v| tasks::edit_dataset(state, |d| d.split.validation = v as u8)/>
            <NumberField label=|| view! { <Term word=words::SPLIT text="test, %"/> } value=Signal::derive(move || f64::from(split.get().test)) range=share
                set=move |v| tasks::edit_dataset(state, |d| d.split.test = v as u8)/>
            <NumberField label=|| view! { <Term word=words::SEED/> } value=Signal::derive(move || f64::from(split.get().seed)) range=Range::whole(0.0, f64::from(u32::MAX))
                set=move |v| tasks::edit_dataset(state, |d| d.split.seed = v as u32)/>
            <NumberField label=|| view! { <Term word=words::LEVELS/> } value=Signal::derive(move || state.recipe.with(|r| f64::from(r.dataset.max_levels)))
                range=Range::whole(1.0, 1000.0) set=move |v| tasks::edit_dataset(state, |d| d.max_levels = v as u32)/>
        </div>
    }
}

/// What the table became, as a sentence.
#[component]
fn Became(data: Arc<Made<DatasetView>>) -> impl IntoView {
    let [train, validation, test] = data.n_rows.map(count);
    let target = match (data.target_mean, &data.classes[..]) {
        (Some(mean), _) => format!("{} is a number, {} on average", data.target, number(mean)),
        (None, classes) => {
            let named = |(name, share): &(String, f64)| format!("{name} ({})", level(*share, Unit::Probability));
            let shown: Vec<String> = classes.iter().take(6).map(named).collect();
            let more = if classes.len() > 6 { format!(" and {} more", classes.len() - 6) } else { String::new() };
            format!("{} is one of {}{more}", data.target, shown.join(", "))
        }
    };
    let dropped =
        if data.n_dropped > 0 { format!(" {} rows are left out.", count(data.n_dropped)) } else { String::new() };
    view! {
        <p data-test="dataset-finding">
            {format!(
                "{target}. {} features become {} columns for the model; {train} rows train it, {validation} validate, {test} test.{dropped}",
                data.features.len(), count(data.n_columns)
            )}
        </p>
    }
}

#[component]
fn Columns(table: Arc<Made<Summary>>) -> impl IntoView {
    let exported = table.clone();
    let view = move || {
        Some(View {
            name: "columns".to_owned(),
            finding: format!("{} rows, {} columns", count(exported.n_rows), exported.columns.len()),
            scene: None,
            figures: share::columns(&exported.columns),
            quality: vec![("rows", exported.n_rows.into())],
            recipe: (*exported.recipe).clone(),
        })
    };
    view! {
        <div class="titled end"><Exports of="the columns" view=view/></div>
        <div class="scroll" tabindex="0" role="region" aria-label="The columns">
        <table class="columns-table">
            <thead><tr>
                <th scope="col">"Use"</th><th scope="col">"Column"</th><th scope="col">"Kind"</th><th scope="col">"Values"</th>
                <th scope="col" class="number">"Distinct"</th><th scope="col" class="number">"Missing"</th><th scope="col">"Missing become"</th>
            </tr></thead>
            <tbody>{table.columns.iter().map(|c| view! { <ColumnRow column=c.clone()/> }).collect_view()}</tbody>
        </table>
        </div>
    }
}

/// How a column is used just now.
#[derive(Clone, PartialEq)]
enum Use {
    Feature,
    Target,
    Off(Option<WhyOff>),
}

fn use_of(state: State, name: &str) -> Use {
    state.dataset.with(|d| match &d.value {
        Some(d) if d.target == name => Use::Target,
        Some(d) if d.features.iter().any(|f| f.name == name) => Use::Feature,
        Some(d) => Use::Off(d.off.iter().find(|o| o.name == name).map(|o| o.why)),
        None => Use::Off(None),
    })
}

/// Why a bundled sample turns a column off.
fn why_sample_leaves_out(state: State, column: &str) -> Option<&'static str> {
    state.recipe.with(|r| match &r.source {
        Source::Sample(name) => samples::sample(name)?.off.iter().find(|(c, _)| *c == column).map(|(_, why)| *why),
        Source::File { .. } => None,
    })
}

#[component]
fn ColumnRow(column: ColumnSummary) -> impl IntoView {
    let state = use_state();
    let name = StoredValue::new(column.name.clone());
    let used = Memo::new(move |_| name.with_value(|n| use_of(state, n)));
    let on = Signal::derive(move || used.get() == Use::Feature);
    let why = move || match used.get() {
        Use::Off(Some(WhyOff::Identifier)) => Some("names the rows, so it is off".to_owned()),
        Use::Off(Some(WhyOff::Constant)) => Some("always the same, so it is off".to_owned()),
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
    let kinds = [(Kind::Number, "number"), (Kind::Category, "category"), (Kind::Identifier, "identifier")];
    let kind = kinds.iter().find(|k| k.0 == column.kind).map_or("", |k| k.1);
    let set_kind = move |i: usize| {
        if let Some((k, _)) = kinds.get(i) {
            name.with_value(|n| tasks::set_kind(state, n, *k));
        }
    };
    let label = column.name.clone();
    view! {
        <tr class:off=move || matches!(used.get(), Use::Off(_))>
            <td>{move || match used.get() {
                Use::Target => view! { <span class="badge">"target"</span> }.into_any(),
                _ => view! { <Switch label=format!("Use {} as a feature", name.get_value()) value=on
                    set=move |v| name.with_value(|n| tasks::use_column(state, n, v))/> }.into_any(),
            }}</td>
            <th scope="row"><bdi title=column.name.clone()>{column.name.clone()}</bdi><span class="quiet why">{why}</span></th>
            <td><ListField label=move || view! { <span class="visually-hidden">{format!("Kind of {label}")}</span> }
                options=Signal::stored(kinds.iter().map(|k| k.1.to_owned()).collect()) value=Signal::stored(kind.to_owned()) set=set_kind/></td>
            <td><Picture scene=scene small=true/></td>
            <td class="number">{count(column.n_distinct)}</td>
            <td class="number">{if column.n_missing == 0 { "\u{2013}".to_owned() } else { count(column.n_missing) }}</td>
            <td>{
                let policed = (column.n_missing > 0 && column.kind != Kind::Identifier).then(|| column.clone());
                move || match used.get() {
                    Use::Target => policed.as_ref().map(|_| "rows without it are left out".into_any()),
                    _ => policed.clone().map(|column| view! { <Policy column=column/> }.into_any()),
                }
            }</td>
        </tr>
    }
}

#[component]
fn Policy(column: ColumnSummary) -> impl IntoView {
    let state = use_state();
    let policies: &'static [MissingPolicy] =
        if column.kind == Kind::Number { &MissingPolicy::FOR_NUMBERS } else { &MissingPolicy::FOR_CATEGORIES };
    let name = StoredValue::new(column.name.clone());
    let value = Signal::derive(move || {
        let chosen = name.with_value(|n| state.recipe.with(|r| r.dataset.missing.get(n).copied()));
        in_words(chosen.unwrap_or(policies[0])).to_owned()
    });
    let label = column.name;
    view! {
        <ListField label=move || view! { <span class="visually-hidden">{format!("What missing cells of {label} become")}</span> }
            options=Signal::stored(policies.iter().map(|p| in_words(*p).to_owned()).collect()) value=value
            set=move |i| if let Some(p) = policies.get(i) { name.with_value(|n| tasks::set_missing(state, n, *p)) }/>
    }
}

fn in_words(policy: MissingPolicy) -> &'static str {
    match policy {
        MissingPolicy::MedianAndFlag => "the median, and flagged",
        MissingPolicy::Median => "the median",
        MissingPolicy::Mean => "the mean",
        MissingPolicy::OwnLevel => "a level of their own",
        MissingPolicy::Mode => "the most frequent level",
        MissingPolicy::DropRows => "a reason to drop the row",
    }
}

#[component]
fn Preview(table: Arc<Made<Summary>>) -> impl IntoView {
    view! {
        <details><summary>"The first rows"</summary>
            <div class="scroll" tabindex="0" role="region" aria-label="The first rows">
            <table class="preview">
                <thead><tr>{table.columns.iter().map(|c| view! { <th scope="col"><bdi title=c.name.clone()>{c.name.clone()}</bdi></th> }).collect_view()}</tr></thead>
                <tbody>{table.preview.iter().map(|row| view! {
                    <tr>{row.iter().map(|cell| match cell {
                        Some(text) => view! { <td><bdi title=text.clone()>{text.clone()}</bdi></td> }.into_any(),
                        None => view! { <td class="quiet">"missing"</td> }.into_any(),
                    }).collect_view()}</tr>
                }).collect_view()}</tbody>
            </table>
            </div>
        </details>
    }
}
