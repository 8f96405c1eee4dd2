//! Intervals of rates and of differences: the published figures, and that they hold the truth as often as they say for few rows.

use crate::tolerance::{INTERVALS, METRICS, STUDENT, close};
use vitrine::evaluate::interval::{Z, of_mean, of_mean_at, of_paired, of_share, of_share_at, of_sum};
use vitrine::evaluate::{Interval, Metric, Scores, of_classes};
use vitrine::num::rng::Rng;

/// Both ends are those of the reference, and are not when it is ten tolerances off.
fn holds(found: Interval, low: f64, high: f64, what: &str) {
    let same = |shift: f64| close(found.low + shift, low, INTERVALS) && close(found.high + shift, high, INTERVALS);
    assert!(same(0.0), "{what}: {found:?} and {low} to {high}");
    assert!(!same(10.0 * INTERVALS), "{what}");
}

/// Newcombe (1998), "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, table I, method 3.
#[test]
fn rates_have_wilsons_intervals() {
    for (hits, n, low, high) in
        [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
    {
        holds(of_share(hits, n).expect("rows"), low, high, &format!("{hits} of {n}"));
    }
    assert_eq!(of_share(24, 24).map(|i| i.high), Some(1.0));
    assert_eq!((of_share(0, 0), of_share(0, 5).map(|i| i.low)), (None, Some(0.0)));
}

/// The difference of two rates, each of rows of its own.
fn difference(a: (u32, u32), b: (u32, u32)) -> Interval {
    let term =
        |weight: f64, (hits, n): (u32, u32)| (weight, f64::from(hits) / f64::from(n), of_share(hits, n).expect("rows"));
    of_sum([term(1.0, a), term(-1.0, b)])
}

/// Newcombe (1998), "Interval estimation for the difference between independent proportions", Statistics in Medicine 17, table
/// II, method 10.
#[test]
fn differences_have_newcombes_intervals() {
    for (a, b, low, high) in [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ] {
        holds(difference(a, b), low, high, &format!("{a:?} {b:?}"));
    }
}

/// Newcombe (1998), "Improved confidence intervals for the difference between binomial proportions based on paired data",
/// Statistics in Medicine 17, method 10: the last two in Fagerland, Lydersen and Laake (2017), "Statistical Analysis of
/// Contingency Tables", chapter 8, and so in the tests of the R package contingencytables; the first in Altman and others (2000),
/// "Statistics with Confidence", chapter 6.
#[test]
fn differences_on_the_same_rows_have_newcombes_paired_intervals() {
    for (counts, low, high) in [
        ([14, 5, 0, 22], 0.0115, 0.2265),
        ([36, 12, 2, 0], 0.0569, 0.3404),
        ([20, 12, 2, 16], 0.0562, 0.3292),
        ([1, 1, 7, 12], -0.5069, -0.0256),
        ([59, 6, 16, 80], -0.1186, -0.0046),
    ] {
        holds(of_paired(counts).expect("rows"), low, high, &format!("{counts:?}"));
    }
    assert_eq!(of_paired([0; 4]), None);
    // All rows right by both: nothing differs, and little is known.
    let alike = of_paired([24, 0, 0, 0]).expect("rows");
    assert!(alike.low < -0.1 && close(alike.low, -alike.high, METRICS), "{alike:?}");
}

/// Quantiles of Student's distribution at 97.5 %, of the tables; the series is good from three degrees of freedom up.
#[test]
fn means_have_students_intervals() {
    for (n, t) in [(4, 3.1824), (6, 2.5706), (11, 2.2281), (31, 2.0423), (121, 1.9799)] {
        let values: Vec<f64> = (0..n).map(|i| f64::from(i % 2) * 2.0 - 1.0).collect();
        let mean = values.iter().sum::<f64>() / f64::from(n);
        let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / f64::from(n - 1);
        let i = of_mean(&values).expect("values");
        let found = (i.high - i.low) / 2.0 / (variance / f64::from(n)).sqrt();
        assert!(close(found, t, STUDENT), "{n}: {found} and {t}");
        assert!(!close(found + 10.0 * STUDENT, t, STUDENT));
    }
    assert_eq!(of_mean(&[1.0]), None);
}

/// How often a difference of two rates lies in the interval, of `n` seeds.
fn coverage(n: u32, seed: u32, mut draw: impl FnMut(&mut Rng) -> bool) -> f64 {
    let mut rng = Rng::stream(seed, "coverage", 0);
    f64::from((0..n).map(|_| u32::from(draw(&mut rng))).sum::<u32>()) / f64::from(n)
}

fn hits(rng: &mut Rng, n: u32, rate: f64) -> u32 {
    (0..n).map(|_| u32::from(rng.uniform() < rate)).sum()
}

/// The middle of many draws anew from the same rows, which is not enough for few of them.
fn percentile(rng: &mut Rng, a: (u32, u32), b: (u32, u32)) -> Interval {
    let rate = |(hits, n): (u32, u32)| f64::from(hits) / f64::from(n);
    let mut found: Vec<f64> =
        (0..200).map(|_| rate((hits(rng, a.1, rate(a)), a.1)) - rate((hits(rng, b.1, rate(b)), b.1))).collect();
    found.sort_by(f64::total_cmp);
    Interval { low: found[5], high: found[194] }
}

/// 20 rows against 200, as groups of a table are: 95 % are 95 %, which those of the bootstrap were not.
#[test]
fn n20_intervals_of_differences_hold_the_truth_for_few_rows() {
    for (n, m, p) in [(20, 200, 0.1), (20, 200, 0.3), (50, 500, 0.05)] {
        let draw = |rng: &mut Rng| ((hits(rng, n, p), n), (hits(rng, m, p), m));
        let newcombe = coverage(1500, 1, |rng| {
            let (a, b) = draw(rng);
            difference(a, b).holds(0.0)
        });
        assert!((0.935..0.98).contains(&newcombe), "{n} {m} {p}: {newcombe}");
    }
    let bootstrap = coverage(600, 1, |rng| {
        let (a, b) = ((hits(rng, 20, 0.1), 20), (hits(rng, 200, 0.1), 200));
        percentile(rng, a, b).holds(0.0)
    });
    assert!(bootstrap < 0.9, "the percentile bootstrap was taken for too little: {bootstrap}");
}

#[test]
fn n20_intervals_of_rates_hold_the_truth_for_few_rows() {
    for (n, p) in [(20, 0.5), (20, 0.8), (20, 0.95), (60, 0.97), (200, 0.99)] {
        let wilson = coverage(3000, 2, |rng| of_share(hits(rng, n, p), n).expect("rows").holds(p));
        assert!((0.92..0.99).contains(&wilson), "{n} {p}: {wilson}");
    }
    let short = coverage(3000, 2, |rng| of_share_at(hits(rng, 20, 0.8), 20, 0.6 * Z).expect("rows").holds(0.8));
    assert!(short < 0.9, "{short}");
}

/// Two that decide on the same rows and often agree.
#[test]
fn n20_intervals_of_paired_differences_hold_the_truth_for_few_rows() {
    for n in [20, 60, 200] {
        let paired = coverage(2000, 3, |rng| {
            let mut counts = [0; 4];
            for _ in 0..n {
                let u = rng.uniform();
                counts[[0.6, 0.75, 0.85, 1.0].iter().position(|&edge| u < edge).unwrap_or(3)] += 1;
            }
            of_paired(counts).expect("rows").holds(0.05)
        });
        assert!((0.935..0.985).contains(&paired), "{n}: {paired}");
    }
}

/// Of means of rates: the recalls of a rare class and a frequent one.
#[test]
fn n20_intervals_of_mean_rates_hold_the_truth_for_few_rows() {
    let confusion = |rng: &mut Rng| {
        let (a, b) = (hits(rng, 15, 0.6), hits(rng, 60, 0.9));
        let mut rows = Vec::new();
        for (class, right, n) in [(0, a, 15), (1, b, 60)] {
            rows.extend((0..n).map(|i| (class, if i < right { class } else { 1 - class })));
        }
        let p: Vec<f64> = rows.iter().flat_map(|r| if r.1 == 0 { [0.9, 0.1] } else { [0.1, 0.9] }).collect();
        Scores::Classes(of_classes(&p, &rows.iter().map(|r| r.0).collect::<Vec<u32>>(), 2))
    };
    let share = coverage(1500, 4, |rng| {
        let scores = confusion(rng);
        assert_eq!(scores.interval(Metric::Recall), scores.interval(Metric::BalancedAccuracy));
        scores.interval(Metric::BalancedAccuracy).expect("rows").holds(0.75)
    });
    assert!((0.935..0.975).contains(&share), "{share}");
}

#[test]
fn n20_intervals_of_means_hold_the_truth_for_few_rows() {
    let share = |z: f64| {
        coverage(2000, 5, |rng| {
            let values: Vec<f64> = (0..5).map(|_| rng.normal()).collect();
            of_mean_at(&values, z).expect("values").holds(0.0)
        })
    };
    assert!((0.935..0.965).contains(&share(Z)), "{}", share(Z));
    assert!(share(0.7 * Z) < 0.9);
}
