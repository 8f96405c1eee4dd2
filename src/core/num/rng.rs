//! The project's own random generator: xoshiro256++ (Blackman and Vigna 2019), seeded through SplitMix64. A stream is
//! named by its purpose, so that a draw added in one place changes nothing in another. Versioned by golden values.

use super::math;

/// A random stream. The same seed, name and index give the same numbers on every machine.
#[derive(Clone, Debug)]
pub struct Rng {
    state: [u64; 4],
}

impl Rng {
    /// The stream called `name`, number `index`, of the seed. Shards take the shard's index.
    pub fn stream(seed: u32, name: &str, index: u64) -> Rng {
        let mut s = super::fingerprint::of_bytes(name.as_bytes()) ^ (u64::from(seed) << 32 | u64::from(seed));
        let _ = split_mix(&mut s);
        s ^= index.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Rng { state: [split_mix(&mut s), split_mix(&mut s), split_mix(&mut s), split_mix(&mut s)] }
    }

    /// A stream in the given state, which must not be all zeros: one that was written down, or the state of a published
    /// reference. Everything else takes a named stream.
    pub fn from_state(state: [u64; 4]) -> Rng {
        Rng { state }
    }

    /// The state, from which [`Rng::from_state`] goes on.
    pub fn state(&self) -> [u64; 4] {
        self.state
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        let s = &mut self.state;
        let out = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = s[3].rotate_left(45);
        out
    }

    /// Uniform in [0, 1), with 53 random bits.
    pub fn uniform(&mut self) -> f64 {
        // As a signed number, which becomes an f64 by one instruction.
        (self.bits() >> 11) as i64 as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// Uniform in `0..n`, without bias (Lemire 2019). `n` must not be zero.
    pub fn below(&mut self, n: usize) -> usize {
        debug_assert!(n > 0);
        let n = n as u64;
        let threshold = n.wrapping_neg() % n;
        loop {
            let wide = u128::from(self.bits()) * u128::from(n);
            if wide as u64 >= threshold {
                return (wide >> 64) as usize;
            }
        }
    }

    /// Standard normal (Box and Muller 1958), two uniforms a draw.
    pub fn normal(&mut self) -> f64 {
        let u = 1.0 - self.uniform();
        let v = self.uniform();
        math::sqrt(-2.0 * math::ln(u)) * math::cos(2.0 * std::f64::consts::PI * v)
    }

    /// Fisher and Yates' shuffle.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }

    /// `k` distinct indices of `0..n` in random order; all of them when `k >= n`.
    pub fn sample(&mut self, n: usize, k: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (0..n).collect();
        let k = k.min(n);
        for i in 0..k {
            let j = i + self.below(n - i);
            all.swap(i, j);
        }
        all.truncate(k);
        all
    }

    /// An index drawn with probability proportional to its weight; `cumulative` holds the running sums of the weights.
    pub fn weighted(&mut self, cumulative: &[f64]) -> usize {
        let total = cumulative.last().copied().unwrap_or(0.0);
        let u = self.uniform() * total;
        let idx = if cumulative.len() <= 16 {
            // Of few, counting all is quicker than branches that nobody can foresee.
            cumulative.iter().map(|&c| usize::from(c <= u)).sum()
        } else {
            cumulative.partition_point(|&c| c <= u)
        };
        idx.min(cumulative.len().saturating_sub(1))
    }
}

fn split_mix(s: &mut u64) -> u64 {
    *s = s.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *s;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
