//! Numbers that stand for a missing value, such as -999: at the end of a column, far from all others, and more than once.

use super::Remark;
use crate::num::order;

/// Cells that hold such a number, at least.
const LEAST: usize = 3;
/// From so many others on, and so many different ones, their spread says what is far.
const ENOUGH: (usize, usize) = (10, 3);

/// The number of a sorted column that most likely means missing; `None` where there is none.
pub fn in_sorted(sorted: &[f64]) -> Option<Remark> {
    let (&first, &last) = (sorted.first()?, sorted.last()?);
    let n_first = sorted.partition_point(|v| *v <= first);
    let from_last = sorted.partition_point(|v| *v < last);
    let ends = [(first, n_first, &sorted[n_first..]), (last, sorted.len() - from_last, &sorted[..from_last])];
    let found = ends.into_iter().filter(|(value, n, others)| *n >= LEAST && is_sentinel(*value, others));
    let mut found: Vec<_> = found.collect();
    order::sort_descending(&mut found, |(_, n, _)| *n as f64);
    let (value, n, others) = found.into_iter().next()?;
    Some(Remark::Sentinel { value, n, others: [*others.first()?, *others.last()?] })
}

/// Whether a number stands for a missing value among the sorted others: nines alone, or eights, and as far from the others
/// as they are from each other; or the only negative number, -1, beside counts and amounts.
fn is_sentinel(value: f64, others: &[f64]) -> bool {
    let (Some(&least), Some(&greatest)) = (others.first(), others.last()) else { return false };
    let distinct = others.chunk_by(|a, b| a == b).take(ENOUGH.1).count();
    if others.len() < ENOUGH.0 || distinct < ENOUGH.1 {
        return false;
    }
    if value == -1.0 {
        return least >= 0.0 && greatest >= 10.0;
    }
    let digits = value.abs().to_string();
    let alike = digits.len() >= 2 && (digits.bytes().all(|b| b == b'9') || digits.bytes().all(|b| b == b'8'));
    alike && (least - value).max(value - greatest) >= greatest - least
}
