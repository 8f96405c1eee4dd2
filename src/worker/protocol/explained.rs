//! A row, as it is predicted and as it is explained.

use serde::{Deserialize, Serialize};
use vitrine_core::dataset::{DatasetView, Part};
use vitrine_core::explain::{Dependence, LocalExplanation, Method};
use vitrine_core::model::Output;
use vitrine_core::table::Value;

/// A row as the model sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    /// Row of the table, 0-based; `None` for a row of the user's own.
    pub table_row: Option<u32>,
    /// What the table calls the row, where it has a column for that.
    pub title: Option<String>,
    /// Which part it is in; `None` for a row of the user's own.
    pub part: Option<Part>,
    /// What the table says the target is; `None` for a row of the user's own, of which nobody knows.
    pub truth: Option<Value>,
    /// The row as the table has it, or the typical row, one a feature.
    pub original: Vec<Value>,
    /// The row with the what-if edits.
    pub values: Vec<Value>,
    /// Predictions for the edited row: one value, or one probability a class.
    pub outputs: Vec<f64>,
    /// Predictions for the original.
    pub original_outputs: Vec<f64>,
    /// Mean prediction over the background.
    pub average: Vec<f64>,
    /// What is explained.
    pub explained: Output,
}

/// How the output depends on a feature, for training rows and for the chosen row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DependenceShown {
    /// Over training rows.
    pub dependence: Dependence,
    /// The outputs of the chosen row, one a value.
    pub this_row: Vec<f64>,
    /// The value that the chosen row has for the model, with the what-if edits: of a level that was not kept, "other".
    pub own: Value,
}

/// The explanations of many rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CohortExplanation {
    /// One explanation for each row, in the order of the question and as if it were explained alone; rows that are in no part of
    /// the data set are left out.
    pub rows: Vec<Explained>,
    /// Which part the rows are drawn from, and how many it has; `None` where they were listed.
    pub drawn_from: Option<(Part, usize)>,
}

/// A row explained by one or several methods.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Explained {
    /// Row of the table, 0-based; `None` for a row of the user's own.
    pub table_row: Option<u32>,
    /// What the table calls the row, where it has a column for that.
    pub title: Option<String>,
    /// The row with the what-if edits, one a feature.
    pub values: Vec<Value>,
    /// What is explained.
    pub output: Output,
    /// The explanations, in the order of the methods of the question.
    pub locals: Vec<LocalExplanation>,
    /// The same of the row without the what-if edits; nothing where there are none.
    pub originals: Vec<LocalExplanation>,
    /// Seconds that computing took.
    pub seconds: f64,
}

impl Explained {
    /// The explanation by a method.
    pub fn local(&self, method: Method) -> Option<&LocalExplanation> {
        self.locals.iter().find(|local| local.method == method)
    }

    /// The explanation of the row without the what-if edits by a method.
    pub fn original(&self, method: Method) -> Option<&LocalExplanation> {
        self.originals.iter().find(|local| local.method == method)
    }

    /// Calls the features what people call them.
    pub fn label(&mut self, data: &DatasetView) {
        for local in self.locals.iter_mut().chain(&mut self.originals) {
            for (attribution, feature) in local.attributions.iter_mut().zip(&data.features) {
                attribution.feature.clone_from(&feature.label);
            }
        }
    }
}
