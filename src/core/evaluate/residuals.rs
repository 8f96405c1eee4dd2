//! Errors of a predicted number, small enough to be drawn: a sample of the rows, and counts of all.

use crate::num::rng::Rng;
use serde::{Deserialize, Serialize};

/// The errors of a part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Residuals {
    /// Rows to be drawn, in the table's order: all, or as many as a picture holds.
    pub points: Vec<Point>,
    /// Rows of the part.
    pub n_rows: usize,
    /// Edges of the bins of truth less prediction; one more than there are bins.
    pub edges: Vec<f64>,
    /// Rows in each bin.
    pub counts: Vec<u32>,
}

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Row of the table.
    pub table_row: u32,
    /// What the table says.
    pub truth: f64,
    /// What the model says.
    pub predicted: f64,
}

/// Rows drawn, at most.
pub const MOST_POINTS: usize = 1000;
const N_BINS: usize = 24;

/// Looks at the errors; where there are many rows, those to be drawn are taken by the stream "scatter" of the seed.
pub fn residuals(rows: &[Point], seed: u32) -> Residuals {
    let mut drawn = Rng::stream(seed, "scatter", 0).sample(rows.len(), MOST_POINTS);
    drawn.sort_unstable();
    let errors: Vec<f64> = rows.iter().map(|p| p.truth - p.predicted).collect();
    // The bins lie even about zero, so that the eye sees on which side there is more.
    let reach = errors.iter().fold(0.0f64, |m, e| m.max(e.abs()));
    let reach = if reach > 0.0 { reach } else { 1.0 };
    let width = 2.0 * reach / N_BINS as f64;
    let mut counts = vec![0u32; N_BINS];
    for e in errors {
        counts[(((e + reach) / width) as usize).min(N_BINS - 1)] += 1;
    }
    Residuals {
        points: drawn.into_iter().map(|i| rows[i]).collect(),
        n_rows: rows.len(),
        edges: (0..=N_BINS).map(|i| i as f64 * width - reach).collect(),
        counts,
    }
}
