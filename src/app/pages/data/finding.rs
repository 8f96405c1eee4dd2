//! The answers of the Data screen in words: what the table holds, and what it becomes.

use crate::queries;
use vitrine_core::dataset::{DatasetView, MissingPolicy, WhyOff};
use vitrine_core::table::summary::{ColumnSummary, Distribution, Summary};
use vitrine_core::table::{Kind, date};
use vitrine_view::chart::format::{Unit, count, counted, level, number};

/// The kinds that a column may be set to, with their names.
pub const KINDS: [(Kind, &str); 6] = [
    (Kind::Number, "number"),
    (Kind::Category, "category"),
    (Kind::YesNo, "yes or no"),
    (Kind::Date, "date"),
    (Kind::Text, "text"),
    (Kind::Identifier, "identifier"),
];

/// What is in the table.
pub fn of_table(table: &Summary) -> String {
    let kinds = [
        (Kind::Number, "is a number", "are numbers"),
        (Kind::Category, "is a category", "are categories"),
        (Kind::YesNo, "is yes or no", "are yes or no"),
        (Kind::Date, "is a date", "are dates"),
        (Kind::Text, "is free text", "are free text"),
        (Kind::Identifier, "names the rows", "name the rows"),
    ];
    let of_kind = |kind: Kind| table.columns.iter().filter(|c| c.kind == kind).count();
    let present = kinds.into_iter().map(|(kind, one, many)| (of_kind(kind), one, many)).filter(|(n, ..)| *n > 0);
    let kinds: Vec<String> = present.map(|(n, one, many)| counted(n, one, many)).collect();
    let n_missing: usize = table.columns.iter().map(|c| c.n_missing).sum();
    let missing = match n_missing {
        0 => "No cell is missing.".to_owned(),
        n => format!("{} missing.", counted(n, "cell is", "cells are")),
    };
    let (rows, columns) = (counted(table.n_rows, "row", "rows"), counted(table.columns.len(), "column", "columns"));
    format!("{rows} and {columns}, of which {}. {missing}", kinds.join(", "))
}

/// What the table becomes for the model.
pub fn of_dataset(data: &DatasetView) -> String {
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
    let dropped = match data.n_dropped {
        0 => String::new(),
        n => format!(" {} left out.", counted(n, "row is", "rows are")),
    };
    let features = counted(data.features.len(), "feature becomes", "features become");
    let columns = counted(data.n_columns, "column", "columns");
    format!(
        "{target}. {features} {columns} for the model; {train} rows train it, {validation} validate, {test} test.{dropped}"
    )
}

/// What a column's values are, in a sentence or two.
pub fn of_column(column: &ColumnSummary) -> String {
    match &column.distribution {
        Distribution::Empty => "No value.".to_owned(),
        Distribution::Numbers { min, max, mean, median, dates, .. } => {
            let say = |v: f64| if *dates { date::spelled(v) } else { number(v) };
            let mean = if *dates { String::new() } else { format!("mean {}, ", say(*mean)) };
            let unit = column.unit().map_or(String::new(), |unit| format!(", in {unit}"));
            format!("From {} to {}, {mean}median {}{unit}.", say(*min), say(*max), say(*median))
        }
        Distribution::Levels { top, other } => {
            let named = |(text, n): &(String, u32)| format!("{} ({})", short(text), count(*n as usize));
            let shown: Vec<String> = top.iter().take(6).map(named).collect();
            let rest = top.iter().skip(6).map(|t| t.1).sum::<u32>() + other;
            let rest = if rest > 0 { format!(", other values ({})", count(rest as usize)) } else { String::new() };
            format!("{}{rest}.", shown.join(", "))
        }
    }
}

/// What a dictionary says of a column: its label, where the name does not say it, and its meaning.
pub fn meant(column: &ColumnSummary) -> Option<String> {
    let told = |label: &&String| **label != column.name.replace('_', " ");
    let label = column.described.label.as_ref().filter(told).map(|label| format!("{}.", queries::capital(label)));
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
pub fn why_off(why: WhyOff) -> Option<&'static str> {
    match why {
        WhyOff::Chosen => None,
        WhyOff::Identifier => Some("names the rows, so it is off"),
        WhyOff::Constant => Some("always the same, so it is off"),
        WhyOff::NearlyConstant => Some("nearly always the same, so it is off"),
        WhyOff::Empty => Some("has no value, so it is off"),
        WhyOff::NearlyUnique => Some("most of its values are found once, so it is off"),
        WhyOff::Text => Some("free text, which these models cannot read, so it is off"),
        WhyOff::Splits => Some("says how the rows are split, so it is off"),
    }
}

/// Why a column is off for what it holds alone, whatever is predicted.
pub fn why_off_by_itself(column: &ColumnSummary) -> Option<WhyOff> {
    match (column.kind, column.n_distinct, column.n_missing) {
        (_, 0, _) => Some(WhyOff::Empty),
        (Kind::Identifier, ..) => Some(WhyOff::Identifier),
        (Kind::Text, ..) => Some(WhyOff::Text),
        (_, 1, 0) => Some(WhyOff::Constant),
        _ => None,
    }
}

/// What a policy makes of missing cells, in words.
pub fn policy(policy: MissingPolicy) -> &'static str {
    match policy {
        MissingPolicy::MedianAndFlag => "the median, and flagged",
        MissingPolicy::Median => "the median",
        MissingPolicy::MeanAndFlag => "the mean, and flagged",
        MissingPolicy::Mean => "the mean",
        MissingPolicy::OwnLevel => "a level of their own",
        MissingPolicy::Mode => "the most frequent level",
        MissingPolicy::ModeAndFlag => "the most frequent level, and flagged",
        MissingPolicy::DropRows => "a reason to drop the row",
    }
}
