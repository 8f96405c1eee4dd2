//! The seeded, stratified split of rows into training, validation and test.

use super::{Parts, SplitSpec, Target};
use crate::num::rng::Rng;

/// Divides `n_rows` rows. Within each class (all rows for a number) the rows are shuffled by the stream "split" and dealt
/// out, so that each part's share of a class differs from the asked one by less than one row, and by as little in total.
/// Every class keeps at least one training row. Each part is ascending.
pub fn split(target: &Target, n_rows: usize, spec: SplitSpec) -> Parts {
    let mut rng = Rng::stream(spec.seed, "split", 0);
    let (mut parts, mut seen) = (Parts::default(), 0);
    for mut rows in strata(target, n_rows) {
        rng.shuffle(&mut rows);
        let room = rows.len().saturating_sub(1);
        let test = dealt(seen, rows.len(), spec.test).min(room);
        let validation = dealt(seen, rows.len(), spec.validation).min(room - test);
        seen += rows.len();
        parts.test.extend(&rows[..test]);
        parts.validation.extend(&rows[test..test + validation]);
        parts.train.extend(&rows[test + validation..]);
    }
    for part in [&mut parts.train, &mut parts.validation, &mut parts.test] {
        part.sort_unstable();
    }
    parts
}

fn strata(target: &Target, n_rows: usize) -> Vec<Vec<u32>> {
    match target {
        Target::Numbers(_) => vec![(0..n_rows as u32).collect()],
        Target::Classes { names, codes } => {
            let mut rows = vec![Vec::new(); names.len()];
            codes.iter().enumerate().for_each(|(i, &c)| rows[c as usize].push(i as u32));
            rows
        }
    }
}

/// How many of the `n` rows after the first `seen` go to a part of `percent`: the running total is rounded, not each class.
fn dealt(seen: usize, n: usize, percent: u8) -> usize {
    let total = |rows: usize| (rows * usize::from(percent.min(50)) + 50) / 100;
    total(seen + n) - total(seen)
}
