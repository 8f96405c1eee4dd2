//! Which row is meant, and what the model says of it: ready long before its explanation is.

use super::explaining::{Both, Fitted};
use super::protocol::{Explained, Prediction};
use super::query::Cut;
use crate::dataset::{Dataset, Target};
use crate::evaluate::pick_row;
use crate::explain::{Background, ExplainSpec, RowChoice, RowToExplain, typical};
use crate::model::{Decision, Output};
use crate::num::stats;
use crate::table::Value;
use std::collections::BTreeMap;

/// The row that is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Index into the data set; `None` for a row of the user's own.
    pub row_idx: Option<usize>,
    /// As the table has it, or the typical row.
    pub original: RowToExplain,
    /// With the what-if edits.
    pub row: RowToExplain,
    /// What is explained.
    pub output: Output,
}

impl Asked {
    /// Finds the row.
    ///
    /// # Errors
    /// The row of the table that is not in the data set.
    pub fn of(dataset: &Dataset, fitted: &Fitted, spec: &ExplainSpec) -> Result<Asked, u32> {
        let output = Output { class: class(dataset, fitted, spec.class.as_deref()), space: spec.space };
        let row_idx = match spec.row {
            RowChoice::Own => None,
            RowChoice::Auto => Some(pick_row(dataset, &fitted.predictions, output.class) as usize),
            RowChoice::Table(row) => Some(dataset.table_rows.binary_search(&row).map_err(|_| row)?),
        };
        let begins = row_idx.map_or_else(|| typical(dataset), |i| dataset.values.row(i).to_vec());
        Ok(Asked {
            row_idx,
            original: RowToExplain::new(dataset, &begins, &BTreeMap::new()),
            row: RowToExplain::new(dataset, &begins, &spec.edits),
            output,
        })
    }

    /// Row of the table, 0-based.
    pub fn table_row(&self, dataset: &Dataset) -> Option<u32> {
        self.row_idx.map(|i| dataset.table_rows[i])
    }

    /// Its explanations by both methods, with those of the row without the edits, where there are any.
    pub fn explained(
        &self,
        (shap, lime): Both,
        original: Option<Both>,
        rough: bool,
        dataset: &Dataset,
        seconds: f64,
    ) -> Explained {
        let (shap_original, lime_original) = original.unzip();
        Explained {
            table_row: self.table_row(dataset),
            values: spoken(dataset, &self.row.values),
            shap,
            lime,
            shap_original,
            lime_original,
            rough,
            seconds: seconds.max(0.0),
        }
    }

    /// What is predicted for it.
    pub fn prediction(&self, dataset: &Dataset, fitted: &Fitted, background: &Background) -> Prediction {
        let head = fitted.model.head();
        let predict = |x: &[f32]| head.predict(&fitted.model.raw(x));
        Prediction {
            table_row: self.table_row(dataset),
            part: self.row_idx.map(|i| dataset.part_of(i as u32)),
            truth: self.row_idx.map(|i| truth(dataset, i)),
            original: spoken(dataset, &self.original.values),
            values: spoken(dataset, &self.row.values),
            outputs: predict(&self.row.x),
            original_outputs: predict(&self.original.x),
            average: average(fitted, background),
            explained: self.output,
        }
    }
}

/// The mean prediction over the background: one value, or one probability a class.
pub fn average(fitted: &Fitted, background: &Background) -> Vec<f64> {
    let head = fitted.model.head();
    let raw = fitted.model.raw(background.x.as_slice().unwrap_or(&[]));
    let rows: Vec<Vec<f64>> = raw.chunks_exact(head.n_raw()).map(|r| head.predict(r)).collect();
    (0..head.n_outputs()).map(|k| stats::sum(rows.iter().map(|r| r[k])) / rows.len() as f64).collect()
}

/// The class that is explained: the one asked for, where the data set has it, else the rarest.
pub fn class(dataset: &Dataset, fitted: &Fitted, asked: Option<&str>) -> usize {
    let Target::Classes { names, .. } = &dataset.target else { return 0 };
    let asked = asked.and_then(|c| names.iter().position(|n| n == c));
    asked.unwrap_or(fitted.evaluation.rarest_class)
}

/// Where a decision falls.
pub fn decision(dataset: &Dataset, fitted: &Fitted, cut: &Cut) -> Decision {
    match dataset.target.n_classes() {
        Some(2) => Decision::From { class: class(dataset, fitted, cut.class.as_deref()), threshold: cut.threshold },
        _ => Decision::MostProbable,
    }
}

/// What the table says the target is.
pub fn truth(dataset: &Dataset, row_idx: usize) -> Value {
    match &dataset.target {
        Target::Classes { names, codes } => Value::Level(names[codes[row_idx] as usize].clone()),
        Target::Numbers(y) => Value::Number(y[row_idx]),
    }
}

/// A row of feature space as people speak of it.
pub fn spoken(dataset: &Dataset, values: &[f64]) -> Vec<Value> {
    dataset.features.iter().zip(values).map(|(f, &v)| f.value(v)).collect()
}
