//! The random generator: the published algorithm, streams that stay as they are, and draws that are fair. All seeds are
//! fixed, so that a statistical bound either holds for ever or never.

use vitrine::num::math;
use vitrine::num::rng::Rng;

/// First outputs of xoshiro256++ from the state 1, 2, 3, 4: the vector by which Blackman and Vigna's C code and the crate
/// rand_xoshiro are compared.
const REFERENCE: [u64; 10] = [
    41943041,
    58720359,
    3588806011781223,
    3591011842654386,
    9228616714210784205,
    9973669472204895162,
    14011001112246962877,
    12406186145184390807,
    15849039046786891736,
    10450023813501588000,
];

fn bits(mut rng: Rng, n: usize) -> Vec<u64> {
    (0..n).map(|_| rng.bits()).collect()
}

/// Pearson's statistic of counts against equal shares.
fn chi_square(counts: &[u32]) -> f64 {
    let expected = counts.iter().sum::<u32>() as f64 / counts.len() as f64;
    counts.iter().map(|&c| (f64::from(c) - expected) * (f64::from(c) - expected) / expected).sum()
}

/// Whether equal shares are a fair account of the counts: the statistic's 99.9 % quantile, by Wilson and Hilferty (1931).
fn fair(counts: &[u32]) -> bool {
    let df = (counts.len() - 1) as f64;
    let v = 2.0 / (9.0 * df);
    let root = 1.0 - v + 3.0902 * v.sqrt();
    chi_square(counts) < df * root * root * root
}

#[test]
fn is_the_published_generator() {
    assert_eq!(bits(Rng::from_state([1, 2, 3, 4]), 10), REFERENCE);
    assert_ne!(bits(Rng::from_state([1, 2, 3, 5]), 10), REFERENCE);
}

#[test]
fn streams_keep_their_golden_values() {
    let golden: [(u32, &str, u64, [u64; 2]); 4] = [
        (1, "split", 0, [13279723021288189424, 5806411355370551514]),
        (1, "weights", 0, [8608248313895480313, 12729483258162478550]),
        (7, "coalitions", 3, [2685017705636605777, 3353143984909471430]),
        (u32::MAX, "lime", u64::MAX, [12421028758472435546, 7561179901225419842]),
    ];
    for (seed, name, index, expected) in golden {
        assert_eq!(bits(Rng::stream(seed, name, index), 2), expected, "{seed} {name} {index}");
    }
}

#[test]
fn streams_differ_by_seed_name_and_index() {
    let mut firsts = Vec::new();
    for seed in 0..20 {
        for name in ["split", "weights", "batches", "dropout", "background", "coalitions", "lime", ""] {
            for index in 0..20 {
                firsts.push(Rng::stream(seed, name, index).bits());
            }
        }
    }
    let n = firsts.len();
    firsts.sort_unstable();
    firsts.dedup();
    assert_eq!(firsts.len(), n);
}

#[test]
fn streams_are_uncorrelated() {
    // Of 64 x 4000 bits of two independent streams, half agree, with a standard deviation of 253.
    let agree = |a: Rng, b: Rng| -> i64 {
        bits(a, 4000).iter().zip(bits(b, 4000)).map(|(x, y)| i64::from((!(x ^ y)).count_ones())).sum()
    };
    let off = |a: Rng, b: Rng| (agree(a, b) - 128_000).abs();
    assert!(off(Rng::stream(1, "weights", 0), Rng::stream(1, "batches", 0)) < 1000);
    assert!(off(Rng::stream(1, "weights", 0), Rng::stream(1, "weights", 1)) < 1000);
    assert!(off(Rng::stream(1, "weights", 0), Rng::stream(2, "weights", 0)) < 1000);
    assert!(off(Rng::stream(1, "weights", 0), Rng::stream(1, "weights", 0)) == 128_000);
}

#[test]
fn uniform_is_uniform() {
    let mut rng = Rng::stream(1, "uniform", 0);
    let mut counts = [0u32; 64];
    for _ in 0..100_000 {
        let u = rng.uniform();
        assert!((0.0..1.0).contains(&u));
        counts[(u * 64.0) as usize] += 1;
    }
    assert!(fair(&counts));
    counts[0] += 400;
    assert!(!fair(&counts), "the check must notice one cell in 64 that is a quarter too full");
}

#[test]
fn pairs_of_uniforms_are_uniform() {
    let mut rng = Rng::stream(1, "pairs", 0);
    let mut counts = [0u32; 256];
    for _ in 0..200_000 {
        let (a, b) = (rng.uniform(), rng.uniform());
        counts[(a * 16.0) as usize * 16 + (b * 16.0) as usize] += 1;
    }
    assert!(fair(&counts));
}

#[test]
fn below_is_unbiased() {
    for n in [1, 2, 3, 7, 10, 100] {
        let mut rng = Rng::stream(1, "below", n as u64);
        let mut counts = vec![0u32; n];
        for _ in 0..50_000 {
            counts[rng.below(n)] += 1;
        }
        assert!(n == 1 || fair(&counts), "{n}");
    }
    // For this n the top bits alone would give the lower half's values twice as often.
    let n = 3usize << 61;
    let mut rng = Rng::stream(1, "below", 0);
    let mut thirds = [0u32; 3];
    for _ in 0..30_000 {
        thirds[rng.below(n) >> 61] += 1;
    }
    assert!(fair(&thirds));
    let mut biased = [0u32; 3];
    for _ in 0..30_000 {
        biased[((rng.bits() % n as u64) >> 61) as usize] += 1;
    }
    assert!(!fair(&biased), "the check must notice a plain remainder");
}

#[test]
fn normal_has_the_moments_of_a_normal() {
    const N: usize = 200_000;
    let mut rng = Rng::stream(1, "normal", 0);
    let draws: Vec<f64> = (0..N).map(|_| rng.normal()).collect();
    // Each bound is four standard errors: the variances of v, v^2, v^3 and v^4 are 1, 2, 15 and 96.
    let within = |draws: &[f64]| {
        [(1, 0.0, 1.0f64), (2, 1.0, 2.0), (3, 0.0, 15.0), (4, 3.0, 96.0)].iter().all(|&(power, expected, variance)| {
            let moment = draws.iter().map(|v| v.powi(power)).sum::<f64>() / N as f64;
            (moment - expected).abs() < 4.0 * (variance / N as f64).sqrt()
        })
    };
    assert!(within(&draws));
    assert!(!within(&draws.iter().map(|v| v * 1.02).collect::<Vec<_>>()));
    assert!(!within(&draws.iter().map(|v| v + 0.02).collect::<Vec<_>>()));
}

#[test]
fn normal_fills_its_quantiles_evenly() {
    let mut rng = Rng::stream(1, "normal", 1);
    let mut counts = [0u32; 32];
    for _ in 0..100_000 {
        let p = math::normal_cdf(rng.normal());
        counts[((p * 32.0) as usize).min(31)] += 1;
    }
    assert!(fair(&counts));
}

#[test]
fn shuffle_is_uniform_over_all_orders() {
    let mut rng = Rng::stream(1, "shuffle", 0);
    let mut counts = [0u32; 24];
    for _ in 0..48_000 {
        let mut items = [0usize, 1, 2, 3];
        rng.shuffle(&mut items);
        counts[order(&items)] += 1;
    }
    assert!(fair(&counts));
}

/// The rank of an order of four among all 24 (Lehmer's code).
fn order(items: &[usize; 4]) -> usize {
    let smaller = |i: usize| items[i + 1..].iter().filter(|&&v| v < items[i]).count();
    smaller(0) * 6 + smaller(1) * 2 + smaller(2)
}

#[test]
fn shuffle_keeps_its_items() {
    let mut rng = Rng::stream(1, "shuffle", 1);
    let mut items: Vec<usize> = (0..1000).collect();
    rng.shuffle(&mut items);
    assert_ne!(items, (0..1000).collect::<Vec<_>>());
    items.sort_unstable();
    assert_eq!(items, (0..1000).collect::<Vec<_>>());
    rng.shuffle::<u8>(&mut []);
}

#[test]
fn sample_is_distinct_and_even() {
    let mut rng = Rng::stream(1, "sample", 0);
    let (mut chosen, mut first) = ([0u32; 10], [0u32; 10]);
    for _ in 0..20_000 {
        let mut drawn = rng.sample(10, 3);
        assert_eq!(drawn.len(), 3);
        first[drawn[0]] += 1;
        drawn.iter().for_each(|&i| chosen[i] += 1);
        drawn.sort_unstable();
        drawn.dedup();
        assert_eq!(drawn.len(), 3);
    }
    assert!(fair(&chosen) && fair(&first));
    assert_eq!(rng.sample(4, 9).len(), 4);
    assert_eq!(rng.sample(0, 9).len(), 0);
}

#[test]
fn weighted_follows_the_weights() {
    let mut rng = Rng::stream(1, "weighted", 0);
    let mut counts = [0u32; 4];
    for _ in 0..60_000 {
        counts[rng.weighted(&[1.0, 1.0, 3.0, 6.0])] += 1;
    }
    assert_eq!(counts[1], 0, "no weight, no draw");
    assert!(fair(&[counts[0] * 6, counts[2] * 3, counts[3] * 2].map(|c| c / 6)));
    assert_eq!(rng.weighted(&[2.0]), 0);
}
