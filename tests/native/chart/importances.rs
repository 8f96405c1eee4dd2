//! Pictures of permutation importance: nothing overlaps or leaves the frame, whatever the numbers and names, and what they say is
//! true to their numbers. And what the pictures of a whole model are checked with.

use crate::drawings::{faults, text_box};
use crate::naughty_strings::NAUGHTY;
use vitrine::chart::format::Unit;
use vitrine::chart::importance::{self, ImportanceBar, ImportanceChart};
use vitrine::chart::{Ink, Mark, Scene, Shape, to_svg};

pub const WIDTHS: [f64; 9] = [240.0, 300.0, 359.0, 360.0, 420.0, 480.0, 688.0, 1000.0, 1400.0];
pub const UNITS: [Unit; 4] = [Unit::Probability, Unit::LogOdds, Unit::Margin, Unit::Target];

/// Names as they should be, and as they should not.
pub fn name(i: usize) -> String {
    match i % 5 {
        0 => ["duration", "age", "savings", "purpose"][i / 5 % 4].to_owned(),
        1 => format!("a name that is much longer than any column has a right to be, and then some {i}"),
        2 => "W".repeat(300),
        _ => NAUGHTY[(7 * i) % NAUGHTY.len()].to_owned(),
    }
}

pub fn plain(text: &str) -> String {
    text.replace(['\u{202f}', '\u{a0}'], " ").replace('\u{2212}', "-")
}

pub fn expect_sound(scene: &Scene, what: &str) {
    assert_eq!(faults(scene), Vec::<String>::new(), "{what} at {}", scene.width);
    assert_eq!(covered(scene), Vec::<String>::new(), "{what} at {}", scene.width);
    let svg = to_svg(scene, false);
    assert!(!svg.contains("NaN") && !svg.contains("=\"inf") && !svg.contains("=\"-inf"), "{what}");
    assert!(scene.title.ends_with('.'), "{what}: {}", scene.title);
    assert!(scene.height < 3000.0, "{what}: {}", scene.height);
}

/// Words that a mark with something to say lies on.
fn covered(scene: &Scene) -> Vec<String> {
    let texts: Vec<([f64; 4], &Mark)> = scene.marks.iter().filter_map(|m| Some((text_box(m)?, m))).collect();
    let boxed = |m: &Mark| match &m.shape {
        Shape::Rect { x, y, width, height } => Some([*x, *y, x + width, y + height]),
        Shape::Circle { x, y, radius } => Some([x - radius, y - radius, x + radius, y + radius]),
        Shape::Line { points, .. } => Some(points.iter().fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |b, p| {
            [b[0].min(p.0), b[1].min(p.1), b[2].max(p.0), b[3].max(p.1)]
        })),
        _ => None,
    };
    let mut found = Vec::new();
    for b in scene.marks.iter().filter(|m| m.label.is_some()).filter_map(boxed) {
        let lies = |a: &[f64; 4]| a[0] < b[2] - 0.5 && b[0] < a[2] - 0.5 && a[1] < b[3] - 0.5 && b[1] < a[3] - 0.5;
        found.extend(texts.iter().filter(|t| lies(&t.0)).map(|t| format!("{:?} under {b:?}", t.1.shape)));
    }
    found
}

/// The words of a picture.
pub fn words(scene: &Scene) -> Vec<String> {
    let text = |m: &Mark| match &m.shape {
        Shape::Text { text, .. } => Some(plain(text)),
        _ => None,
    };
    scene.marks.iter().filter_map(text).collect()
}

pub fn rectangles(scene: &Scene, ink: Ink) -> Vec<[f64; 2]> {
    let ends = |m: &Mark| match m.shape {
        Shape::Rect { x, width, .. } if m.ink == ink && m.datum.is_some() => Some([x, x + width]),
        _ => None,
    };
    scene.marks.iter().filter_map(ends).collect()
}

pub fn bar(name: &str, increase: f64, half: f64, datum: u32) -> ImportanceBar {
    let end = |sign: f64| (half > 0.0).then_some(increase + sign * half);
    ImportanceBar { name: name.to_owned(), increase, low: end(-1.0), high: end(1.0), datum }
}

pub fn importances(features: &[ImportanceBar], shown: usize, width: f64) -> ImportanceChart<'_> {
    ImportanceChart { features, shown, metric: "log loss", is_loss: true, unit: Unit::Target, width }
}

pub fn some_importances() -> Vec<ImportanceBar> {
    vec![
        bar("age", 0.021, 0.012, 0),
        bar("status of the checking account", 0.12, 0.02, 1),
        bar("duration", 0.052, 0.014, 2),
        bar("telephone", -0.004, 0.006, 3),
        bar("savings", 0.011, 0.013, 4),
        bar("job", 0.0, 0.0, 5),
        bar("a name that is much longer than any column has a right to be", 0.032, 0.009, 6),
    ]
}

#[test]
fn importances_fit_and_leave_the_rest_to_words() {
    for n in [0, 1, 2, 9, 10, 40] {
        let features: Vec<ImportanceBar> =
            (0..n).map(|i| bar(&name(i), 0.3 / (i + 1) as f64 - 0.02, [0.03, 0.0, 0.2][i % 3], i as u32)).collect();
        for width in WIDTHS {
            for shown in [0, 1, 8] {
                for unit in UNITS {
                    let chart = ImportanceChart { unit, ..importances(&features, shown, width) };
                    expect_sound(&importance::scene(&chart), &format!("{n} features, {shown} shown"));
                }
            }
        }
        let scene = importance::scene(&importances(&features, 8, 640.0));
        // One feature beyond the limit has a bar of its own.
        let is_standalone = words(&scene).iter().any(|w| w == "32 others, each 0.0133 or less");
        assert_eq!(is_standalone, n == 40, "{:?}", words(&scene));
        let bars = rectangles(&scene, Ink::Accent).len() + rectangles(&scene, Ink::Base).len();
        assert_eq!(bars, if n > 9 { 8 } else { n });
    }
}

#[test]
fn importances_are_as_long_as_they_are_and_those_below_zero_go_left() {
    let features = some_importances();
    let scene = importance::scene(&importances(&features, 20, 640.0));
    let (right, left) = (rectangles(&scene, Ink::Accent), rectangles(&scene, Ink::Base));
    assert_eq!((right.len(), left.len()), (6, 1));
    let scale = (right[0][1] - right[0][0]) / 0.12;
    for (ends, increase) in right.iter().zip([0.12, 0.052, 0.032, 0.021, 0.011, 0.0]) {
        assert!((ends[1] - ends[0] - scale * increase).abs() < 1e-6 && ends[0] == right[0][0], "{ends:?}");
    }
    assert!((left[0][1] - right[0][0]).abs() < 1e-9 && (left[0][1] - left[0][0] - scale * 0.004).abs() < 1e-6);
    let whiskers: Vec<f64> = scene
        .marks
        .iter()
        .filter_map(|m| match &m.shape {
            Shape::Line { points, .. } if m.ink == Ink::Whisker => Some(points[1].0 - points[0].0),
            _ => None,
        })
        .collect();
    assert_eq!(whiskers.len(), 6);
    assert!((whiskers[0] - scale * 0.04).abs() < 1e-6, "{whiskers:?}");
    let labels: Vec<String> = scene.marks.iter().filter_map(|m| Some(plain(m.label.as_ref()?))).collect();
    for said in [
        "duration: shuffling it raises the log loss by 0.052 (95 % interval 0.038 to 0.066)",
        "telephone: shuffling it lowers the log loss by 0.004 (95 % interval -0.002 to 0.01)",
        "job: shuffling it does not change the log loss",
    ] {
        assert!(labels.iter().any(|l| l == said), "{said}: {labels:#?}");
    }
}

#[test]
fn importances_claim_no_more_than_their_intervals() {
    let say = |features: &[ImportanceBar]| plain(&importance::finding(&importances(features, 8, 640.0)));
    assert_eq!(
        say(&some_importances()),
        "status of the checking account matters most: shuffling it raises the log loss by 0.12 (95 % interval 0.1 to 0.14). \
         duration (0.052), a name that is much longer than any column has a right to be (0.032) and 1 more follow. \
         3 features cannot be told from 0."
    );
    assert_eq!(
        say(&[bar("a", 0.1, 0.05, 0), bar("b", 0.09, 0.05, 1)]),
        "a matters most: shuffling it raises the log loss by 0.1 (95 % interval 0.05 to 0.15). \
         b (0.09) follows; the intervals of the first two overlap."
    );
    // The largest is not sure.
    assert_eq!(
        say(&[bar("a", 0.1, 0.2, 0), bar("b", 0.09, 0.05, 1)]),
        "Of those that can be told from 0, b matters most: shuffling it raises the log loss by 0.09 \
         (95 % interval 0.04 to 0.14). 1 feature cannot be told from 0."
    );
    assert_eq!(say(&[bar("a", 0.1, 0.2, 0)]), "No feature’s importance can be told from 0.");
    assert_eq!(
        say(&[bar("a", 0.1, 0.2, 0), bar("b", -0.1, 0.05, 1)]),
        "No feature’s importance can be told from 0. Shuffling b lowers the log loss."
    );
    assert_eq!(
        say(&[bar("a", 0.1, 0.0, 0)]),
        "Shuffling a raises the log loss most, by 0.1; without intervals that cannot be told from chance."
    );
    assert_eq!(say(&[bar("a", -0.1, 0.0, 0)]), "Shuffling no feature raises the log loss.");
    assert_eq!(say(&[bar("a", f64::NAN, 0.0, 0)]), "Shuffling no feature raises the log loss.");
    assert!(
        say(&[bar("a", f64::NAN, 0.0, 0), bar("b", 0.1, 0.0, 1)]).starts_with("Shuffling b "),
        "what is undefined is last"
    );
    // Ends in the wrong order are no interval.
    assert!(
        say(&[bar("a", 0.1, 0.0, 0), ImportanceBar { low: Some(0.2), high: Some(-0.1), ..bar("b", 0.0, 0.0, 1) }])
            .ends_with("cannot be told from chance.")
    );
    assert_eq!(say(&[]), "No feature has been shuffled.");
    // A score falls where a loss would rise, in points.
    let features = [bar("a", 0.12, 0.02, 0)];
    let chart = ImportanceChart {
        metric: "accuracy",
        is_loss: false,
        unit: Unit::Probability,
        ..importances(&features, 8, 640.0)
    };
    assert_eq!(
        plain(&importance::finding(&chart)),
        "a matters most: shuffling it lowers the accuracy by 12 points (95 % interval 10 to 14 points)."
    );
    let axis = "decrease in accuracy when the feature is shuffled, percentage points";
    assert!(words(&importance::scene(&chart)).iter().any(|w| w == axis));
}
