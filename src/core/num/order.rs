//! Orders of numbers: one sort for all lists, so that it stands in the program once. Each further one, of other things or by
//! another comparison, would be some thousand bytes of the page.

/// Puts numbers in order, smallest first.
pub fn sort(all: &mut [f64]) {
    all.sort_unstable_by(f64::total_cmp);
}

/// The indices of the numbers, smallest first; equal ones keep their order.
pub fn ascending(keys: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by(|&a, &b| keys[a].total_cmp(&keys[b]));
    order
}

/// The indices of the numbers, largest first; equal ones keep their order.
pub fn descending(keys: &[f64]) -> Vec<usize> {
    // The mirror image of the bits' order, so that one sort serves both.
    let negated: Vec<f64> = keys.iter().map(|k| -k).collect();
    ascending(&negated)
}

/// Puts things in order by a number, largest first; equal ones keep their order.
pub fn sort_descending<T>(all: &mut Vec<T>, key: impl Fn(&T) -> f64) {
    let keys: Vec<f64> = all.iter().map(key).collect();
    rearrange(all, &descending(&keys));
}

/// Puts things in order by a number, smallest first; equal ones keep their order.
pub fn sort_ascending<T>(all: &mut Vec<T>, key: impl Fn(&T) -> f64) {
    let keys: Vec<f64> = all.iter().map(key).collect();
    rearrange(all, &ascending(&keys));
}

fn rearrange<T>(all: &mut Vec<T>, order: &[usize]) {
    let mut held: Vec<Option<T>> = all.drain(..).map(Some).collect();
    all.extend(order.iter().filter_map(|&i| held[i].take()));
}
