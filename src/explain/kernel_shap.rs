//! Kernel SHAP (Lundberg and Lee 2017), coalitions and weights as shap 0.51.0 plans them (explainers/_kernel.py): sizes are
//! enumerated whole from the outside in while the budget lasts, the rest is sampled in pairs of complements. Attributions
//! are the weighted least-squares fit of `v(S) - v(empty)` by the sum of the players' values, whose total is held to
//! `v(full) - v(empty)`. With all coalitions enumerated, they are the Shapley values.

use super::{SampleBudget, ShapSpec, lars};
use crate::compute::coalition::Coalitions;
use crate::num::math;
use crate::num::rng::Rng;
use crate::num::solve::cholesky;
use ndarray::{Array1, Array2};
use std::collections::BTreeMap;

/// Groups of draws, each left out once: what the standard errors come from.
const N_GROUPS: usize = 50;

/// The most players of which all coalitions are taken when that is asked for.
pub const MAX_ALL: usize = 20;

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
    /// Standard errors by leaving out groups of draws; `None` where nothing was sampled, and for players not kept.
    pub errors: Vec<Option<f64>>,
}

impl Plan {
    /// What each coalition counts: an enumerated one its kernel weight, a drawn one its share of the draws.
    fn weights(&self) -> Vec<f64> {
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
                coalitions.push_others();
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

/// The least squares of a plan, worked through in pieces of some milliseconds.
#[derive(Clone, Debug)]
pub struct Solving {
    total: f64,
    gains: Vec<f64>,
    /// The players whose values are not held at 0, the last of which takes what the others leave of the total.
    kept: Vec<usize>,
    /// Enumerated coalitions and draws that have been added up.
    n_added: usize,
    fixed: Normal,
    drawn: Normal,
    values: Option<Vec<f64>>,
    /// The values without each group of draws.
    without: Vec<Vec<f64>>,
}

/// Normal equations: the lower half of the matrix, and the moment.
#[derive(Clone, Debug)]
struct Normal {
    matrix: Array2<f64>,
    moment: Array1<f64>,
}

/// Multiply-adds that one piece of work adds up, about.
const WORK: usize = 4_000_000;

impl Solving {
    /// Begins. `values` holds `v` of the plan's coalitions; `keep` limits the players as shap's `num_features(k)` does.
    pub fn new(plan: &Plan, values: &[f64], base: f64, full: f64, keep: Option<usize>) -> Solving {
        let m = plan.coalitions.n_players();
        let (total, gains) = (full - base, values.iter().map(|v| v - base).collect::<Vec<f64>>());
        let kept = match keep {
            Some(k) if k < m => lars::first(&plan.coalitions, &plan.weights(), &gains, total, k.max(1)),
            _ => (0..m).collect(),
        };
        let n = kept.len().saturating_sub(1);
        let (fixed, drawn) = (Normal::zeros(n), Normal::zeros(n));
        Solving { total, gains, kept, n_added: 0, fixed, drawn, values: None, without: Vec::new() }
    }

    /// Does the next piece; `true` when nothing is left to do.
    pub fn step(&mut self, plan: &Plan) -> bool {
        let n = self.kept.len().saturating_sub(1);
        let n_fixed = plan.fixed.len();
        let n_all = n_fixed + plan.draws.len();
        if self.n_added < n_all {
            let to = (self.n_added + WORK / (n * n / 2 + 1) + 1).min(n_all);
            let mut row = vec![0.0; n];
            for at in self.n_added..to {
                if at < n_fixed {
                    let y = self.equation(plan, at, &mut row);
                    self.fixed.add(&row, y, plan.fixed[at]);
                } else {
                    let y = self.equation(plan, plan.draws[at - n_fixed].0, &mut row);
                    self.drawn.add(&row, y, 1.0);
                }
            }
            self.n_added = to;
        } else if self.values.is_none() {
            let each = plan.left / plan.draws.len().max(1) as f64;
            self.values = Some(self.solved(&self.fixed.plus(&self.drawn, each), plan));
        } else if !plan.exact && self.without.len() < N_GROUPS {
            self.without.push(self.solved_without(self.without.len(), plan));
        }
        self.n_added == n_all && self.values.is_some() && (plan.exact || self.without.len() == N_GROUPS)
    }

    /// Share of the pieces that is done, 0 to 1.
    pub fn done(&self, plan: &Plan) -> f64 {
        let n = self.kept.len().max(1) as f64;
        let solves = if plan.exact { 1 } else { N_GROUPS + 1 };
        let all = (plan.fixed.len() + plan.draws.len()) as f64 + solves as f64 * n / 3.0;
        let n_solved = self.without.len() + usize::from(self.values.is_some());
        (self.n_added as f64 + n_solved as f64 * n / 3.0) / all
    }

    /// The attributions; all pieces must be done.
    pub fn finish(self, plan: &Plan) -> Solved {
        let m = plan.coalitions.n_players();
        let values = self.values.unwrap_or_else(|| vec![0.0; m]);
        let error = |p: usize| (!plan.exact && self.kept.contains(&p)).then(|| jackknife(&self.without, p));
        Solved { errors: (0..m).map(error).collect(), values }
    }

    /// A coalition's equation, the last player eliminated: the row of the others, and the right-hand side.
    fn equation(&self, plan: &Plan, idx: usize, row: &mut [f64]) -> f64 {
        let has = |p: usize| if plan.coalitions.has(idx, p) { 1.0 } else { 0.0 };
        let has_last = self.kept.last().map_or(0.0, |&p| has(p));
        row.iter_mut().zip(&self.kept).for_each(|(r, &p)| *r = has(p) - has_last);
        self.gains[idx] - has_last * self.total
    }

    /// The values without one group of draws, whose equations are taken from the sum of all.
    fn solved_without(&self, group: usize, plan: &Plan) -> Vec<f64> {
        let mut row = vec![0.0; self.kept.len().saturating_sub(1)];
        let mut own = Normal::zeros(row.len());
        let mut n_own = 0;
        for &(idx, _) in plan.draws.iter().filter(|d| d.1 == group) {
            let y = self.equation(plan, idx, &mut row);
            own.add(&row, y, 1.0);
            n_own += 1;
        }
        let each = plan.left / (plan.draws.len() - n_own).max(1) as f64;
        self.solved(&self.fixed.plus(&self.drawn.plus(&own, -1.0), each), plan)
    }

    fn solved(&self, normal: &Normal, plan: &Plan) -> Vec<f64> {
        let mut values = vec![0.0; plan.coalitions.n_players()];
        let Some((&last, others)) = self.kept.split_last() else { return values };
        let solution = normal.solve();
        others.iter().zip(&solution).for_each(|(&p, &v)| values[p] = v);
        values[last] = self.total - solution.sum();
        values
    }
}

impl Normal {
    fn zeros(n: usize) -> Normal {
        Normal { matrix: Array2::zeros((n, n)), moment: Array1::zeros(n) }
    }

    /// Adds one equation `row . x = y` with its weight.
    fn add(&mut self, row: &[f64], y: f64, weight: f64) {
        for (i, &r) in row.iter().enumerate().filter(|(_, r)| **r != 0.0) {
            let wr = weight * r;
            self.moment[i] += wr * y;
            for (j, &other) in row[..=i].iter().enumerate() {
                self.matrix[[i, j]] += wr * other;
            }
        }
    }

    fn plus(&self, other: &Normal, scale: f64) -> Normal {
        Normal { matrix: &self.matrix + &(&other.matrix * scale), moment: &self.moment + &(&other.moment * scale) }
    }

    fn solve(&self) -> Array1<f64> {
        let at = |(i, j): (usize, usize)| self.matrix[[i.max(j), i.min(j)]];
        cholesky(Array2::from_shape_fn(self.matrix.raw_dim(), at).view(), self.moment.view()).x
    }
}

/// A player's standard error from the estimates that leave out one group of draws each (Tukey 1958).
fn jackknife(without: &[Vec<f64>], player: usize) -> f64 {
    let g = without.len() as f64;
    let mean = without.iter().map(|e| e[player]).sum::<f64>() / g;
    let squares: f64 = without.iter().map(|e| (e[player] - mean) * (e[player] - mean)).sum();
    math::sqrt(squares * (g - 1.0) / g)
}

/// Solves a plan at one go: all of [`Solving`].
pub fn solve(plan: &Plan, values: &[f64], base: f64, full: f64, keep: Option<usize>) -> Solved {
    let mut solving = Solving::new(plan, values, base, full, keep);
    while !solving.step(plan) {}
    solving.finish(plan)
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
