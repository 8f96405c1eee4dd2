//! A sort in steps: what is too long for one is halved around its median first. Values that the order does not
//! tell apart must be alike, so that nothing depends on how the steps are cut.

use std::cmp::Ordering;
use std::ops::Range;

/// A sort under way: the ranges that are still without order, the first of them last.
#[derive(Clone, Debug, Default)]
pub struct Sorting(Vec<Range<usize>>);

impl Sorting {
    /// Of `n` values, none in its place yet.
    pub fn new(n: usize) -> Sorting {
        Sorting(std::iter::once(0..n).collect())
    }

    /// Sorts about `n` of them; whether there are more. The values must be the same in each step.
    pub fn step<T>(&mut self, values: &mut [T], n: usize, by: impl Fn(&T, &T) -> Ordering) -> bool {
        let mut left = n.max(2);
        while left > 0
            && let Some(range) = self.0.pop()
        {
            let part = &mut values[range.clone()];
            if part.len() <= n.max(2) {
                part.sort_unstable_by(&by);
            } else {
                let middle = part.len() / 2;
                part.select_nth_unstable_by(middle, &by);
                self.0.push(range.start + middle + 1..range.end);
                self.0.push(range.start..range.start + middle);
            }
            left = left.saturating_sub(range.len().max(1));
        }
        !self.0.is_empty()
    }
}
