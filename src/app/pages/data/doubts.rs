//! What was read in one of two ways: which one, and a button for the other.

use crate::state::{Produced, use_state};
use crate::tasks;
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;
use vitrine_core::table::Doubt;
use vitrine_core::table::doubt::NA;
use vitrine_core::table::summary::Summary;
use vitrine_text::data as t;

/// The choice that reads it otherwise.
#[derive(Clone)]
enum Act {
    /// Whether a line is a row; `None` leaves it to us.
    Line(u64, Option<bool>),
    /// Whether the levels of a column are joined.
    Join(String, bool),
    /// "NA" is a value.
    Code,
}

/// The notes.
#[component]
pub fn Doubts(table: Arc<Produced<Summary>>) -> impl IntoView {
    let state = use_state();
    let notes = table.doubts.iter().map(|doubt| {
        let (text, name, act) = told(doubt);
        let act = move |_| {
            tasks::edit_reading(state, |r| {
                let keep = |set: bool, lines: &mut BTreeSet<u32>, line: u32| {
                    if set { lines.insert(line) } else { lines.remove(&line) };
                };
                match &act {
                    Act::Line(line, is_row) => {
                        keep(*is_row == Some(true), &mut r.rows, *line as u32);
                        keep(*is_row == Some(false), &mut r.left_out, *line as u32);
                    }
                    Act::Join(column, true) => drop(r.joined.insert(column.clone())),
                    Act::Join(column, false) => drop(r.joined.remove(column)),
                    Act::Code => r.set_missing(NA, false),
                }
            });
        };
        view! { <div class="notice" data-test="doubt"><p>{text}</p><button type="button" on:click=act>{name}</button></div> }
    });
    notes.collect_view()
}

/// What was read, the name of the button, and what it does.
fn told(doubt: &Doubt) -> (String, String, Act) {
    match doubt {
        Doubt::Units { line, units } => {
            let units: Vec<String> = units.iter().map(|(column, unit)| t::column_in_unit(column, unit)).collect();
            (t::line_holds_units(line, &units.join(", ")), t::read_line_as_row(line), Act::Line(*line, Some(true)))
        }
        Doubt::Kept { line } => (t::line_read_as_row(line), t::leave_line_out(line), Act::Line(*line, None)),
        Doubt::LeftOut { line } => (t::line_left_out(line), t::read_line_as_row(line), Act::Line(*line, None)),
        Doubt::Totals { line, word } => {
            let why = match word {
                Some(word) => t::last_row_says(line, word),
                None => t::last_row_has_sums(line),
            };
            (why, t::leave_line_out(line), Act::Line(*line, Some(false)))
        }
        Doubt::Variants { column, n_levels, n_joined, alike } => {
            let alike: Vec<String> = alike.iter().map(|level| t::quoted(level)).collect();
            (
                t::levels_alike(column, &alike.join(", "), n_levels, n_joined),
                t::join_levels(column),
                Act::Join(column.clone(), true),
            )
        }
        Doubt::Code { column, codes } => {
            (t::na_may_be_code(column, &codes.join(", ")), t::na_is_value().to_owned(), Act::Code)
        }
        Doubt::Joined { column } => {
            (t::levels_joined(column), t::keep_apart().to_owned(), Act::Join(column.clone(), false))
        }
    }
}
