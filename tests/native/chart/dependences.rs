//! Pictures of partial dependence: they fit with any grid, and show and say what their numbers are.

use crate::chart::importances::{UNITS, WIDTHS, expect_sound, name, plain, words};
use vitrine::chart::dependence::{self, DependenceChart};
use vitrine::chart::format::Unit;
use vitrine::chart::{Ink, Mark, Scene, Shape};
use vitrine::num::rng::Rng;

/// A grid, its means with errors, and single rows; the first row goes the other way.
pub struct Grid {
    pub positions: Vec<f64>,
    pub labels: Vec<String>,
    pub mean: Vec<f64>,
    pub errors: Vec<f64>,
    pub lines: Vec<(u32, Vec<f64>)>,
    pub own: Vec<f64>,
}

pub fn grid(n: usize, n_lines: usize) -> Grid {
    let mut rng = Rng::stream(21, "test", 0);
    let share = |i: usize| i as f64 / n.max(2) as f64;
    let line = |row: usize| {
        let (from, way) = (0.1 + 0.5 * rng.uniform(), if row == 0 { -0.1 } else { 0.35 * rng.uniform() });
        (3 * row as u32, (0..n).map(|i| from + way * share(i)).collect())
    };
    Grid {
        lines: (0..n_lines).map(line).collect(),
        positions: (0..n).map(|i| 4.0 + 60.0 * share(i) * share(i)).collect(),
        labels: (0..n).map(|i| format!("{:.1}", 4.0 + 60.0 * share(i) * share(i))).collect(),
        mean: (0..n).map(|i| 0.28 + 0.2 * share(i)).collect(),
        errors: (0..n).map(|i| 0.012 + 0.01 * share(i)).collect(),
        own: (0..n).map(|i| 0.5 + 0.3 * share(i) * share(i)).collect(),
    }
}

pub fn dependence_on(g: &Grid, width: f64) -> DependenceChart<'_> {
    DependenceChart {
        name: "duration",
        positions: &g.positions,
        labels: &g.labels,
        is_ordered: true,
        dates: false,
        measure: "months",
        mean: &g.mean,
        errors: &g.errors,
        lines: &g.lines,
        rug: &[6.0, 9.0, 12.0, 14.0, 18.0, 24.0, 30.0, 36.0, 48.0],
        own: Some((24.0, &g.own)),
        unit: Unit::Probability,
        subject: "bad",
        centred: false,
        width,
    }
}

#[test]
fn dependence_fits_with_any_grid() {
    let long = name(1);
    for n in [0, 1, 2, 12, 40] {
        for n_lines in [0, 1, 20] {
            let mut g = grid(n, n_lines);
            for odd in [false, true] {
                if odd {
                    g.labels = (0..n).map(name).collect();
                }
                for width in WIDTHS {
                    for (is_ordered, dates) in [(true, false), (true, true), (false, false)] {
                        for centred in [false, true] {
                            let usual = dependence_on(&g, width);
                            let unit = UNITS[n % 4];
                            let d = DependenceChart { is_ordered, dates, centred, unit, ..usual };
                            let d = if odd {
                                DependenceChart { name: &long, measure: &long, subject: &long, ..d }
                            } else {
                                d
                            };
                            let scene = dependence::scene(&d);
                            expect_sound(
                                &scene,
                                &format!("{n} values, {n_lines} rows, {is_ordered} {dates} {centred}"),
                            );
                            let bare = DependenceChart { errors: &[], rug: &[], own: None, measure: "", ..d };
                            expect_sound(&dependence::scene(&bare), "bare");
                        }
                    }
                }
            }
        }
    }
}

fn lines(scene: &Scene, ink: Ink) -> Vec<Vec<(f64, f64)>> {
    let points = |m: &Mark| match &m.shape {
        Shape::Line { points, dashed: false, .. } if m.ink == ink && points.len() > 2 => Some(points.clone()),
        _ => None,
    };
    scene.marks.iter().filter_map(points).collect()
}

#[test]
fn dependence_draws_the_mean_between_its_errors_and_centred_lines_from_nothing() {
    let g = grid(12, 20);
    let scene = dependence::scene(&dependence_on(&g, 640.0));
    let [low, high, mean] = &lines(&scene, Ink::Accent)[..] else { panic!("two edges and the mean") };
    for i in 0..12 {
        // Pixels grow downwards.
        let (above, below) = (mean[i].1 - high[i].1, low[i].1 - mean[i].1);
        assert!(above > 0.0 && (above - below).abs() < 1e-6, "{above} {below}");
        let pixels = (mean[0].1 - mean[11].1) / (g.mean[11] - g.mean[0]);
        assert!((above - 2.0 * g.errors[i] * pixels).abs() < 1e-6);
    }
    assert_eq!(lines(&scene, Ink::Ghost).len(), 20);
    assert_eq!(lines(&scene, Ink::Second).len(), 1);
    // The marker stands at the row's own value, on the scale of the grid.
    let upright = scene.marks.iter().find_map(|m| match &m.shape {
        Shape::Line { points, dashed: true, .. } if m.label.is_some() => Some(points[0].0),
        _ => None,
    });
    let (first, last) = (mean[0].0, mean[11].0);
    let share = (24.0 - g.positions[0]) / (g.positions[11] - g.positions[0]);
    assert!((upright.expect("a marker") - (first + share * (last - first))).abs() < 1e-6);
    let scene = dependence::scene(&DependenceChart { centred: true, ..dependence_on(&g, 640.0) });
    let [mean] = &lines(&scene, Ink::Accent)[..] else { panic!("no band: its errors are not those of changes") };
    for line in lines(&scene, Ink::Ghost).iter().chain(&lines(&scene, Ink::Second)) {
        assert!((line[0].1 - mean[0].1).abs() < 1e-9);
    }
    assert!(!scene.marks.iter().any(|m| matches!(m.shape, Shape::Polygon(_))));
    // A value without a mean is a gap, and no line leads over it.
    let mut holed = grid(12, 0);
    holed.mean[5] = f64::NAN;
    let scene = dependence::scene(&DependenceChart { errors: &[], own: None, ..dependence_on(&holed, 640.0) });
    assert_eq!(lines(&scene, Ink::Accent).iter().map(Vec::len).collect::<Vec<_>>(), [5, 6]);
}

#[test]
fn dependence_says_where_the_mean_is_lowest_and_highest_and_who_goes_the_other_way() {
    let g = grid(12, 20);
    let say = |d: &DependenceChart| plain(&dependence::finding(d));
    let usual = dependence_on(&g, 640.0);
    assert_eq!(
        say(&usual),
        "The mean of the probability of “bad” is lowest for duration 4.0 (28 %) and highest for 54.4 (46 %). \
         One of the 20 single rows goes the other way."
    );
    assert_eq!(
        say(&DependenceChart { centred: true, ..usual }),
        "From 4.0 on, the mean of the probability of “bad” is lowest for duration 4.0 (0 points) and highest for 54.4 \
         (+18 points). One of the 20 single rows goes the other way."
    );
    assert!(
        say(&DependenceChart { lines: &g.lines[1..], ..usual })
            .ends_with("None of the 19 single rows goes the other way.")
    );
    assert!(
        say(&DependenceChart { lines: &g.lines[..1], ..usual })
            .ends_with("The one row that is drawn goes the other way.")
    );
    assert!(say(&DependenceChart { lines: &[], ..usual }).ends_with("highest for 54.4 (46 %)."));
    let flat = |mean| say(&DependenceChart { mean, unit: Unit::Target, subject: "price", ..usual });
    assert_eq!(flat(&[152.0; 12]), "The mean of price stays at 152 whatever duration is.");
    assert_eq!(flat(&[152.0, 152.01]), "The mean of price stays near 152 whatever duration is.");
    assert_eq!(flat(&[f64::NAN; 2]), "It is not known how the mean of price depends on duration.");
    assert_eq!(flat(&[152.0, f64::NAN]), "The mean of price is known for one value of duration, 4.0 (152).");
    assert_eq!(flat(&[]), "It is not known how the mean of price depends on duration.");
}

pub fn levels() -> (Grid, Vec<String>) {
    let names =
        ["car", "education", "furniture or equipment", "radio", "a level of a name that is longer than any should be"];
    let mut g = grid(5, 30);
    g.mean = vec![0.31, 0.36, 0.27, 0.22, 0.29];
    g.own = vec![0.55, 0.6, 0.5, 0.42, 0.51];
    for (row, line) in &mut g.lines {
        let from = 0.08 + 0.012 * f64::from(*row % 31);
        *line = g.mean.iter().map(|m| from + 0.5 * m + 0.0004 * f64::from(*row % 17)).collect();
    }
    (g, names.map(str::to_owned).to_vec())
}

pub fn dependence_on_levels<'a>(g: &'a Grid, names: &'a [String], width: f64) -> DependenceChart<'a> {
    let own: Option<(f64, &[f64])> = Some((2.0, &g.own));
    DependenceChart {
        name: "purpose",
        labels: names,
        is_ordered: false,
        measure: "",
        rug: &[],
        own,
        ..dependence_on(g, width)
    }
}

#[test]
fn a_category_has_a_row_a_level_in_its_order() {
    let (g, names) = levels();
    let d = dependence_on_levels(&g, &names, 640.0);
    let scene = dependence::scene(&d);
    let dots: Vec<(f64, f64)> = scene
        .marks
        .iter()
        .filter_map(|m| match m.shape {
            Shape::Circle { x, y, .. } if m.ink == Ink::Accent && m.label.is_some() => Some((x, y)),
            _ => None,
        })
        .collect();
    assert_eq!(dots.len(), 5);
    assert!(dots.is_sorted_by(|a, b| a.1 < b.1), "{dots:?}");
    let scale = (dots[1].0 - dots[0].0) / (g.mean[1] - g.mean[0]);
    for (dot, mean) in dots.iter().zip(&g.mean) {
        assert!((dot.0 - dots[0].0 - scale * (mean - g.mean[0])).abs() < 1e-6);
    }
    assert!(words(&scene).iter().any(|w| *w == names[2]));
    let own: Vec<&String> =
        scene.marks.iter().filter_map(|m| m.label.as_ref()).filter(|l| l.contains("own value")).collect();
    assert_eq!(own, ["this row: 50\u{202f}% at furniture or equipment, its own value"]);
    assert!(
        plain(&scene.title).contains("lowest for purpose radio (22 %) and highest for education (36 %)"),
        "{}",
        scene.title
    );
}
