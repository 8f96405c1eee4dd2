//! A dense layer over many rows at once: `out[r, j] = activation(biases[j] + sum over i of x[r, i] weights[i, j])`. Four rows
//! by eight units are summed in registers (Goto and van de Geijn 2008), so that a weight is read once for four rows. Rows that
//! are mostly zeros, as one-hot rows are, go one by one over what is not zero. Of a single unit four rows are summed at once.
//!
//! Every sum begins with the bias and takes the inputs in their order, so that a row's bits depend neither on the rows beside
//! it nor on which of the ways it went.

use super::real::Real;
use super::simd::Lanes;
use super::tile::{Eight, Tile, copy_few};
use serde::{Deserialize, Serialize};

/// What a hidden unit does with its sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Activation {
    /// `max(0, v)`.
    Relu,
    /// Hyperbolic tangent.
    Tanh,
    /// Logistic sigmoid.
    Sigmoid,
    /// The sum itself.
    Identity,
}

impl Activation {
    /// What becomes of sums.
    pub fn apply<R: Real>(self, sums: &mut [R]) {
        let (zero, one) = (R::from_f64(0.0), R::from_f64(1.0));
        match self {
            Activation::Identity => {}
            Activation::Relu => {
                let (fours, rest) = sums.as_chunks_mut::<4>();
                fours.iter_mut().for_each(|four| R::Four::load(four).relu().store(four));
                rest.iter_mut().for_each(|v| *v = if *v > zero { *v } else { zero });
            }
            Activation::Tanh => sums.iter_mut().for_each(|v| *v = v.tanh()),
            Activation::Sigmoid => sums.iter_mut().for_each(|v| {
                *v = if *v < zero {
                    let e = v.exp();
                    e / (one + e)
                } else {
                    one / (one + (-*v).exp())
                }
            }),
        }
    }

    /// Multiplies each of `slopes` by the activation's own slope, which follows from the activated value.
    pub fn through<R: Real>(self, out: &[R], slopes: &mut [R]) {
        let one = R::from_f64(1.0);
        match self {
            Activation::Identity => {}
            Activation::Relu => {
                let (fours, rest) = slopes.as_chunks_mut::<4>();
                let (out, out_rest) = out.as_chunks::<4>();
                for (four, out) in fours.iter_mut().zip(out) {
                    R::Four::load(four).where_positive(R::Four::load(out)).store(four);
                }
                let zero = R::from_f64(0.0);
                rest.iter_mut().zip(out_rest).for_each(|(s, &o)| *s = if o > zero { *s } else { zero });
            }
            Activation::Tanh => slopes.iter_mut().zip(out).for_each(|(s, &o)| *s = *s * (one - o * o)),
            Activation::Sigmoid => slopes.iter_mut().zip(out).for_each(|(s, &o)| *s = *s * (o * (one - o))),
        }
    }
}

/// A layer whose weights lie as the kernel walks them: in panels of eight units, and of each panel input after input. Units
/// beyond the last one have weights and biases of zero.
#[derive(Clone, Debug)]
pub struct Dense<R> {
    n_in: usize,
    n_out: usize,
    activation: Activation,
    panels: Vec<Eight<R>>,
    biases: Vec<Eight<R>>,
}

/// The share of inputs that are not zero above which four rows at once are quicker than each by itself, as measured.
const DENSE: f64 = 0.15;
/// Rows whose zeros are counted.
const N_COUNTED: usize = 16;

impl<R: Real> Dense<R> {
    /// A layer of `n_in` inputs and `n_out` units, all of whose weights and biases are zero.
    pub fn new(n_in: usize, n_out: usize, activation: Activation) -> Dense<R> {
        let n_panels = n_out.div_ceil(8);
        let zeros = |n: usize| vec![Eight::<R>::default(); n];
        Dense { n_in, n_out, activation, panels: zeros(n_panels * n_in), biases: zeros(n_panels) }
    }

    /// Takes `weights` (n_in x n_out, row-major) and `biases` (n_out).
    pub fn set(&mut self, weights: &[R], biases: &[R]) {
        for (i, weights) in weights.chunks_exact(self.n_out).enumerate() {
            for (p, weights) in weights.chunks(8).enumerate() {
                copy_few(weights, &mut self.panels[p * self.n_in + i].as_flattened_mut()[..weights.len()]);
            }
        }
        for (to, biases) in self.biases.iter_mut().zip(biases.chunks(8)) {
            copy_few(biases, &mut to.as_flattened_mut()[..biases.len()]);
        }
    }

    /// Takes the `weights` of a layer from n_out inputs to n_in units (n_out x n_in, row-major), so that `forward` leads from
    /// slopes by that layer's sums to slopes by its inputs.
    pub fn set_transposed(&mut self, weights: &[R]) {
        for (j, weights) in weights.chunks_exact(self.n_in).enumerate() {
            let (panel, lane) = (&mut self.panels[j / 8 * self.n_in..][..self.n_in], j % 8);
            panel.iter_mut().zip(weights).for_each(|(to, &w)| to.as_flattened_mut()[lane] = w);
        }
    }

    /// Number of units.
    pub fn n_out(&self) -> usize {
        self.n_out
    }

    /// The activated outputs (n_rows x n_out) of `x` (n_rows x n_in).
    pub fn forward(&self, x: &[R], out: &mut [R]) {
        if self.n_out == 1 {
            self.one_unit(x, out);
        } else if is_dense(x, self.n_in) {
            for (t, out) in out.chunks_mut(4 * self.n_out).enumerate() {
                self.four_rows(&x[4 * t * self.n_in..], out);
            }
        } else {
            let mut inputs = vec![(0, R::default()); self.n_in];
            for (x, out) in x.chunks_exact(self.n_in).zip(out.chunks_exact_mut(self.n_out)) {
                self.sparse_row(not_zero(x, &mut inputs), out);
            }
        }
        self.activation.apply(out);
    }

    /// The sums of a single unit, of four rows at once.
    fn one_unit(&self, x: &[R], out: &mut [R]) {
        let begin = self.biases[0][0][0];
        let weights: &[Eight<R>] = &self.panels;
        let (fours, rest) = out.as_chunks_mut::<4>();
        for (r, four) in fours.iter_mut().enumerate() {
            let rows = &x[4 * r * self.n_in..][..4 * self.n_in];
            let (a, b) = rows.split_at(2 * self.n_in);
            let ((a, b), (c, d)) = (a.split_at(self.n_in), b.split_at(self.n_in));
            let ([a, b, c, d], lasts) = split_fours([a, b, c, d]);
            let (in_fours, last_weights) = weights.as_chunks::<4>();
            let mut sums = R::Four::splat(begin);
            for ((((weights, a), b), c), d) in in_fours.iter().zip(a).zip(b).zip(c).zip(d) {
                let columns = R::Four::transpose([a, b, c, d].map(R::Four::load));
                for k in 0..4 {
                    sums += columns[k] * R::Four::splat(weights[k][0][0]);
                }
            }
            for (i, weights) in last_weights.iter().enumerate() {
                sums += R::Four::load(&lasts.map(|row| row[i])) * R::Four::splat(weights[0][0]);
            }
            sums.store(four);
        }
        let n_done = 4 * fours.len();
        for (r, sum) in (n_done..).zip(rest) {
            let row = &x[r * self.n_in..][..self.n_in];
            *sum = row.iter().zip(weights).fold(begin, |sum, (&x, weights)| sum + x * weights[0][0]);
        }
    }

    /// The sums of up to four rows.
    fn four_rows(&self, x: &[R], out: &mut [R]) {
        // Where there are fewer, the last one stands for the missing ones too, and is written once.
        let n_rows = out.len() / self.n_out;
        let row = |r: usize| &x[r.min(n_rows - 1) * self.n_in..][..self.n_in];
        let rows = [row(0), row(1), row(2), row(3)];
        for (p, biases) in self.biases.iter().enumerate() {
            let panel = &self.panels[p * self.n_in..][..self.n_in];
            let sums = if self.n_out - 8 * p > 4 {
                panel_of_four(rows, panel, biases, Tile::add)
            } else {
                panel_of_four(rows, panel, biases, Tile::add_half)
            };
            for (out, sums) in out.chunks_exact_mut(self.n_out).zip(&sums) {
                write(sums, &mut out[8 * p..]);
            }
        }
    }

    /// The sums of one row, of whose inputs only those are given that are not zero.
    fn sparse_row(&self, inputs: &[(usize, R)], out: &mut [R]) {
        for (p, biases) in self.biases.iter().enumerate() {
            let panel = &self.panels[p * self.n_in..][..self.n_in];
            let (mut low, mut high) = (R::Four::load(&biases[0]), R::Four::load(&biases[1]));
            for &(i, x) in inputs {
                let (x, weights) = (R::Four::splat(x), &panel[i]);
                low += x * R::Four::load(&weights[0]);
                high += x * R::Four::load(&weights[1]);
            }
            let mut sums = Eight::<R>::default();
            low.store(&mut sums[0]);
            high.store(&mut sums[1]);
            write(&sums, &mut out[8 * p..]);
        }
    }
}

/// Rows in fours, and what is left of each.
#[inline(always)]
fn split_fours<R>(rows: [&[R]; 4]) -> ([&[[R; 4]]; 4], [&[R]; 4]) {
    (rows.map(|row| row.as_chunks::<4>().0), rows.map(|row| row.as_chunks::<4>().1))
}

/// The sums of four rows and a panel's units.
#[inline(always)]
fn panel_of_four<R: Real>(
    rows: [&[R]; 4],
    panel: &[Eight<R>],
    biases: &Eight<R>,
    add: impl Fn(&mut Tile<R>, [R; 4], &Eight<R>),
) -> [Eight<R>; 4] {
    let mut tile = Tile::of_columns(biases);
    for ((((w, &a), &b), &c), &d) in panel.iter().zip(rows[0]).zip(rows[1]).zip(rows[2]).zip(rows[3]) {
        add(&mut tile, [a, b, c, d], w);
    }
    let mut sums = [Eight::<R>::default(); 4];
    tile.store(&mut sums);
    sums
}

/// Writes as many of the sums as there are units left.
#[inline(always)]
fn write<R: Real>(sums: &Eight<R>, out: &mut [R]) {
    let n = out.len().min(8);
    copy_few(&sums.as_flattened()[..n], &mut out[..n]);
}

/// Whether rows have so few zeros that going over all of their inputs is quicker, by what the first rows have.
pub(super) fn is_dense<R: Real>(x: &[R], n_in: usize) -> bool {
    let x = &x[..x.len().min(N_COUNTED * n_in)];
    let n = x.iter().filter(|v| **v != R::default()).count();
    n as f64 >= DENSE * x.len() as f64
}

/// The inputs that are not zero, with their indices. Every input is written and some are written over, since a branch that
/// goes now one way and now the other costs more.
fn not_zero<'a, R: Real>(x: &[R], into: &'a mut [(usize, R)]) -> &'a [(usize, R)] {
    let mut n = 0;
    for (i, &v) in x.iter().enumerate() {
        into[n] = (i, v);
        n += usize::from(v != R::default());
    }
    &into[..n]
}
