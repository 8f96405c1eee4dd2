//! What was read in one of two ways: which one, and a button for the other.

use crate::state::{Made, use_state};
use crate::tasks;
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;
use vitrine_core::table::Doubt;
use vitrine_core::table::doubt::NA;
use vitrine_core::table::summary::Summary;

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
pub fn Doubts(table: Arc<Made<Summary>>) -> impl IntoView {
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
            let units: Vec<String> = units.iter().map(|(column, unit)| format!("{column} in {unit}")).collect();
            (
                format!("Line {line} holds units and was left out: {}.", units.join(", ")),
                format!("Read line {line} as a row"),
                Act::Line(*line, Some(true)),
            )
        }
        Doubt::Kept { line } => {
            (format!("Line {line} is read as a row."), format!("Leave line {line} out"), Act::Line(*line, None))
        }
        Doubt::LeftOut { line } => {
            (format!("Line {line} was left out."), format!("Read line {line} as a row"), Act::Line(*line, None))
        }
        Doubt::Totals { line, word } => {
            let why = match word {
                Some(word) => format!("says \u{201c}{word}\u{201d}"),
                None => "has the sums of the rows above it".to_owned(),
            };
            (
                format!("The last row, on line {line}, {why}. If it holds totals, it is no case to learn from."),
                format!("Leave line {line} out"),
                Act::Line(*line, Some(false)),
            )
        }
        Doubt::Variants { column, n_levels, n_joined, alike } => (
            format!(
                "{column} has levels that differ in case or blanks only, such as {}: joined, {n_levels} levels become {n_joined}.",
                alike.iter().map(|level| format!("\u{201c}{level}\u{201d}")).collect::<Vec<_>>().join(", ")
            ),
            format!("Join levels of {column}"),
            Act::Join(column.clone(), true),
        ),
        Doubt::Code { column, codes } => (
            format!(
                "\u{201c}NA\u{201d} was read as missing. In {column} it may be a code, as {} are.",
                codes.join(", ")
            ),
            "Read \u{201c}NA\u{201d} as a value".to_owned(),
            Act::Code,
        ),
        Doubt::Joined { column } => (
            format!("Levels of {column} that differ in case or blanks only are joined."),
            "Keep them apart".to_owned(),
            Act::Join(column.clone(), false),
        ),
    }
}
