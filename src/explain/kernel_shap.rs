//! Kernel SHAP (Lundberg and Lee 2017), coalitions and weights as shap 0.51.0 plans them (explainers/_kernel.py): sizes are
//! enumerated whole from the outside in while the budget lasts, the rest is sampled in pairs of complements. Attributions
//! are the weighted least-squares fit of `v(S) - v(empty)` by the sum of the players' values, whose total is held to
//! `v(full) - v(empty)`. With all coalitions enumerated, they are the Shapley values.

use super::{SampleBudget, ShapSpec, lars};
use crate::compute::coalition::Coalitions;
use crate::num::rng::Rng;
use crate::num::solve::cholesky;
use ndarray::{Array1, Array2};
use std::collections::BTreeMap;

/// Groups of draws, each left out once: what the standard errors come from.
const N_GROUPS: usize = 50;

/// The most players of which all coalitions are taken when that is asked for.
pub const MAX_ALL: usize = 16;

/// The coalitions to evaluate and what each counts.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Without the empty and the full one.
    pub coalitions: Coalitions,
    /// Kernel weight of each enumerated coalition; sampled ones come after these.
    fixed: Vec<f64>,
    /// The weight that the sampled coalitions share.
    left: f64,
    /// Draws: which coalition, and which group.
    draws: Vec<(usize, usize)>,
    /// Whether these are all coalitions.
    pub exact: bool,
}

/// The attributions of the players.
#[derive(Clone, Debug, PartialEq)]
pub struct Solved {
    /// One a player.
    pub values: Vec<f64>,
    /// Standard errors by leaving out groups of draws; `None` when exact.
    pub errors: Option<Vec<f64>>,
}

/// How many coalitions a spec allows for so many players.
fn budget(n_players: usize, samples: SampleBudget) -> usize {
    let all = if n_players < 30 { (1usize << n_players) - 2 } else { usize::MAX };
    let wanted = match samples {
        SampleBudget::Auto => 2 * n_players + 2048,
        // Fewer than the single players and their complements leave some player out.
        SampleBudget::AtMost(n) => (n as usize).max(2 * n_players),
        SampleBudget::All => (1 << MAX_ALL) - 2,
    };
    wanted.min(all)
}

/// Plans the coalitions of `n_players`, at least two.
pub fn plan(n_players: usize, spec: &ShapSpec) -> Plan {
    let m = n_players;
    let mut coalitions = Coalitions::new(m);
    if m < 2 {
        return Plan { coalitions, fixed: Vec::new(), left: 0.0, draws: Vec::new(), exact: true };
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
                coalitions.push((0..m).filter(|p| !subset.contains(p)));
                fixed.push(each);
            }
        });
    }
    let exact = n_whole == weights.len();
    let mut plan = Plan { coalitions, left: weights[n_whole..].iter().sum(), fixed, draws: Vec::new(), exact };
    if !exact {
        draw(&mut plan, &weights, n_whole, budget, &mut Rng::stream(spec.seed, "coalitions", 0));
    }
    plan
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

/// Samples sizes that were not taken whole until the budget of distinct coalitions is used up.
fn draw(plan: &mut Plan, weights: &[f64], n_whole: usize, budget: usize, rng: &mut Rng) {
    let m = plan.coalitions.n_players();
    let n_paired = (m - 1) / 2;
    let mut cumulative = Vec::new();
    let mut sum = 0.0;
    for size in n_whole + 1..=weights.len() {
        sum += weights[size - 1] / if size <= n_paired { 2.0 } else { 1.0 };
        cumulative.push(sum);
    }
    let mut known: BTreeMap<Vec<u64>, usize> = BTreeMap::new();
    let mut left = budget.saturating_sub(plan.coalitions.len());
    // Where nearly all coalitions are known already, new ones are rare: as the reference, stop after four draws a place.
    for n_drawn in 0..4 * left {
        if left == 0 {
            break;
        }
        let size = n_whole + 1 + rng.weighted(&cumulative);
        let subset = rng.sample(m, size);
        let group = n_drawn % N_GROUPS;
        let mut take = |players: Vec<usize>, plan: &mut Plan, left: &mut usize| {
            let at = plan.coalitions.len();
            plan.coalitions.push(players);
            let key = plan.coalitions.key(at).to_vec();
            if let Some(&idx) = known.get(&key) {
                plan.coalitions.pop();
                plan.draws.push((idx, group));
            } else if *left > 0 {
                known.insert(key, at);
                *left -= 1;
                plan.draws.push((at, group));
            } else {
                plan.coalitions.pop();
            }
        };
        take(subset.clone(), plan, &mut left);
        if size <= n_paired {
            take((0..m).filter(|p| !subset.contains(p)).collect(), plan, &mut left);
        }
    }
}

/// Solves for the attributions. `values` holds `v` of the plan's coalitions; `keep` limits the players as shap's
/// `num_features(k)` does.
pub fn solve(plan: &Plan, values: &[f64], base: f64, full: f64, keep: Option<usize>) -> Solved {
    let m = plan.coalitions.n_players();
    let total = full - base;
    if m < 2 {
        return Solved { values: vec![total; m], errors: None };
    }
    let counts = |without: Option<usize>| {
        let mut weights = vec![0.0; values.len()];
        weights[..plan.fixed.len()].copy_from_slice(&plan.fixed);
        let drawn = || plan.draws.iter().filter(|d| Some(d.1) != without);
        let each = plan.left / drawn().count().max(1) as f64;
        drawn().for_each(|d| weights[d.0] += each);
        weights
    };
    let gains: Vec<f64> = values.iter().map(|v| v - base).collect();
    let weights = counts(None);
    let kept = match keep {
        Some(k) if k < m => lars::first(&plan.coalitions, &weights, &gains, total, k.max(1)),
        _ => (0..m).collect(),
    };
    let solve = |weights: &[f64]| least_squares(&plan.coalitions, weights, &gains, total, &kept);
    let solution = solve(&weights);
    let errors = (!plan.exact).then(|| jackknife(m, |group| solve(&counts(Some(group)))));
    Solved { values: solution, errors }
}

/// Standard errors from the estimates that leave out one group of draws each (Tukey 1958).
fn jackknife(m: usize, without: impl Fn(usize) -> Vec<f64>) -> Vec<f64> {
    let estimates: Vec<Vec<f64>> = (0..N_GROUPS).map(without).collect();
    let g = N_GROUPS as f64;
    let error = |player: usize| {
        let mean: f64 = estimates.iter().map(|e| e[player]).sum::<f64>() / g;
        let squares: f64 = estimates.iter().map(|e| (e[player] - mean) * (e[player] - mean)).sum();
        crate::num::math::sqrt(squares * (g - 1.0) / g)
    };
    (0..m).map(error).collect()
}

/// Weighted least squares with the total held: the last kept player's value is what the others leave of it.
fn least_squares(coalitions: &Coalitions, weights: &[f64], gains: &[f64], total: f64, kept: &[usize]) -> Vec<f64> {
    let mut values = vec![0.0; coalitions.n_players()];
    let Some((&last, others)) = kept.split_last() else { return values };
    let n = others.len();
    let (mut normal, mut moment) = (Array2::zeros((n, n)), Array1::zeros(n));
    let mut row = vec![0.0; n];
    for (idx, (&w, &gain)) in weights.iter().zip(gains).enumerate() {
        if w == 0.0 {
            continue;
        }
        let has_last = if coalitions.has(idx, last) { 1.0 } else { 0.0 };
        for (r, &p) in row.iter_mut().zip(others) {
            *r = if coalitions.has(idx, p) { 1.0 } else { 0.0 } - has_last;
        }
        let y = gain - has_last * total;
        for i in 0..n {
            if row[i] != 0.0 {
                let wi = w * row[i];
                moment[i] += wi * y;
                for j in 0..=i {
                    normal[[i, j]] += wi * row[j];
                }
            }
        }
    }
    for i in 0..n {
        for j in 0..i {
            normal[[j, i]] = normal[[i, j]];
        }
    }
    let solution = cholesky(normal.view(), moment.view()).x;
    others.iter().zip(&solution).for_each(|(&p, &v)| values[p] = v);
    values[last] = total - solution.sum();
    values
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
