//! N13: what a GPU computes against plain sums in f64. The tests of every kernel, which run natively and in the browser.

pub mod forward;
pub mod plain;
pub mod question;

use crate::tolerance;

/// Whether all numbers are as expected, relative to the largest and to the size of what was summed.
fn close(found: &[f64], expected: &[f64], size: f64) -> bool {
    let near = |(f, e): (&f64, &f64)| tolerance::close(*f, *e, tolerance::GPU * size);
    found.len() == expected.len() && found.iter().zip(expected).all(near)
}

/// Holds numbers to what is expected, and sees to it that none of them may be ten tolerances off. What was summed had about
/// this size, though little may be left of it.
fn hold(found: &[f64], expected: &[f64], size: f64, what: &str) {
    let size = expected.iter().fold(size, |size, v| size.max(v.abs()));
    let off = found.iter().zip(expected).map(|(f, e)| (f - e).abs()).fold(0.0, f64::max);
    assert!(
        close(found, expected, size),
        "{what}: {} found, {} expected, {off} off of {size}",
        found.len(),
        expected.len()
    );
    for at in [0, found.len() / 2, found.len().saturating_sub(1)].into_iter().filter(|&at| at < found.len()) {
        let mut moved = expected.to_vec();
        moved[at] += 10.0 * tolerance::GPU * size;
        assert!(!close(&moved, expected, size), "{what}: the comparison cannot fail");
    }
}
