//! What is to be said of how columns were read, each with what it takes to decide otherwise.

use crate::state::{Produced, State, use_state};
use crate::{open_table, tasks};
use leptos::prelude::*;
use vitrine_core::table::summary::{ColumnSummary, Summary};
use vitrine_core::table::{Dialect, Kind, Odd, Remark, number, short};
use vitrine_text::data as t;
use vitrine_view::chart::format::count;

/// Remarks that are shown; a table has many columns where it has more.
const SHOWN: usize = 40;
/// Units that are listed.
const UNITS: usize = 12;

/// What can be decided otherwise.
#[derive(Clone)]
enum Act {
    Kind(Kind),
    Dialect(Dialect),
    Missing(Vec<f64>),
}

/// Whether there is anything to say.
pub fn are_any(table: &Summary) -> bool {
    table.columns.iter().any(|c| c.unit.is_some() || !c.remarks.is_empty())
}

/// The remarks on all columns, as items of a list.
pub fn items(table: &Produced<Summary>) -> impl IntoView + use<> {
    let state = use_state();
    let all: Vec<_> = table.columns.iter().flat_map(|c| c.remarks.iter().map(move |r| (c, r))).collect();
    let more = all.len().saturating_sub(SHOWN);
    let shown = all.into_iter().take(SHOWN).map(|(column, remark)| item(state, table, column, remark));
    view! {
        {units(table).map(|text| view! { <li>{text}</li> })}
        {shown.collect_view()}
        {(more > 0).then(|| view! { <li>{t::more_to_say(&count(more))}</li> })}
    }
}

/// What was taken from the numbers, and from which columns.
fn units(table: &Summary) -> Option<String> {
    let all: Vec<String> =
        table.columns.iter().filter_map(|c| Some(format!("{} ({})", c.name, c.unit.as_ref()?))).collect();
    let shown = all.iter().take(UNITS).cloned().collect::<Vec<_>>().join(", ");
    (!all.is_empty()).then(|| match all.len().saturating_sub(UNITS) {
        0 => t::units_read(&shown),
        more => t::units_read_more(&shown, &more),
    })
}

fn item(state: State, table: &Produced<Summary>, column: &ColumnSummary, remark: &Remark) -> AnyView {
    let known = table.recipe.kinds.get(&column.name).map_or(&[][..], |c| &c.missing);
    let act = act(remark, table.dialect, known).map(|(act, label)| {
        let name = column.name.clone();
        let act = move |_| match act.clone() {
            Act::Kind(kind) => tasks::set_kind(state, &name, kind),
            Act::Dialect(dialect) => open_table::set_dialect(state, dialect),
            Act::Missing(values) => tasks::set_missing_numbers(state, &name, values),
        };
        view! { " "<button type="button" on:click=act>{label}</button> }
    });
    let odd = if let Remark::Odd { odd, .. } = remark { Some(listed(odd)) } else { None };
    view! { <li data-test="remark">{remark.in_words(&column.name)}{act}{odd}</li> }.into_any()
}

/// The cells that do not fit.
fn listed(odd: &Odd) -> impl IntoView + use<> {
    let n_listed: usize = odd.texts.iter().map(|t| t.n).sum();
    let more = (odd.n > n_listed).then(|| t::and_other_cells(&count(odd.n - n_listed)));
    let texts = odd.texts.iter().map(ToString::to_string).chain(more);
    view! {
        <details class="odd"><summary>{t::see_them()}</summary>
            <ul>{texts.map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
        </details>
    }
}

/// The other way to read it, and what its button says.
fn act(remark: &Remark, dialect: Dialect, known: &[f64]) -> Option<(Act, String)> {
    Some(match remark {
        Remark::DayOrMonth { month_first } => {
            let label = if *month_first { t::read_day_first() } else { t::read_month_first() };
            (Act::Dialect(Dialect { month_first: !month_first, ..dialect }), label.to_owned())
        }
        Remark::Marks { text, decimal_comma } => {
            let other = number(text, !decimal_comma).unwrap_or(f64::NAN);
            (Act::Dialect(Dialect { decimal_comma: !decimal_comma, ..dialect }), t::read_it_as(&other))
        }
        Remark::Codes { .. } => (Act::Kind(Kind::Number), t::read_as_numbers().to_owned()),
        Remark::Odd { missing: true, .. } => (Act::Kind(Kind::Category), t::keep_as_category().to_owned()),
        Remark::Odd { kind, odd, .. } => {
            let label = match kind {
                Kind::Date => t::read_as_dates_rest_missing(&count(odd.n)),
                _ => t::read_as_numbers_rest_missing(&count(odd.n)),
            };
            (Act::Kind(*kind), label)
        }
        Remark::Sentinel { value, .. } => {
            let values = known.iter().copied().chain([*value]).collect();
            (Act::Missing(values), t::treat_as_missing(&short(*value)))
        }
        Remark::MissingNumbers { .. } => (Act::Missing(Vec::new()), t::read_as_numbers_again().to_owned()),
        Remark::Answers { .. } | Remark::Hours { .. } | Remark::Parentheses | Remark::Stays { .. } => return None,
    })
}
