//! The verdict of an evaluation: right about models of which it is known what they are worth, and never surer than its rows.

use crate::data::{dataset, sample_bytes};
use vitrine::dataset::{DatasetSpec, Part};
use vitrine::evaluate::verdict::{gains_of_classes, gains_of_numbers};
use vitrine::evaluate::{
    Bootstrap, Evaluation, Gain, Intervals, Metric, PartScores, Scores, Verdict, evaluate, of_classes, of_numbers,
    verdict,
};
use vitrine::model::{Decision, ModelSpec, Predictions, Trainer};
use vitrine::num::rng::Rng;
use vitrine::samples::SAMPLES;
use vitrine::share::verdict::{caution, line, sentence};

/// A part of classes, beside the shares of the classes.
fn of_two(probabilities: &[f64], truth: &[u32], rare: f64) -> PartScores {
    let p: Vec<f64> = probabilities.iter().flat_map(|p| [1.0 - p, *p]).collect();
    let base = [1.0 - rare, rare];
    PartScores {
        part: Part::Test,
        n_rows: truth.len(),
        model: Scores::Classes(of_classes(&p, truth, 2)),
        baseline: Scores::Classes(of_classes(&base.repeat(truth.len()), truth, 2)),
        gains: gains_of_classes(&p, &base, truth, Decision::MostProbable),
        detail: None,
    }
}

/// A part of a number, beside the mean 0.
fn of_number(predicted: &[f64], truth: &[f64]) -> PartScores {
    PartScores {
        part: Part::Test,
        n_rows: truth.len(),
        model: Scores::Numbers(of_numbers(predicted, truth)),
        baseline: Scores::Numbers(of_numbers(&vec![0.0; truth.len()], truth)),
        gains: gains_of_numbers(predicted, 0.0, truth),
        detail: None,
    }
}

/// Rows of two classes, the second of which has this share, and a model that knows so much of them.
fn drawn(rng: &mut Rng, n: usize, rare: f64, knows: f64) -> PartScores {
    let (mut p, mut truth) = (Vec::new(), Vec::new());
    for _ in 0..n {
        let own = rare + knows * (if rng.uniform() < rare { 1.0 - rare } else { -rare });
        truth.push(u32::from(rng.uniform() < own));
        p.push(own);
    }
    of_two(&p, &truth, rare)
}

fn plain(text: &str) -> String {
    text.replace('\u{202f}', " ")
}

#[test]
fn a_good_model_beats_its_baseline_and_a_bad_one_is_worse() {
    let mut rng = Rng::stream(1, "verdict", 0);
    let part = drawn(&mut rng, 200, 0.4, 0.8);
    assert!(matches!(verdict(&part), Verdict::Beats(Gain { metric: Metric::Accuracy, .. })), "{:?}", part.gains);
    assert!(line(&part).starts_with("Better than the baseline: "), "{}", line(&part));
    assert!(sentence(&part, None).contains(", more than chance."), "{}", sentence(&part, None));
    let truth: Vec<u32> = (0..200).map(|i| u32::from(i % 10 < 3)).collect();
    let wrong: Vec<f64> = truth.iter().map(|t| 0.8 - 0.6 * f64::from(*t)).collect();
    assert!(matches!(verdict(&of_two(&wrong, &truth, 0.3)), Verdict::Worse(_)));
    let y: Vec<f64> = (0..90).map(|i| f64::from(i % 7) - 3.0).collect();
    let near: Vec<f64> = y.iter().enumerate().map(|(i, y)| y + (i % 3) as f64 - 1.0).collect();
    let part = of_number(&near, &y);
    assert!(matches!(verdict(&part), Verdict::Beats(Gain { metric: Metric::Rmse, .. })));
    let far: Vec<f64> = y.iter().map(|y| -2.0 * y).collect();
    assert!(matches!(verdict(&of_number(&far, &y)), Verdict::Worse(_)));
}

/// Where one class is rare, no model names it, and a good one is still seen by its probabilities.
#[test]
fn a_model_of_a_rare_class_is_judged_by_its_probabilities() {
    let mut rng = Rng::stream(2, "verdict", 0);
    let (mut p, mut truth) = (Vec::new(), Vec::new());
    for i in 0..1000 {
        let own = if i % 5 == 0 { 0.4 } else { 0.01 };
        truth.push(u32::from(rng.uniform() < own));
        p.push(own);
    }
    let part = of_two(&p, &truth, 0.09);
    let Verdict::Beats(gain) = verdict(&part) else { panic!("{:?}", part.gains) };
    assert_eq!(gain.metric, Metric::Brier);
    assert_eq!(part.gains[0].by(), 0.0, "it decides as the baseline does");
    let said = plain(&sentence(&part, None));
    assert!(said.contains("may be chance. Its probabilities are better than the share of each class"), "{said}");
}

/// A model that knows nothing is found to beat its baseline in 5 of 100 samples at most.
#[test]
fn n20_a_model_without_merit_seldom_seems_better() {
    for (n, rare) in [(40, 0.5), (200, 0.3), (200, 0.1)] {
        let mut rng = Rng::stream(3, "verdict", n as u64);
        let beats = |_: &u32| {
            let truth: Vec<u32> = (0..n).map(|_| u32::from(rng.uniform() < rare)).collect();
            let p: Vec<f64> = truth.iter().map(|_| (rare + 0.3 * (rng.uniform() - 0.5)).clamp(0.01, 0.99)).collect();
            matches!(verdict(&of_two(&p, &truth, rare)), Verdict::Beats(_))
        };
        let n_beats = (0..1000).filter(beats).count();
        assert!(n_beats <= 50, "{n} {rare}: {n_beats} of 1000");
    }
}

/// The gain in RMSE of a model that leaves a known share of the spread.
#[test]
fn n20_gains_in_rmse_hold_the_truth() {
    for n in [20, 88] {
        let mut rng = Rng::stream(4, "verdict", n as u64);
        let mut hits = 0;
        for _ in 0..1500 {
            let predicted: Vec<f64> = (0..n).map(|_| rng.normal()).collect();
            let truth: Vec<f64> = predicted.iter().map(|p| p + rng.normal()).collect();
            hits += u32::from(gains_of_numbers(&predicted, 0.0, &truth)[0].interval.holds(2f64.sqrt() - 1.0));
        }
        let share = f64::from(hits) / 1500.0;
        assert!((0.92..0.97).contains(&share), "{n}: {share}");
    }
}

#[test]
fn few_rows_are_said_to_be_few_and_only_they() {
    let all_right = |n: usize| {
        let truth: Vec<u32> = (0..n).map(|i| u32::from(i % 3 == 0)).collect();
        of_two(&truth.iter().map(|t| 0.1 + 0.8 * f64::from(*t)).collect::<Vec<f64>>(), &truth, 0.33)
    };
    let said = plain(&caution(&all_right(24), None).expect("24 rows are few"));
    assert_eq!(
        said,
        "So few rows (24 rows) say little: over many such rows the accuracy may be anywhere from 86 % to 100 %."
    );
    assert_eq!(caution(&all_right(60), None), None, "60 of 60 leave less than ten points open");
    // Rates near a half are known less well from as many rows.
    let half = |n: usize| {
        let truth: Vec<u32> = (0..n).map(|i| (i % 2) as u32).collect();
        of_two(&(0..n).map(|i| if i / 2 % 3 == 0 { 0.9 } else { 0.2 }).collect::<Vec<f64>>(), &truth, 0.5)
    };
    assert!(caution(&half(60), None).is_some());
    assert_eq!(caution(&half(240), None), None);
    // What may be a large gain or a loss is not called no better.
    assert!(matches!(verdict(&half(24)), Verdict::TooFewRows(Some(_))), "{:?}", half(24).gains);
    assert!(matches!(verdict(&half(2400)), Verdict::NoBetter(_) | Verdict::Worse(_)));
    let one = of_two(&[0.3], &[0], 0.4);
    assert_eq!(verdict(&one), Verdict::TooFewRows(None));
    assert_eq!(line(&one), "Too few rows to tell: 1 test row");
    let seen = PartScores { part: Part::Train, ..all_right(60) };
    assert_eq!(verdict(&seen), Verdict::NotTested);
}

fn evaluated(bytes: &[u8], spec: &DatasetSpec) -> (Evaluation, Intervals) {
    let d = dataset(bytes, spec);
    let mut trainer = Trainer::new(&ModelSpec::default(), &d).expect("a valid spec");
    while !trainer.step(&d).expect("no divergence") {}
    let predictions = Predictions::of(&trainer.finish(&d).0, &d);
    let mut bootstrap = Bootstrap::new(&d, &predictions, Decision::MostProbable, 1);
    while bootstrap.step() {}
    (evaluate(&d, &predictions, Decision::MostProbable, 1), bootstrap.finish())
}

/// A table of categories, whose test rows are all right: nothing is said to be sure that is not.
#[test]
fn all_right_is_not_a_hundred_percent_for_sure() {
    for bytes in [
        include_bytes!("../../fixtures/cases/allcat.csv").to_vec(),
        crate::data::rows("a,b,y", 60, |i| format!("{},{},{}", i % 3, i % 7, ["no", "yes"][i % 3 / 2])).into_bytes(),
        crate::data::rows("a,b,y", 100, |i| format!("{},{},{}", i % 4, i % 7, ["u", "v", "w", "w"][i % 4]))
            .into_bytes(),
    ] {
        let (evaluation, intervals) = evaluated(&bytes, &DatasetSpec::default());
        let (part, _) = evaluation.verdict().expect("a part");
        let sure = intervals.parts.iter().find(|i| i.part == part.part).expect("its intervals");
        assert_eq!(part.model.get(Metric::Accuracy), Some(1.0), "all are right");
        for (metric, interval) in &sure.scores {
            assert!(interval.is_none_or(|i| i.low < i.high), "{metric:?}: {interval:?}");
        }
        for metric in [Metric::Accuracy, Metric::BalancedAccuracy, Metric::Precision, Metric::Recall] {
            let i = sure.of(metric).expect("a rate");
            assert!(i.low < 0.95 && i.high == 1.0, "{metric:?}: {i:?}");
        }
        assert_eq!((sure.of(Metric::RocAuc), sure.of(Metric::F1)), (None, None), "each draw says the same");
        assert!(!plain(&sentence(part, Some(sure))).contains("100 % to 100 %"));
        assert!(caution(part, Some(sure)).is_some_and(|c| c.starts_with("So few rows")));
    }
}

/// Each bundled table as the page opens it, with the model that it trains unless told otherwise. COMPAS and Adult are too large to
/// be quick here; `make default-models` goes through all.
#[test]
fn the_first_visit_shows_a_model_that_beats_its_baseline() {
    for sample in SAMPLES.iter().filter(|s| s.n_rows <= 1000) {
        let mut spec = DatasetSpec { target: Some(sample.target.to_owned()), ..DatasetSpec::default() };
        spec.split.seed = sample.split_seed;
        let (evaluation, _) = evaluated(&sample_bytes(sample.name), &spec);
        let (part, found) = evaluation.verdict().expect("a part");
        assert!(matches!(found, Verdict::Beats(_)), "{}: {}", sample.name, line(part));
    }
}
