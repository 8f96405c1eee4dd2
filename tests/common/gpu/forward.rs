//! Rows through a network.

use super::hold;
use super::plain::{Plain, numbers, poison};
use vitrine::compute::dense::Activation;
use vitrine::compute::gpu::Gpu;
use vitrine::num::rng::Rng;

const ACTIVATIONS: [Activation; 4] = [Activation::Relu, Activation::Tanh, Activation::Sigmoid, Activation::Identity];

async fn compare(gpu: &mut Gpu, plain: &Plain, x: &[f32], size: f64, what: &str) {
    let n_in = plain.layers()[0].weights.len() / plain.layers()[0].biases.len();
    let network = gpu.load(&plain.layers()).expect("finite weights");
    let found = gpu.forward(&network, x).await.expect("an answer");
    let found: Vec<f64> = found.into_iter().map(f64::from).collect();
    let expected: Vec<f64> = x.chunks_exact(n_in).flat_map(|row| plain.forward(row)).collect();
    hold(&found, &expected, size, what);
}

/// Below, at and above what a thread takes (4 x 4) and what a group does (256 rows by 4 units).
pub async fn rows(gpu: &mut Gpu) {
    let mut rng = Rng::stream(1, "gpu", 0);
    for (at, widths) in [&[1, 1][..], &[3, 4], &[7, 5, 3], &[108, 64, 33, 1], &[17, 8, 9, 4, 2]].into_iter().enumerate()
    {
        for n_rows in [0, 1, 3, 4, 5, 63, 64, 65, 255, 256, 257] {
            let activation = ACTIVATIONS[(at + n_rows) % 4];
            let plain = Plain::new(widths, activation, &mut rng);
            let x = numbers(n_rows * widths[0], &mut rng);
            poison(gpu).await;
            compare(gpu, &plain, &x, 1.0, &format!("{n_rows} rows, {widths:?}, {activation:?}")).await;
        }
    }
}

/// Sums near zero, where the polynomial is, and far from it, where devices' own functions leave the numbers.
pub async fn activations(gpu: &mut Gpu) {
    let mut rng = Rng::stream(2, "gpu", 0);
    for activation in ACTIVATIONS {
        for size in [1e-30, 1e-4, 0.1, 1.0, 30.0, 100.0, 1e10] {
            // Without biases, so that small sums are held to their own size.
            let plain = Plain::new(&[1, 3, 2], activation, &mut rng).unbiased();
            let x: Vec<f32> = numbers(300, &mut rng).iter().map(|v| v * size).collect();
            let held_to = if activation == Activation::Sigmoid { 1.0 } else { 0.0 };
            compare(gpu, &plain, &x, held_to, &format!("{activation:?} of {size}")).await;
        }
    }
}

/// More groups than one side of a dispatch may have, and more rows than a block has.
pub async fn many_groups(gpu: &mut Gpu) {
    let mut rng = Rng::stream(3, "gpu", 0);
    let plain = Plain::new(&[1, 1], Activation::Relu, &mut rng);
    let x: Vec<f32> = (0..65_536 * 256 + 3).map(|i| (i % 8191) as f32).collect();
    compare(gpu, &plain, &x, 1.0, "65536 groups and three rows").await;
}
