//! The answers of the Data screen in words: what the table holds, and what it becomes.

use std::fmt::Display;
use vitrine_core::dataset::{DatasetView, ExclusionReason, MissingPolicy};
use vitrine_core::table::summary::{ColumnSummary, Distribution, Summary};
use vitrine_core::table::{Kind, date};
use vitrine_text::{Phrase, capital, data as t};
use vitrine_view::chart::format::{Unit, count, level, number};

/// The kinds that a column may be set to, with their names.
pub const KINDS: [(Kind, Phrase); 6] = [
    (Kind::Number, t::kind_number),
    (Kind::Category, t::kind_category),
    (Kind::YesNo, t::kind_yes_or_no),
    (Kind::Date, t::kind_date),
    (Kind::Text, t::kind_text),
    (Kind::Identifier, t::kind_identifier),
];

/// What is in the table.
pub fn of_table(table: &Summary) -> String {
    type OfCount = fn(&dyn Display) -> String;
    let kinds: [(Kind, OfCount); 6] = [
        (Kind::Number, t::are_numbers),
        (Kind::Category, t::are_categories),
        (Kind::YesNo, t::are_yes_or_no),
        (Kind::Date, t::are_dates),
        (Kind::Text, t::are_free_text),
        (Kind::Identifier, t::name_the_rows),
    ];
    let of_kind = |kind: Kind| table.columns.iter().filter(|c| c.kind == kind).count();
    let present = kinds.into_iter().map(|(kind, said)| (of_kind(kind), said)).filter(|(n, _)| *n > 0);
    let kinds: Vec<String> = present.map(|(n, said)| said(&count(n))).collect();
    let n_missing: usize = table.columns.iter().map(|c| c.n_missing).sum();
    let missing = match n_missing {
        0 => t::no_cell_missing().to_owned(),
        n => t::cells_missing(&count(n)),
    };
    let (rows, columns) = (count(table.n_rows), count(table.columns.len()));
    format!("{} {missing}", t::table_holds(&rows, &columns, &kinds.join(", ")))
}

/// What the table becomes for the model.
pub fn of_dataset(data: &DatasetView) -> String {
    let [train, validation, test] = data.n_rows.map(count);
    let target = match (data.target_mean, &data.classes[..]) {
        (Some(mean), _) => t::target_is_number(&data.target, &number(mean)),
        (None, classes) => {
            let named = |(name, share): &(String, f64)| format!("{name} ({})", level(*share, Unit::Probability));
            let shown: Vec<String> = classes.iter().take(6).map(named).collect();
            match classes.len().saturating_sub(6) {
                0 => t::target_is_one_of(&data.target, &shown.join(", ")),
                more => t::target_is_one_of_more(&data.target, &shown.join(", "), &more),
            }
        }
    };
    let dropped = match data.n_dropped {
        0 => String::new(),
        n => format!(" {}", t::rows_left_out(&count(n))),
    };
    let (features, columns) = (count(data.features.len()), count(data.n_columns));
    let becomes = t::for_the_model(&features, &columns, &train, &validation, &test);
    format!("{target} {becomes}{dropped}")
}

/// What a column's values are, in a sentence or two.
pub fn of_column(column: &ColumnSummary) -> String {
    match &column.distribution {
        Distribution::Empty => t::no_value().to_owned(),
        Distribution::Numbers { min, max, mean, median, dates, .. } => {
            let say = |v: f64| if *dates { date::format_date(v) } else { number(v) };
            let [min, max, mean, median] = [*min, *max, *mean, *median].map(say);
            match (*dates, column.unit()) {
                (true, None) => t::dates_range(&min, &max, &median),
                (true, Some(unit)) => t::dates_range_in(&min, &max, &median, &unit),
                (false, None) => t::numbers_range(&min, &max, &mean, &median),
                (false, Some(unit)) => t::numbers_range_in(&min, &max, &mean, &median, &unit),
            }
        }
        Distribution::Levels { top, other } => {
            let named = |(text, n): &(String, u32)| format!("{} ({})", short(text), count(*n as usize));
            let shown: Vec<String> = top.iter().take(6).map(named).collect();
            let rest = top.iter().skip(6).map(|t| t.1).sum::<u32>() + other;
            match rest {
                0 => t::levels(&shown.join(", ")),
                rest => t::levels_and_others(&shown.join(", "), &count(rest as usize)),
            }
        }
    }
}

/// What a dictionary says of a column: its label, where the name does not say it, and its meaning.
pub fn meant(column: &ColumnSummary) -> Option<String> {
    let told = |label: &&String| **label != column.name.replace('_', " ");
    let label = column.described.label.as_ref().filter(told).map(|label| format!("{}.", capital(label)));
    let said: Vec<String> = label.into_iter().chain(column.described.meaning.clone()).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// A text of at most some sixty letters.
fn short(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}\u{2026}", &text[..at]),
        None => text.to_owned(),
    }
}

/// A share of the rows in percent, with the count.
pub fn missing(column: &ColumnSummary, n_rows: usize) -> String {
    match column.n_missing {
        0 => "\u{2013}".to_owned(),
        n => level(n as f64 / n_rows.max(1) as f64, Unit::Probability),
    }
}

/// Why a column is off; `None` where the user said so.
pub fn exclusion(why: ExclusionReason) -> Option<&'static str> {
    match why {
        ExclusionReason::Chosen => None,
        ExclusionReason::Identifier => Some(t::off_identifier()),
        ExclusionReason::Constant => Some(t::off_constant()),
        ExclusionReason::NearlyConstant => Some(t::off_nearly_constant()),
        ExclusionReason::Empty => Some(t::off_empty()),
        ExclusionReason::NearlyUnique => Some(t::off_nearly_unique()),
        ExclusionReason::Text => Some(t::off_text()),
        ExclusionReason::Splits => Some(t::off_splits()),
    }
}

/// Why a column is off for what it holds alone, whatever is predicted.
pub fn exclusion_by_itself(column: &ColumnSummary) -> Option<ExclusionReason> {
    match (column.kind, column.n_distinct, column.n_missing) {
        (_, 0, _) => Some(ExclusionReason::Empty),
        (Kind::Identifier, ..) => Some(ExclusionReason::Identifier),
        (Kind::Text, ..) => Some(ExclusionReason::Text),
        (_, 1, 0) => Some(ExclusionReason::Constant),
        _ => None,
    }
}

/// What a policy makes of missing cells, in words.
pub fn policy(policy: MissingPolicy) -> &'static str {
    match policy {
        MissingPolicy::MedianAndFlag => t::median_and_flag(),
        MissingPolicy::Median => t::median(),
        MissingPolicy::MeanAndFlag => t::mean_and_flag(),
        MissingPolicy::Mean => t::mean(),
        MissingPolicy::OwnLevel => t::own_level(),
        MissingPolicy::Mode => t::most_frequent(),
        MissingPolicy::ModeAndFlag => t::most_frequent_and_flag(),
        MissingPolicy::DropRows => t::drop_the_row(),
    }
}
