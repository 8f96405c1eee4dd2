//! How the file was read and how else it may be, and the ways on from one that could not be read.

use crate::app::components::field::{Choice, ListField};
use crate::app::opening;
use crate::app::state::use_state;
use crate::table::{DELIMITERS, Dialect, Encoding};
use leptos::prelude::*;

/// A file that was not taken.
#[component]
pub fn Refused() -> impl IntoView {
    let state = use_state();
    move || {
        state.refused.get().map(|why| {
            view! {
                <div class="notice bad" role="alert" data-test="refused"><p dir="auto">{why}</p>
                    <p class="quiet">"The table that was open before is kept."</p>
                    <button type="button" on:click=move |_| state.refused.set(None)>"Close"</button>
                </div>
            }
        })
    }
}

/// The ways on from a table that could not be read: reading it otherwise, and going back.
#[component]
pub fn TableFailed() -> impl IntoView {
    let state = use_state();
    let failed = Memo::new(move |_| state.table.with(|t| t.fault().is_some()));
    let dialect = Memo::new(move |_| state.recipe.with(|r| r.dialect.unwrap_or_default()));
    view! {
        {move || failed.get().then(|| view! { <ReadAs dialect=dialect.get() encoding=None/> })}
        {move || (failed.get() && state.last_good.with(Option::is_some)).then(|| view! {
            <p><button type="button" data-test="go-back" on:click=move |_| opening::go_back(state)>"Go back to the table before"</button></p>
        })}
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
        ',' => "commas",
        ';' => "semicolons",
        '\t' => "tabs",
        '|' => "bars",
        _ => "spaces",
    };
    let said = match encoding {
        None => "Read it otherwise: ".to_owned(),
        Some(Encoding::Utf8) => "Read as UTF-8: ".to_owned(),
        Some(Encoding::Utf16Le | Encoding::Utf16Be) => "Read as UTF-16: ".to_owned(),
        Some(Encoding::Windows1252) => "Read as Windows-1252: ".to_owned(),
    };
    let names = if dialect.header { "the first line holds the names" } else { "the first line is a row" };
    let mark = if dialect.decimal_comma { "1.234,5" } else { "1,234.5" };
    let delimiters = Signal::stored(DELIMITERS.iter().map(|d| separator(*d).to_owned()).collect());
    let set_delimiter = move |i: usize| {
        if let Some(delimiter) = DELIMITERS.get(i) {
            opening::set_dialect(state, Dialect { delimiter: *delimiter, ..dialect });
        }
    };
    view! {
        <details class="read-as" data-test="read-as" open=encoding.is_none()>
            <summary>{format!("{said}cells separated by {}, numbers written {mark}, {names}.", separator(dialect.delimiter))}</summary>
            <div class="learn">
                <ListField label=|| "separated by" options=delimiters value=Signal::stored(separator(dialect.delimiter).to_owned()) set=set_delimiter/>
                <div class="field"><span class="name">"numbers"</span>
                    <Choice label="How numbers are written" value=Signal::stored(dialect.decimal_comma)
                        set=move |decimal_comma| opening::set_dialect(state, Dialect { decimal_comma, ..dialect })
                        options=vec![(false, "1,234.5"), (true, "1.234,5")]/></div>
                <div class="field"><span class="name">"first line"</span>
                    <Choice label="What the first line holds" value=Signal::stored(dialect.header)
                        set=move |header| opening::set_dialect(state, Dialect { header, ..dialect })
                        options=vec![(true, "names"), (false, "a row")]/></div>
            </div>
        </details>
    }
}
