//! Standard normal quantiles of many probabilities, four at a time: to the bit those of [`math::normal_quantile`].

use super::simd::{F64x4, Lanes};
use crate::num::math::{self, QUANTILE_MIDDLE, QUANTILE_REACH};

/// Replaces probabilities by their quantiles.
pub fn normal_quantiles(p: &mut [f64]) {
    let (fours, rest) = p.as_chunks_mut::<4>();
    for four in fours {
        let given = *four;
        middle(F64x4::load(four)).store(four);
        // The tails are rare, and go one by one.
        for (to, p) in four.iter_mut().zip(given) {
            if (p - 0.5).abs() > QUANTILE_REACH {
                *to = math::normal_quantile(p);
            }
        }
    }
    rest.iter_mut().for_each(|p| *p = math::normal_quantile(*p));
}

#[inline(always)]
fn middle(p: F64x4) -> F64x4 {
    let q = p - F64x4::splat(0.5);
    let x = F64x4::splat(0.180625) - q * q;
    let [above, below] = &QUANTILE_MIDDLE;
    q * (polynomial(above, x) / polynomial(below, x))
}

#[inline(always)]
fn polynomial([a, b, c, d, e, f, g, h]: &[f64; 8], x: F64x4) -> F64x4 {
    let of = F64x4::splat;
    ((((((of(*a) * x + of(*b)) * x + of(*c)) * x + of(*d)) * x + of(*e)) * x + of(*f)) * x + of(*g)) * x + of(*h)
}
