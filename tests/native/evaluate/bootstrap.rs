//! Intervals of the scores: that they hold the true figure as often as they say, and that they are what they are said to be.

use crate::tolerance::{METRICS, close};
use vitrine::dataset::Part;
use vitrine::evaluate::bootstrap::{N_RESAMPLES, draw};
use vitrine::evaluate::{Bootstrap, Interval, IntervalBy, Metric, PartIntervals, Scores, of_classes, of_numbers};
use vitrine::num::rng::Rng;
use vitrine::num::stats;

fn run(mut bootstrap: Bootstrap) -> PartIntervals {
    while bootstrap.step() {}
    let mut all = bootstrap.finish();
    assert_eq!(all.n_resamples, N_RESAMPLES);
    all.parts.remove(0)
}

fn is_drawn(metric: &Metric) -> bool {
    metric.interval_by() == Some(IntervalBy::Bootstrap)
}

/// Rows with some equal probabilities, three classes.
fn rows(n: usize) -> (Vec<f64>, Vec<u32>) {
    let mut rng = Rng::stream(5, "test", 0);
    let (mut p, mut truth) = (Vec::new(), Vec::new());
    for _ in 0..n {
        let t = rng.below(3);
        let mut row: Vec<f64> = (0..3).map(|c| (4.0 * rng.uniform() + if c == t { 1.5 } else { 0.0 }).ceil()).collect();
        let total: f64 = row.iter().sum();
        row.iter_mut().for_each(|v| *v /= total);
        p.extend(row);
        truth.push(t as u32);
    }
    (p, truth)
}

/// Every draw written out as a table of its own and scored as any other: slow, and the definition.
fn directly(n: usize, score: impl Fn(&[usize]) -> Scores, metric: Metric, ends: [f64; 2]) -> Interval {
    let mut found: Vec<f64> = (0..N_RESAMPLES)
        .filter_map(|number| {
            let weights = draw(n, 1, Part::Test, number);
            let drawn: Vec<usize> = weights.iter().enumerate().flat_map(|(i, &w)| vec![i; w as usize]).collect();
            assert_eq!(drawn.len(), n);
            score(&drawn).get(metric)
        })
        .collect();
    found.sort_by(f64::total_cmp);
    let at = |q: f64| stats::quantile(&found, q).expect("draws");
    Interval { low: at(ends[0]), high: at(ends[1]) }
}

#[test]
fn n20_intervals_equal_a_slow_recomputation() {
    let (p, truth) = rows(40);
    let fast = run(Bootstrap::of_classes(&p, &truth, 3, 1));
    let score = |drawn: &[usize]| {
        let p: Vec<f64> = drawn.iter().flat_map(|&i| p[3 * i..3 * i + 3].to_vec()).collect();
        let truth: Vec<u32> = drawn.iter().map(|&i| truth[i]).collect();
        Scores::Classes(of_classes(&p, &truth, 3))
    };
    let same = |a: Interval, b: Interval| close(a.low, b.low, METRICS) && close(a.high, b.high, METRICS);
    for metric in Metric::OF_CLASSES.into_iter().filter(is_drawn) {
        let ours = fast.of(metric).unwrap_or_else(|| panic!("{metric:?}"));
        assert!(same(ours, directly(40, score, metric, [0.025, 0.975])), "{metric:?}");
        assert!(!same(ours, directly(40, score, metric, [0.05, 0.95])), "{metric:?}: other ends, other interval");
    }
    let truth: Vec<f64> = (0..31).map(|i| f64::from(i * i % 17) + 1.0).collect();
    let predicted: Vec<f64> = truth.iter().enumerate().map(|(i, t)| t + f64::from(i as u32 * 7 % 5) - 2.0).collect();
    let fast = run(Bootstrap::of_numbers(&predicted, &truth, 1));
    let score = |drawn: &[usize]| {
        let take = |v: &[f64]| drawn.iter().map(|&i| v[i]).collect::<Vec<f64>>();
        Scores::Numbers(of_numbers(&take(&predicted), &take(&truth)))
    };
    for metric in Metric::OF_NUMBERS.into_iter().filter(is_drawn) {
        let ours = fast.of(metric).unwrap_or_else(|| panic!("{metric:?}"));
        assert!(same(ours, directly(31, score, metric, [0.025, 0.975])), "{metric:?}");
    }
}

/// Of many samples from one world, how many have an interval that holds what is true of the world.
fn coverage(n_samples: u32, n_rows: usize, shrink: f64) -> f64 {
    let mut rng = Rng::stream(2, "test", 0);
    // Errors are standard normal, so that the mean absolute error is the root of 2 / pi.
    let truth = (2.0 / std::f64::consts::PI).sqrt();
    let mut hits = 0;
    for seed in 0..n_samples {
        let errors: Vec<f64> = (0..n_rows).map(|_| rng.normal()).collect();
        let found = run(Bootstrap::of_numbers(&errors, &vec![0.0; n_rows], seed));
        let i = found.of(Metric::Mae).expect("many rows");
        let (middle, half) = (0.5 * (i.low + i.high), 0.5 * (i.high - i.low) * shrink);
        hits += u32::from((middle - half..=middle + half).contains(&truth));
    }
    f64::from(hits) / f64::from(n_samples)
}

#[test]
fn n20_intervals_hold_the_truth_in_95_of_100_samples() {
    let share = coverage(600, 120, 1.0);
    assert!((0.93..=0.97).contains(&share), "{share}");
    let too_narrow = coverage(600, 120, 0.7);
    assert!(!(0.93..=0.97).contains(&too_narrow), "{too_narrow}: intervals too narrow by a third must be noticed");
}

#[test]
fn intervals_say_when_they_cannot_say() {
    let one = run(Bootstrap::of_numbers(&[1.0], &[2.0], 1));
    assert!(one.scores.iter().all(|s| s.1.is_none()), "one row says nothing of others");
    assert_eq!(run(Bootstrap::of_numbers(&[1.0, 2.0, 4.0], &[2.0, 2.0, 3.0], 1)).of(Metric::MaxError), None);
    // A class with one row of thirty is in no draw of three.
    let (p, truth): (Vec<f64>, Vec<u32>) =
        ([0.8, 0.2].repeat(29).into_iter().chain([0.4, 0.6]).collect(), [vec![0; 29], vec![1]].concat());
    let rare = run(Bootstrap::of_classes(&p, &truth, 2, 1));
    assert_eq!((rare.of(Metric::RocAuc), rare.of(Metric::Accuracy).is_some()), (None, true));
}
