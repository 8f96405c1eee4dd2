//! Pictures of an evaluation: nothing overlaps or leaves the frame, and what they say is true to their numbers.

use crate::drawings::{faults, stored};
use vitrine::chart::calibrated::{self, Calibrated};
use vitrine::chart::costs::{self, CostCurve};
use vitrine::chart::groups::{self, Groups};
use vitrine::chart::ranking::{self, Curve, Ranking};
use vitrine::chart::residuals::{self, Errors};
use vitrine::chart::{Mark, Scene, Shape, to_svg};
use vitrine::evaluate::calibration::calibration;
use vitrine::evaluate::residuals::Point;
use vitrine::evaluate::{
    Binning, Costs, FeatureErrors, Group, GroupOf, Interval, NumberScores, ThresholdTable, of_numbers,
};
use vitrine::num::rng::Rng;

fn rows(n: usize) -> Vec<(f64, bool)> {
    let mut rng = Rng::stream(8, "test", 0);
    let row = |_| {
        let p = rng.uniform();
        (p, rng.uniform() < 0.2 + 0.6 * p)
    };
    (0..n).map(row).collect()
}

/// Ranked rows of every sort: none, one, all of the class, few, many with ties.
fn sorts() -> Vec<Vec<(f64, bool)>> {
    let tied = rows(80).into_iter().map(|(p, c)| ((4.0 * p).round() / 4.0, c)).collect();
    vec![
        vec![],
        vec![(0.5, true)],
        vec![(0.2, true), (0.9, true)],
        rows(12),
        rows(400),
        tied,
        vec![(1.0, false), (0.0, true)],
    ]
}

const WIDTHS: [f64; 4] = [280.0, 360.0, 480.0, 1200.0];

fn ranked(curve: Curve, rows: &[(f64, bool)], threshold: f64, width: f64) -> Scene {
    let ranked = ThresholdTable::new(rows.to_vec(), 1000);
    let subject = "a class with a name that is longer than any class has a right to have";
    ranking::scene(&Ranking { curve, thresholds: &ranked, area: Some(0.7), threshold, subject, width, height: 320.0 })
}

fn cost(rows: &[(f64, bool)], (false_positive, false_negative): (f64, f64), threshold: f64, width: f64) -> Scene {
    let ranked = ThresholdTable::new(rows.to_vec(), 1000);
    let costs = Costs { false_positive, false_negative };
    costs::scene(&CostCurve { thresholds: &ranked, costs, threshold, width, height: 320.0 })
}

fn bins(rows: &[(f64, bool)], binning: Binning, width: f64) -> Scene {
    calibrated::scene(&Calibrated { calibration: &calibration(rows, binning), subject: "bad", width, height: 320.0 })
}

#[test]
fn curves_of_any_rows_fit() {
    for rows in sorts() {
        for width in WIDTHS {
            let mut all = vec![bins(&rows, Binning::Uniform, width), bins(&rows, Binning::Quantile, width)];
            for threshold in [0.0, 0.5, 0.97, 1.0] {
                all.extend([Curve::Roc, Curve::PrecisionRecall].map(|c| ranked(c, &rows, threshold, width)));
                all.extend([(1.0, 1.0), (0.0, 0.0), (1e9, 1e-9)].map(|c| cost(&rows, c, threshold, width)));
            }
            for scene in all {
                assert_eq!(faults(&scene), Vec::<String>::new(), "{width} {} rows: {}", rows.len(), scene.title);
                assert!(scene.title.len() > 10 && !to_svg(&scene, false).contains("NaN"));
            }
        }
    }
}

fn points(n: usize, scale: f64) -> (Vec<Point>, NumberScores) {
    let mut rng = Rng::stream(9, "test", 0);
    let point = |i: usize| {
        let truth = scale * (3.0 + rng.normal());
        Point { table_row: i as u32, truth, predicted: truth + scale * 0.4 * rng.normal() }
    };
    let points: Vec<Point> = (0..n).map(point).collect();
    let of = |read: fn(&Point) -> f64| points.iter().map(read).collect::<Vec<f64>>();
    let scores = of_numbers(&of(|p| p.predicted), &of(|p| p.truth));
    (points, scores)
}

fn errors(n: usize, scale: f64, width: f64) -> [Scene; 3] {
    let (points, scores) = points(n, scale);
    let residuals = vitrine::evaluate::residuals::residuals(&points, 1);
    let errors = Errors { residuals: &residuals, scores: &scores, target: "progression", width, height: 320.0 };
    [residuals::against_truth, residuals::against_prediction, residuals::histogram].map(|draw| draw(&errors))
}

#[test]
fn errors_of_any_size_fit() {
    for n in [1, 2, 3, 60] {
        for scale in [0.0, 1e-7, 1.0, 123_456.0, 1e140] {
            for width in WIDTHS {
                for scene in errors(n, scale, width) {
                    assert_eq!(faults(&scene), Vec::<String>::new(), "{n} {scale} {width}: {}", scene.title);
                    assert!(!to_svg(&scene, false).contains("NaN"));
                }
            }
        }
    }
}

#[test]
fn many_errors_are_thinned_by_a_seed_and_counted_whole() {
    let (points, _) = points(3000, 1.0);
    let of = |seed| vitrine::evaluate::residuals::residuals(&points, seed);
    assert_eq!((of(1).points.len(), of(1).counts.iter().sum::<u32>()), (1000, 3000));
    assert_eq!(of(1), of(1));
    assert_ne!(of(1).points, of(2).points);
}

fn group(of: GroupOf, n: u32, error: f64, half: f64) -> Group {
    let interval = (half > 0.0).then(|| Interval { low: (error - half).max(0.0), high: error + half });
    Group { of, n, error, interval }
}

fn feature(groups: Vec<Group>) -> FeatureErrors {
    FeatureErrors { feature: "status of the account".to_owned(), groups, told: Some(0.1), differ: true }
}

fn grouped(of: &FeatureErrors, is_share: bool, width: f64) -> Scene {
    groups::scene(&Groups { of, name: &of.feature, overall: 0.3, is_share, width })
}

fn some_groups() -> FeatureErrors {
    feature(vec![
        group(GroupOf::Between(None, Some(12.0)), 50, 0.1, 0.05),
        group(GroupOf::Between(Some(12.0), Some(24.0)), 70, 0.3, 0.08),
        group(
            GroupOf::Level("a level whose name is longer than it has any right to be".to_owned()),
            1234567,
            0.42,
            0.1,
        ),
        group(GroupOf::Missing, 1, 0.0, 0.0),
    ])
}

#[test]
fn groups_fit_and_say_what_they_show() {
    for width in WIDTHS {
        for is_share in [true, false] {
            for of in [some_groups(), feature(Vec::new()), feature(vec![group(GroupOf::Missing, 3, 0.9, 0.05)])] {
                let scene = grouped(&of, is_share, width);
                assert_eq!(faults(&scene), Vec::<String>::new(), "{width}");
            }
        }
    }
    let plain = |s: Scene| s.title.replace('\u{202f}', " ");
    let apart = feature(vec![
        group(GroupOf::Between(None, Some(12.0)), 50, 0.1, 0.05),
        group(GroupOf::Between(Some(12.0), None), 70, 0.3, 0.08),
    ]);
    assert_eq!(
        plain(grouped(&apart, true, 480.0)),
        "By status of the account the share predicted wrongly goes from 10 % (up to 12) to 30 % (above 12)."
    );
    let close = feature(vec![group(GroupOf::Missing, 5, 0.1, 0.3), group(GroupOf::Level("x".into()), 7, 0.3, 0.2)]);
    let close = FeatureErrors { differ: false, ..close };
    assert!(plain(grouped(&close, true, 480.0)).ends_with("The difference may be chance."));
    let alike = feature(vec![group(GroupOf::Missing, 5, 0.2, 0.3), group(GroupOf::Level("x".into()), 7, 0.2, 0.2)]);
    assert!(plain(grouped(&alike, true, 480.0)).contains("20 % in every group"));
}

/// Where there is room for a name it stands whole, the longest one too, and is cut where there is none.
#[test]
fn names_of_groups_are_cut_only_where_they_must() {
    let stands = |width: f64, name: &str| {
        let of = feature(vec![group(GroupOf::Level(name.to_owned()), 9, 0.2, 0.1)]);
        let is_name = |m: &Mark| matches!(&m.shape, Shape::Text { text, .. } if text == name);
        grouped(&of, true, width).marks.iter().any(is_name)
    };
    for i in 0..60 {
        let name = format!("up to {}{}", "1".repeat(i % 5 + 1), "n".repeat(i / 5));
        assert!(stands(1200.0, &name), "{name}");
    }
    assert!(!stands(280.0, "far too long for a picture that is no wider than a hand"));
}

/// What the cost curve says of now and of the cheapest threshold is what trying them gives.
#[test]
fn n19_costs_say_what_they_show() {
    let rows = rows(200);
    let title = |t: f64| cost(&rows, (1.0, 4.0), t, 480.0).title.replace('\u{202f}', " ");
    let ranked = ThresholdTable::new(rows.clone(), 1000);
    let costs = Costs { false_positive: 1.0, false_negative: 4.0 };
    let (cheapest, least) = ranked.cheapest(costs).expect("rows");
    assert_eq!(
        title(cheapest),
        format!("A row costs {} on average; no other threshold is cheaper.", vitrine::chart::format::number(least))
    );
    let said = title(0.9);
    assert!(said.contains(&vitrine::chart::format::number(ranked.at(0.9).cost(costs))), "{said}");
    assert!(said.contains(&vitrine::chart::format::number(least)), "{said}");
}

#[test]
fn pictures_of_an_evaluation_stay_as_they_are() {
    let rows = rows(60);
    let [truth, prediction, spread] = errors(40, 50.0, 480.0);
    for (name, scene) in [
        ("roc", ranked(Curve::Roc, &rows, 0.5, 480.0)),
        ("precision-recall", ranked(Curve::PrecisionRecall, &rows, 0.5, 480.0)),
        ("calibration", bins(&rows, Binning::Quantile, 480.0)),
        ("costs", cost(&rows, (1.0, 4.0), 0.5, 480.0)),
        ("against-truth", truth),
        ("against-prediction", prediction),
        ("error-spread", spread),
        ("groups", grouped(&some_groups(), true, 480.0)),
    ] {
        stored(name, &scene);
    }
}
