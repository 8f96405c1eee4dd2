//! Exponentials and logistic sigmoids of many numbers, four at a time: to the bit those of [`math::exp`], which is libm's
//! (FreeBSD's e_exp.c: x = k ln 2 + r, and a rational function of r), and of [`math::sigmoid`].

use super::simd::{F64x4, Lanes};
use crate::num::math;

/// The inverse of ln 2, and ln 2 in two parts.
const INVERSE: f64 = std::f64::consts::LOG2_E;
const HIGH: f64 = 0.6931471803691238;
const LOW: f64 = 1.9082149292705877e-10;
/// The coefficients of the rational function, highest power first.
const RATIONAL: [f64; 5] = [
    4.1381367970572385e-08,
    -1.6533902205465252e-06,
    6.613756321437934e-05,
    -0.0027777777777015593,
    0.16666666666666602,
];
/// Up to this size k is zero: the largest number whose first 32 bits are those of half of ln 2.
const HALF: f64 = f64::from_bits(0x3fd6_2e42_ffff_ffff);
/// Sizes between which the exponential is as below.
const SMALLEST: f64 = 1.0 / (1 << 27) as f64;
const LARGEST: f64 = 708.0;

/// Replaces sizes `v`, not below zero, by `e^-v`.
pub fn exps_of_minus(sizes: &mut [f64]) {
    let (fours, rest) = sizes.as_chunks_mut::<4>();
    for four in fours {
        let given = *four;
        exp_of_minus(F64x4::load(&given)).store(four);
        for (to, v) in four.iter_mut().zip(given).filter(|(_, v)| is_rare(*v)) {
            *to = math::exp(-v);
        }
    }
    rest.iter_mut().for_each(|v| *v = math::exp(-*v));
}

/// Replaces numbers by their logistic sigmoids.
pub fn sigmoids(x: &mut [f64]) {
    let (fours, rest) = x.as_chunks_mut::<4>();
    for four in fours {
        let given = *four;
        let v = F64x4::load(&given);
        let zero = F64x4::splat(0.0);
        let e = exp_of_minus(v.relu() + (zero - v).relu());
        e.store(four);
        four.iter_mut().zip(given).for_each(|(to, v)| *to = if v >= 0.0 { 1.0 } else { *to });
        (F64x4::load(four) / (F64x4::splat(1.0) + e)).store(four);
        for (to, v) in four.iter_mut().zip(given).filter(|(_, v)| is_rare(v.abs())) {
            *to = math::sigmoid(v);
        }
    }
    rest.iter_mut().for_each(|v| *v = math::sigmoid(*v));
}

/// Very large and very small sizes go one by one.
fn is_rare(size: f64) -> bool {
    !(SMALLEST..LARGEST).contains(&size)
}

/// `e^-size`.
#[inline(always)]
fn exp_of_minus(size: F64x4) -> F64x4 {
    let of = F64x4::splat;
    let x = of(0.0) - size;
    let k = (of(INVERSE) * x - of(0.5)).ceil().where_positive(size - of(HALF));
    let (high, low) = (x - k * of(HIGH), k * of(LOW));
    let r = high - low;
    let rr = r * r;
    let [a, b, c, d, e] = RATIONAL.map(of);
    let t = r - rr * (e + rr * (d + rr * (c + rr * (b + rr * a))));
    let y = of(1.0) + (r * t / (of(2.0) - t) - low + high);
    y * k.power_of_two()
}
