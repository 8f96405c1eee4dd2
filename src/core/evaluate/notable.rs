//! The rows and the class that a person looks at first, unless another is asked for.

use super::confusion::most_probable;
use crate::dataset::{Dataset, Target};
use crate::model::{Decision, Predictions};
use crate::num::order;
use crate::num::stats;
use serde::{Deserialize, Serialize};
use vitrine_text::evaluate as t;

/// A row and why it is worth a look.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NotableRow {
    /// Row of the table.
    pub table_row: u32,
    /// Why.
    pub why: Notable,
}

/// Why a row is worth a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notable {
    /// Of the rows that are predicted wrongly, the one whose predicted class has the greatest probability.
    ConfidentlyWrong,
    /// Of those that are predicted correctly.
    ConfidentlyRight,
    /// The least probable decision.
    Borderline,
    /// A number's prediction that is furthest above the truth.
    FurthestTooHigh,
    /// Furthest below.
    FurthestTooLow,
    /// The greatest prediction.
    HighestPrediction,
    /// The least.
    LowestPrediction,
}

impl Notable {
    /// As a short phrase.
    pub fn in_words(self) -> &'static str {
        match self {
            Notable::ConfidentlyWrong => t::confidently_wrong(),
            Notable::ConfidentlyRight => t::confidently_right(),
            Notable::Borderline => t::borderline(),
            Notable::FurthestTooHigh => t::furthest_too_high(),
            Notable::FurthestTooLow => t::furthest_too_low(),
            Notable::HighestPrediction => t::highest_prediction(),
            Notable::LowestPrediction => t::lowest_prediction(),
        }
    }
}

/// The row that is explained unless another is asked for. For classes: a row of `class` that is predicted rightly and with
/// a probability near three quarters, so that there is something to see on both sides. For a number: the row whose
/// prediction is nearest to the upper quartile of the predictions.
pub fn pick_row(dataset: &Dataset, predictions: &Predictions, class: usize) -> u32 {
    let (_, rows) = dataset.part_to_score(None);
    let high = match &dataset.target {
        Target::Classification { .. } => 0.0,
        Target::Regression(_) => {
            let mut all: Vec<f64> = rows.iter().map(|&i| predictions.row(i)[0]).collect();
            order::sort(&mut all);
            stats::quantile(&all, 0.75).unwrap_or(0.0)
        }
    };
    let distance = |&i: &u32| -> f64 {
        let p = predictions.row(i);
        match &dataset.target {
            Target::Regression(_) => (p[0] - high).abs(),
            Target::Classification { codes, .. } => {
                let right = codes[i as usize] as usize == class && most_probable(p) == class;
                (p[class] - 0.75).abs() + if right { 0.0 } else { 1.0 }
            }
        }
    };
    let scored: Vec<(f64, u32)> = rows.iter().map(|i| (distance(i), *i)).collect();
    scored.into_iter().min_by(|a, b| a.0.total_cmp(&b.0)).map_or(0, |s| s.1)
}

/// The rows of the test part, or of the best part there is, that are worth a look, each decided by the rule.
pub fn notable(dataset: &Dataset, predictions: &Predictions, decision: Decision) -> Vec<NotableRow> {
    let (_, rows) = dataset.part_to_score(None);
    let mut found = Vec::new();
    let mut add = |why: Notable, score: &dyn Fn(u32) -> Option<f64>| {
        let best =
            rows.iter().filter_map(|&i| Some((score(i)?, i))).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        if let Some((_, i)) = best {
            let table_row = dataset.table_rows[i as usize];
            if !found.iter().any(|n: &NotableRow| n.table_row == table_row) {
                found.push(NotableRow { table_row, why });
            }
        }
    };
    match &dataset.target {
        Target::Classification { codes, .. } => {
            let top = |i: u32| {
                let p = predictions.row(i);
                let class = decision.class(p);
                (p[class], class == codes[i as usize] as usize)
            };
            let margin = |i: u32| decision.margin(predictions.row(i));
            add(Notable::ConfidentlyWrong, &|i| Some(top(i)).filter(|t| !t.1).map(|t| t.0));
            add(Notable::ConfidentlyRight, &|i| Some(top(i)).filter(|t| t.1).map(|t| t.0));
            add(Notable::Borderline, &|i| Some(-margin(i)));
        }
        Target::Regression(y) => {
            add(Notable::FurthestTooHigh, &|i| Some(predictions.row(i)[0] - y[i as usize]).filter(|e| *e > 0.0));
            add(Notable::FurthestTooLow, &|i| Some(y[i as usize] - predictions.row(i)[0]).filter(|e| *e > 0.0));
            add(Notable::HighestPrediction, &|i| Some(predictions.row(i)[0]));
            add(Notable::LowestPrediction, &|i| Some(-predictions.row(i)[0]));
        }
    }
    found
}
