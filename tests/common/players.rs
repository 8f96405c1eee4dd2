//! Who plays, in tests of masked rows.

use std::ops::Range;
use vitrine::num::rng::Rng;

/// Players of one to three columns from the column `first` on, with columns of nobody between some of them, and the number of all
/// columns.
pub fn players(n: usize, first: usize, rng: &mut Rng) -> (Vec<Range<usize>>, usize) {
    let mut at = first;
    let players = (0..n).map(|_| {
        let begin = at + rng.below(2);
        at = begin + 1 + rng.below(3);
        begin..at
    });
    (players.collect(), at + rng.below(3))
}
