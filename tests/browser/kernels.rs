//! N12: the kernels against plain loops where four numbers are a register.

use wasm_bindgen_test::wasm_bindgen_test;

/// The kernels' tests, which run natively too.
#[path = "../common/kernels.rs"]
mod common;

/// Those of masked rows.
#[path = "../common/coalitions.rs"]
mod coalitions;

#[wasm_bindgen_test]
fn n12_kernels_equal_plain_loops() {
    common::layers::<f32>();
    common::layers::<f64>();
    common::gradients::<f32>();
    common::gradients::<f64>();
    common::optimisers();
    common::gram_matrices();
    common::weighted_sums();
    coalitions::masked_layers::<f32>();
    coalitions::masked_layers::<f64>();
    common::quantiles();
    common::sparse_rows();
    coalitions::rectified_layers();
    coalitions::branches_of_coalitions();
    common::sigmoids_and_exponentials();
}
