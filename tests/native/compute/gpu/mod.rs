//! N13: the GPU against plain sums in f64. Where there is no adapter these tests are skipped, which they say and count; with
//! `VITRINE_GPU=1` a skip is a failure.

mod faults;
mod shaders;

/// The kernels' tests, which the browser runs too.
#[path = "../../../common/gpu/mod.rs"]
mod common;

use common::{forward, question};
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

/// Runs a test where there is an adapter.
fn run(test: &str, body: impl AsyncFnOnce(&mut Gpu)) {
    if let Some(mut gpu) = gpu(test) {
        pollster::block_on(body(&mut gpu));
    }
}

#[test]
fn n13_rows_forward_on_the_gpu() {
    run("n13_rows_forward_on_the_gpu", forward::rows);
}

#[test]
fn n13_activations_on_the_gpu_at_every_size() {
    run("n13_activations_on_the_gpu_at_every_size", forward::activations);
}

#[test]
fn n13_more_than_65535_groups_of_rows() {
    run("n13_more_than_65535_groups_of_rows", forward::many_groups);
}

#[test]
fn n13_coalitions_on_the_gpu() {
    run("n13_coalitions_on_the_gpu", question::coalitions);
}

#[test]
fn n13_more_than_65535_coalitions_by_their_numbers() {
    run("n13_more_than_65535_coalitions_by_their_numbers", question::many_numbers);
}

#[test]
fn n13_coalitions_of_32_players_by_their_numbers() {
    run("n13_coalitions_of_32_players_by_their_numbers", question::last_numbers);
}

#[test]
fn n13_log_odds_of_what_is_all_but_sure() {
    run("n13_log_odds_of_what_is_all_but_sure", question::log_odds);
}

#[test]
fn n13_layers_that_have_no_room_are_refused() {
    run("n13_layers_that_have_no_room_are_refused", question::no_room);
}
