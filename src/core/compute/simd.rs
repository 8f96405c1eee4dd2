//! Four numbers at once: one register of four f32, or two registers of two f64. In wasm these are the plain 128-bit
//! operations, elsewhere the same IEEE operations one by one, so that the bits are the same: a product is rounded before it
//! is added to anything.
//!
//! This is the one file with unsafe code, which reads and writes registers. Of safe code the compiler makes such reads only
//! when it makes loops wide by itself, which it does not in the page (docs/decisions/0028).

use std::ops::{Add, AddAssign, Div, Mul, Sub};

/// Four numbers on which every operation acts one by one.
pub trait Lanes:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self> + AddAssign
{
    /// One of the four.
    type One;
    /// The same number four times.
    fn splat(v: Self::One) -> Self;
    /// Four numbers that lie together.
    fn load(from: &[Self::One; 4]) -> Self;
    /// Writes them to where four lie together.
    fn store(self, to: &mut [Self::One; 4]);
    /// Square roots.
    fn sqrt(self) -> Self;
    /// Each where it is above zero; zero elsewhere, also for what is no number.
    fn relu(self) -> Self;
    /// Each where that of `by` is above zero; zero elsewhere.
    fn where_positive(self, by: Self) -> Self;
    /// The columns of four rows.
    fn transpose(rows: [Self; 4]) -> [Self; 4];
}

/// What an exponent is stored as when it is zero, and a number that leaves the last bits to integers.
const EXPONENT: f64 = 1023.0 + (1u64 << 52) as f64;

#[cfg(target_feature = "simd128")]
mod registers {
    use super::{EXPONENT, Lanes};
    use std::arch::wasm32::*;

    /// Four f32.
    #[derive(Clone, Copy, Debug)]
    pub struct F32x4(v128);

    /// Four f64.
    #[derive(Clone, Copy, Debug)]
    pub struct F64x4(v128, v128);

    impl Lanes for F32x4 {
        type One = f32;

        #[inline(always)]
        fn splat(v: f32) -> F32x4 {
            F32x4(f32x4_splat(v))
        }

        #[inline(always)]
        #[expect(unsafe_code, reason = "the array holds the 16 bytes of a register; a read of wasm needs no alignment")]
        fn load(from: &[f32; 4]) -> F32x4 {
            F32x4(unsafe { v128_load(from.as_ptr().cast()) })
        }

        #[inline(always)]
        #[expect(
            unsafe_code,
            reason = "the array holds the 16 bytes of a register; a write of wasm needs no alignment"
        )]
        fn store(self, to: &mut [f32; 4]) {
            unsafe { v128_store(to.as_mut_ptr().cast(), self.0) }
        }

        #[inline(always)]
        fn sqrt(self) -> F32x4 {
            F32x4(f32x4_sqrt(self.0))
        }

        #[inline(always)]
        fn relu(self) -> F32x4 {
            F32x4(f32x4_pmax(f32x4_splat(0.0), self.0))
        }

        #[inline(always)]
        fn where_positive(self, by: F32x4) -> F32x4 {
            F32x4(v128_and(self.0, f32x4_gt(by.0, f32x4_splat(0.0))))
        }

        #[inline(always)]
        fn transpose([a, b, c, d]: [F32x4; 4]) -> [F32x4; 4] {
            let (ac, bd) = (i32x4_shuffle::<0, 4, 1, 5>(a.0, c.0), i32x4_shuffle::<0, 4, 1, 5>(b.0, d.0));
            let (ac_high, bd_high) = (i32x4_shuffle::<2, 6, 3, 7>(a.0, c.0), i32x4_shuffle::<2, 6, 3, 7>(b.0, d.0));
            [
                F32x4(i32x4_shuffle::<0, 4, 1, 5>(ac, bd)),
                F32x4(i32x4_shuffle::<2, 6, 3, 7>(ac, bd)),
                F32x4(i32x4_shuffle::<0, 4, 1, 5>(ac_high, bd_high)),
                F32x4(i32x4_shuffle::<2, 6, 3, 7>(ac_high, bd_high)),
            ]
        }
    }

    impl F32x4 {
        /// Which of 16 are above zero, a bit each, the first the lowest.
        #[inline(always)]
        pub fn positive([a, b, c, d]: &[[f32; 4]; 4]) -> u16 {
            let above = |four| f32x4_gt(F32x4::load(four).0, f32x4_splat(0.0));
            let (low, high) = (i16x8_narrow_i32x4(above(a), above(b)), i16x8_narrow_i32x4(above(c), above(d)));
            i8x16_bitmask(i8x16_narrow_i16x8(low, high))
        }
    }

    impl Lanes for F64x4 {
        type One = f64;

        #[inline(always)]
        fn splat(v: f64) -> F64x4 {
            F64x4(f64x2_splat(v), f64x2_splat(v))
        }

        #[inline(always)]
        #[expect(unsafe_code, reason = "the array holds the 32 bytes of two registers")]
        fn load(from: &[f64; 4]) -> F64x4 {
            unsafe { F64x4(v128_load(from.as_ptr().cast()), v128_load(from.as_ptr().add(2).cast())) }
        }

        #[inline(always)]
        #[expect(unsafe_code, reason = "the array holds the 32 bytes of two registers")]
        fn store(self, to: &mut [f64; 4]) {
            unsafe {
                v128_store(to.as_mut_ptr().cast(), self.0);
                v128_store(to.as_mut_ptr().add(2).cast(), self.1);
            }
        }

        #[inline(always)]
        fn sqrt(self) -> F64x4 {
            F64x4(f64x2_sqrt(self.0), f64x2_sqrt(self.1))
        }

        #[inline(always)]
        fn relu(self) -> F64x4 {
            F64x4(f64x2_pmax(f64x2_splat(0.0), self.0), f64x2_pmax(f64x2_splat(0.0), self.1))
        }

        #[inline(always)]
        fn where_positive(self, by: F64x4) -> F64x4 {
            let zero = f64x2_splat(0.0);
            F64x4(v128_and(self.0, f64x2_gt(by.0, zero)), v128_and(self.1, f64x2_gt(by.1, zero)))
        }

        #[inline(always)]
        fn transpose([a, b, c, d]: [F64x4; 4]) -> [F64x4; 4] {
            let (first, second) = (i64x2_shuffle::<0, 2>, i64x2_shuffle::<1, 3>);
            [
                F64x4(first(a.0, b.0), first(c.0, d.0)),
                F64x4(second(a.0, b.0), second(c.0, d.0)),
                F64x4(first(a.1, b.1), first(c.1, d.1)),
                F64x4(second(a.1, b.1), second(c.1, d.1)),
            ]
        }
    }

    impl F64x4 {
        /// Each of `larger` where these are at least as large in size as `other`; of `smaller` elsewhere.
        #[inline(always)]
        pub fn by_size(self, other: F64x4, larger: F64x4, smaller: F64x4) -> F64x4 {
            let at_least = |a, b| f64x2_ge(f64x2_abs(a), f64x2_abs(b));
            F64x4(
                v128_bitselect(larger.0, smaller.0, at_least(self.0, other.0)),
                v128_bitselect(larger.1, smaller.1, at_least(self.1, other.1)),
            )
        }

        /// The smallest integers that are not below them.
        #[inline(always)]
        pub fn ceil(self) -> F64x4 {
            F64x4(f64x2_ceil(self.0), f64x2_ceil(self.1))
        }

        /// Two to the power of integers from -1022 to 1023.
        #[inline(always)]
        pub fn power_of_two(self) -> F64x4 {
            // The last bits of the sum are those of the exponent, which they are shifted to.
            let power = |v| i64x2_shl(f64x2_add(v, f64x2_splat(EXPONENT)), 52);
            F64x4(power(self.0), power(self.1))
        }
    }

    macro_rules! operation {
        ($trait:ident, $name:ident, $single:ident, $double:ident) => {
            impl std::ops::$trait for F32x4 {
                type Output = F32x4;
                #[inline(always)]
                fn $name(self, other: F32x4) -> F32x4 {
                    F32x4($single(self.0, other.0))
                }
            }
            impl std::ops::$trait for F64x4 {
                type Output = F64x4;
                #[inline(always)]
                fn $name(self, other: F64x4) -> F64x4 {
                    F64x4($double(self.0, other.0), $double(self.1, other.1))
                }
            }
        };
    }
    operation!(Add, add, f32x4_add, f64x2_add);
    operation!(Sub, sub, f32x4_sub, f64x2_sub);
    operation!(Mul, mul, f32x4_mul, f64x2_mul);
    operation!(Div, div, f32x4_div, f64x2_div);
}

#[cfg(not(target_feature = "simd128"))]
mod registers {
    use super::{Add, Div, EXPONENT, Lanes, Mul, Sub};

    /// Four f32.
    #[derive(Clone, Copy, Debug)]
    pub struct F32x4([f32; 4]);

    /// Four f64.
    #[derive(Clone, Copy, Debug)]
    pub struct F64x4([f64; 4]);

    macro_rules! lanes {
        ($lanes:ident, $one:ident) => {
            impl Lanes for $lanes {
                type One = $one;
                #[inline(always)]
                fn splat(v: $one) -> $lanes {
                    $lanes([v; 4])
                }
                #[inline(always)]
                fn load(from: &[$one; 4]) -> $lanes {
                    $lanes(*from)
                }
                #[inline(always)]
                fn store(self, to: &mut [$one; 4]) {
                    *to = self.0;
                }
                #[inline(always)]
                fn sqrt(self) -> $lanes {
                    $lanes(self.0.map($one::sqrt))
                }
                #[inline(always)]
                fn relu(self) -> $lanes {
                    $lanes(self.0.map(|v| if v > 0.0 { v } else { 0.0 }))
                }
                #[inline(always)]
                fn where_positive(self, by: $lanes) -> $lanes {
                    $lanes(std::array::from_fn(|i| if by.0[i] > 0.0 { self.0[i] } else { 0.0 }))
                }
                #[inline(always)]
                fn transpose(rows: [$lanes; 4]) -> [$lanes; 4] {
                    std::array::from_fn(|i| $lanes(rows.map(|row| row.0[i])))
                }
            }
            lanes!($lanes, Add, add, +);
            lanes!($lanes, Sub, sub, -);
            lanes!($lanes, Mul, mul, *);
            lanes!($lanes, Div, div, /);
        };
        ($lanes:ident, $trait:ident, $name:ident, $sign:tt) => {
            impl $trait for $lanes {
                type Output = $lanes;
                #[inline(always)]
                fn $name(self, other: $lanes) -> $lanes {
                    let ([a, b, c, d], [e, f, g, h]) = (self.0, other.0);
                    $lanes([a $sign e, b $sign f, c $sign g, d $sign h])
                }
            }
        };
    }
    lanes!(F32x4, f32);
    lanes!(F64x4, f64);

    impl F32x4 {
        /// Which of 16 are above zero, a bit each, the first the lowest.
        #[inline(always)]
        pub fn positive(sixteen: &[[f32; 4]; 4]) -> u16 {
            sixteen.as_flattened().iter().rev().fold(0, |bits, &v| bits << 1 | u16::from(v > 0.0))
        }
    }

    impl F64x4 {
        /// Each of `larger` where these are at least as large in size as `other`; of `smaller` elsewhere.
        #[inline(always)]
        pub fn by_size(self, other: F64x4, larger: F64x4, smaller: F64x4) -> F64x4 {
            let at_least = |i: usize| self.0[i].abs() >= other.0[i].abs();
            F64x4(std::array::from_fn(|i| if at_least(i) { larger.0[i] } else { smaller.0[i] }))
        }

        /// The smallest integers that are not below them.
        #[inline(always)]
        pub fn ceil(self) -> F64x4 {
            F64x4(self.0.map(f64::ceil))
        }

        /// Two to the power of integers from -1022 to 1023.
        #[inline(always)]
        pub fn power_of_two(self) -> F64x4 {
            F64x4(self.0.map(|v| f64::from_bits((v + EXPONENT).to_bits() << 52)))
        }
    }
}

pub use registers::{F32x4, F64x4};

impl AddAssign for F32x4 {
    #[inline(always)]
    fn add_assign(&mut self, other: F32x4) {
        *self = *self + other;
    }
}

impl AddAssign for F64x4 {
    #[inline(always)]
    fn add_assign(&mut self, other: F64x4) {
        *self = *self + other;
    }
}
