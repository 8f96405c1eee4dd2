//! The coalitions that Kernel SHAP evaluates and their weights, as shap 0.51.0 plans them (explainers/_kernel.py): sizes are
//! enumerated whole from the outside in while the budget lasts, the rest is sampled in pairs of complements.

use super::spec::{MAX_ALL, SampleBudget, ShapSpec};
use crate::compute::coalition::Coalitions;
use crate::num::rng::Rng;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Groups of draws, each left out once: what the standard errors over them come from.
pub(super) const N_GROUPS: usize = 50;

/// The coalitions to evaluate and what each counts.
#[derive(Clone, Debug)]
pub struct CoalitionPlan {
    /// Without the empty and the full one.
    pub coalitions: Rc<Coalitions>,
    /// Kernel weight of each enumerated coalition; sampled ones come after these.
    pub(super) fixed: Vec<f64>,
    /// The weight that the sampled coalitions share.
    pub(super) left: f64,
    /// Draws: which coalition, and which group.
    pub(super) draws: Vec<(usize, usize)>,
    /// Whether these are all coalitions.
    pub exact: bool,
}

impl CoalitionPlan {
    /// What each coalition counts: an enumerated one its kernel weight, a drawn one its share of the draws.
    pub(super) fn weights(&self) -> Vec<f64> {
        let mut weights = vec![0.0; self.coalitions.len()];
        weights[..self.fixed.len()].copy_from_slice(&self.fixed);
        let each = self.left / self.draws.len().max(1) as f64;
        self.draws.iter().for_each(|d| weights[d.0] += each);
        weights
    }
}

/// How many coalitions a spec allows for so many players.
pub fn budget(n_players: usize, samples: SampleBudget) -> usize {
    let all = if n_players < 30 { (1usize << n_players).saturating_sub(2) } else { usize::MAX };
    let wanted = match samples {
        SampleBudget::Auto => 2 * n_players + 2048,
        // Fewer than the single players and their complements leave some player out.
        SampleBudget::AtMost(n) => (n as usize).max(2 * n_players),
        SampleBudget::All => (1 << MAX_ALL) - 2,
    };
    wanted.min(all)
}

/// Plans the coalitions of `n_players`, at least two.
pub fn plan(n_players: usize, spec: &ShapSpec) -> CoalitionPlan {
    let m = n_players;
    let mut coalitions = Coalitions::new(m);
    if m < 2 {
        return CoalitionPlan {
            coalitions: coalitions.into(),
            fixed: Vec::new(),
            left: 0.0,
            draws: Vec::new(),
            exact: true,
        };
    }
    let weights = size_weights(m);
    let n_paired = (m - 1) / 2;
    let budget = budget(m, spec.samples);
    let mut fixed = Vec::new();
    let mut n_whole = 0;
    // Not one by one but by its share of what is left, a size is taken whole.
    let mut remaining = weights.clone();
    let mut left = budget as f64;
    for size in 1..=weights.len() {
        let paired = size <= n_paired;
        let n_subsets = binomial(m, size) * if paired { 2.0 } else { 1.0 };
        let share = remaining[size - 1];
        if left * share / n_subsets < 1.0 - 1e-8 {
            break;
        }
        n_whole += 1;
        left -= n_subsets;
        if share < 1.0 {
            remaining.iter_mut().for_each(|w| *w /= 1.0 - share);
        }
        let each = weights[size - 1] / n_subsets;
        for_each_subset(m, size, |subset| {
            coalitions.push(subset.iter().copied());
            fixed.push(each);
            if paired {
                coalitions.push_others();
                fixed.push(each);
            }
        });
    }
    let exact = n_whole == weights.len();
    let mut rng = Rng::stream(spec.seed, "coalitions", 0);
    let draws = if exact { Vec::new() } else { draw(&mut coalitions, &weights, n_whole, budget, &mut rng) };
    CoalitionPlan { coalitions: coalitions.into(), left: weights[n_whole..].iter().sum(), fixed, draws, exact }
}

/// The kernel's total weight of each size and its complement's, from the outside in, summing to one.
fn size_weights(m: usize) -> Vec<f64> {
    let n_paired = (m - 1) / 2;
    let weight = |s: usize| (m - 1) as f64 / (s * (m - s)) as f64 * if s <= n_paired { 2.0 } else { 1.0 };
    let mut weights: Vec<f64> = (1..=m / 2).map(weight).collect();
    let total: f64 = weights.iter().sum();
    weights.iter_mut().for_each(|w| *w /= total);
    weights
}

/// Samples sizes that were not taken whole until the budget of distinct coalitions is used up; which coalition each draw is of, and
/// its group.
fn draw(
    coalitions: &mut Coalitions,
    weights: &[f64],
    n_whole: usize,
    budget: usize,
    rng: &mut Rng,
) -> Vec<(usize, usize)> {
    let m = coalitions.n_players();
    let mut draws = Vec::new();
    let n_paired = (m - 1) / 2;
    let mut cumulative = Vec::new();
    let mut sum = 0.0;
    for size in n_whole + 1..=weights.len() {
        sum += weights[size - 1] / if size <= n_paired { 2.0 } else { 1.0 };
        cumulative.push(sum);
    }
    let mut known: BTreeMap<Vec<u64>, usize> = BTreeMap::new();
    let mut left = budget.saturating_sub(coalitions.len());
    // Where nearly all coalitions are known already, new ones are rare: as the reference, stop after four draws a place.
    for n_drawn in 0..4 * left {
        if left == 0 {
            break;
        }
        let size = n_whole + 1 + rng.weighted(&cumulative);
        let subset = rng.sample(m, size);
        let group = n_drawn % N_GROUPS;
        let mut take = |players: Vec<usize>| {
            let at = coalitions.len();
            coalitions.push(players);
            let key = coalitions.key(at).to_vec();
            if let Some(&idx) = known.get(&key) {
                coalitions.pop();
                draws.push((idx, group));
            } else if left > 0 {
                known.insert(key, at);
                left -= 1;
                draws.push((at, group));
            } else {
                coalitions.pop();
            }
        };
        take(subset.clone());
        if size <= n_paired {
            take((0..m).filter(|p| !subset.contains(p)).collect());
        }
    }
    draws
}

fn binomial(n: usize, k: usize) -> f64 {
    (0..k).fold(1.0, |c, i| c * (n - i) as f64 / (i + 1) as f64)
}

/// Calls `take` with every subset of `size` of `0..n`, in lexical order.
fn for_each_subset(n: usize, size: usize, mut take: impl FnMut(&[usize])) {
    let mut subset: Vec<usize> = (0..size).collect();
    loop {
        take(&subset);
        let Some(i) = (0..size).rev().find(|&i| subset[i] < n - size + i) else { return };
        subset[i] += 1;
        for j in i + 1..size {
            subset[j] = subset[j - 1] + 1;
        }
    }
}
