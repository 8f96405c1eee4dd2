//! Pictures of the SHAP values of many rows: every dot and bar stands for its numbers, and nothing is in the way of another.

use crate::chart::importances::{UNITS, WIDTHS, expect_sound, name, plain, rectangles, words};
use vitrine::chart::cohort::{self, CohortChart, CohortFeature, CohortPoint, MOST_FEATURES, MOST_ROWS, mean_size};
use vitrine::chart::format::Unit;
use vitrine::chart::{Ink, Mark, Scene, Shape};
use vitrine::num::rng::Rng;

/// Attributions of some rows to some features, the first strongest; the third is a category.
pub fn cohort_of(n_features: usize, n_rows: usize) -> Vec<CohortFeature> {
    let mut rng = Rng::stream(22, "test", 0);
    let feature = |j: usize| {
        let point = |i: usize| {
            let level = rng.uniform();
            let attribution = 0.4 / (j + 1) as f64 * (level - 0.45 + 0.2 * rng.normal());
            let reads = format!("{:.0} months", 60.0 * level);
            CohortPoint { attribution, level: (j % 3 != 2).then_some(level), reads, row: 2 * i as u32 }
        };
        CohortFeature { name: name(j), points: (0..n_rows).map(point).collect() }
    };
    (0..n_features).map(feature).collect()
}

pub fn cohort(features: &[CohortFeature], shown: usize, width: f64) -> CohortChart<'_> {
    CohortChart { features, shown, unit: Unit::Probability, subject: "bad", width }
}

#[test]
fn cohorts_fit() {
    for (n_features, n_rows) in [(0, 0), (1, 0), (1, 1), (2, 3), (9, 40), (30, 700)] {
        let features = cohort_of(n_features, n_rows);
        for width in WIDTHS {
            for shown in [0, 1, 8, 100] {
                let chart = CohortChart { unit: UNITS[n_features % 4], ..cohort(&features, shown, width) };
                for scene in [cohort::bars(&chart), cohort::swarm(&chart)] {
                    expect_sound(&scene, &format!("{n_features} features, {n_rows} rows, {shown} shown"));
                }
            }
        }
    }
}

fn dots(scene: &Scene) -> Vec<(f64, f64, Ink, u32)> {
    let dot = |m: &Mark| match m.shape {
        Shape::Circle { x, y, .. } => Some((x, y, m.ink, m.datum?)),
        _ => None,
    };
    scene.marks.iter().filter_map(dot).collect()
}

#[test]
fn a_swarm_has_every_row_at_its_attribution_and_in_its_own_lane() {
    let features = cohort_of(4, 120);
    for width in [300.0, 640.0] {
        let scene = cohort::swarm(&cohort(&features, 8, width));
        let dots = dots(&scene);
        assert_eq!(dots.len(), 4 * 120);
        let scale = {
            let (a, b) = (&features[0].points[0], &features[0].points[1]);
            (dots[1].0 - dots[0].0) / (b.attribution - a.attribution)
        };
        let mut lanes: Vec<(f64, f64)> = Vec::new();
        for (feature, dots) in features.iter().zip(dots.chunks(120)) {
            for (p, dot) in feature.points.iter().zip(dots) {
                let off = scale * (p.attribution - features[0].points[0].attribution);
                assert!((dot.0 - scene_start(&scene) - off).abs() < 1e-6 && dot.3 == p.row);
                let ink = match p.level {
                    None => Ink::Quiet,
                    Some(v) if v * 3.0 < 1.0 => Ink::Away,
                    Some(v) if v * 3.0 > 2.0 => Ink::Toward,
                    Some(_) => Ink::Ghost,
                };
                assert_eq!(dot.2, ink);
            }
            lanes.push(dots.iter().fold((f64::MAX, f64::MIN), |(a, b), d| (a.min(d.1), b.max(d.1))));
            // No two are at one place, so that each can be pointed at.
            let mut places: Vec<(i64, i64)> =
                dots.iter().map(|d| ((1000.0 * d.0) as i64, (1000.0 * d.1) as i64)).collect();
            places.sort_unstable();
            assert!(places.windows(2).all(|w| w[0] != w[1]));
        }
        assert!(lanes.windows(2).all(|w| w[0].1 + 5.0 <= w[1].0), "{lanes:?}");
    }
    let words = words(&cohort::swarm(&cohort(&features, 8, 640.0)));
    for told in ["low", "medium", "high feature value", "category or missing"] {
        assert!(words.iter().any(|w| w == told), "{words:?}");
    }
    let plain = cohort_of(2, 20);
    let scene = cohort::swarm(&cohort(&plain, 8, 640.0));
    assert!(!self::words(&scene).iter().any(|w| w.contains("category")));
}

/// Where the first dot of a swarm is.
fn scene_start(scene: &Scene) -> f64 {
    dots(scene)[0].0
}

#[test]
fn of_many_rows_some_are_drawn_and_all_count() {
    let features = cohort_of(30, 1300);
    let scene = cohort::swarm(&cohort(&features, 40, 640.0));
    let drawn = dots(&scene);
    assert_eq!(drawn.len(), MOST_ROWS * MOST_FEATURES);
    let rows = |k: usize| drawn[k * MOST_ROWS..(k + 1) * MOST_ROWS].iter().map(|d| d.3).collect::<Vec<u32>>();
    assert_eq!(rows(0), rows(11), "the same rows of every feature");
    assert!(rows(0).is_sorted() && rows(0).last() > Some(&2500), "from the first to the last");
    assert!(
        scene.title.starts_with("Over 1300 rows, ") && scene.title.ends_with(" 500 of them are drawn."),
        "{}",
        scene.title
    );
    assert!(words(&scene).iter().any(|w| w == "18 others not drawn, none of them stronger"));
    assert!(!cohort::finding(&cohort(&features, 40, 640.0)).contains("drawn"));
}

/// What is drawn of each feature, and of the others, is the mean size, computed here once more.
#[test]
fn bars_of_a_cohort_are_mean_sizes_and_others_are_the_size_of_their_sum() {
    let at = |name: &str, values: &[f64]| CohortFeature {
        name: name.to_owned(),
        points: (0..)
            .zip(values)
            .map(|(row, v)| CohortPoint { attribution: *v, level: None, reads: "x".into(), row })
            .collect(),
    };
    let features = [
        at("c", &[0.02, -0.02]),
        at("a", &[0.3, -0.1]),
        at("d", &[-0.01, 0.01]),
        at("b", &[-0.05, 0.05]),
        at("odd", &[f64::NAN, f64::INFINITY]),
    ];
    let chart = cohort(&features[..4], 2, 640.0);
    let scene = cohort::bars(&chart);
    let [a, b] = &rectangles(&scene, Ink::Accent)[..] else { panic!("two bars") };
    assert!(((a[1] - a[0]) / (b[1] - b[0]) - 4.0).abs() < 1e-6);
    let others = scene.marks.iter().find_map(|m| match m.shape {
        Shape::Rect { width, .. } if m.ink == Ink::Base => Some((width, plain(m.label.as_ref()?))),
        _ => None,
    });
    let (wide, said) = others.expect("a bar of the others");
    assert!((wide / (b[1] - b[0]) - 0.2).abs() < 1e-6);
    assert_eq!(
        said,
        "2 others together: 1 point on average. Pushes of theirs that go opposite ways in a row cancel; \
         one by one they would add up to 3 points."
    );
    assert!(words(&scene).join(" ").contains("in which opposite pushes cancel."));
    let say = |features: &[CohortFeature]| plain(&cohort::finding(&cohort(features, 2, 640.0)));
    assert_eq!(
        say(&features),
        "Over 2 rows, a moves the probability of “bad” most, by 20 points up or down on average. b (5 points) and c (2 points) follow."
    );
    assert_eq!(
        say(&features[..1]),
        "Over 2 rows, c moves the probability of “bad” most, by 2 points up or down on average."
    );
    assert_eq!(say(&[at("a", &[0.1])]), "In the one row, a moves the probability of “bad” most, by 10 points.");
    assert_eq!(say(&features[4..]), "No feature moves the probability of “bad” in 2 rows.");
    assert_eq!(say(&[]), "No row is explained.");
    assert_eq!((mean_size(&features[1]), mean_size(&features[4])), (Some(0.2), None));
}
