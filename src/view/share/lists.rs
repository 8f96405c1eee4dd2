//! The figures of lists: all rows as they are predicted, the first rows of a table, what is in a column, and what would flip
//! a decision.

use super::figures::{Cell, Figures};
use vitrine_core::explain::Counterfactuals;
use vitrine_core::table::summary::{Distribution, Summary};
use vitrine_core::table::{Value, date};
use vitrine_text::report as t;

/// One row of the list of all rows.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Row of the table, 0-based.
    pub table_row: u32,
    /// What the table calls it, one a column that names rows.
    pub names: &'a [Value],
    /// What its part is called.
    pub part: &'a str,
    /// What the table says.
    pub truth: &'a Value,
    /// The predicted value or class.
    pub predicted: &'a Value,
    /// The probability of the class in view; `None` for a number.
    pub probability: Option<f64>,
    /// One minus the probability of the true class, or the true value less the predicted one.
    pub error: f64,
    /// The cells of all features.
    pub cells: &'a [Value],
}

/// The list of all rows, without its rows; `naming` are the columns that name them, and `class` is the one whose probability is
/// told, `None` for a number.
pub fn rows(
    naming: &[String],
    target: &str,
    class: Option<&str>,
    features: impl IntoIterator<Item = String>,
) -> Figures {
    let mut figures = Figures::new(["row"]);
    naming.iter().for_each(|name| figures.push_given(name.clone()));
    figures.columns.push("part".to_owned());
    figures.push_given(target.to_owned());
    figures.columns.push("predicted".to_owned());
    if let Some(class) = class {
        figures.push_said(format!("probability of {class}"), t::probability_of(&class));
    }
    figures.columns.push("error".to_owned());
    features.into_iter().for_each(|name| figures.push_given(name));
    figures
}

/// A row of [`rows`]; rows are counted from 1.
pub fn line(line: &Line) -> Vec<Cell> {
    let own = [line.part.into(), line.truth.into(), line.predicted.into()];
    let names = line.names.iter().map(Cell::from);
    let probability = line.probability.map(Cell::from);
    [(line.table_row + 1).into()]
        .into_iter()
        .chain(names)
        .chain(own)
        .chain(probability)
        .chain([line.error.into()])
        .chain(line.cells.iter().map(Cell::from))
        .collect()
}

/// The first rows of a table: its cells as they stand there, as texts.
pub fn first_rows(table: &Summary) -> Figures {
    let mut figures = Figures::default();
    table.columns.iter().for_each(|c| figures.push_given(c.name.clone()));
    let cell = |cell: &Option<String>| cell.clone().map_or(Cell::Empty, Cell::Text);
    figures.rows = table.preview.iter().map(|row| row.iter().map(cell).collect()).collect();
    figures
}

/// How a column's values are spread: a row a bin, or a row a value and one for those that are not named.
pub fn distribution(of: &Distribution) -> Figures {
    match of {
        Distribution::Numbers { min, max, bins, dates, .. } => {
            let mut figures = Figures::new(["from", "to", "rows"]);
            let n = bins.len().max(1) as f64;
            let edge = |i: usize| {
                let share = i as f64 / n;
                // Not by their difference, which may be no number.
                let v = if i == bins.len() { *max } else { min * (1.0 - share) + max * share };
                if *dates { Cell::Text(date::format_date(v)) } else { v.into() }
            };
            figures.rows.extend(bins.iter().enumerate().map(|(i, n)| vec![edge(i), edge(i + 1), (*n).into()]));
            figures
        }
        Distribution::Levels { top, other } => {
            let mut figures = Figures::new(["value", "rows"]);
            figures.rows.extend(top.iter().map(|(level, n)| vec![Cell::Text(level.clone()), (*n).into()]));
            figures.rows.extend((*other > 0).then(|| vec![Cell::Word("all others", t::all_others()), (*other).into()]));
            figures
        }
        Distribution::Empty => Figures::new(["value", "rows"]),
    }
}

/// What would flip a decision, a row a change: the feature, its value before and after, how far apart a number's two are,
/// and the prediction then, of the class with this index; of classes also which one is decided for then, and its probability.
pub fn counterfactuals(
    counterfactuals: &Counterfactuals,
    names: &[String],
    values: &[Value],
    class: usize,
    classes: &[String],
) -> Figures {
    let mut figures = Figures::new(["feature", "from", "to", "training_standard_deviations", "prediction"]);
    if !classes.is_empty() {
        figures.columns.extend(["decision", "probability_of_the_decision"].map(str::to_owned));
    }
    for counterfactual in &counterfactuals.found {
        let mut row = vec![
            names.get(counterfactual.feature).into(),
            values.get(counterfactual.feature).map_or(Cell::Empty, Cell::from),
            (&counterfactual.value).into(),
            counterfactual.distance.into(),
            counterfactual.outputs.get(class).copied().into(),
        ];
        if !classes.is_empty() {
            let of = |of: usize| [classes.get(of).into(), counterfactual.outputs.get(of).copied().into()];
            row.extend(counterfactual.decided.map_or([Cell::Empty, Cell::Empty], of));
        }
        figures.rows.push(row);
    }
    figures
}
