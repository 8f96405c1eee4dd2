//! Gradients of a dense layer over the rows of a mini-batch: each is one sum over the rows, in their order.

use super::dense::is_dense;
use super::real::Real;
use super::simd::Lanes;
use super::tile::{Eight, Tile, copy_few};

/// Adds a layer's gradients to `by_weights` (n_in x n_out, row-major) and `by_biases` (n_out): from the inputs `x` (n_rows x
/// n_in) and the slopes by the sums, `slopes` (n_rows x n_out).
pub fn add_gradients<R: Real>(x: &[R], slopes: &[R], by_weights: &mut [R], by_biases: &mut [R]) {
    let n_out = by_biases.len();
    let n_in = by_weights.len() / n_out.max(1);
    if n_in == 0 || slopes.is_empty() {
        return;
    }
    let rows = || x.chunks_exact(n_in).zip(slopes.chunks_exact(n_out));
    rows().for_each(|(_, slopes)| add_scaled(R::from_f64(1.0), slopes, by_biases));
    if n_out == 1 {
        rows().for_each(|(x, slopes)| add_scaled(slopes[0], x, by_weights));
    } else if is_dense(x, n_in) {
        add_products(x, n_in, slopes, n_out, by_weights);
    } else {
        for (x, slopes) in rows() {
            let weighted = x.iter().zip(by_weights.chunks_exact_mut(n_out)).filter(|(x, _)| **x != R::default());
            weighted.for_each(|(&x, by_weights)| add_scaled(x, slopes, by_weights));
        }
    }
}

/// `to[i, j] += sum over r of x[r, i] slopes[r, j]`: four inputs by eight units at a time are summed in registers.
fn add_products<R: Real>(x: &[R], n_in: usize, slopes: &[R], n_out: usize, to: &mut [R]) {
    let n_rows = slopes.len() / n_out;
    let mut panels = vec![Eight::<R>::default(); n_out.div_ceil(8) * n_rows];
    for (r, slopes) in slopes.chunks_exact(n_out).enumerate() {
        for (p, slopes) in slopes.chunks(8).enumerate() {
            copy_few(slopes, &mut panels[p * n_rows + r].as_flattened_mut()[..slopes.len()]);
        }
    }
    let mut inputs = vec![[R::default(); 4]; n_rows];
    for i in (0..n_in).step_by(4) {
        let n_inputs = (n_in - i).min(4);
        for (inputs, x) in inputs.iter_mut().zip(x.chunks_exact(n_in)) {
            copy_few(&x[i..i + n_inputs], &mut inputs[..n_inputs]);
        }
        let to = &mut to[i * n_out..(i + n_inputs) * n_out];
        for (p, panel) in panels.chunks_exact(n_rows).enumerate() {
            let n_units = (n_out - 8 * p).min(8);
            let mut sums = [Eight::<R>::default(); 4];
            for (sums, to) in sums.iter_mut().zip(to.chunks_exact(n_out)) {
                copy_few(&to[8 * p..8 * p + n_units], &mut sums.as_flattened_mut()[..n_units]);
            }
            let mut tile = Tile::of(&sums);
            for (&x, slopes) in inputs.iter().zip(panel) {
                tile.add(x, slopes);
            }
            tile.store(&mut sums);
            for (sums, to) in sums.iter().zip(to.chunks_exact_mut(n_out)) {
                copy_few(&sums.as_flattened()[..n_units], &mut to[8 * p..8 * p + n_units]);
            }
        }
    }
}

/// `to += times x`.
fn add_scaled<R: Real>(times: R, x: &[R], to: &mut [R]) {
    let many = R::Four::splat(times);
    let (fours, rest) = to.as_chunks_mut::<4>();
    let (x, x_rest) = x.as_chunks::<4>();
    for (to, x) in fours.iter_mut().zip(x) {
        (R::Four::load(to) + many * R::Four::load(x)).store(to);
    }
    rest.iter_mut().zip(x_rest).for_each(|(to, &x)| *to += times * x);
}
