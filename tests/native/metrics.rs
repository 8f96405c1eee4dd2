//! Metrics against scikit-learn's, and where they are undefined.

use crate::reference::{indices, load, number, numbers};
use crate::tolerance::{METRICS, close};
use vitrine::model::metrics::{of_classes, of_numbers};

#[test]
fn class_scores_equal_scikit_learn() {
    for case in load("model")["classes"].as_array().expect("cases") {
        let n_classes = case["n_classes"].as_u64().expect("a count") as usize;
        let scores = of_classes(&numbers(&case["probabilities"]), &indices(&case["truth"]), n_classes);
        let pairs = |shift: f64| {
            let mut pairs = vec![
                (scores.accuracy, number(case, "accuracy")),
                (scores.log_loss, number(case, "log_loss")),
                (scores.macro_mean.precision, case["macro"][0].as_f64().expect("a number")),
                (scores.macro_mean.recall, case["macro"][1].as_f64().expect("a number")),
                (scores.macro_mean.f1, case["macro"][2].as_f64().expect("a number")),
            ];
            assert_eq!(scores.roc_auc.is_some(), case["roc_auc"].is_number());
            pairs.extend(scores.roc_auc.map(|a| (a, number(case, "roc_auc"))));
            for (c, by_class) in scores.by_class.iter().enumerate() {
                for (ours, key) in [(by_class.precision, "precision"), (by_class.recall, "recall"), (by_class.f1, "f1")]
                {
                    pairs.push((ours.unwrap_or(0.0), case[key][c].as_f64().expect("a number")));
                }
            }
            pairs.into_iter().all(|(ours, theirs)| close(ours + shift, theirs, METRICS))
        };
        assert!(pairs(0.0), "{scores:?}\n{case}");
        assert!(!pairs(10.0 * METRICS));
        for (row, expected) in scores.confusion.iter().zip(case["confusion"].as_array().expect("rows")) {
            assert_eq!(row, &indices(expected));
        }
    }
}

#[test]
fn number_scores_equal_scikit_learn() {
    for case in load("model")["numbers"].as_array().expect("cases") {
        let s = of_numbers(&numbers(&case["predicted"]), &numbers(&case["truth"]));
        let holds = |shift: f64| {
            [(s.r2.expect("a varying truth"), "r2"), (s.rmse, "rmse"), (s.mae, "mae")]
                .iter()
                .all(|(ours, key)| close(ours + shift, number(case, key), METRICS * number(case, key).abs().max(1.0)))
        };
        assert!(holds(0.0), "{s:?}");
        assert!(!holds(10.0 * METRICS));
    }
}

#[test]
fn what_is_undefined_is_none() {
    let s = of_classes(&[0.9, 0.1, 0.8, 0.2], &[0, 0], 2);
    assert_eq!((s.roc_auc, s.by_class[1].precision, s.by_class[1].recall, s.by_class[1].f1), (None, None, None, None));
    assert_eq!(of_numbers(&[1.0, 2.0], &[3.0, 3.0]).r2, None);
}
