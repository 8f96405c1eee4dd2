//! How good a model is on each part of the data, beside the baseline that knows no features.

use super::{Model, metrics};
use crate::dataset::{Dataset, Part, Target};
use crate::num::stats;
use serde::{Deserialize, Serialize};

/// A model's scores.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// Training, validation and test; a part without rows is left out.
    pub parts: Vec<PartScores>,
    /// Mean prediction over the training rows: one value, or one probability a class.
    pub mean_prediction: Vec<f64>,
    /// Rows of the test part (else validation, else training) that are worth a look.
    pub notable: Vec<NotableRow>,
}

/// Scores of one part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartScores {
    /// Which part.
    pub part: Part,
    /// Number of rows.
    pub n_rows: usize,
    /// The model's scores.
    pub model: metrics::Scores,
    /// The baseline's: always the training part's class shares, or its mean.
    pub baseline: metrics::Scores,
}

/// A row and why it is worth a look.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NotableRow {
    /// Row of the table.
    pub table_row: u32,
    /// Why: a short phrase such as "most confidently wrong".
    pub why: String,
}

/// The predictions of a model for every row of a data set.
#[derive(Clone, Debug)]
pub struct Predictions {
    /// n_rows x `width`, row-major: the value, or the classes' probabilities.
    pub outputs: Vec<f64>,
    /// Predictions a row.
    pub width: usize,
}

impl Predictions {
    /// Predicts all rows.
    pub fn of(model: &Model, dataset: &Dataset) -> Predictions {
        let head = model.head();
        let raw = model.raw(dataset.x.as_slice().unwrap_or(&[]));
        let outputs = raw.chunks_exact(head.n_raw()).flat_map(|r| head.predict(r)).collect();
        Predictions { outputs, width: head.n_outputs() }
    }

    /// One row's.
    pub fn row(&self, row_idx: u32) -> &[f64] {
        &self.outputs[row_idx as usize * self.width..][..self.width]
    }

    fn part(&self, rows: &[u32]) -> Vec<f64> {
        rows.iter().flat_map(|&i| self.row(i).to_vec()).collect()
    }
}

/// Scores a model on every part.
pub fn evaluate(dataset: &Dataset, predictions: &Predictions) -> Evaluation {
    let baseline = mean_truth(dataset);
    let parts = [
        (Part::Train, &dataset.parts.train),
        (Part::Validation, &dataset.parts.validation),
        (Part::Test, &dataset.parts.test),
    ];
    let scores = |(part, rows): (Part, &Vec<u32>)| PartScores {
        part,
        n_rows: rows.len(),
        model: score(dataset, rows, &predictions.part(rows)),
        baseline: score(dataset, rows, &baseline.repeat(rows.len())),
    };
    let mean = |k: usize| {
        let train: Vec<f64> = dataset.parts.train.iter().map(|&i| predictions.row(i)[k]).collect();
        stats::mean(&train).unwrap_or(0.0)
    };
    Evaluation {
        parts: parts.into_iter().filter(|(_, rows)| !rows.is_empty()).map(scores).collect(),
        mean_prediction: (0..predictions.width).map(mean).collect(),
        notable: notable(dataset, predictions),
    }
}

fn score(dataset: &Dataset, rows: &[u32], predicted: &[f64]) -> metrics::Scores {
    match &dataset.target {
        Target::Classes { names, codes } => {
            let truth: Vec<u32> = rows.iter().map(|&i| codes[i as usize]).collect();
            metrics::Scores::Classes(metrics::of_classes(predicted, &truth, names.len()))
        }
        Target::Numbers(y) => {
            let truth: Vec<f64> = rows.iter().map(|&i| y[i as usize]).collect();
            metrics::Scores::Numbers(metrics::of_numbers(predicted, &truth))
        }
    }
}

/// What a model that knows no features predicts: the training rows' class shares, or their mean.
fn mean_truth(dataset: &Dataset) -> Vec<f64> {
    let train = &dataset.parts.train;
    match &dataset.target {
        Target::Numbers(y) => {
            let y: Vec<f64> = train.iter().map(|&i| y[i as usize]).collect();
            vec![stats::mean(&y).unwrap_or(0.0)]
        }
        Target::Classes { names, codes } => {
            let count = |c: usize| train.iter().filter(|&&i| codes[i as usize] as usize == c).count();
            (0..names.len()).map(|c| count(c) as f64 / train.len() as f64).collect()
        }
    }
}

/// The rows that a person should look at first: those of the test part, or of the best part there is.
fn watched(dataset: &Dataset) -> &[u32] {
    let parts = &dataset.parts;
    [&parts.test, &parts.validation, &parts.train].into_iter().find(|p| !p.is_empty()).map_or(&[], |p| p)
}

/// The class that is explained unless another is asked for: the rarest, the last of equals; 0 for a number.
pub fn rarest_class(dataset: &Dataset) -> usize {
    let Target::Classes { names, codes } = &dataset.target else { return 0 };
    let count = |c: usize| codes.iter().filter(|&&v| v as usize == c).count();
    (0..names.len()).rev().min_by_key(|&c| count(c)).unwrap_or(0)
}

/// The row that is explained unless another is asked for. For classes: a row of `class` that is predicted rightly and with
/// a probability near three quarters, so that there is something to see on both sides. For a number: the row whose
/// prediction is nearest to the upper quartile of the predictions.
pub fn pick_row(dataset: &Dataset, predictions: &Predictions, class: usize) -> u32 {
    let rows = watched(dataset);
    let mut all: Vec<f64> = rows.iter().map(|&i| predictions.row(i)[0]).collect();
    all.sort_by(f64::total_cmp);
    let high = stats::quantile(&all, 0.75).unwrap_or(0.0);
    let distance = |&i: &u32| -> f64 {
        let p = predictions.row(i);
        match &dataset.target {
            Target::Numbers(_) => (p[0] - high).abs(),
            Target::Classes { codes, .. } => {
                let right = codes[i as usize] as usize == class && metrics::most_probable(p) == class;
                (p[class] - 0.75).abs() + if right { 0.0 } else { 1.0 }
            }
        }
    };
    let scored: Vec<(f64, u32)> = rows.iter().map(|i| (distance(i), *i)).collect();
    scored.into_iter().min_by(|a, b| a.0.total_cmp(&b.0)).map_or(0, |s| s.1)
}

fn notable(dataset: &Dataset, predictions: &Predictions) -> Vec<NotableRow> {
    let rows = watched(dataset);
    let mut found = Vec::new();
    let mut add = |why: &str, score: &dyn Fn(u32) -> Option<f64>| {
        let best =
            rows.iter().filter_map(|&i| Some((score(i)?, i))).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        if let Some((_, i)) = best {
            let table_row = dataset.table_rows[i as usize];
            if !found.iter().any(|n: &NotableRow| n.table_row == table_row) {
                found.push(NotableRow { table_row, why: why.to_owned() });
            }
        }
    };
    match &dataset.target {
        Target::Classes { codes, .. } => {
            let top = |i: u32| {
                let p = predictions.row(i);
                let class = metrics::most_probable(p);
                (p[class], class == codes[i as usize] as usize)
            };
            let margin = |i: u32| {
                let mut p = predictions.row(i).to_vec();
                p.sort_by(|a, b| b.total_cmp(a));
                p[0] - p[1]
            };
            add("most surely wrong", &|i| Some(top(i)).filter(|t| !t.1).map(|t| t.0));
            add("most surely right", &|i| Some(top(i)).filter(|t| t.1).map(|t| t.0));
            add("least sure", &|i| Some(-margin(i)));
        }
        Target::Numbers(y) => {
            add("furthest too high", &|i| Some(predictions.row(i)[0] - y[i as usize]).filter(|e| *e > 0.0));
            add("furthest too low", &|i| Some(y[i as usize] - predictions.row(i)[0]).filter(|e| *e > 0.0));
            add("highest prediction", &|i| Some(predictions.row(i)[0]));
            add("lowest prediction", &|i| Some(-predictions.row(i)[0]));
        }
    }
    found
}
