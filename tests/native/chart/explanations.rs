//! Pictures: nothing overlaps or leaves the frame, rows add up, whatever the numbers; stored SVGs stay as they are.

use crate::chart::insides::inner;
use crate::drawings::{self, SHARES, faults, local, stored, text_box};
use proptest::prelude::*;
use vitrine::chart::format::{Unit, number};
use vitrine::chart::{self, LocalChart, Mark, Scene, Shape, curves, histogram, structure, text, to_svg};
use vitrine::explain::{LocalExplanation, Method};
use vitrine::model::EpochScore;
use vitrine::table::{Value, summary::Distribution};

/// Draws with a local explanation, its what-if, and long values.
fn draw(
    local: &LocalExplanation,
    before: Option<&LocalExplanation>,
    width: f64,
    shown: usize,
    draw: fn(&LocalChart) -> Scene,
) -> Scene {
    let values: Vec<String> = (0..local.attributions.len())
        .map(|i| ["no account", "48", "all credits at this bank paid back duly, without any delay"][i % 3].to_owned())
        .collect();
    let order: Vec<usize> = (0..local.attributions.len()).collect();
    draw(&LocalChart {
        local,
        before,
        beside: None,
        order: &order,
        shown,
        more: 12,
        values: &values,
        subject: "bad",
        unit: Unit::Probability,
        width,
    })
}

const SCENES: [fn(&LocalChart) -> Scene; 3] = [chart::waterfall::scene, chart::bars::scene, chart::force::scene];

#[test]
fn explanations_fit_every_width() {
    for method in [Method::KernelShap, Method::Lime] {
        let l = local(method, 0.3, &SHARES, Some(0.02));
        let before = local(method, 0.3, &SHARES.map(|(n, v)| (n, -0.5 * v)), None);
        for width in [300.0, 339.0, 340.0, 360.0, 459.0, 460.0, 640.0, 900.0, 1400.0] {
            for scene in SCENES {
                for shown in [3, 8, 20] {
                    let s = draw(&l, Some(&before), width, shown, scene);
                    assert_eq!(faults(&s), Vec::<String>::new(), "{method:?} {width} {shown}");
                }
            }
        }
    }
}

#[test]
fn the_checks_notice_a_fault() {
    let l = local(Method::KernelShap, 0.3, &SHARES, None);
    let mut s = draw(&l, None, 640.0, 8, chart::bars::scene);
    let twice = s.marks.iter().find(|m| text_box(m).is_some()).expect("a text").clone();
    s.marks.push(twice);
    assert!(faults(&s)[0].starts_with("overlaps"));
    s.marks.pop();
    s.width = 300.0;
    assert!(faults(&s)[0].starts_with("leaves"));
}

#[test]
fn the_rest_is_gathered_and_nothing_is_lost() {
    let l = local(Method::KernelShap, 0.3, &SHARES, None);
    let s = draw(&l, None, 640.0, 4, chart::bars::scene);
    let labels: Vec<&str> = s.marks.iter().filter_map(|m| m.label.as_deref()).collect();
    assert!(labels.iter().any(|l| l.starts_with("8 others: ")), "{labels:?}");
    let rest: f64 = SHARES[4..].iter().map(|s| s.1).sum();
    assert!(labels.iter().any(|l| l.contains(&number(rest))));
    // One more than the limit is shown by itself: a row that gathers one feature says less than the feature.
    let s = draw(&l, None, 640.0, 11, chart::bars::scene);
    assert!(!s.marks.iter().any(|m| m.label.as_deref().is_some_and(|l| l.contains("others"))));
}

fn history(n: usize) -> Vec<EpochScore> {
    let at = |i: usize| EpochScore {
        train: 0.3 + 0.4 / (i + 1) as f64,
        validation: Some(0.31 + 0.4 / (i + 1) as f64 + 0.002 * i as f64),
    };
    (0..n).map(at).collect()
}

fn course(history: &[EpochScore], width: f64, height: f64) -> curves::Curves<'_> {
    let kept = history.len().checked_sub(2);
    curves::Curves { history, kept, planned: None, step: "epoch", loss: "cross-entropy", width, height }
}

fn learning(history: &[EpochScore], width: f64, height: f64) -> Scene {
    curves::scene(&course(history, width, height))
}

#[test]
fn of_a_long_training_some_epochs_are_stopped_at() {
    let stopped_at = |n: usize| -> Vec<usize> {
        let history = history(n);
        let curves = course(&history, 640.0, 240.0);
        let epoch = |label: &str| label.split([' ', ':']).nth(1).unwrap().parse().unwrap();
        curves::stops(&curves, &curves::scene(&curves)).iter().map(|s| epoch(&s.label)).collect()
    };
    assert_eq!(stopped_at(curves::MOST_STOPS), (1..=curves::MOST_STOPS).collect::<Vec<_>>());
    for n in [curves::MOST_STOPS + 1, 1_000, 5_001, 10_000] {
        let stops = stopped_at(n);
        assert!(stops.len() <= curves::MOST_STOPS + 3, "{n}: {}", stops.len());
        assert!(stops.is_sorted_by(|a, b| a < b));
        for one in [1, n - 1, n] {
            assert!(stops.contains(&one), "{n}: {one}");
        }
    }
    // What could be stopped at stays so while the line grows, until there is twice as much of it.
    let (before, after) = (stopped_at(1_000), stopped_at(1_200));
    assert!(before[..before.len() - 2].iter().all(|stop| after.contains(stop)));
}

#[test]
fn curves_fit_from_none_to_many_epochs() {
    for n in [0, 1, 2, 3, 17, 500] {
        for (w, h) in [(300.0, 160.0), (640.0, 240.0), (1200.0, 300.0)] {
            assert_eq!(faults(&learning(&history(n), w, h)), Vec::<String>::new(), "{n} {w}");
        }
    }
    let odd =
        [EpochScore { train: f64::NAN, validation: None }, EpochScore { train: f64::INFINITY, validation: Some(1.0) }];
    assert_eq!(faults(&learning(&odd, 300.0, 160.0)), Vec::<String>::new());
}

fn spread() -> Distribution {
    Distribution::Numbers {
        min: 0.0,
        max: 10.0,
        mean: 4.0,
        median: 3.0,
        bins: (0..20).map(|i| i * i % 11).collect(),
        dates: false,
    }
}

fn small(distribution: &Distribution, marked: &Value) -> Scene {
    histogram::scene(&histogram::Histogram {
        name: "age",
        distribution,
        marked: Some(marked),
        before: Some(&Value::Number(2.0)),
        width: 120.0,
        height: 28.0,
    })
}

#[test]
fn histograms_fit_and_mark_the_value() {
    let levels = Distribution::Levels { top: vec![("a".into(), 5), ("b".into(), 1)], other: 3 };
    for (d, v) in [
        (spread(), Value::Number(4.0)),
        (spread(), Value::Number(1e9)),
        (levels, Value::Level("b".into())),
        (Distribution::Empty, Value::Missing),
    ] {
        let s = small(&d, &v);
        assert_eq!(faults(&s), Vec::<String>::new());
        let marked = s.marks.iter().filter(|m| m.ink == chart::Ink::Accent).count();
        assert_eq!(marked, usize::from(d != Distribution::Empty));
    }
}

/// Every kind of picture, small enough to be stored.
fn pictures() -> Vec<(&'static str, Scene)> {
    let shap = local(Method::KernelShap, 0.3, &SHARES, None);
    let before = local(Method::KernelShap, 0.3, &SHARES.map(|(n, v)| (n, 0.5 * v)), None);
    let lime = local(Method::Lime, 0.42, &SHARES, Some(0.012));
    vec![
        ("waterfall", draw(&shap, None, 640.0, 8, chart::waterfall::scene)),
        ("waterfall-narrow", draw(&lime, None, 320.0, 5, chart::waterfall::scene)),
        ("waterfall-stacked", draw(&lime, Some(&before), 360.0, 5, chart::waterfall::scene)),
        ("bars", draw(&lime, Some(&before), 640.0, 8, chart::bars::scene)),
        ("force", draw(&shap, Some(&before), 640.0, 8, chart::force::scene)),
        ("force-narrow", draw(&lime, None, 360.0, 5, chart::force::scene)),
        ("curves", learning(&history(24), 640.0, 240.0)),
        ("histogram", small(&spread(), &Value::Number(7.0))),
        ("network", structure::scene(&inner("network", 20), 0, 20, 640.0)),
        ("coefficients", structure::scene(&inner("line", 12), 0, 8, 640.0)),
    ]
}

/// Each push is as wide as its share, those up end and those down begin where the prediction is.
#[test]
fn forces_are_as_wide_as_their_shares_and_meet_at_the_prediction() {
    let l = local(Method::KernelShap, 0.3, &SHARES[..6], None);
    let scene = draw(&l, None, 900.0, 12, chart::force::scene);
    let bars: Vec<(usize, f64, f64)> = scene
        .marks
        .iter()
        .filter_map(|m| match (&m.shape, m.datum) {
            // The notch at its tail and its tip.
            (Shape::Polygon(p), Some(j)) => Some((j as usize, p[5].0, p[2].0)),
            _ => None,
        })
        .collect();
    assert_eq!(bars.len(), 6);
    let scale = (bars[0].2 - bars[0].1).abs() / SHARES[bars[0].0].1.abs();
    for (j, tail, tip) in &bars {
        let share = SHARES[*j].1;
        assert!(((tip - tail) - share * scale).abs() < 2.0, "{} {tail} {tip}", SHARES[*j].0);
    }
    let tip = |up: bool| bars.iter().filter(move |b| (SHARES[b.0].1 > 0.0) == up).map(|b| b.2);
    let (meet, from) = (tip(true).fold(f64::MIN, f64::max), tip(false).fold(f64::MAX, f64::min));
    assert!((meet - from).abs() < 1e-9, "{meet} {from}");
}

/// What LIME's line does without has no share of nothing: it has none.
#[test]
fn what_a_line_leaves_out_is_no_zero() {
    let mut lime = local(Method::Lime, 0.2, &[("age", 0.3), ("sex", 0.0)], Some(0.01));
    lime.attributions[1].error = None;
    let texts = |local: &LocalExplanation| -> Vec<String> {
        let values = ["50".to_owned(), "male".to_owned()];
        let chart = LocalChart {
            local,
            before: None,
            beside: None,
            order: &[0, 1],
            shown: 10,
            more: 12,
            values: &values,
            subject: "bad",
            unit: Unit::Probability,
            width: 600.0,
        };
        let words = |m: Mark| match m.shape {
            Shape::Text { text, .. } => Some(text),
            _ => None,
        };
        chart::bars::scene(&chart).marks.into_iter().filter_map(words).collect()
    };
    assert!(texts(&lime).contains(&"left out".to_owned()), "{:?}", texts(&lime));
    let shap = LocalExplanation { method: Method::KernelShap, ..lime };
    assert!(texts(&shap).contains(&"0".to_owned()), "for SHAP nothing is an answer");
}

/// A sentence is laid out in lines that fit, of whole words, none of which is lost; a word that fits nowhere has a line to itself.
#[test]
fn sentences_are_broken_between_words() {
    let said = "The fuller a cell, the closer its two features go together.";
    for room in [0.0, 80.0, 200.0, 300.0, 1000.0] {
        let lines = text::lines(said, text::SIZE, room);
        assert_eq!(lines.join(" "), said);
        let fits = |line: &String| text::width(line, text::SIZE) <= room || !line.contains(' ');
        assert!(lines.iter().all(fits), "{room}: {lines:?}");
        // No line has room for the first word of the next one.
        for pair in lines.windows(2) {
            let longer = format!("{} {}", pair[0], pair[1].split(' ').next().unwrap_or_default());
            assert!(text::width(&longer, text::SIZE) > room, "{room}: {lines:?}");
        }
    }
    assert_eq!(text::lines(said, text::SIZE, 1000.0).len(), 1);
}

/// Pictures have one size of words, the smallest of the page's four.
#[test]
fn words_in_pictures_are_of_one_size() {
    let css =
        std::fs::read_to_string(format!("{}/www/style.css", env!("CARGO_MANIFEST_DIR"))).expect("the style sheet");
    assert!(css.contains(&format!("--small: {}px;", text::SIZE)));
    for (name, scene) in pictures() {
        let is_off = |m: &Mark| matches!(m.shape, Shape::Text { size, .. } if size != text::SIZE);
        assert!(!scene.marks.iter().any(is_off), "{name}");
    }
}

#[test]
fn pictures_stay_as_they_are() {
    pictures().iter().for_each(|(name, scene)| stored(name, scene));
}

#[test]
fn svg_is_self_contained_and_escaped() {
    let mut l = local(Method::KernelShap, 0.3, &SHARES, None);
    l.attributions[0].feature = "<script>\"&\u{1}\n".to_owned();
    let svg = to_svg(&draw(&l, None, 640.0, 8, chart::bars::scene), false);
    assert!(svg.contains("&lt;script&gt;&quot;&amp;\u{fffd}") && !svg.contains("<script"));
    assert_eq!(svg.matches("http").count(), 1, "only the name of the format");
}

proptest! {
    #[test]
    fn no_number_breaks_a_picture(
        shares in proptest::collection::vec(any::<f64>(), 0..12), base in any::<f64>(), width in 0.0..2000.0f64,
    ) {
        let named: Vec<(&str, f64)> = shares.iter().map(|&v| ("x", v)).collect();
        let l = local(Method::KernelShap, base, &named, shares.first().copied());
        for scene in SCENES {
            let svg = to_svg(&draw(&l, Some(&l), width, 5, scene), false);
            prop_assert!(!svg.contains("NaN") && !svg.contains("=\"inf"));
        }
    }

    #[test]
    fn ordinary_numbers_never_overlap(
        shares in proptest::collection::vec(-1.0..1.0f64, 1..12), base in 0.0..1.0f64, width in 320.0..1200.0f64,
    ) {
        let named: Vec<(&str, f64)> = shares.iter().map(|&v| ("a feature", v)).collect();
        let l = local(Method::KernelShap, base, &named, Some(0.01));
        for scene in SCENES {
            prop_assert_eq!(faults(&draw(&l, None, width, 8, scene)), Vec::<String>::new());
        }
    }
}

#[test]
fn others_together_are_no_larger_than_the_smallest_that_is_shown() {
    // Sizes fall slowly, so that those beyond the limit add up to more than any that is shown, unless more are.
    let shares =
        |n: usize| (0..n).map(|i| 0.04 - 0.0005 * i as f64 * if i % 3 == 0 { 1.0 } else { 1.1 }).collect::<Vec<f64>>();
    let told = |more: usize| {
        let names: Vec<String> = (0..24).map(|i| format!("f{i}")).collect();
        let named: Vec<(&str, f64)> = names.iter().map(String::as_str).zip(shares(24)).collect();
        let local = local(Method::KernelShap, 0.3, &named, None);
        let order = local.strongest();
        let values = vec![String::new(); 24];
        let picture = LocalChart { more, ..drawings::chart(&local, &order, &values, "bad", Unit::Probability, 640.0) };
        let levels: Vec<f64> = chart::steps(&picture).iter().map(|s| s.level).collect();
        // The last step is the whole.
        let sizes: Vec<f64> = levels[..levels.len() - 1].windows(2).map(|w| (w[1] - w[0]).abs()).collect();
        let has_others = chart::steps(&picture).iter().any(|s| s.words.contains("others together"));
        (sizes, has_others)
    };
    let (sizes, has_others) = told(12);
    let (last, shown) = sizes.split_last().expect("steps");
    let smallest = shown.iter().copied().fold(f64::INFINITY, f64::min);
    assert!(!has_others || *last <= smallest, "others have {last}, the smallest {smallest}");
    // Without room for more they are larger, which is what is to be kept from happening.
    let (sizes, has_others) = told(0);
    let (last, shown) = sizes.split_last().expect("steps");
    assert!(has_others && *last > shown.iter().copied().fold(0.0, f64::max));
}
