//! The most that one wasm SIMD thread does: multiply and add on values that never leave their registers.

use std::arch::wasm32::{f32x4_add, f32x4_extract_lane, f32x4_mul, f32x4_splat};
use std::hint::black_box;

/// Goes on with each of some independent chains, so that no operation waits for the one before it.
macro_rules! rounds {
    ($n:expr, $($chain:ident)*) => {{
        let (factor, term) = (f32x4_splat(black_box(0.999)), f32x4_splat(black_box(0.001)));
        $(let mut $chain = f32x4_splat(black_box(1.0));)*
        for _ in 0..$n {
            $($chain = f32x4_add(f32x4_mul($chain, factor), term);)*
        }
        let chains = [$($chain),*];
        // What nobody reads is not computed.
        black_box(chains.iter().map(|&c| f32x4_extract_lane::<0>(c)).sum::<f32>());
        chains.len()
    }};
}

/// `n` rounds of all chains: how many floating-point operations that were. Twelve chains fill the latency of a multiply
/// and an add on two ports, and leave registers for the factor and the term.
pub fn multiply_adds(n: u32) -> f64 {
    let n_chains = rounds!(n, a b c d e f g h i j k l);
    // Four lanes, a multiply and an add.
    f64::from(n) * n_chains as f64 * 8.0
}
