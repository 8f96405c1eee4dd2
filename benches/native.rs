//! The kernels one by one, and what a hostile link can cost, natively: `cargo bench --bench native`. Data comes from fixed seeds
//! and is made outside of what is timed; sizes stand in the names. What a user waits for is measured in the browser, by
//! `make bench`.

use divan::counter::{BytesCount, ItemsCount};
use divan::{AllocProfiler, Bencher, black_box};
use ndarray::{Array1, Array2};
use std::fmt;
use vitrine::compute::backward::add_gradients;
use vitrine::compute::coalition::Coalitions;
use vitrine::compute::dense::{Activation, Dense};
use vitrine::compute::gram::Moments;
use vitrine::compute::masked::MaskedLayer;
use vitrine::compute::optimiser::{AdamStep, adam};
use vitrine::compute::quantile::normal_quantiles;
use vitrine::compute::subsets::Block16;
use vitrine::num::rng::Rng;
use vitrine::recipe::{Place, Recipe, Source};
use vitrine::share::link::Link;
use vitrine::table::Value;

/// Counts what is asked of memory, which is what a link must not be able to raise.
#[global_allocator]
static MEMORY: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// Rows of a block.
const N_ROWS: usize = 64;

/// A layer's size, and the share of its inputs that are not zero.
#[derive(Clone, Copy, Debug)]
struct Size(usize, usize, f64);

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{N_ROWS} x {} x {}, {:.0} % filled", self.0, self.1, 100.0 * self.2)
    }
}

/// The layers of a small network, one of a large one, and the first layer over one-hot rows.
const SIZES: [Size; 5] =
    [Size(13, 64, 1.0), Size(64, 32, 0.5), Size(32, 1, 0.5), Size(512, 512, 0.5), Size(104, 64, 0.13)];

fn numbers(n: usize, share: f64, seed: u32) -> Vec<f32> {
    let mut rng = Rng::stream(seed, "bench", 0);
    (0..n).map(|_| if rng.uniform() < share { rng.normal() as f32 } else { 0.0 }).collect()
}

#[divan::bench(args = SIZES)]
fn forward(bencher: Bencher, Size(n_in, n_out, share): Size) {
    let mut dense = Dense::new(n_in, n_out, Activation::Relu);
    dense.set(&numbers(n_in * n_out, 1.0, 1), &numbers(n_out, 1.0, 2));
    let x = numbers(N_ROWS * n_in, share, 3);
    let mut out = vec![0.0; N_ROWS * n_out];
    let products = ItemsCount::new(N_ROWS * n_in * n_out);
    bencher.counter(products).bench_local(|| dense.forward(black_box(&x), black_box(&mut out)));
}

#[divan::bench(args = SIZES)]
fn gradients(bencher: Bencher, Size(n_in, n_out, share): Size) {
    let (x, slopes) = (numbers(N_ROWS * n_in, share, 1), numbers(N_ROWS * n_out, 1.0, 2));
    let (mut by_weights, mut by_biases) = (vec![0.0; n_in * n_out], vec![0.0; n_out]);
    let products = ItemsCount::new(N_ROWS * n_in * n_out);
    bencher
        .counter(products)
        .bench_local(|| add_gradients(black_box(&x), black_box(&slopes), &mut by_weights, &mut by_biases));
}

#[divan::bench(args = [1_000, 100_000])]
fn adam_of_parameters(bencher: Bencher, n: usize) {
    let (mut parameters, gradients) = (numbers(n, 1.0, 1), numbers(n, 1.0, 2));
    let mut moments = [vec![0.0; n], vec![0.0; n]];
    let step = AdamStep { keep: [0.9, 0.999], size: 1e-3, epsilon: 1e-8 };
    bencher
        .counter(ItemsCount::new(n))
        .bench_local(|| adam(step, &mut parameters, &mut moments, black_box(&gradients)));
}

/// The first layer of 64 units, of as many features, over 2,048 coalitions before one background row.
#[divan::bench(args = [12, 30])]
fn masked_2048_coalitions_64_units(bencher: Bencher, n_features: usize) {
    let mut rng = Rng::stream(1, "coalitions", 0);
    let mut coalitions = Coalitions::new(n_features);
    (0..2048).for_each(|_| coalitions.push((0..n_features).filter(|_| rng.below(2) == 0)));
    let which: Vec<u32> = (0..2048).collect();
    let mut layer = MaskedLayer::new(&numbers(n_features * 64, 1.0, 1), &numbers(64, 1.0, 2));
    let (row, background) = (numbers(n_features, 1.0, 3), numbers(n_features, 1.0, 4));
    let players: Vec<_> = (0..n_features).map(|j| j..j + 1).collect();
    let mut out = vec![Block16::default(); N_ROWS * layer.n_parts()];
    bencher.counter(ItemsCount::new(which.len())).bench_local(|| {
        layer.set_background(black_box(&row), black_box(&background), &players);
        which.chunks(N_ROWS).for_each(|which| layer.run(&coalitions, which, black_box(&mut out)));
    });
}

/// The weighted moments that LIME's line is fitted from, of 5,000 rows.
#[divan::bench(args = [13, 30])]
fn moments_5000_rows(bencher: Bencher, n_columns: usize) {
    let mut rng = Rng::stream(1, "moments", 0);
    let x = Array2::from_shape_fn((5_000, n_columns), |_| rng.below(2) as f64);
    let [y, weights] = [(); 2].map(|()| Array1::from_shape_fn(5_000, |_| rng.uniform()));
    bencher.counter(ItemsCount::new(5_000usize)).bench_local(|| Moments::of(x.view(), y.view(), weights.view()));
}

#[divan::bench(args = [10_000])]
fn quantiles(bencher: Bencher, n: usize) {
    let mut rng = Rng::stream(1, "quantiles", 0);
    let shares: Vec<f64> = (0..n).map(|_| rng.uniform()).collect();
    bencher
        .counter(ItemsCount::new(n))
        .with_inputs(|| shares.clone())
        .bench_local_refs(|shares| normal_quantiles(shares));
}

/// The longest links that are read: one that is followed, full of choices about columns, and one whose last byte is wrong.
#[divan::bench(args = [true, false])]
fn longest_link(bencher: Bencher, is_right: bool) {
    let mut recipe = Recipe::new(Source::Sample("iris".to_owned()));
    recipe.explain.edits = (0..1_600).map(|i| (format!("{i:09}"), Value::Missing)).collect();
    recipe.dataset.log = (0..680).map(|i| format!("{i:09}")).collect();
    let link = Link { recipe, place: Place::default(), claim: None };
    let mut text = link.encode().unwrap_or_default();
    assert!(text.len() > 32_000, "a link of {} characters is not the longest", text.len());
    if !is_right {
        text.replace_range(text.len() - 1.., if text.ends_with('A') { "B" } else { "A" });
    }
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| Link::decode(black_box(&text)).is_ok());
}
