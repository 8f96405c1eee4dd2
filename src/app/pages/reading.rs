//! How the file was read and how else it may be, how far one is that is being read, and the ways on from one that could
//! not be.

use crate::components::answer_view::progress_in_words;
use crate::components::dynamic::dynamic;
use crate::components::field::{Choice, ListField, NumberField, Range};
use crate::state::Import;
use crate::state::use_state;
use crate::{file_import, open_table};
use leptos::prelude::*;
use vitrine_core::table::{DELIMITERS, Dialect, Encoding, Quote};
use vitrine_text::{common, data as t};
use vitrine_worker::protocol::{Fault, Running};

/// How far a table is that is being taken in or read, with a way to leave it. It lies over what is there, which
/// stays where it is.
#[component]
pub fn Coming() -> impl IntoView {
    let state = use_state();
    // Most tables are read before a line could be: nothing is said of them.
    let coming = Memo::new(move |_| {
        let reading = || state.table.with(|t| t.running().filter(|_| t.is_current()));
        state.import.get().or_else(|| {
            let Running { done, seconds_left, .. } = reading()?;
            let what = state.recipe.with(|r| t::understanding(&r.source.name()));
            Some(Import { what, done, seconds_left })
        })
    });
    let is_there = Memo::new(move |_| coming.with(Option::is_some));
    let words = move || {
        coming.get().map(|Import { what, done, seconds_left }| {
            let running = Running { seconds_left, ..Running::at(done, 0.0) };
            view! { <bdi>{what}</bdi>": "{progress_in_words(&running)} }
        })
    };
    view! {
        <div class="coming" data-test="coming">
            {dynamic(move || is_there.get().then(|| view! {
                <div>
                    <p role="status">{words}</p>
                    <button type="button" on:click=move |_| open_table::cancel(state)>{common::cancel()}</button>
                </div>
            }))}
        </div>
    }
}

/// A file that was not taken.
#[component]
pub fn Refused() -> impl IntoView {
    let state = use_state();
    move || {
        state.refused.get().map(|refusal| {
            view! {
                <div class="notice bad" data-test="refused">
                    <div role="alert"><p dir="auto">{refusal.why}</p><p class="quiet">{t::table_before_is_kept()}</p></div>
                    {refusal.too_large.then(|| view! { <OfferSample draw=move |n| file_import::sample_refused(state, n)/> })}
                    <button type="button" on:click=move |_| state.refused.set(None)>{common::close()}</button>
                </div>
            }
        })
    }
}

/// The ways on from a table that could not be read: a sample of it, reading it otherwise, and going back.
#[component]
pub fn TableFailed() -> impl IntoView {
    let state = use_state();
    let fault = Memo::new(move |_| state.table.with(|t| t.fault()));
    let too_large = Memo::new(move |_| fault.with(|f| f.as_ref().is_some_and(Fault::is_too_large)));
    let failed = Memo::new(move |_| fault.with(Option::is_some));
    let dialect = Memo::new(move |_| state.recipe.with(|r| r.dialect.unwrap_or_default()));
    view! {
        {dynamic(move || too_large.get().then(|| view! { <OfferSample draw=move |n| file_import::sample_failed(state, n)/> }))}
        {dynamic(move || failed.get().then(|| view! { <ReadAs dialect=dialect.get() encoding=None/> }))}
        {dynamic(move || (failed.get() && state.last_good.with(Option::is_some)).then(|| view! {
            <p><button type="button" data-test="go-back" on:click=move |_| open_table::go_back(state)>{t::go_back()}</button></p>
        }))}
    }
}

/// Rows that are offered as a sample: enough for any model here, and few enough to be quick.
const OFFERED: f64 = 50_000.0;

/// The offer to go on with some of the rows.
#[component]
fn OfferSample(
    /// Draws so many rows.
    draw: impl Fn(usize) + Send + Sync + Copy + 'static,
) -> impl IntoView {
    let n = RwSignal::new(OFFERED);
    view! {
        <div class="offer" data-test="offer-sample">
            <NumberField label=t::rows_to_draw value=n range=Range::whole(100.0, 1_000_000.0) set=move |v| n.set(v)/>
            <button type="button" on:click=move |_| draw(n.get_untracked() as usize)>{t::take_a_sample()}</button>
        </div>
    }
}

/// How the file was read, and how else it may be; without an encoding it could not be read.
#[component]
pub fn ReadAs(
    /// The dialect in force.
    dialect: Dialect,
    /// How the bytes were decoded.
    encoding: Option<Encoding>,
) -> impl IntoView {
    let state = use_state();
    let separator = |d: char| match d {
        ',' => t::commas(),
        ';' => t::semicolons(),
        '\t' => t::tabs(),
        '|' => t::pipes(),
        _ => t::spaces(),
    };
    let names = match dialect.names_on {
        0 => t::first_line_is_row().to_owned(),
        1 => t::first_line_holds_names().to_owned(),
        n => t::line_holds_names(&n),
    };
    let (cut, mark) = (separator(dialect.delimiter), if dialect.decimal_comma { "1.234,5" } else { "1,234.5" });
    let said = match encoding {
        Some(encoding) => t::read_as(&encoding.name(), &cut, &mark, &names),
        None => t::read_otherwise(&cut, &mark, &names),
    };
    let delimiters = Signal::stored(DELIMITERS.iter().map(|d| separator(*d).to_owned()).collect());
    // Nothing is stated until the user does.
    let recognised = t::recognised();
    let names_of = Encoding::ALL.iter().map(|e| e.name().to_owned());
    let encodings = Signal::stored(std::iter::once(recognised.to_owned()).chain(names_of).collect());
    let set_encoding = move |i: usize| {
        let encoding = i.checked_sub(1).and_then(|i| Encoding::ALL.get(i).copied());
        open_table::set_dialect(state, Dialect { encoding, ..dialect });
    };
    let set_delimiter = move |i: usize| {
        if let Some(delimiter) = DELIMITERS.get(i) {
            open_table::set_dialect(state, Dialect { delimiter: *delimiter, ..dialect });
        }
    };
    view! {
        <details class="read-as" data-test="read-as" open=encoding.is_none()>
            <summary>{said}</summary>
            <div class="learn">
                <ListField label=t::separated_by options=delimiters value=Signal::stored(cut.to_owned()) set=set_delimiter/>
                <div class="field"><span class="name">{t::numbers()}</span>
                    <Choice label=t::how_numbers_are_written() value=Signal::stored(dialect.decimal_comma)
                        set=move |decimal_comma| open_table::set_dialect(state, Dialect { decimal_comma, ..dialect })
                        options=vec![(false, "1,234.5"), (true, "1.234,5")]/></div>
                <div class="field"><span class="name">{t::first_line()}</span>
                    <Choice label=t::what_first_line_holds() value=Signal::stored(dialect.names_on.min(2))
                        set=move |names_on| open_table::set_dialect(state, Dialect { names_on, ..dialect })
                        options=vec![(1, t::line_of_names()), (0, t::line_a_row()), (2, t::line_a_title())]/></div>
                {(dialect.names_on > 1).then(|| view! {
                    <NumberField label=t::names_on_line value=Signal::stored(f64::from(dialect.names_on)) range=Range::whole(1.0, 1000.0)
                        set=move |v| open_table::set_dialect(state, Dialect { names_on: v as u32, ..dialect })/>
                })}
                <div class="field"><span class="name">{t::quotes()}</span>
                    <Choice label=t::what_quotes_cells() value=Signal::stored(dialect.quote)
                        set=move |quote| open_table::set_dialect(state, Dialect { quote, ..dialect })
                        options=vec![(Quote::Double, "\""), (Quote::Single, "'"), (Quote::None, t::no_quotes())]/></div>
                <div class="field"><span class="name">{t::dates_in_doubt()}</span>
                    <Choice label=t::which_comes_first() value=Signal::stored(dialect.month_first)
                        set=move |month_first| open_table::set_dialect(state, Dialect { month_first, ..dialect })
                        options=vec![(false, t::day_first()), (true, t::month_first())]/></div>
                <ListField label=t::encoding options=encodings value=Signal::stored(dialect.encoding.map_or(recognised, Encoding::name).to_owned()) set=set_encoding/>
            </div>
        </details>
    }
}
