//! What there is to know of a data set before anything is trained on it: how each feature goes with the target, how the
//! features go with each other, and what should make one wary. Found in small steps.

use super::association::{Association, Series, associate};
use super::hints::{self, Hint};
use super::repeats::Repeats;
use super::{Dataset, DatasetSpec, Encoder, Target};
use crate::num::order;
use crate::table::Table;
use serde::{Deserialize, Serialize};

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Insights {
    /// How each feature goes with the target, in the data set's order.
    pub relations: Vec<Association>,
    /// The features of the matrix, those that go with the target most first.
    pub compared: Vec<u32>,
    /// How each pair of the compared features goes together: for the second one its pair with the first, for the third one
    /// those with the first and the second, and so on.
    pub pairs: Vec<Association>,
    /// Training rows that were compared.
    pub n_rows: usize,
    /// All training rows.
    pub n_train: usize,
    /// What should make one wary.
    pub hints: Vec<Hint>,
}

impl Insights {
    /// The pair of two places in `compared`; `None` of a feature with itself.
    pub fn pair(&self, a: usize, b: usize) -> Option<Association> {
        let (low, high) = (a.min(b), a.max(b));
        if low == high { None } else { self.pairs.get(high * (high - 1) / 2 + low).copied() }
    }
}

/// The most features that are compared with each other.
pub const MOST_COMPARED: usize = 30;
/// The most training rows that are compared, at even distances.
pub const MOST_ROWS: usize = 50_000;
/// Cells that one step looks at, about.
const STEP: usize = 400_000;

/// The search under way.
#[derive(Debug)]
pub struct InsightsSearch {
    rows: Vec<u32>,
    target: Series,
    series: Vec<Series>,
    insights: Insights,
    /// Feature for which it is to be seen whether it predicts the target alone.
    alone: usize,
    repeats: Repeats,
}

impl InsightsSearch {
    /// Begins.
    pub fn new(dataset: &Dataset) -> InsightsSearch {
        let train = &dataset.parts.train;
        let n_rows = train.len().min(MOST_ROWS);
        let rows: Vec<u32> = (0..n_rows).map(|i| train[i * train.len() / n_rows]).collect();
        let target = match &dataset.target {
            Target::Regression(y) => Series::Numbers(rows.iter().map(|&i| y[i as usize]).collect()),
            Target::Classification { codes, .. } => {
                Series::Levels(rows.iter().map(|&i| f64::from(codes[i as usize])).collect())
            }
        };
        let insights = Insights {
            relations: Vec::new(),
            compared: Vec::new(),
            pairs: Vec::new(),
            n_rows,
            n_train: train.len(),
            hints: Vec::new(),
        };
        InsightsSearch { rows, target, series: Vec::new(), insights, alone: 0, repeats: Repeats::default() }
    }

    /// Does the next few milliseconds of work; whether there is more.
    pub fn step(&mut self, table: &Table, spec: &DatasetSpec, dataset: &Dataset) -> bool {
        let n_features = dataset.features.len();
        let at_once = (STEP / self.rows.len().max(1)).max(1);
        if self.insights.relations.len() < n_features {
            let from = self.insights.relations.len();
            for j in from..(from + at_once).min(n_features) {
                self.insights.relations.push(associate(&self.series(dataset, j), &self.target));
            }
            if self.insights.relations.len() == n_features {
                self.choose(dataset);
            }
        } else if self.insights.pairs.len() < triangle(self.series.len()) {
            self.compare(at_once);
        } else if self.alone < n_features {
            // Sorting takes longer than comparing.
            let to = (self.alone + (at_once / 8).max(1)).min(n_features);
            for j in self.alone..to {
                self.insights.hints.extend(hints::of_feature(dataset, j));
            }
            self.alone = to;
        } else if self.repeats.step(table, dataset, STEP) {
            self.insights.hints.extend(self.repeats.hint(table, dataset));
            self.insights.hints.extend(hints::of_table(table, spec, dataset));
            return false;
        }
        true
    }

    /// What was found.
    pub fn finish(self) -> Insights {
        self.insights
    }

    fn series(&self, dataset: &Dataset, feature_idx: usize) -> Series {
        let values = self.rows.iter().map(|&i| dataset.values[[i as usize, feature_idx]]).collect();
        match dataset.features[feature_idx].encoder {
            Encoder::Scaled { .. } => Series::Numbers(values),
            Encoder::OneHot { .. } => Series::Levels(values),
        }
    }

    /// The features to compare: those that go with the target most.
    fn choose(&mut self, dataset: &Dataset) {
        let relations = &self.insights.relations;
        let strengths: Vec<f64> = relations.iter().map(|r| r.value.unwrap_or(-1.0)).collect();
        let mut order = order::descending(&strengths);
        order.truncate(MOST_COMPARED);
        self.series = order.iter().map(|&j| self.series(dataset, j)).collect();
        self.insights.compared = order.iter().map(|&j| j as u32).collect();
    }

    fn compare(&mut self, at_once: usize) {
        let pairs = (1..self.series.len()).flat_map(|high| (0..high).map(move |low| (low, high)));
        let next: Vec<(usize, usize)> = pairs.skip(self.insights.pairs.len()).take(at_once).collect();
        for (low, high) in next {
            self.insights.pairs.push(associate(&self.series[low], &self.series[high]));
        }
    }
}

fn triangle(n: usize) -> usize {
    n * n.saturating_sub(1) / 2
}
