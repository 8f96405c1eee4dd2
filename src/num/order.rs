//! Orders of numbers, as indices: one sort for all lists, so that it stands in the program once.

/// The indices of the numbers, smallest first; equal ones keep their order.
pub fn ascending(keys: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by(|&a, &b| keys[a].total_cmp(&keys[b]));
    order
}

/// The indices of the numbers, largest first; equal ones keep their order.
pub fn descending(keys: &[f64]) -> Vec<usize> {
    // The mirror image of the bits' order, so that one sort serves both.
    let mirrored: Vec<f64> = keys.iter().map(|k| -k).collect();
    ascending(&mirrored)
}
