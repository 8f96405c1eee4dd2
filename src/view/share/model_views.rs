//! The figures of the pictures that explain a whole model, exact: permutation importance, partial dependence, and SHAP values of
//! many rows.

use super::figures::{Cell, Figures};
use crate::chart::cohort::{CohortChart, CohortPoint, mean_size};
use crate::chart::dependence::DependenceChart;
use crate::chart::importance::{ImportanceBar, strongest};
use vitrine_core::table::date;

/// Permutation importance: a row a feature, strongest first, with the 95 % interval.
pub fn importance(features: &[ImportanceBar]) -> Figures {
    let mut figures = Figures::new(["feature", "increase", "interval_low", "interval_high"]);
    let row = |b: &ImportanceBar| vec![Cell::from(&b.name), b.increase.into(), b.low.into(), b.high.into()];
    figures.rows = strongest(features).into_iter().map(|i| row(&features[i])).collect();
    figures
}

/// Partial dependence: a row a value of the grid, with what the model says of the chosen row where there is one. Predictions are
/// as the model gives them, also where the picture shows changes.
pub fn dependence(d: &DependenceChart) -> Figures {
    let mut figures = Figures::new(["feature_value", "partial_dependence", "standard_error"]);
    figures.columns.extend(d.own.map(|_| "this_row".to_owned()));
    for (i, mean) in d.mean.iter().enumerate() {
        let mut row = vec![value(d, i), (*mean).into(), d.errors.get(i).copied().into()];
        row.extend(d.own.map(|(_, line)| Cell::from(line.get(i).copied())));
        figures.rows.push(row);
    }
    figures
}

/// Individual conditional expectation: a row a row of the table and value of the grid. Rows are counted from 1.
pub fn lines(d: &DependenceChart) -> Figures {
    let mut figures = Figures::new(["row", "feature_value", "prediction"]);
    for (row, line) in d.lines {
        let cells = |(i, v): (usize, &f64)| vec![counted(*row), value(d, i), (*v).into()];
        figures.rows.extend(line.iter().enumerate().map(cells));
    }
    figures
}

/// A value of the grid: a number as it is, a date and a level as they are spelled.
fn value(d: &DependenceChart, i: usize) -> Cell {
    match d.positions.get(i) {
        Some(v) if d.is_ordered && d.dates => Cell::Text(date::format_date(*v)),
        Some(v) if d.is_ordered => (*v).into(),
        _ => d.labels.get(i).into(),
    }
}

/// SHAP values of many rows: a row a row of the table and feature, the strongest feature first. Rows are counted from 1.
pub fn cohort(c: &CohortChart) -> Figures {
    let mut figures = Figures::new(["row", "feature", "value", "attribution"]);
    for feature in c.order().into_iter().map(|j| &c.features[j]) {
        let name = Cell::from(&feature.name);
        let row = |p: &CohortPoint| vec![counted(p.row), name.clone(), Cell::from(&p.reads), p.attribution.into()];
        figures.rows.extend(feature.points.iter().map(row));
    }
    figures
}

/// Mean sizes of SHAP values: a row a feature, strongest first.
pub fn cohort_means(c: &CohortChart) -> Figures {
    let mut figures = Figures::new(["feature", "mean_absolute_attribution", "rows"]);
    for feature in c.order().into_iter().map(|j| &c.features[j]) {
        let n = feature.points.iter().filter(|p| p.attribution.is_finite()).count();
        figures.rows.push(vec![(&feature.name).into(), mean_size(feature).into(), n.into()]);
    }
    figures
}

/// A row of the table, 0-based, as people count.
fn counted(row: u32) -> Cell {
    Cell::Number(f64::from(row) + 1.0)
}
