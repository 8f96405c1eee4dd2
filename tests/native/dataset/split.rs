//! Splits by groups, in order, and as a column says: groups never cross, order is kept, shares are right within one group.

use crate::data::{rows, table};
use proptest::prelude::*;
use vitrine::dataset::{Dataset, DatasetError, DatasetSpec, ExclusionReason, SplitBy, SplitSpec};

fn build(text: &str, by: SplitBy, split: SplitSpec) -> Result<Dataset, DatasetError> {
    let spec = DatasetSpec { target: Some("y".into()), split_by: by, split, ..DatasetSpec::default() };
    Dataset::build(&table(text).into(), &spec)
}

/// Every row is in one part.
fn is_whole(d: &Dataset) -> bool {
    let mut all = [&d.parts.train[..], &d.parts.validation, &d.parts.test].concat();
    all.sort_unstable();
    all == (0..d.n_rows() as u32).collect::<Vec<_>>()
}

proptest! {
    #[test]
    fn groups_never_cross_and_shares_are_right_within_one(
        sizes in proptest::collection::vec(1usize..30, 2..25), seed in 0u32..40, validation in 0u8..=40, test in 0u8..=40,
    ) {
        let n: usize = sizes.iter().sum();
        prop_assume!(n >= 10);
        let group_of: Vec<usize> = sizes.iter().enumerate().flat_map(|(g, &n)| vec![g; n]).collect();
        // The table has the groups in disorder, and the rows of the last one say nothing.
        let group = |i: usize| group_of[i * 7919 % n];
        let named = |g: usize| if g + 1 == sizes.len() { String::new() } else { format!("g{g}") };
        let text = rows("g,x,y", n, |i| format!("{},{},{}", named(group(i)), i % 11, i % 13));
        let split = SplitSpec { seed, validation, test };
        let d = build(&text, SplitBy::Groups("g".into()), split).expect("a data set");
        prop_assert!(is_whole(&d) && !d.parts.train.is_empty());
        let parts = [&d.parts.train, &d.parts.validation, &d.parts.test];
        for g in 0..sizes.len() {
            let here = parts.iter().filter(|p| p.iter().any(|&i| group(i as usize) == g)).count();
            prop_assert_eq!(here, 1, "group {} is in {} parts", g, here);
        }
        let largest = *sizes.iter().max().expect("a group");
        for (part, percent) in [(&d.parts.test, test), (&d.parts.validation, validation)] {
            let asked = n * usize::from(percent) / 100;
            // Where groups are few, the last one is kept for training.
            let few = parts[0].iter().map(|&i| group(i as usize)).collect::<std::collections::BTreeSet<_>>().len() < 2;
            prop_assert!(few || part.len().abs_diff(asked) <= largest + 1, "{} of {}", part.len(), asked);
        }
        let again = build(&text, SplitBy::Groups("g".into()), split).expect("a data set");
        prop_assert_eq!(d.parts, again.parts);
    }

    #[test]
    fn in_order_no_row_comes_before_one_of_an_earlier_part(
        values in proptest::collection::vec(proptest::option::weighted(0.9, 0u32..20), 10..80), validation in 0u8..=40, test in 0u8..=40,
    ) {
        let n = values.len();
        let cell = |i: usize| values[i].map_or(String::new(), |v| v.to_string());
        let text = rows("t,x,y", n, |i| format!("{},{},{}", cell(i), i % 11, i % 13));
        let split = SplitSpec { seed: 1, validation, test };
        let d = build(&text, SplitBy::Order(Some("t".into())), split).expect("a data set");
        let last = |part: &[u32]| part.iter().map(|&i| values[i as usize]).max().flatten();
        let first = |part: &[u32]| part.iter().map(|&i| values[i as usize]).min().flatten();
        prop_assert!(is_whole(&d));
        for (before, after) in [(&d.parts.train, &d.parts.validation), (&d.parts.train, &d.parts.test), (&d.parts.validation, &d.parts.test)] {
            prop_assert!(before.is_empty() || after.is_empty() || last(before) <= first(after));
        }
        let rounded = |percent: u8| (n * usize::from(percent) + 50) / 100;
        prop_assert_eq!((d.parts.test.len(), d.parts.validation.len()), (rounded(test), rounded(validation)));
        let plain = build(&text, SplitBy::Order(None), split).expect("a data set");
        prop_assert_eq!(plain.parts.train, (0..(n - rounded(test) - rounded(validation)) as u32).collect::<Vec<_>>());
    }
}

#[test]
fn a_column_that_names_the_parts_is_followed() {
    let text = rows("part,x,y", 40, |i| format!("{},{},{}", ["Train", "test", "Train", "VAL"][i % 4], i % 7, i % 9));
    let d = build(&text, SplitBy::Parts("part".into()), SplitSpec::default()).expect("a data set");
    assert_eq!((d.parts.train.len(), d.parts.validation.len(), d.parts.test.len()), (20, 10, 10));
    assert!(d.parts.test.iter().all(|i| i % 4 == 1) && d.parts.validation.iter().all(|i| i % 4 == 3));
    assert_eq!((d.off[0].name.as_str(), d.off[0].why), ("part", ExclusionReason::Splits));
}

#[test]
fn what_cannot_divide_the_rows_is_refused_with_the_reason() {
    let text = rows("g,one,x,y", 40, |i| format!("g{},same,{},{}", i % 5, i % 7, i % 9));
    let reason = |by: SplitBy| match build(&text, by, SplitSpec::default()).err() {
        Some(e @ DatasetError::NoSplit { .. }) => e.to_string(),
        other => panic!("{other:?}"),
    };
    assert!(reason(SplitBy::Groups("no".into())).contains("no such column"));
    assert!(reason(SplitBy::Groups("one".into())).contains("one group"));
    assert!(reason(SplitBy::Parts("g".into())).contains("no name of a part"));
    assert!(reason(SplitBy::Parts("x".into())).contains("numbers"));
    let tests = rows("part,x,y", 40, |i| format!("{},{},{}", ["test", "valid"][i % 2], i % 7, i % 9));
    let none = build(&tests, SplitBy::Parts("part".into()), SplitSpec::default()).err();
    assert!(none.is_some_and(|e| e.to_string().contains("no row for training")));
    // The rows of one class come last, so that none of them would train.
    let late = rows("x,y", 40, |i| format!("{},{}", i % 7, if i < 35 { ["a", "b"][i % 2] } else { "late" }));
    let unseen = build(&late, SplitBy::Order(None), SplitSpec::default()).err();
    assert_eq!(unseen, Some(DatasetError::UnseenClass { class: "late".into() }));
}
