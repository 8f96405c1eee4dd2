//! The row that is explained: which one is meant, how it is with its edits, and what is said of it.

use super::fitted_model::FittedModel;
use crate::protocol::{Explained, Prediction};
use std::collections::BTreeMap;
use vitrine_core::dataset::{Dataset, Target};
use vitrine_core::evaluate::{self, pick_row};
use vitrine_core::explain::{Background, DefaultClass, ExplainSpec, Instance, LocalExplanation, RowChoice, typical};
use vitrine_core::model::{Decision, Output};
use vitrine_core::num::stats;
use vitrine_core::recipe::Recipe;
use vitrine_core::table::Value;

/// The row that is explained.
#[derive(Clone, Debug)]
pub struct ChosenRow {
    /// Index into the data set; `None` for a row of the user's own.
    pub row_idx: Option<usize>,
    /// As the table has it, or the typical row.
    pub original: Instance,
    /// With the what-if edits.
    pub row: Instance,
    /// The original as people speak of it, and the row with the edits.
    spoken: [Vec<Value>; 2],
    /// What is explained.
    pub output: Output,
}

impl ChosenRow {
    /// Finds the row.
    ///
    /// # Errors
    /// The row of the table that is not in the data set.
    pub fn of(dataset: &Dataset, fitted: &FittedModel, spec: &ExplainSpec) -> Result<ChosenRow, u32> {
        let looked_at = dataset.target.class_or_rarest(spec.class.as_deref());
        let row_idx = match spec.row {
            RowChoice::Own => None,
            RowChoice::Auto => Some(pick_row(dataset, &fitted.predictions, looked_at) as usize),
            RowChoice::Table(row) => Some(dataset.table_rows.binary_search(&row).map_err(|_| row)?),
        };
        let begins = row_idx.map_or_else(|| typical(dataset), |i| dataset.values.row(i).to_vec());
        let original = Instance::new(dataset, &begins, &BTreeMap::new());
        let row = Instance::new(dataset, &begins, &spec.edits);
        // A what-if on a row of the table keeps its class, so that before and after are of the same one.
        let decided_of = if row_idx.is_some() { &original } else { &row };
        let class = match default_class(dataset, spec) {
            DefaultClass::Rarest => looked_at,
            DefaultClass::Decided => {
                Decision::MostProbable.class(&fitted.model.output_kind().predict(&fitted.model.raw(&decided_of.x)))
            }
        };
        let spoken = spoken(dataset, row_idx, &original, &row);
        Ok(ChosenRow { row_idx, original, row, spoken, output: Output { class, space: spec.space } })
    }

    /// Row of the table, 0-based.
    pub fn table_row(&self, dataset: &Dataset) -> Option<u32> {
        self.row_idx.map(|i| dataset.table_rows[i])
    }

    fn title(&self, dataset: &Dataset) -> Option<String> {
        dataset.title_of_row(self.row_idx?)
    }

    /// Its explanations, with those of the row without the edits, where there are any.
    pub fn explained(
        &self,
        locals: Vec<LocalExplanation>,
        originals: Vec<LocalExplanation>,
        dataset: &Dataset,
        seconds: f64,
    ) -> Explained {
        Explained {
            table_row: self.table_row(dataset),
            title: self.title(dataset),
            values: self.spoken[1].clone(),
            output: self.output,
            locals,
            originals,
            seconds: seconds.max(0.0),
        }
    }

    /// What is predicted for it.
    pub fn prediction(&self, dataset: &Dataset, fitted: &FittedModel, background: &Background) -> Prediction {
        let output_kind = fitted.model.output_kind();
        let predict = |x: &[f32]| output_kind.predict(&fitted.model.raw(x));
        Prediction {
            table_row: self.table_row(dataset),
            part: self.row_idx.map(|i| dataset.part_of(i as u32)),
            truth: self.row_idx.map(|i| truth(dataset, i)),
            title: self.title(dataset),
            original: self.spoken[0].clone(),
            values: self.spoken[1].clone(),
            outputs: predict(&self.row.x),
            original_outputs: predict(&self.original.x),
            average: average(fitted, background),
            explained: self.output,
        }
    }
}

/// The mean prediction over the background: one value, or one probability a class.
pub fn average(fitted: &FittedModel, background: &Background) -> Vec<f64> {
    let output_kind = fitted.model.output_kind();
    let raw = fitted.model.raw(background.x.as_slice().unwrap_or(&[]));
    let rows: Vec<Vec<f64>> = raw.chunks_exact(output_kind.n_raw()).map(|r| output_kind.predict(r)).collect();
    (0..output_kind.n_outputs()).map(|k| stats::sum(rows.iter().map(|r| r[k])) / rows.len() as f64).collect()
}

/// Where the class that is explained comes from: a name that the data set has, or one of two classes, is as the rarest one is.
fn default_class(dataset: &Dataset, spec: &ExplainSpec) -> DefaultClass {
    let names = dataset.target.class_names();
    let is_named = spec.class.as_ref().is_some_and(|class| names.contains(class));
    if is_named || names.len() <= 2 { DefaultClass::Rarest } else { spec.default_class }
}

/// The rule by which the recipe decides rows.
pub fn decision(recipe: &Recipe, dataset: &Dataset) -> Decision {
    evaluate::decision(dataset, recipe.evaluate.class.as_deref(), recipe.evaluate.threshold)
}

/// What the table says the target is.
pub fn truth(dataset: &Dataset, row_idx: usize) -> Value {
    match &dataset.target {
        Target::Classification { names, codes } => Value::Level(names[codes[row_idx] as usize].clone()),
        Target::Regression(y) => Value::Number(y[row_idx]),
    }
}

/// Before and after the edits, each feature's value as people speak of it: what was not edited as the table has it.
fn spoken(dataset: &Dataset, row_idx: Option<usize>, original: &Instance, row: &Instance) -> [Vec<Value>; 2] {
    let own = |j: usize, v: f64| dataset.features[j].value(v);
    let begins = |j: usize| row_idx.map_or_else(|| own(j, original.values[j]), |i| dataset.written(i, j));
    let now = |j: usize| {
        let (before, v) = (original.values[j], row.values[j]);
        if before.to_bits() == v.to_bits() { begins(j) } else { own(j, v) }
    };
    let n = dataset.features.len();
    [(0..n).map(begins).collect(), (0..n).map(now).collect()]
}
