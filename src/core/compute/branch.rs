//! Coalitions in branches: neighbours in a sorted list, which share the players of the highest numbers.

use super::coalition::Coalitions;
use super::subsets::GROUP;
use crate::num::order;
use std::ops::Range;

/// Neighbours in a list of coalitions.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// Where they stand in the list.
    pub range: Range<usize>,
    /// The players that all of them have.
    pub shared: Vec<usize>,
    /// The players that some of them have and others have not.
    pub varies: Vec<usize>,
    /// What share of them has each of those.
    pub shares: Vec<f32>,
}

impl Branch {
    /// What all of them have of a group of players, see [`super::subsets`].
    pub fn within(&self, group: usize) -> usize {
        self.shared.iter().filter(|p| *p / GROUP == group).fold(0, |bits, p| bits | 1 << (p % GROUP))
    }
}

/// A branch has at most so many coalitions for each player that varies in it.
const MOST: usize = 20;

/// All coalitions in the order that [`branches`] wants: by their highest players first.
pub fn sorted(coalitions: &Coalitions) -> Vec<u32> {
    let mut list: Vec<u32> = (0..coalitions.len() as u32).collect();
    // Half a word, which a number holds, after the other: equal ones keep the order of the halves before.
    for half in 0..2 * coalitions.n_players().div_ceil(64) {
        let bits = |c: u32| coalitions.key(c as usize)[half / 2] >> (32 * (half % 2)) as u32;
        let keys: Vec<f64> = list.iter().map(|&c| f64::from(bits(c) as u32)).collect();
        list = order::ascending(&keys).into_iter().map(|at| list[at]).collect();
    }
    list
}

/// The branches of a list that is sorted by the players in `matters`; the others make no difference.
pub fn branches(coalitions: &Coalitions, list: &[u32], matters: &[u64]) -> Vec<Branch> {
    let mut found = Vec::new();
    let mut left: Vec<Range<usize>> = std::iter::once(0..list.len()).collect();
    while let Some(range) = left.pop() {
        let Some((&first, &last)) = list[range.clone()].first().zip(list[range.clone()].last()) else { continue };
        // As they are sorted, the first and the last one differ in the highest player that varies.
        let varies = |p: usize| {
            matters[p / 64] >> (p % 64) & 1 == 1
                && coalitions.has(first as usize, p) != coalitions.has(last as usize, p)
        };
        let highest = (0..coalitions.n_players()).rev().find(|&p| varies(p));
        let n_below = |highest: usize| (0..=highest).filter(|p| matters[p / 64] >> (p % 64) & 1 == 1).count();
        match highest {
            Some(highest) if range.len() > MOST * n_below(highest) => {
                let n_without = list[range.clone()].partition_point(|&c| !coalitions.has(c as usize, highest));
                let at = range.start + n_without;
                left.extend([at..range.end, range.start..at]);
            }
            _ => found.push(branch(coalitions, list, range)),
        }
    }
    found
}

fn branch(coalitions: &Coalitions, list: &[u32], range: Range<usize>) -> Branch {
    let list = &list[range.clone()];
    let n_words = coalitions.n_players().div_ceil(64);
    let (mut shared, mut any) = (vec![u64::MAX; n_words], vec![0; n_words]);
    for &c in list {
        for ((shared, any), key) in shared.iter_mut().zip(&mut any).zip(coalitions.key(c as usize)) {
            *shared &= key;
            *any |= key;
        }
    }
    let has = |bits: &[u64], p: usize| bits[p / 64] >> (p % 64) & 1 == 1;
    let players = |which: &dyn Fn(usize) -> bool| (0..coalitions.n_players()).filter(|&p| which(p)).collect::<Vec<_>>();
    let varies = players(&|p| has(&any, p) && !has(&shared, p));
    let share = |&p: &usize| list.iter().filter(|&&c| coalitions.has(c as usize, p)).count() as f32 / list.len() as f32;
    Branch { range, shared: players(&|p| has(&shared, p)), shares: varies.iter().map(share).collect(), varies }
}
