//! Masked rows: for a coalition and a background row, the row's own columns where the coalition has the feature, else the background's.

use super::coalition::Coalitions;
use ndarray::ArrayView2;
use std::ops::Range;

/// Writes one masked row a background row into `out` (n_background x n_columns, row-major). `players` gives the matrix
/// columns of each player; columns of no player are the background's own.
pub fn mask(
    row: &[f32],
    background: ArrayView2<f32>,
    players: &[Range<usize>],
    coalitions: &Coalitions,
    coalition_idx: usize,
    out: &mut Vec<f32>,
) {
    out.clear();
    for b in background.rows() {
        let start = out.len();
        out.extend(b.iter());
        for (player, columns) in players.iter().enumerate() {
            if coalitions.has(coalition_idx, player) {
                out[start + columns.start..start + columns.end].copy_from_slice(&row[columns.clone()]);
            }
        }
    }
}
