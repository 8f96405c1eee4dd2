//! The figures of the views: what the page shows, as columns of exact values.

use super::figures::{Cell, Figures};
use super::verdict::part_in_words;
use crate::chart::is_left_out;
use vitrine_core::dataset::Part;
use vitrine_core::evaluate::confusion::{precision_interval, recall_interval};
use vitrine_core::evaluate::{ClassScores, Interval, IntervalBy, Intervals, PartScores};
use vitrine_core::explain::LocalExplanation;
use vitrine_core::model::{Coefficient, EpochScore, OutputScale, Structure};
use vitrine_core::table::summary::{ColumnSummary, Distribution};
use vitrine_core::table::{Kind, Value, date};
use vitrine_text::{common, report as t, terms};

/// One explained row: a row a feature, by its name, in the picture's order.
pub fn local(
    local: &LocalExplanation,
    before: Option<&LocalExplanation>,
    names: &[String],
    order: &[usize],
    values: &[Value],
) -> Figures {
    let mut figures = Figures::new(["feature", "value", "condition", "share", "standard_error", "left_out"]);
    figures.columns.extend(before.map(|_| "share_before".to_owned()));
    for &j in order {
        let Some(a) = local.attributions.get(j) else { continue };
        let mut row = vec![
            Cell::from(names.get(j)),
            Cell::from(values.get(j)),
            Cell::from(&a.condition),
            Cell::from(a.value),
            Cell::from(a.error),
            Cell::from(is_left_out(local, a)),
        ];
        row.extend(before.map(|b| Cell::from(b.attributions.get(j).map(|a| a.value))));
        figures.rows.push(row);
    }
    figures
}

impl From<&&Value> for Cell {
    fn from(value: &&Value) -> Cell {
        Cell::from(*value)
    }
}

/// A measured time, without the digits that no clock tells.
pub fn to_the_millisecond(seconds: f64) -> Cell {
    Cell::from(libm::round(1000.0 * seconds) / 1000.0)
}

/// A row of the table (0-based) as people count, or that it is one of the user's own.
pub fn row_told(table_row: Option<u32>) -> Cell {
    table_row.map_or_else(|| Cell::Word("own", t::own()), |row| Cell::from(row + 1))
}

/// How an explanation was made; `subject` is the class that is explained, or the target's name.
pub fn local_facts(
    local: &LocalExplanation,
    subject: &str,
    table_row: Option<u32>,
    seconds: f64,
) -> Vec<(&'static str, Cell)> {
    let q = &local.quality;
    let scale = match local.output.space {
        OutputScale::Probability => Cell::Word("prediction", common::prediction()),
        OutputScale::LogOdds => Cell::Word("log-odds", terms::log_odds()),
        OutputScale::Raw => Cell::Word("raw margin", terms::margin()),
    };
    vec![
        ("method", Cell::from((local.method.info().name)())),
        ("table_row", row_told(table_row)),
        ("explained", Cell::from(subject)),
        ("scale", scale),
        ("base", Cell::from(local.base)),
        ("base_standard_error", Cell::from(q.base_error)),
        ("prediction", Cell::from(local.prediction)),
        ("exact", Cell::from(q.exact)),
        ("all_coalitions", Cell::from(q.all_coalitions)),
        ("residual", Cell::from(q.residual)),
        ("local_fit", Cell::from(q.local_fit)),
        ("effective_samples", Cell::from(q.effective_samples)),
        ("samples", Cell::from(q.n_samples)),
        ("evaluations", Cell::from(q.n_evaluations)),
        ("background_rows", Cell::from(q.n_background)),
        ("training_rows", Cell::from(Some(q.n_training).filter(|n| *n > 0))),
        ("standard_errors_by", Cell::from(q.error_method.as_str())),
        ("standard_errors_cover", Cell::from(local.covers())),
        ("seed", Cell::from(q.seed)),
        ("computed_on", Cell::from(q.device.name())),
        ("seconds", to_the_millisecond(seconds)),
        ("fingerprint", Cell::from(q.fingerprint.as_str())),
    ]
}

/// The row that is explained: its values as they are set, and as the table has them.
pub fn row(names: &[String], original: &[Value], values: &[Value]) -> Figures {
    let mut figures = Figures::new(["feature", "value", "value_in_the_table", "changed"]);
    for ((name, value), before) in names.iter().zip(values).zip(original) {
        let changed = value != before;
        figures.rows.push(vec![Cell::Text(name.clone()), value.into(), before.into(), changed.into()]);
    }
    figures
}

/// Learning curves: a row an epoch.
pub fn curves(history: &[EpochScore], step: &str) -> Figures {
    let mut figures =
        Figures::new([step.replace(' ', "_").to_lowercase().as_str(), "training_loss", "validation_loss"]);
    for (i, score) in history.iter().enumerate() {
        figures.rows.push(vec![(i + 1).into(), score.train.into(), score.validation.into()]);
    }
    figures
}

/// The inside of a model: a row a coefficient, or a row a weight; of wide layers only the weights between units that are drawn.
/// `constants` are its intercepts or biases, see [`vitrine_core::model::Model::constants`].
pub fn structure(structure: &Structure, constants: &[Vec<f64>], classes: &[String]) -> Figures {
    match structure {
        Structure::Coefficients(lists) => {
            let mut figures = Figures::new(["towards", "column", "coefficient"]);
            for (k, list) in lists.iter().enumerate() {
                // A single list of two classes is that of the second.
                let class = if lists.len() == 1 { classes.last() } else { classes.get(k) };
                let row = |c: &Coefficient| vec![Cell::from(class), Cell::Text(c.name.clone()), c.value.into()];
                figures.rows.extend(list.iter().map(row));
                let intercepts = constants.get(k).into_iter().flatten();
                figures.rows.extend(
                    intercepts.map(|b| vec![Cell::from(class), Cell::Word("(intercept)", t::intercept()), (*b).into()]),
                );
            }
            figures
        }
        Structure::Layers(of) => {
            let mut figures = Figures::new(["layer", "from", "to", "weight"]);
            for (l, w) in of.weights.iter().enumerate() {
                for (j, bias) in w.to.iter().filter_map(|&j| Some((j, *constants.get(l)?.get(j)?))) {
                    figures.rows.push(vec![
                        (l + 1).into(),
                        Cell::Word("(bias)", t::bias()),
                        (j + 1).into(),
                        bias.into(),
                    ]);
                }
                let ends = w.from.iter().flat_map(|&i| w.to.iter().map(move |&j| (i, j)));
                for ((i, j), v) in ends.zip(&w.values) {
                    let from = if l == 0 { Cell::from(of.inputs.get(i)) } else { Cell::from(i + 1) };
                    figures.rows.push(vec![(l + 1).into(), from, (j + 1).into(), f64::from(*v).into()]);
                }
            }
            figures
        }
    }
}

/// What is in a table: a row a column.
pub fn columns(columns: &[ColumnSummary]) -> Figures {
    let mut figures = Figures::new([
        "column",
        "kind",
        "unit",
        "distinct",
        "missing",
        "smallest",
        "mean",
        "median",
        "largest",
        "most_frequent",
        "rows_of_it",
    ]);
    for c in columns {
        let kind = match c.kind {
            Kind::Number => Cell::Word("number", t::number()),
            Kind::Category => Cell::Word("category", t::category()),
            Kind::Identifier => Cell::Word("identifier", t::identifier()),
            Kind::YesNo => Cell::Word("yes or no", t::yes_or_no()),
            Kind::Date => Cell::Word("date", t::date()),
            Kind::Text => Cell::Word("text", t::text()),
        };
        let mut row = vec![
            Cell::Text(c.name.clone()),
            kind,
            c.unit().map_or(Cell::Empty, |unit| Cell::Text(unit.to_owned())),
            c.n_distinct.into(),
            c.n_missing.into(),
        ];
        let told: [Cell; 6] = match &c.distribution {
            Distribution::Numbers { min, max, mean, median, dates: true, .. } => {
                let [min, mean, median, max] = [min, mean, median, max].map(|v| Cell::Text(date::format_date(*v)));
                [min, mean, median, max, Cell::Empty, Cell::Empty]
            }
            Distribution::Numbers { min, max, mean, median, .. } => {
                [(*min).into(), (*mean).into(), (*median).into(), (*max).into(), Cell::Empty, Cell::Empty]
            }
            Distribution::Levels { top, .. } => {
                let most = top.first();
                let level = most.map_or(Cell::Empty, |(level, _)| Cell::Text(level.clone()));
                [Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, level, most.map(|(_, n)| *n).into()]
            }
            Distribution::Empty => [const { Cell::Empty }; 6],
        };
        row.extend(told);
        figures.rows.push(row);
    }
    figures
}

/// Scores of each part, the model's with their intervals where there are such and how those were made, and the baseline's: a row
/// a score and part.
pub fn scores(parts: &[PartScores], intervals: Option<&Intervals>) -> Figures {
    let mut figures = Figures::new(["part", "rows", "score", "model", "low", "high", "interval_by", "baseline"]);
    for p in parts {
        let part = match p.part {
            Part::Train => Cell::Word("train", t::train()),
            Part::Validation => Cell::Word("validation", part_in_words(Part::Validation)),
            Part::Test => Cell::Word("test", part_in_words(Part::Test)),
        };
        let sure = intervals.and_then(|i| i.parts.iter().find(|i| i.part == p.part));
        for metric in p.model.metrics() {
            let (model, baseline) = (p.model.get(*metric), p.baseline.get(*metric));
            let name = Cell::Text(in_small(&format!("{metric:?}")));
            let interval = sure.and_then(|s| s.of(*metric));
            let by = interval.and_then(|_| metric.interval_by()).map(interval_by).into();
            let [low, high] = ends(interval);
            let cells = [part.clone(), p.n_rows.into(), name, model.into(), low, high, by, baseline.into()];
            figures.rows.push(cells.to_vec());
        }
    }
    figures
}

/// How an interval is made.
fn interval_by(by: IntervalBy) -> Cell {
    match by {
        IntervalBy::Wilson => Cell::Word("Wilson", t::wilson()),
        IntervalBy::WilsonCombined => Cell::Word("Wilson, combined", t::wilson_combined()),
        IntervalBy::Bootstrap => Cell::Word("bootstrap", t::bootstrap()),
    }
}

/// "RocAuc" as "roc_auc".
fn in_small(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// The ends of an interval.
pub(super) fn ends(interval: Option<Interval>) -> [Cell; 2] {
    [interval.map(|i| i.low).into(), interval.map(|i| i.high).into()]
}

/// Scores of each class, the rates with Wilson's intervals.
pub fn scores_by_class(scores: &ClassScores, classes: &[String]) -> Figures {
    let mut figures = Figures::new([
        "class",
        "precision",
        "precision_low",
        "precision_high",
        "recall",
        "recall_low",
        "recall_high",
        "f1",
        "roc_auc",
        "average_precision",
        "rows",
    ]);
    for (i, (class, c)) in classes.iter().zip(&scores.by_class).enumerate() {
        let rate = |value: Option<f64>, interval| {
            let [low, high] = ends(interval);
            [value.into(), low, high]
        };
        let precision = rate(c.precision, precision_interval(&scores.confusion, i));
        let recall = rate(c.recall, recall_interval(&scores.confusion, i));
        let others = [c.f1.into(), c.roc_auc.into(), c.average_precision.into(), c.support.into()];
        let cells = [Cell::Text(class.clone())].into_iter().chain(precision).chain(recall).chain(others);
        figures.rows.push(cells.collect());
    }
    figures
}

/// The confusion matrix: a row a true class, a column a predicted one.
pub fn confusion(scores: &ClassScores, classes: &[String]) -> Figures {
    let mut figures = Figures::new(["true class"]);
    classes.iter().for_each(|c| figures.push_said(format!("predicted {c}"), t::predicted_class(c)));
    for (class, counts) in classes.iter().zip(&scores.confusion) {
        let cells = counts.iter().map(|n| Cell::from(*n));
        figures.rows.push([Cell::Text(class.clone())].into_iter().chain(cells).collect());
    }
    figures
}

/// How features are related: a row a pair, with the value and the name of the measure.
pub fn pairs(pairs: &[(&str, &str, Option<f64>, &str)]) -> Figures {
    let mut figures = Figures::new(["feature", "with", "association", "measure"]);
    for (a, b, value, measure) in pairs {
        figures.rows.push(vec![(*a).into(), (*b).into(), (*value).into(), (*measure).into()]);
    }
    figures
}
