//! The tests that run as wasm in headless Chromium: the same bits as natively, the kernels of a GPU, and a round trip through
//! a real worker.
#![cfg(target_arch = "wasm32")]

mod charset;
mod fingerprints;
mod gpu;
mod kernels;
mod round_trip;
mod wire;

/// Tables in encodings of East Asia.
#[path = "../common/east_asia.rs"]
mod east_asia;

/// Recipes that go through every kind of model and target.
#[path = "../common/recipes.rs"]
mod recipes;

/// Who plays, in tests of masked rows.
#[path = "../common/players.rs"]
mod players;

/// The tolerances that hold natively too.
#[path = "../common/tolerance.rs"]
mod tolerance;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
