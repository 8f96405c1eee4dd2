//! The rows of a data set as a model judges them: what is decided for each, whether rightly, and how far off.

use super::chosen_row::truth;
use super::fitted_model::FittedModel;
use crate::protocol::rows::{By, ListedRow, RowQuery};
use std::ops::Range;
use vitrine_core::dataset::{Dataset, Part, Target};
use vitrine_core::evaluate;
use vitrine_core::model::Decision;
use vitrine_core::table::Value;

/// All rows, by the class and the decision that a query names.
#[derive(Clone, Copy, Debug)]
pub struct ScoredRows<'a> {
    /// The data set.
    pub dataset: &'a Dataset,
    fitted: &'a FittedModel,
    /// The class whose probability is told; `None` where it is that of the class that is decided for.
    class: Option<usize>,
    decision: Decision,
}

impl<'a> ScoredRows<'a> {
    /// By a query.
    pub fn by(query: &RowQuery, dataset: &'a Dataset, fitted: &'a FittedModel) -> ScoredRows<'a> {
        let own = query.class.is_none() && dataset.target.class_names().len() > 2;
        let class = (!own).then(|| dataset.target.class_or_rarest(query.class.as_deref()));
        let decision = evaluate::decision(dataset, query.rule.class.as_deref(), query.rule.threshold);
        ScoredRows { dataset, fitted, class, decision }
    }

    fn outputs(&self, row_idx: usize) -> &'a [f64] {
        self.fitted.predictions.row(row_idx as u32)
    }

    /// The class by the table; `None` for a number.
    pub fn true_class(&self, row_idx: usize) -> Option<&'a str> {
        let Target::Classification { names, codes } = &self.dataset.target else { return None };
        names.get(codes[row_idx] as usize).map(String::as_str)
    }

    /// The class that is decided for; `None` for a number.
    pub fn decided(&self, row_idx: usize) -> Option<&'a str> {
        let Target::Classification { names, .. } = &self.dataset.target else { return None };
        names.get(self.decision.class(self.outputs(row_idx))).map(String::as_str)
    }

    /// The probability of the class that is told; `None` for a number.
    pub fn probability(&self, row_idx: usize) -> Option<f64> {
        self.dataset.target.n_classes()?;
        let outputs = self.outputs(row_idx);
        outputs.get(self.class.unwrap_or_else(|| self.decision.class(outputs))).copied()
    }

    /// Whether the true class is decided for; `None` for a number.
    pub fn right(&self, row_idx: usize) -> Option<bool> {
        Some(self.true_class(row_idx)? == self.decided(row_idx)?)
    }

    /// One minus the probability of the true class, or the true value less the predicted one.
    pub fn error(&self, row_idx: usize) -> f64 {
        let outputs = self.outputs(row_idx);
        match &self.dataset.target {
            Target::Classification { codes, .. } => 1.0 - outputs[codes[row_idx] as usize],
            Target::Regression(y) => y[row_idx] - outputs[0],
        }
    }

    /// How far the decision is from another one; `None` for a number.
    pub fn margin(&self, row_idx: usize) -> Option<f64> {
        self.dataset.target.n_classes()?;
        Some(self.decision.margin(self.outputs(row_idx)))
    }

    /// What a column is sorted by; NaN where a cell is missing.
    pub fn size(&self, row_idx: usize, by: By) -> f64 {
        match by {
            By::Row => row_idx as f64,
            By::Name(k) => self.dataset.rank_of_name(row_idx, k as usize),
            By::Part => match self.dataset.part_of(row_idx as u32) {
                Part::Train => 0.0,
                Part::Validation => 1.0,
                Part::Test => 2.0,
            },
            By::Truth => match &self.dataset.target {
                Target::Classification { codes, .. } => f64::from(codes[row_idx]),
                Target::Regression(y) => y[row_idx],
            },
            By::Predicted => match &self.dataset.target {
                Target::Classification { .. } => self.decision.class(self.outputs(row_idx)) as f64,
                Target::Regression(_) => self.outputs(row_idx)[0],
            },
            By::Probability => self.probability(row_idx).unwrap_or(f64::NAN),
            By::Error => self.error(row_idx),
            By::Feature(j) => self.dataset.values.get([row_idx, j as usize]).copied().unwrap_or(f64::NAN),
        }
    }

    /// A row as it is told, with the cells of some features.
    pub fn listed(&self, row_idx: usize, features: Range<usize>) -> ListedRow {
        let dataset = self.dataset;
        let outputs = self.outputs(row_idx);
        ListedRow {
            table_row: dataset.table_rows[row_idx],
            part: dataset.part_of(row_idx as u32),
            truth: truth(dataset, row_idx),
            predicted: match self.decided(row_idx) {
                Some(name) => Value::Level(name.to_owned()),
                None => Value::Number(outputs[0]),
            },
            probability: self.probability(row_idx),
            error: self.error(row_idx),
            right: self.right(row_idx),
            names: dataset.names_of_row(row_idx),
            cells: features.map(|j| dataset.written(row_idx, j)).collect(),
        }
    }
}
