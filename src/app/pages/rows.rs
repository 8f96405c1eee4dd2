//! The list of all rows: filtered, sorted, and drawn only where it is in view.

use crate::components::dynamic::dynamic;
use crate::components::exports::{Exports, Source};
use crate::components::grid::{Column, Grid, GridContent, Line};
use crate::evaluating::part_in_words;
use crate::row_browser;
use crate::row_export;
use crate::state::{State, use_state};
use crate::{queries, tasks};
use leptos::{ev, prelude::*};
use vitrine_core::dataset::{DatasetView, FeatureView, Part};
use vitrine_core::table::Value;
use vitrine_text::{common, explain as t};
use vitrine_view::chart::format::{self, Unit};
use vitrine_worker::protocol::rows::{By, ListedRow, N_FEATURES, RowsQuestion, Sort};

/// The list with its filters.
#[component]
pub fn AllRows() -> impl IntoView {
    let state = use_state();
    let browser = state.row_browser;
    let content =
        Memo::new_with_compare(move |before| tell(state, before), |a, b| a.map(|t| t.turn) != b.map(|t| t.turn));
    let chosen = Signal::derive(move || state.prediction.with(|p| p.value.as_ref().and_then(|p| p.table_row)));
    let n_names = Memo::new(move |_| state.dataset.with(|d| d.value.as_ref().map_or(0, |d| d.naming.len())));
    let sort = Signal::derive(move || {
        let sort = browser.sort.get();
        columns_by(n_names.get(), browser.first_feature.get())
            .position(|by| by == sort.by)
            .map(|at| (at, sort.descending))
    });
    let sort_by = move |at: usize| {
        let Some(by) = columns_by(n_names.get_untracked(), browser.first_feature.get_untracked()).nth(at) else {
            return;
        };
        browser.sort.update(|s| *s = Sort { by, descending: s.by == by && !s.descending });
    };
    let pointed = Signal::derive(move || {
        let first = browser.first_feature.get();
        state.pointed.get().and_then(|j| j.checked_sub(first)).map(|j| j as usize + OWN_COLUMNS + n_names.get())
    });
    let none_found = Memo::new(move |_| browser.found().is_some_and(|found| found.total == 0));
    let is_stale = Memo::new(move |_| browser.found().is_none() || state.model.with(|m| m.is_stale()));
    view! {
        <section class="all-rows" data-test="rows" aria-label=t::the_list()>
            <Filters/>
            {dynamic(move || browser.open.get().then(|| view! {
                <p class="none-found" data-test="no-rows" hidden=move || !none_found.get()>{move || nothing_found(state)}</p>
                <div class:dim=is_stale class="staged" hidden=none_found>
                    <Grid label=t::all_rows() content=content window=browser.window chosen=chosen sort=sort sort_by=sort_by pointed=pointed
                        choose=move |row| tasks::choose_row(state, row)/>
                </div>
                <MoreFeatures/>
            }))}
        </section>
    }
}

/// Why the list is empty.
fn nothing_found(state: State) -> String {
    let text = state.row_browser.filter.with(|f| f.text.trim().to_owned());
    // The text is one of them.
    let others = conditions(state).len() > 1;
    match (text.is_empty(), others) {
        (true, _) => t::no_row_meets().to_owned(),
        (false, false) => t::no_row_has(&text),
        (false, true) => t::no_row_has_and_meets(&text),
    }
}

/// Columns before the features', beside those that name the rows.
const OWN_COLUMNS: usize = 6;

/// What each column is sorted by; the features' begin with the first that is told.
fn columns_by(n_names: usize, first_feature: u32) -> impl Iterator<Item = By> {
    let names = (0..n_names as u32).map(By::Name);
    let own = [By::Part, By::Truth, By::Predicted, By::Probability, By::Error];
    let all = [By::Row].into_iter().chain(names).chain(own).chain((first_feature..).map(By::Feature));
    all.take(OWN_COLUMNS + n_names + N_FEATURES as usize)
}

/// The newest window as lines of text. A window of other rows or columns has another turn, so that no line of an old one is
/// kept for a new one.
fn tell(state: State, before: Option<&GridContent>) -> GridContent {
    let Some(found) = state.row_browser.found() else {
        return before.cloned().unwrap_or_default();
    };
    let (Some(data), Some(asked)) = (&found.data, found.question::<RowsQuestion>()) else {
        return GridContent::default();
    };
    let first = asked.first_feature as usize;
    let of = format!("{:?} {:?} {first}", found.request.key, asked.query);
    let same = before.is_some_and(|b| b.of == of);
    let series = before.map_or(0, |b| if same { b.series } else { b.series + 1 });
    GridContent {
        of,
        series,
        turn: before.map_or(1, |b| b.turn + 1),
        total: found.total,
        at: found.place.at,
        columns: columns(data, asked),
        lines: found.rows.iter().enumerate().map(|(i, row)| line(row, asked.from + i as u32, first, data)).collect(),
    }
}

fn columns(data: &DatasetView, asked: &RowsQuestion) -> Vec<Column> {
    let is_number = data.classes.is_empty();
    let column = |name: &str, number: bool| Column { name: name.to_owned(), number, skip: false };
    let probability = match &asked.query.class {
        Some(class) => t::column_probability(class),
        None => t::column_probability_predicted().to_owned(),
    };
    let mut columns = vec![column(t::column_row(), true)];
    columns.extend(data.naming.iter().map(|name| column(name, false)));
    columns.extend([
        column(t::column_part(), false),
        column(&data.target_label, is_number),
        column(t::column_predicted(), is_number),
        Column { name: probability, number: true, skip: is_number },
        column(if is_number { t::column_error() } else { t::column_off_by() }, true),
    ]);
    let features = data.features.iter().skip(asked.first_feature as usize).take(N_FEATURES as usize);
    columns.extend(features.map(|f| column(&heading(f), f.levels.is_empty())));
    columns
}

/// What stands above a feature's cells.
fn heading(feature: &FeatureView) -> String {
    match &feature.unit {
        Some(unit) => format!("{} ({unit})", feature.label),
        None => feature.label.clone(),
    }
}

fn line(row: &ListedRow, at: u32, first_feature: usize, data: &DatasetView) -> Line {
    let is_number = data.classes.is_empty();
    let said = |v: &Value| match v {
        Value::Number(v) => format::number(*v),
        other => other.to_string(),
    };
    let wrong = if row.right == Some(false) { "\u{2717} " } else { "" };
    let unit = if is_number { Unit::Target } else { Unit::Probability };
    let mut cells = vec![format::count(row.table_row as usize + 1)];
    cells.extend(row.names.iter().map(Value::to_string));
    cells.extend([
        part_in_words(row.part).to_owned(),
        said(&row.truth),
        format!("{wrong}{}", said(&row.predicted)),
        row.probability.map_or_else(String::new, |p| format::level(p, Unit::Probability)),
        if is_number { format::bare_difference(row.error, unit) } else { format::level(row.error, unit) },
    ]);
    let features = data.features.iter().skip(first_feature);
    cells.extend(row.cells.iter().zip(features).map(|(cell, feature)| queries::cell(feature, cell)));
    Line { at, row: row.table_row, cells }
}

/// What the list is narrowed to: the controls, how many rows that leaves, and each condition with a way to drop it.
#[component]
fn Filters() -> impl IntoView {
    let state = use_state();
    let browser = state.row_browser;
    let classes = Memo::new(move |_| {
        state.dataset.with(|d| {
            d.value.as_ref().map(|d| d.classes.iter().map(|c| c.0.clone()).collect::<Vec<_>>()).unwrap_or_default()
        })
    });
    let parts = [Part::Train, Part::Validation, Part::Test].map(|p| (p, part_in_words(p).to_owned())).to_vec();
    let named = |names: Vec<String>| names.into_iter().map(|n| (n.clone(), n)).collect::<Vec<_>>();
    let typed = move |e: ev::Event| {
        let text = event_target_value(&e);
        row_browser::edit_filter(state, |f| f.text = text);
    };
    let count = move || {
        browser.found().map(|found| {
            let (n, of) = (format::count(found.total as usize), format::count(found.n_rows as usize));
            if n == of { common::rows(&n) } else { common::of_rows(&n, &of) }
        })
    };
    let gather = move |waiting| {
        row_export::begin(state, waiting, conditions(state).into_iter().map(|(words, _)| words).collect());
    };
    view! {
        <div class="filters" hidden=move || !browser.open.get()>
            <input type="search" class="search" aria-label=t::rows_with_text() placeholder=t::text_in_any_cell()
                prop:value=move || browser.filter.with(|f| f.text.clone()) on:input=typed/>
            <Pick label=t::rows_by_part() any=t::any_part() options=parts value=Signal::derive(move || browser.filter.with(|f| f.part))
                set=move |v| row_browser::edit_filter(state, |f| f.part = v)/>
            {dynamic(move || (!classes.with(Vec::is_empty)).then(|| view! {
                <Pick label=t::rows_by_true_class() any=t::any_true_class() options=named(classes.get()) value=Signal::derive(move || browser.filter.with(|f| f.truth.clone()))
                    set=move |v| row_browser::edit_filter(state, |f| f.truth = v)/>
                <Pick label=t::rows_by_predicted_class() any=t::any_predicted_class() options=named(classes.get()) value=Signal::derive(move || browser.filter.with(|f| f.predicted.clone()))
                    set=move |v| row_browser::edit_filter(state, |f| f.predicted = v)/>
                <Pick label=t::rows_by_right_or_wrong() any=t::any_right_or_wrong() options=vec![(true, t::right().to_owned()), (false, t::wrong().to_owned())]
                    value=Signal::derive(move || browser.filter.with(|f| f.right)) set=move |v| row_browser::edit_filter(state, |f| f.right = v)/>
            }))}
        </div>
        <div class="narrowed">
            <span class="quiet" role="status" data-test="rows-count">{count}</span>
            <span class="chips" role="group" aria-label=t::only_rows_that_meet()>
                {dynamic(move || conditions(state).into_iter().map(|(words, drop)| view! {
                    <button type="button" class="chip" aria-label=t::drop_condition(&words) on:click=move |_| drop(state)>{words.clone()}" \u{d7}"</button>
                }).collect_view())}
            </span>
            {move || browser.open.get().then(|| view! { <Exports of=t::the_list_exported() view=Source::Gathered(Callback::new(gather))/> })}
        </div>
    }
}

/// Something that the data set calls so.
fn of_data(state: State, name: impl FnOnce(&DatasetView) -> Option<String>) -> String {
    state.dataset.with(|d| d.value.as_ref().and_then(|d| name(d))).unwrap_or_default()
}

/// What is set, in words, and how to drop it.
fn conditions(state: State) -> Vec<(String, fn(State))> {
    let (filter, sort) = (state.row_browser.filter.get(), state.row_browser.sort.get());
    let mut all: Vec<(String, fn(State))> = Vec::new();
    if let Some(p) = filter.part {
        all.push((t::part_is(&part_in_words(p)), |s| row_browser::edit_filter(s, |f| f.part = None)));
    }
    if let Some(class) = filter.truth {
        all.push((t::true_class_is(&class), |s| row_browser::edit_filter(s, |f| f.truth = None)));
    }
    if let Some(class) = filter.predicted {
        all.push((t::predicted_is(&class), |s| row_browser::edit_filter(s, |f| f.predicted = None)));
    }
    if let Some(right) = filter.right {
        let words = if right { t::predicted_correctly() } else { t::predicted_wrongly() };
        all.push((words.to_owned(), |s| row_browser::edit_filter(s, |f| f.right = None)));
    }
    if !filter.text.is_empty() {
        all.push((t::text_is(&filter.text), |s| row_browser::edit_filter(s, |f| f.text.clear())));
    }
    if sort != Sort::default() {
        let column = |name: String| t::sorted_by(&name);
        let words = match sort.by {
            By::Feature(j) => column(of_data(state, |d| d.features.get(j as usize).map(|f| f.label.clone()))),
            By::Name(k) => column(of_data(state, |d| d.naming.get(k as usize).cloned())),
            By::Row => t::sorted_by_row().to_owned(),
            By::Part => t::sorted_by_part().to_owned(),
            By::Truth => t::sorted_by_truth().to_owned(),
            By::Predicted => t::sorted_by_prediction().to_owned(),
            By::Probability => t::sorted_by_probability().to_owned(),
            By::Error => t::sorted_by_error().to_owned(),
        };
        all.push((words, |s| s.row_browser.sort.set(Sort::default())));
    }
    all
}

/// A list of which nothing may be chosen.
#[component]
fn Pick<T: Clone + PartialEq + Send + Sync + 'static>(
    /// What is chosen by it, for those who do not see it.
    label: &'static str,
    /// What it says where nothing is chosen.
    any: &'static str,
    options: Vec<(T, String)>,
    value: Signal<Option<T>>,
    set: impl Fn(Option<T>) + Send + 'static,
) -> impl IntoView {
    let (all, words): (Vec<T>, Vec<String>) = options.into_iter().unzip();
    let places = all.clone();
    let place = Signal::derive(move || {
        let at = value.with(|now| all.iter().position(|v| Some(v) == now.as_ref()));
        at.map_or_else(String::new, |i| i.to_string())
    });
    let chosen =
        move |e: ev::Event| set(event_target_value(&e).parse().ok().and_then(|i: usize| places.get(i).cloned()));
    view! {
        <select aria-label=label prop:value=place on:change=chosen>
            <option value="" selected=move || place.with(String::is_empty)>{any}</option>
            {words.into_iter().enumerate().map(|(i, words)| {
                let own = i.to_string();
                view! { <option value=i.to_string() selected=move || place.with(|now| *now == own)>{words}</option> }
            }).collect_view()}
        </select>
    }
}

/// Of very many features a part has columns at a time.
#[component]
fn MoreFeatures() -> impl IntoView {
    let browser = use_state().row_browser;
    let n = Memo::new(move |_| browser.found().and_then(|f| f.data.as_ref().map(|d| d.features.len())).unwrap_or(0));
    let most = N_FEATURES as usize;
    move || {
        (n.get() > most).then(|| {
            let first = browser.first_feature.get();
            let last = (first as usize + most).min(n.get());
            view! {
                <p class="quiet">
                    <button type="button" class="quiet" disabled=first == 0 aria-label=t::features_before()
                        on:click=move |_| browser.first_feature.set(first.saturating_sub(N_FEATURES))>"\u{2039}"</button>
                    {t::features_from_to(&(first + 1), &last, &format::count(n.get()))}
                    <button type="button" class="quiet" disabled=last == n.get() aria-label=t::features_after()
                        on:click=move |_| browser.first_feature.set(first + N_FEATURES)>"\u{203a}"</button>
                </p>
            }
        })
    }
}
