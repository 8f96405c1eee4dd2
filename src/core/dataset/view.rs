//! What the page needs to know of a data set: enough to draw controls, and no rows.

use super::encode::{FLAG, LOG};
use super::{Asked, Dataset, Encoder, MissingPolicy, OffColumn, Target, class_called};
use crate::num::stats;
use crate::table::Kind;
use crate::table::summary::{Distribution, Summary, of_levels, of_numbers};
use serde::{Deserialize, Serialize};
use vitrine_text::model as t;

/// A data set at a glance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DatasetView {
    /// The features that are on.
    pub features: Vec<FeatureView>,
    /// The columns that are no features, each with the reason.
    pub off: Vec<OffColumn>,
    /// Those of them that name the rows.
    pub naming: Vec<String>,
    /// The target's name.
    pub target: String,
    /// What people call it; its name, unless [`DatasetView::describe`] has said otherwise.
    pub target_label: String,
    /// What is asked about it.
    pub asked: Asked,
    /// The classes and their shares of all rows; empty for a number.
    pub classes: Vec<(String, f64)>,
    /// See [`Target::rarest_class`].
    pub rarest_class: usize,
    /// The target's mean, for a number.
    pub target_mean: Option<f64>,
    /// The target's standard deviation, for a number.
    pub target_deviation: Option<f64>,
    /// Rows in training, validation and test.
    pub n_rows: [usize; 3],
    /// Rows of the table that are left out, having no target or a cell whose policy drops them.
    pub n_dropped: usize,
    /// Matrix columns.
    pub n_columns: usize,
}

/// A feature and what a control for it must know; taken from the training rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeatureView {
    /// Its name.
    pub name: String,
    /// What people call it; its name, unless [`DatasetView::describe`] has said otherwise.
    pub label: String,
    /// What its numbers are in.
    pub unit: Option<String>,
    /// What it means, as a sentence.
    pub meaning: Option<String>,
    /// Its kind.
    pub kind: Kind,
    /// The levels that a cell may have, in the encoder's order, for a category.
    pub levels: Vec<String>,
    /// Its distribution.
    pub distribution: Distribution,
    /// Whether all training values are whole numbers.
    pub whole: bool,
    /// Whether any cell is missing.
    pub has_missing: bool,
    /// What a missing cell becomes.
    pub missing: MissingPolicy,
    /// Whether a logarithm would even it out: no value is below 0, and its skewness is above [`SKEWED`].
    pub skewed: bool,
}

/// Skewness from which a number is called skewed; that of an exponential distribution.
pub const SKEWED: f64 = 2.0;

impl DatasetView {
    /// Says of features and target what the summary of their table does: labels, units and meanings.
    pub fn describe(&mut self, table: &Summary) {
        let column = |name: &str| table.columns.iter().find(|c| c.name == name);
        for feature in &mut self.features {
            let Some(column) = column(&feature.name) else { continue };
            feature.label = column.label().to_owned();
            feature.unit = column.unit().map(str::to_owned);
            feature.meaning.clone_from(&column.described.meaning);
        }
        if let Some(column) = column(&self.target) {
            self.target_label = column.label().to_owned();
        }
    }

    /// What people call a feature.
    pub fn label<'a>(&'a self, name: &'a str) -> &'a str {
        self.features.iter().find(|f| f.name == name).map_or(name, |f| &f.label)
    }

    /// Whether any feature is called otherwise than its column.
    pub fn is_labelled(&self) -> bool {
        self.features.iter().any(|f| f.label != f.name)
    }

    /// What people call a column of the matrix ([`Feature::column_names`](super::Feature::column_names)).
    pub fn column_label(&self, column: &str) -> String {
        let (is_log, named) = column.strip_prefix(LOG).map_or((false, column), |rest| (true, rest));
        let said = |f: &FeatureView| match named.strip_prefix(&f.name)? {
            FLAG => Some(t::is_missing(&f.label)),
            end if end.is_empty() || end.starts_with(" = ") => Some(format!("{}{end}", f.label)),
            _ => None,
        };
        let said = self.features.iter().find_map(said).map(|said| if is_log { t::log_of(&said) } else { said });
        said.unwrap_or_else(|| column.to_owned())
    }

    /// See [`Target::class_or_rarest`].
    pub fn class_or_rarest(&self, name: Option<&str>) -> usize {
        class_called(self.classes.iter().map(|(name, _)| name), name).unwrap_or(self.rarest_class)
    }
}

impl FeatureView {
    /// The least and the greatest training value of a number or a date; 0 and 1 where there is none.
    pub fn extent(&self) -> (f64, f64) {
        match self.distribution {
            Distribution::Numbers { min, max, .. } => (min, max),
            _ => (0.0, 1.0),
        }
    }
}

/// Looks at a data set. `n_table_rows` is the table's number of rows.
pub fn view(dataset: &Dataset, n_table_rows: usize) -> DatasetView {
    let (classes, target_mean, target_deviation) = match &dataset.target {
        Target::Regression(y) => (Vec::new(), stats::mean(y), stats::deviation(y)),
        Target::Classification { names, codes } => (shares(names, codes), None, None),
    };
    let parts = &dataset.parts;
    DatasetView {
        features: (0..dataset.features.len()).map(|j| feature(dataset, j)).collect(),
        off: dataset.off.clone(),
        naming: dataset.naming_columns().map(str::to_owned).collect(),
        target: dataset.target_name.clone(),
        target_label: dataset.target_name.clone(),
        asked: dataset.asked.clone(),
        classes,
        rarest_class: dataset.target.rarest_class(),
        target_mean,
        target_deviation,
        n_rows: [parts.train.len(), parts.validation.len(), parts.test.len()],
        n_dropped: n_table_rows - dataset.n_rows(),
        n_columns: dataset.n_columns(),
    }
}

fn shares(names: &[String], codes: &[u32]) -> Vec<(String, f64)> {
    let mut counts = vec![0usize; names.len()];
    codes.iter().for_each(|&c| counts[c as usize] += 1);
    names.iter().zip(counts).map(|(name, n)| (name.clone(), n as f64 / codes.len() as f64)).collect()
}

fn feature(dataset: &Dataset, feature_idx: usize) -> FeatureView {
    let feature = &dataset.features[feature_idx];
    let column = dataset.values.column(feature_idx);
    let train: Vec<f64> = dataset.parts.train.iter().map(|&i| column[i as usize]).filter(|v| !v.is_nan()).collect();
    let (levels, distribution) = match &feature.encoder {
        Encoder::Scaled { .. } => (Vec::new(), of_numbers(&train, feature.kind == Kind::Date)),
        Encoder::OneHot { levels, missing, flagged, .. } => {
            // A control has a word of its own for a missing cell.
            let is_own = feature.missing == MissingPolicy::OwnLevel || flagged.is_some();
            let own = missing.filter(|_| is_own).map(|m| m as usize);
            let present = levels.iter().enumerate().filter(|(i, _)| Some(*i) != own).map(|(_, l)| l.clone());
            (present.collect(), of_levels(levels, train.iter().map(|&v| v as u32)))
        }
    };
    FeatureView {
        name: feature.name.clone(),
        label: feature.name.clone(),
        unit: None,
        meaning: None,
        kind: feature.kind,
        levels,
        distribution,
        whole: train.iter().all(|v| v.fract() == 0.0),
        has_missing: column.iter().any(|v| v.is_nan()),
        missing: feature.missing,
        skewed: feature.kind == Kind::Number && is_skewed(&train),
    }
}

fn is_skewed(train: &[f64]) -> bool {
    let (Some(mean), Some(deviation)) = (stats::mean(train), stats::deviation(train)) else { return false };
    let cubes = train.iter().map(|v| {
        let z = (v - mean) / deviation;
        z * z * z
    });
    deviation > 0.0 && train.iter().all(|v| *v >= 0.0) && stats::sum(cubes) > SKEWED * train.len() as f64
}
