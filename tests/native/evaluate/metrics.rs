//! Scores, curves, bins and thresholds against scikit-learn's, and where they are undefined.

use crate::reference::{indices, load, number, numbers};
use crate::tolerance::{METRICS, close};
use serde_json::Value;
use vitrine::evaluate::calibration::calibration;
use vitrine::evaluate::{Binning, Calibration, ClassScores, Costs, Prf, ThresholdTable, of_classes, of_numbers};

/// Our numbers beside the reference's; where one of two is undefined, so must be the other.
#[derive(Default)]
struct Pairs(Vec<(String, f64, f64)>);

impl Pairs {
    fn add(&mut self, name: &str, ours: Option<f64>, theirs: &Value) {
        assert_eq!(ours.is_some(), theirs.is_number(), "{name}: {ours:?} and {theirs}");
        self.0.extend(ours.zip(theirs.as_f64()).map(|(a, b)| (name.to_owned(), a, b)));
    }

    fn add_all(&mut self, name: &str, ours: impl IntoIterator<Item = f64>, theirs: &Value) {
        let (ours, theirs): (Vec<f64>, Vec<f64>) = (ours.into_iter().collect(), numbers(theirs));
        assert_eq!(ours.len(), theirs.len(), "{name}: {ours:?} and {theirs:?}");
        self.0.extend(ours.into_iter().zip(theirs).map(|(a, b)| (name.to_owned(), a, b)));
    }

    /// All pairs agree; none does when ours are shifted by ten tolerances.
    fn hold(self) {
        assert!(!self.0.is_empty());
        for (name, ours, theirs) in self.0 {
            let tolerance = METRICS * theirs.abs().max(1.0);
            assert!(close(ours, theirs, tolerance), "{name}: {ours} and {theirs}");
            assert!(!close(ours + 10.0 * tolerance, theirs, tolerance), "{name}");
        }
    }
}

fn cases() -> Vec<Value> {
    load("scores")["classes"].as_array().expect("cases").clone()
}

fn scored(case: &Value) -> (Vec<f64>, Vec<u32>, usize, ClassScores) {
    let n_classes = case["n_classes"].as_u64().expect("a count") as usize;
    let (p, truth) = (numbers(&case["probabilities"]), indices(&case["truth"]));
    let scores = of_classes(&p, &truth, n_classes);
    (p, truth, n_classes, scores)
}

#[test]
fn n6_class_scores_equal_scikit_learn() {
    for case in cases() {
        let (_, _, _, s) = scored(&case);
        let mut pairs = Pairs::default();
        pairs.add("accuracy", Some(s.accuracy), &case["accuracy"]);
        pairs.add("balanced accuracy", s.balanced_accuracy, &case["balanced_accuracy"]);
        pairs.add("MCC", s.mcc, &case["mcc"]);
        pairs.add("log loss", Some(s.log_loss), &case["log_loss"]);
        pairs.add("Brier", Some(s.brier), &case["brier"]);
        pairs.add("ROC AUC", s.roc_auc, &case["roc_auc"]);
        pairs.add("ROC AUC, weighted", s.roc_auc_weighted, &case["roc_auc_weighted"]);
        pairs.add("average precision", s.average_precision, &case["average_precision"]);
        let in_order = |m: Prf| [m.precision, m.recall, m.f1];
        pairs.add_all("macro", in_order(s.macro_mean), &case["macro"]);
        pairs.add_all("weighted", in_order(s.weighted_mean), &case["weighted"]);
        pairs.add_all("micro", [s.accuracy; 3], &case["micro"]);
        // An undefined one counts as 0 in scikit-learn's lists.
        pairs.add_all("precision", s.by_class.iter().map(|c| c.precision.unwrap_or(0.0)), &case["precision"]);
        pairs.add_all("recall", s.by_class.iter().map(|c| c.recall.unwrap_or(0.0)), &case["recall"]);
        pairs.add_all("F1", s.by_class.iter().map(|c| c.f1.unwrap_or(0.0)), &case["f1"]);
        for (c, each) in s.by_class.iter().zip(case["each"].as_array().expect("classes")) {
            pairs.add("ROC AUC of a class", c.roc_auc, &each["roc_auc"]);
            pairs.add("average precision of a class", c.average_precision, &each["average_precision"]);
        }
        pairs.hold();
        for (row, expected) in s.confusion.iter().zip(case["confusion"].as_array().expect("rows")) {
            assert_eq!(row, &indices(expected));
        }
    }
}

#[test]
fn n6_curves_and_bins_equal_scikit_learn() {
    for case in cases() {
        let (p, truth, n_classes, _) = scored(&case);
        for (c, each) in case["each"].as_array().expect("classes").iter().enumerate() {
            let rows: Vec<(f64, bool)> =
                p.chunks_exact(n_classes).zip(&truth).map(|(p, &t)| (p[c], t as usize == c)).collect();
            let mut pairs = Pairs::default();
            let ranked = ThresholdTable::new(rows.clone(), 1000);
            for (name, ours) in [("roc", ranked.roc()), ("precision_recall", ranked.precision_recall())] {
                assert_eq!(ours.is_empty(), each[name].is_null(), "{name}");
                // scikit-learn ends where all of the class are found; what comes after costs precision only.
                let n = each[name][0].as_array().map_or(0, Vec::len);
                if n > 0 {
                    pairs.add_all(name, ours.iter().take(n).map(|p| p.0), &each[name][0]);
                    pairs.add_all(name, ours.iter().take(n).map(|p| p.1), &each[name][1]);
                }
            }
            for (name, binning) in [("uniform", Binning::Uniform), ("quantile", Binning::Quantile)] {
                let (ours, theirs): (Calibration, &Value) = (calibration(&rows, binning), &each[name]);
                pairs.add_all(name, ours.bins.iter().map(|b| b.share), &theirs["share"]);
                pairs.add_all(name, ours.bins.iter().map(|b| b.probability), &theirs["probability"]);
                pairs.add_all(name, ours.bins.iter().map(|b| f64::from(b.n)), &theirs["n"]);
                pairs.add("expected error", ours.expected_error, &theirs["expected_error"]);
                pairs.add("largest error", ours.largest_error, &theirs["largest_error"]);
            }
            pairs.hold();
        }
    }
}

#[test]
fn n6_thresholds_decide_as_scikit_learn_counts() {
    let case = &load("scores")["threshold"];
    let truth = indices(&case["truth"]);
    let ranked = ThresholdTable::new(numbers(&case["score"]).into_iter().zip(truth.iter().map(|&t| t == 1)), 1000);
    let mut pairs = Pairs::default();
    for at in case["at"].as_array().expect("thresholds") {
        let d = ranked.at(number(at, "threshold"));
        assert_eq!(
            [d.true_positive, d.false_positive, d.false_negative, d.true_negative],
            indices(&at["counts"])[..],
            "{at}"
        );
        pairs.add("precision", d.scores().precision, &at["precision"]);
        pairs.add("recall", d.scores().recall, &at["recall"]);
        pairs.add("F1", d.scores().f1, &at["f1"]);
        pairs.add("balanced accuracy", d.balanced_accuracy(), &at["balanced_accuracy"]);
    }
    pairs.hold();
}

#[test]
fn n6_number_scores_equal_scikit_learn() {
    for case in load("scores")["numbers"].as_array().expect("cases") {
        let s = of_numbers(&numbers(&case["predicted"]), &numbers(&case["truth"]));
        let mut pairs = Pairs::default();
        pairs.add("R2", s.r2, &case["r2"]);
        pairs.add("explained variance", s.explained_variance, &case["explained_variance"]);
        pairs.add("RMSE", Some(s.rmse), &case["rmse"]);
        pairs.add("MAE", Some(s.mae), &case["mae"]);
        pairs.add("median absolute error", Some(s.median_absolute_error), &case["median_absolute_error"]);
        pairs.add("largest error", Some(s.max_error), &case["max_error"]);
        pairs.add("MAPE", s.mape, &case["mape"]);
        pairs.hold();
    }
}

#[test]
fn what_is_undefined_is_none() {
    let s = of_classes(&[0.9, 0.1, 0.8, 0.2], &[0, 0], 2);
    assert_eq!((s.roc_auc, s.average_precision, s.mcc), (None, None, None));
    let c = s.by_class[1];
    assert_eq!((c.precision, c.recall, c.f1, c.average_precision), (None, None, None, None));
    assert_eq!(of_numbers(&[1.0, 2.0], &[3.0, 3.0]).r2, None);
    assert_eq!(of_numbers(&[1.0, 2.0], &[0.0, 3.0]).mape, None);
    assert_eq!(ThresholdTable::new([], 10).cheapest(EVEN), None);
}

const EVEN: Costs = Costs { false_positive: 1.0, false_negative: 1.0 };

/// Rows whose probabilities are as many as they can be.
fn many(n: usize) -> Vec<(f64, bool)> {
    let mut rng = vitrine::num::rng::Rng::stream(3, "test", 0);
    let row = |_| {
        let p = rng.uniform();
        (p, rng.uniform() < p * p)
    };
    (0..n).map(row).collect()
}

/// What travels to the page is less than all, and still exact at every threshold that the page can name.
#[test]
fn n6_lowered_probabilities_count_exactly() {
    let rows = many(5000);
    let ranked = ThresholdTable::new(rows.clone(), 1000);
    assert!(ranked.scores.len() <= 1001 && ranked.steps == Some(1000));
    for k in 0..=1000u32 {
        let t = f64::from(k) / 1000.0;
        let decided = rows.iter().filter(|r| r.0 >= t);
        let (hits, n) = (decided.clone().filter(|r| r.1).count() as u32, decided.count() as u32);
        assert_eq!((ranked.at(t).true_positive, ranked.at(t).n_decided()), (hits, n), "{t}");
    }
    assert_eq!(ranked.at(0.50049), ranked.at(0.5), "between two steps the nearer one holds");
}

/// Every threshold that there is, tried one after the other.
#[test]
fn the_cheapest_threshold_is_the_cheapest() {
    for (n, steps) in [(1, 1000), (7, 1000), (300, 1000), (300, 100)] {
        for (fp, fn_) in [(1.0, 1.0), (1.0, 5.0), (0.0, 1.0), (20.0, 1.0), (0.0, 0.0)] {
            let ranked = ThresholdTable::new(many(n), steps);
            let costs = Costs { false_positive: fp, false_negative: fn_ };
            let tried: Vec<f64> = [0.0, 1.0].into_iter().chain(ranked.scores.iter().copied()).collect();
            let cost = |t: f64| ranked.at(t).cost(costs);
            let least = tried.iter().map(|&t| cost(t)).fold(f64::INFINITY, f64::min);
            let (threshold, found) = ranked.cheapest(costs).expect("rows");
            assert!(close(found, least, METRICS) && close(cost(threshold), least, METRICS), "{n} {fp} {fn_}");
            assert!((0.0..=1.0).contains(&threshold));
            let curve = ranked.costs(costs);
            assert!(curve.windows(2).all(|w| w[0].1 == w[1].0), "its steps have no gap");
            assert!(curve.iter().all(|&(_, high, c)| close(cost(high), c, METRICS)));
        }
    }
}
