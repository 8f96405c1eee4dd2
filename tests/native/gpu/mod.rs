//! N13: the GPU against plain sums in f64. Where there is no adapter these tests are skipped, which they say and count; with
//! `VITRINE_GPU=1` a skip is a failure.

mod forward;
mod faults;
mod plain;
mod question;
mod shaders;

use crate::tolerance;
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use vitrine::compute::gpu::{Adapters, Gpu, GpuError, Patience};

static N_SKIPPED: AtomicUsize = AtomicUsize::new(0);

/// Longer than the page waits: software on a busy machine is slow. Natively no timer is needed.
const PATIENCE: Patience = Patience { most: Duration::from_secs(60), timer: |_| Box::pin(std::future::ready(())) };

/// A device of whatever adapter there is, software or not; `None`, and a word about it, where there is none.
pub fn gpu(test: &str) -> Option<Gpu> {
    match pollster::block_on(Gpu::request(Adapters::Any, PATIENCE)) {
        Ok(gpu) => Some(gpu),
        Err(absent @ GpuError::Absent { .. }) => {
            assert!(std::env::var_os("VITRINE_GPU").is_none(), "{test}: {absent}");
            let n = N_SKIPPED.fetch_add(1, Ordering::Relaxed) + 1;
            // Not by `eprintln!`, which nobody sees when a test passes.
            writeln!(std::io::stderr(), "skipped ({n}): {test}: {absent}").expect("somewhere to write to");
            None
        }
        Err(other) => panic!("{test}: {other}"),
    }
}

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
