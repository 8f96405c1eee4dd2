//! Errors by feature: groups hold their rows, and the feature that tells of the errors comes first.

use crate::data::{all_train, dataset};
use crate::tolerance::{METRICS, close};
use vitrine::dataset::{Dataset, DatasetSpec};
use vitrine::evaluate::{FeatureErrors, GroupOf, by_feature};

/// Forty rows: `told` decides where the errors are, `noise` has nothing to do with them, `size` is a number with gaps.
fn table(number: bool) -> Dataset {
    let mut text = "told,noise,size,y\n".to_owned();
    for i in 0..40 {
        let y = if number { (i * i % 23).to_string() } else { ["yes", "no"][i % 3 % 2].to_owned() };
        let size = if i % 10 == 0 { String::new() } else { i.to_string() };
        text += &format!("{},{},{size},{y}\n", ["a", "b"][i / 20], ["u", "v", "w"][i % 3]);
    }
    let mut spec = DatasetSpec { target: Some("y".to_owned()), ..DatasetSpec::default() };
    all_train(&mut spec);
    dataset(&text, &spec)
}

fn of<'a>(all: &'a [FeatureErrors], feature: &str) -> &'a FeatureErrors {
    all.iter().find(|f| f.feature == feature).expect("a feature")
}

#[test]
fn the_feature_that_tells_of_the_errors_comes_first() {
    let d = table(false);
    let rows: Vec<u32> = (0..40).collect();
    let wrong: Vec<f64> = (0..40).map(|i| if i < 20 { 1.0 } else { 0.0 }).collect();
    let all = by_feature(&d, &rows, &wrong);
    assert_eq!(all[0].feature, "told");
    // All the variance lies between the groups; where groups are alike, the correction leaves less than nothing.
    assert!(close(all[0].told.expect("it varies"), 1.0, METRICS));
    assert!(of(&all, "noise").told.expect("it varies") <= 0.0);
    let shares: Vec<f64> = all[0].groups.iter().map(|g| g.error).collect();
    assert_eq!(shares, [1.0, 0.0]);
    assert!(all[0].groups.iter().all(|g| g.interval.is_some_and(|i| i.low <= g.error && g.error <= i.high)));
    // Nobody errs: there is nothing to tell.
    assert!(by_feature(&d, &rows, &[0.0; 40]).iter().all(|f| f.told.is_none()));
}

/// Against the definition, computed by hand from sums of squares.
#[test]
fn what_groups_tell_is_kelleys_epsilon_squared() {
    let d = table(true);
    let rows: Vec<u32> = (0..40).collect();
    let errors: Vec<f64> = (0..40).map(|i| f64::from(i * 7 % 11) + f64::from(i / 20)).collect();
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
    let squares = |v: &[f64], m: f64| v.iter().map(|x| (x - m) * (x - m)).sum::<f64>();
    let (a, b) = errors.split_at(20);
    let (total, within) = (squares(&errors, mean(&errors)), squares(a, mean(a)) + squares(b, mean(b)));
    let expected = (total - within - within / 38.0) / total;
    let all = by_feature(&d, &rows, &errors);
    let found = of(&all, "told").told.expect("it varies");
    assert!(close(found, expected, METRICS), "{found} and {expected}");
    assert!(!close(found + 10.0 * METRICS, expected, METRICS));
}

#[test]
fn every_row_is_in_one_group() {
    let d = table(true);
    let rows: Vec<u32> = (0..40).filter(|i| i % 4 != 1).collect();
    let errors: Vec<f64> = rows.iter().map(|&i| f64::from(i)).collect();
    for f in by_feature(&d, &rows, &errors) {
        assert_eq!(f.groups.iter().map(|g| g.n as usize).sum::<usize>(), rows.len(), "{}", f.feature);
        let sum: f64 = f.groups.iter().map(|g| g.error * f64::from(g.n)).sum();
        assert!(close(sum, errors.iter().sum(), METRICS * 1000.0), "{}", f.feature);
    }
    let all = by_feature(&d, &rows, &errors);
    let size = of(&all, "size");
    let missing = size.groups.last().expect("groups");
    assert_eq!(
        (missing.of.clone(), missing.n),
        (GroupOf::Missing, rows.iter().filter(|i| *i % 10 == 0).count() as u32)
    );
    // Bins follow each other without gap.
    for pair in size.groups.windows(2) {
        if let (GroupOf::Between(_, high), GroupOf::Between(low, _)) = (&pair[0].of, &pair[1].of) {
            assert_eq!(high, low);
        }
    }
}

/// Of groups that do not differ, some pair seems to by chance: of ten groups nearly always, if only that pair is looked at.
#[test]
fn n20_groups_that_do_not_differ_seldom_seem_to() {
    let text = crate::data::rows("level,y", 400, |i| format!("l{},{}", i % 10, ["yes", "no"][i % 3 % 2]));
    let mut spec = DatasetSpec { target: Some("y".to_owned()), ..DatasetSpec::default() };
    all_train(&mut spec);
    let d = dataset(&text, &spec);
    let rows: Vec<u32> = (0..400).collect();
    let mut rng = vitrine::num::rng::Rng::stream(1, "groups", 0);
    let mut seem = |rate: &dyn Fn(u32) -> f64| {
        let found = (0..300).filter(|_| {
            let wrong: Vec<f64> = rows.iter().map(|&i| if rng.uniform() < rate(i) { 1.0 } else { 0.0 }).collect();
            of(&by_feature(&d, &rows, &wrong), "level").differ
        });
        found.count()
    };
    let none = seem(&|_| 0.3);
    assert!(none <= 15, "{none} of 300");
    // A group that does differ is seen.
    let one = seem(&|i| if i % 10 == 4 { 0.8 } else { 0.2 });
    assert!(one >= 270, "{one} of 300");
}
