//! A control for a date, with or without a time of day.

use leptos::{ev, prelude::*};
use vitrine_core::table::{Value, date};
use vitrine_text::data as t;

/// The browser's own field for dates; an empty one is a missing cell.
#[component]
pub fn DateControl(
    /// What the date is of.
    name: String,
    /// The first training date, in days since 1970.
    min: f64,
    /// The last one.
    max: f64,
    /// Whether dates have no time of day.
    whole: bool,
    /// The value in force.
    value: Memo<Value>,
    /// Takes another one.
    set: impl Fn(Value) + Copy + Send + 'static,
) -> impl IntoView {
    // The field writes a `T` before the time, and always wants the time where it shows one.
    let text = move || match value.get() {
        Value::Date(days) | Value::Number(days) => {
            let spelled = date::format_date(days);
            match spelled.split_once(' ') {
                Some((day, time)) => format!("{day}T{time}"),
                None if whole => spelled,
                None => spelled + "T00:00",
            }
        }
        _ => String::new(),
    };
    let chosen = move |e: ev::Event| {
        let text = event_target_value(&e);
        match date::parse(&text, false) {
            Some(days) => set(Value::Date(days)),
            None if text.is_empty() => set(Value::Missing),
            // Half a date is none yet.
            None => {}
        }
    };
    let beyond = move || match value.get() {
        Value::Date(v) if v < min || v > max => {
            Some(t::trained_on_dates(&date::format_date(min), &date::format_date(max)))
        }
        _ => None,
    };
    view! {
        <span class="number-control date-control">
            <input type=if whole { "date" } else { "datetime-local" } aria-label=name prop:value=text on:change=chosen/>
            <span class="beyond quiet" role="status">{beyond}</span>
        </span>
    }
}
