//! Functions, sums and solves against references of forty digits (mpmath) and against numpy.

use crate::reference::{load, numbers};
use crate::tolerance::{MATH, SOLVE, STATS, close, close_relative};
use ndarray::{Array1, Array2};
use vitrine::compute::gram::ridge;
use vitrine::num::fingerprint::{Fingerprint, of_bytes};
use vitrine::num::rng::Rng;
use vitrine::num::solve::cholesky;
use vitrine::num::{math, stats};

#[test]
fn functions_equal_their_references() {
    let reference = load("num");
    type Function = fn(f64) -> f64;
    let functions: [(&str, Function); 5] = [
        ("normal_cdf", math::normal_cdf),
        ("normal_quantile", math::normal_quantile),
        ("sigmoid", math::sigmoid),
        ("softplus", math::softplus),
        ("logit", math::logit),
    ];
    for (name, f) in functions {
        for pair in reference[name].as_array().expect("pairs") {
            let (x, expected) = (pair[0].as_f64().expect("x"), pair[1].as_f64().expect("y"));
            // Around a root the error is absolute.
            let holds =
                |y: f64| close_relative(y, expected, MATH) || (expected.abs() < 1e-3 && close(y, expected, 1e-16));
            assert!(holds(f(x)), "{name}({x}) = {}, not {expected}", f(x));
            assert!(expected.abs() < 1e-3 || !holds(f(x) * (1.0 + 10.0 * MATH)));
        }
    }
    for pair in reference["softmax"].as_array().expect("pairs") {
        let mut p = numbers(&pair[0]);
        math::softmax(&mut p);
        for (ours, theirs) in p.iter().zip(numbers(&pair[1])) {
            assert!(close(*ours, theirs, MATH));
        }
    }
}

#[test]
fn quantiles_and_moments_equal_numpy() {
    let reference = load("num");
    for case in reference["quantile"].as_array().expect("cases") {
        let sorted = numbers(&case[0]);
        for pair in case[1].as_array().expect("pairs") {
            let (q, expected) = (pair[0].as_f64().expect("q"), pair[1].as_f64().expect("value"));
            let ours = stats::quantile(&sorted, q).expect("numbers");
            assert!(close(ours, expected, STATS * expected.abs().max(1.0)), "{q}: {ours} {expected}");
        }
    }
    for case in reference["moments"].as_array().expect("cases") {
        let values = numbers(&case[0]);
        let (mean, deviation) = (stats::mean(&values).expect("numbers"), stats::deviation(&values).expect("numbers"));
        let holds = |by: f64| {
            close_relative(mean * by, case[1].as_f64().expect("mean"), STATS)
                && close(deviation * by, case[2].as_f64().expect("deviation"), STATS * (1.0 + deviation))
        };
        assert!(holds(1.0), "{case}");
        assert!(mean == 0.0 || !holds(1.0 + 20.0 * STATS));
    }
    assert_eq!((stats::mean(&[]), stats::quantile(&[], 0.5)), (None, None));
}

#[test]
fn a_compensated_sum_loses_nothing() {
    let values = [1e16, 1.0, -1e16, 1.0];
    assert_eq!(stats::sum(values), 2.0);
    assert_ne!(values.iter().sum::<f64>(), 2.0);
}

/// A symmetric positive definite matrix and a right-hand side.
fn system(n: usize, seed: u32) -> (Array2<f64>, Array1<f64>) {
    let mut rng = Rng::stream(seed, "system", n as u64);
    let m = Array2::from_shape_fn((n, n), |_| rng.normal());
    (m.t().dot(&m), Array1::from_shape_fn(n, |_| rng.normal()))
}

#[test]
fn cholesky_solves_regular_and_singular_systems() {
    for n in [1, 2, 5, 20] {
        let (a, b) = system(n, 1);
        let s = cholesky(a.view(), b.view());
        let error = |x: &Array1<f64>| (a.dot(x) - &b).iter().fold(0.0f64, |m, e| m.max(e.abs()));
        assert_eq!(s.jitter, 0.0);
        assert!(error(&s.x) < SOLVE, "{}", error(&s.x));
        assert!(error(&(&s.x + 10.0 * SOLVE)) > SOLVE / 100.0);
    }
    // Twice the same column: the jitter is reported, and the right-hand side is still met.
    let a = Array2::from_shape_vec((2, 2), vec![1.0, 1.0, 1.0, 1.0]).expect("a square");
    let b = Array1::from(vec![2.0, 2.0]);
    let s = cholesky(a.view(), b.view());
    assert!(s.jitter > 0.0 && close(s.x[0] + s.x[1], 2.0, 1e-6), "{s:?}");
    let zeros = cholesky(Array2::<f64>::zeros((2, 2)).view(), b.view());
    assert_eq!(zeros.x, Array1::<f64>::zeros(2));
}

#[test]
fn ridge_meets_its_normal_equations() {
    let mut rng = Rng::stream(3, "ridge", 0);
    let x = Array2::from_shape_fn((30, 3), |_| rng.normal());
    let y = Array1::from_shape_fn(30, |i| x[[i, 0]] - 2.0 * x[[i, 2]] + 0.5 + 0.1 * rng.normal());
    let w = Array1::from_shape_fn(30, |_| rng.uniform());
    let fit = ridge(x.view(), y.view(), w.view(), 0.7);
    // At the optimum the weighted residuals are orthogonal to the columns, but for the penalty, and sum to nothing.
    let residual: Vec<f64> = (0..30).map(|i| w[i] * (y[i] - fit.intercept - x.row(i).dot(&fit.coefficients))).collect();
    assert!(stats::sum(residual.iter().copied()).abs() < SOLVE);
    for j in 0..3 {
        let slope = stats::sum((0..30).map(|i| residual[i] * x[[i, j]]));
        assert!((slope - 0.7 * fit.coefficients[j]).abs() < SOLVE);
        assert!((slope - 0.8 * fit.coefficients[j]).abs() > SOLVE);
    }
    assert!(fit.r2.expect("y varies") > 0.5);
    assert_eq!(ridge(x.view(), Array1::<f64>::ones(30).view(), w.view(), 1.0).r2, None);
}

#[test]
fn fingerprints_see_every_bit() {
    assert_eq!(of_bytes(b"vitrine"), of_bytes(b"vitrine"));
    assert_ne!(of_bytes(b"vitrine"), of_bytes(b"vitrinf"));
    let of = |v: f64| Fingerprint::default().numbers([v]).value();
    assert_ne!(of(0.0), of(-0.0));
    assert_ne!(of(1.0), of(1.0 + f64::EPSILON));
}
