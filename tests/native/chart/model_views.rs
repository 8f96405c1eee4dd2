//! The pictures that explain a whole model: exact figures, no number that breaks one, and how they look.

use crate::chart::cohorts::{cohort, cohort_of};
use crate::chart::dependences::{dependence_on, dependence_on_levels, grid, levels};
use crate::chart::importances::{UNITS, bar, importances, some_importances};
use crate::drawings::{faults, stored};
use proptest::prelude::*;
use vitrine::chart::cohort::{self as cohorts, CohortChart, CohortFeature, CohortPoint, mean_size};
use vitrine::chart::dependence::{self, DependenceChart};
use vitrine::chart::importance::{self, ImportanceBar, ImportanceChart};
use vitrine::chart::to_svg;
use vitrine::share::{Cell, model_views};

#[test]
fn figures_of_a_model_are_exact() {
    let number = |v: f64| Cell::Number(v);
    let text = |t: &str| Cell::Text(t.to_owned());
    let third = 1.0 / 3.0;
    let figures = model_views::importance(&[bar("b", -third, 0.0, 0), bar("a", third, 0.1, 1)]);
    assert_eq!(figures.columns, ["feature", "increase", "interval_low", "interval_high"]);
    assert_eq!(
        figures.rows,
        [
            vec![text("a"), number(third), number(third - 0.1), number(third + 0.1)],
            vec![text("b"), number(-third), Cell::Empty, Cell::Empty],
        ]
    );
    let mut g = grid(2, 2);
    g.mean = vec![third, f64::NAN];
    let usual = DependenceChart { centred: true, ..dependence_on(&g, 640.0) };
    let figures = model_views::dependence(&usual);
    assert_eq!(figures.columns, ["feature_value", "partial_dependence", "standard_error", "this_row"]);
    assert_eq!(figures.rows[0], [number(4.0), number(third), number(0.012), number(0.5)]);
    assert_eq!(figures.rows[1][1], Cell::Empty);
    let bare = DependenceChart { own: None, errors: &[], is_ordered: false, ..usual };
    assert_eq!(model_views::dependence(&bare).rows[0], [text("4.0"), number(third), Cell::Empty]);
    let days = DependenceChart { own: None, positions: &[0.0, 365.0], dates: true, ..usual };
    assert_eq!(model_views::dependence(&days).rows[1][0], text("1971-01-01"));
    let figures = model_views::lines(&usual);
    assert_eq!(figures.columns, ["row", "feature_value", "prediction"]);
    assert_eq!(figures.rows.len(), 4);
    assert_eq!(figures.rows[2], [number(4.0), number(4.0), number(g.lines[1].1[0])]);
    let features = cohort_of(3, 4);
    let chart = CohortChart { shown: 1, ..cohort(&features, 1, 640.0) };
    let figures = model_views::cohort(&chart);
    assert_eq!((figures.columns.join(" "), figures.rows.len()), ("row feature value attribution".to_owned(), 12));
    let first = &features[chart.order()[0]];
    let p = &first.points[1];
    assert_eq!(figures.rows[1], [number(3.0), text(&first.name), text(&p.reads), number(p.attribution)]);
    let means = model_views::cohort_means(&chart);
    assert_eq!(means.rows[0], [text(&first.name), number(mean_size(first).expect("rows")), number(4.0)]);
}

/// A number that may be any.
fn odd() -> impl Strategy<Value = f64> {
    prop_oneof![any::<f64>(), Just(f64::NAN), Just(f64::INFINITY), Just(f64::NEG_INFINITY), Just(0.0), -1.0..1.0f64]
}

proptest! {
    #[test]
    fn no_number_breaks_a_picture_of_a_model(
        values in proptest::collection::vec((odd(), odd(), odd()), 0..12), width in 0.0..2000.0f64, unit in 0..4usize,
    ) {
        let unit = UNITS[unit];
        let features: Vec<ImportanceBar> = (0..).zip(&values).map(|(datum, v)| ImportanceBar {
            name: "x".to_owned(), increase: v.0, low: Some(v.1), high: Some(v.2), datum,
        }).collect();
        let mut scenes = vec![importance::scene(&ImportanceChart { unit, ..importances(&features, 5, width) })];
        let of = |read: fn(&(f64, f64, f64)) -> f64| values.iter().map(read).collect::<Vec<f64>>();
        let (first, second, third) = (of(|v| v.0), of(|v| v.1), of(|v| v.2));
        let drawn = [(0, second.clone()), (u32::MAX, third.clone())];
        for (is_ordered, centred) in [(true, false), (true, true), (false, false), (false, true)] {
            scenes.push(dependence::scene(&DependenceChart {
                name: "x", positions: &third, labels: &[], is_ordered, dates: false, measure: "", mean: &first, errors: &second,
                lines: &drawn, rug: &second, own: first.first().map(|v| (*v, &third[..])), unit, subject: "y", centred, width,
            }));
        }
        let point = |(row, v): (u32, &(f64, f64, f64))| CohortPoint {
            attribution: v.0, level: Some(v.1), reads: String::new(), row,
        };
        let points: Vec<CohortPoint> = (0..).zip(&values).map(point).collect();
        let features = vec![CohortFeature { name: "x".to_owned(), points }; 4];
        let chart = CohortChart { unit, ..cohort(&features, 2, width) };
        scenes.extend([cohorts::bars(&chart), cohorts::swarm(&chart)]);
        for scene in scenes {
            prop_assert_eq!(faults(&scene), Vec::<String>::new());
            let svg = to_svg(&scene, false);
            prop_assert!(!svg.contains("NaN") && !svg.contains("=\"inf") && !svg.contains("=\"-inf"));
        }
    }
}

#[test]
fn pictures_of_a_model_stay_as_they_are() {
    let features = some_importances();
    let g = grid(12, 20);
    let (of_levels, names) = levels();
    let named = |features: Vec<CohortFeature>| {
        let names = ["status of the checking account", "duration", "purpose", "age", "savings", "housing", "job"];
        features
            .into_iter()
            .zip(names)
            .map(|(f, name)| CohortFeature { name: name.to_owned(), ..f })
            .collect::<Vec<_>>()
    };
    let rows = named(cohort_of(7, 40));
    for (ending, width) in [("", 640.0), ("-narrow", 320.0)] {
        for (name, scene) in [
            ("importance", importance::scene(&importances(&features, 5, width))),
            ("dependence", dependence::scene(&dependence_on(&g, width))),
            ("dependence-centred", dependence::scene(&DependenceChart { centred: true, ..dependence_on(&g, width) })),
            ("dependence-levels", dependence::scene(&dependence_on_levels(&of_levels, &names, width))),
            ("beeswarm", cohorts::swarm(&cohort(&rows, 4, width))),
            ("mean-shap", cohorts::bars(&cohort(&rows, 4, width))),
        ] {
            stored(&format!("{name}{ending}"), &scene);
        }
    }
}
