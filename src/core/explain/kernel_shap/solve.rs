//! Kernel SHAP's attributions from the values of a plan's coalitions: the weighted least squares, and the standard errors over
//! what was drawn. Draws of coalitions are left out group by group; what groups of background rows move the values by goes
//! through the same least squares as the values do.

use super::lars;
use super::plan::{CoalitionPlan, N_GROUPS};
use crate::explain::coalitions::Ends;
use crate::explain::values::Evaluated;
use crate::num::math;
use crate::num::solve::{Factored, cholesky};
use ndarray::{Array1, Array2};

/// The attributions of the players.
#[derive(Clone, Debug, PartialEq)]
pub struct ShapSolution {
    /// One a player.
    pub values: Vec<f64>,
    /// Standard errors over the draws of coalitions and of background rows; `None` where neither were drawn, and for players not
    /// kept.
    pub errors: Vec<Option<f64>>,
}

/// The least squares of a plan, worked through in pieces of some milliseconds.
#[derive(Clone, Debug)]
pub struct Solving {
    ends: Ends,
    evaluated: Evaluated,
    /// The players whose values are not held at 0, the last of which takes what the others leave of the total.
    kept: Vec<usize>,
    /// Enumerated coalitions and draws that have been added up.
    n_added: usize,
    fixed: Normal,
    drawn: Normal,
    values: Option<Vec<f64>>,
    /// The values without each group of draws.
    without: Vec<Vec<f64>>,
    background: Moved,
}

/// What groups of background rows move the attributions by: the least squares of what they move the values by.
#[derive(Clone, Debug)]
struct Moved {
    /// One a kept player but the last, and group.
    moments: Array2<f64>,
    normal: Option<Factored>,
    n_solved: usize,
    /// Sums of squares over the groups, one a player.
    squares: Vec<f64>,
}

/// Normal equations: the lower half of the matrix, and the moment.
#[derive(Clone, Debug)]
struct Normal {
    matrix: Array2<f64>,
    moment: Array1<f64>,
}

/// Multiply-adds that solving a plan takes, with so many groups of background rows, where at most `keep` players are kept.
pub fn work(plan: &CoalitionPlan, n_groups: usize, keep: Option<usize>) -> f64 {
    let m = plan.coalitions.n_players();
    let n = keep.map_or(m, |k| k.min(m));
    all_pieces(plan, n) * n as f64 * (0.5 * n as f64 + n_groups as f64)
}

/// Equations that were added up and systems that were solved, counted in equations; what the background's groups take beside is
/// little. A system takes a sixth of the cube of its size, an equation half of the square.
fn pieces(n_added: usize, n_solved: usize, n: usize) -> f64 {
    n_added as f64 + n_solved as f64 * n.max(1) as f64 / 3.0
}

fn all_pieces(plan: &CoalitionPlan, n: usize) -> f64 {
    let n_solves = if plan.exact { 1 } else { N_GROUPS + 1 };
    pieces(plan.fixed.len() + plan.draws.len(), n_solves, n)
}

/// Multiply-adds that one piece of work adds up, about.
const WORK: usize = 4_000_000;

impl Solving {
    /// Begins. `evaluated` is of the plan's coalitions; `keep` limits the players as shap's `num_features(k)` does.
    pub fn new(plan: &CoalitionPlan, evaluated: Evaluated, ends: Ends, keep: Option<usize>) -> Solving {
        let m = plan.coalitions.n_players();
        let kept = match keep {
            Some(k) if k < m => {
                let gains: Vec<f64> = evaluated.values.iter().map(|v| v - ends.base).collect();
                lars::first(&plan.coalitions, &plan.weights(), &gains, ends.full - ends.base, k.max(1))
            }
            _ => (0..m).collect(),
        };
        let n = kept.len().saturating_sub(1);
        let moments = Array2::zeros((n, ends.base_moved.len()));
        Solving {
            ends,
            evaluated,
            kept,
            n_added: 0,
            fixed: Normal::zeros(n),
            drawn: Normal::zeros(n),
            values: None,
            without: Vec::new(),
            background: Moved { moments, normal: None, n_solved: 0, squares: vec![0.0; m] },
        }
    }

    /// Does the next piece; `true` when nothing is left to do.
    pub fn step(&mut self, plan: &CoalitionPlan) -> bool {
        let n = self.kept.len().saturating_sub(1);
        let n_fixed = plan.fixed.len();
        let n_all = n_fixed + plan.draws.len();
        let n_groups = self.ends.base_moved.len();
        let each = plan.left / plan.draws.len().max(1) as f64;
        if self.n_added < n_all {
            let to = (self.n_added + WORK / (n * (n / 2 + n_groups) + 1) + 1).min(n_all);
            let mut row = vec![0.0; n];
            for at in self.n_added..to {
                if at < n_fixed {
                    let y = self.equation(plan, at, &mut row);
                    self.fixed.add(&row, y, plan.fixed[at]);
                    self.add_moved(plan, at, &row, plan.fixed[at]);
                } else {
                    let idx = plan.draws[at - n_fixed].0;
                    let y = self.equation(plan, idx, &mut row);
                    self.drawn.add(&row, y, 1.0);
                    self.add_moved(plan, idx, &row, each);
                }
            }
            self.n_added = to;
        } else if self.values.is_none() {
            self.values = Some(self.solved(&self.fixed.plus(&self.drawn, each), plan));
        } else if self.background.n_solved < n_groups {
            for _ in 0..WORK / (n * n + 1) + 1 {
                self.solve_moved(each);
            }
        } else if !plan.exact && self.without.len() < N_GROUPS {
            self.without.push(self.solved_without(self.without.len(), plan));
        }
        self.n_added == n_all
            && self.values.is_some()
            && self.background.n_solved == n_groups
            && (plan.exact || self.without.len() == N_GROUPS)
    }

    /// Share of the pieces that is done, 0 to 1.
    pub fn done(&self, plan: &CoalitionPlan) -> f64 {
        let n_solved = self.without.len() + usize::from(self.values.is_some());
        pieces(self.n_added, n_solved, self.kept.len()) / all_pieces(plan, self.kept.len())
    }

    /// The attributions; all pieces must be done.
    pub fn finish(self, plan: &CoalitionPlan) -> ShapSolution {
        let m = plan.coalitions.n_players();
        let values = self.values.unwrap_or_else(|| vec![0.0; m]);
        let is_drawn = !plan.exact || !self.ends.base_moved.is_empty();
        let error = |p: usize| {
            let by_coalitions = if plan.exact { 0.0 } else { jackknife(&self.without, p) };
            // Neither draw knows of the other, so that their variances add.
            math::sqrt(by_coalitions * by_coalitions + self.background.squares[p])
        };
        let errors = (0..m).map(|p| (is_drawn && self.kept.contains(&p)).then(|| error(p)));
        ShapSolution { errors: errors.collect(), values }
    }

    /// A coalition's equation, the last player eliminated: the row of the others, and the right-hand side.
    fn equation(&self, plan: &CoalitionPlan, idx: usize, row: &mut [f64]) -> f64 {
        let has = |p: usize| if plan.coalitions.has(idx, p) { 1.0 } else { 0.0 };
        let has_last = self.kept.last().map_or(0.0, |&p| has(p));
        row.iter_mut().zip(&self.kept).for_each(|(r, &p)| *r = has(p) - has_last);
        self.evaluated.values[idx] - self.ends.base - has_last * (self.ends.full - self.ends.base)
    }

    /// The same right-hand side of what each group moves the values by; it does not move the value of everybody.
    fn add_moved(&mut self, plan: &CoalitionPlan, idx: usize, row: &[f64], weight: f64) {
        let base = &self.ends.base_moved;
        let lacks_last = self.kept.last().is_some_and(|&p| !plan.coalitions.has(idx, p));
        let share = if lacks_last { 1.0 } else { 0.0 };
        let moved = &self.evaluated.moved[idx * base.len()..][..base.len()];
        for (&r, mut moments) in row.iter().zip(self.background.moments.rows_mut()).filter(|(r, _)| **r != 0.0) {
            let wr = weight * r;
            moments.iter_mut().zip(moved).zip(base).for_each(|((sum, v), b)| *sum += wr * (v - share * b));
        }
    }

    /// Solves for the next group, if there is one.
    fn solve_moved(&mut self, each: f64) {
        let Moved { moments, normal, n_solved, squares } = &mut self.background;
        let Some(&base) = self.ends.base_moved.get(*n_solved) else { return };
        let column = moments.column(*n_solved);
        *n_solved += 1;
        let Some((&last, others)) = self.kept.split_last() else { return };
        let normal = normal.get_or_insert_with(|| Factored::of(self.fixed.plus(&self.drawn, each).whole().view()));
        let solution = normal.solve(column);
        let rest = -base - solution.sum();
        others.iter().zip(&solution).for_each(|(&p, v)| squares[p] += v * v);
        squares[last] += rest * rest;
    }

    /// The values without one group of draws, whose equations are taken from the sum of all.
    fn solved_without(&self, group: usize, plan: &CoalitionPlan) -> Vec<f64> {
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

    fn solved(&self, normal: &Normal, plan: &CoalitionPlan) -> Vec<f64> {
        let mut values = vec![0.0; plan.coalitions.n_players()];
        let Some((&last, others)) = self.kept.split_last() else { return values };
        let solution = normal.solve();
        others.iter().zip(&solution).for_each(|(&p, &v)| values[p] = v);
        values[last] = self.ends.full - self.ends.base - solution.sum();
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

    /// The matrix with both halves.
    fn whole(&self) -> Array2<f64> {
        Array2::from_shape_fn(self.matrix.raw_dim(), |(i, j)| self.matrix[[i.max(j), i.min(j)]])
    }

    fn solve(&self) -> Array1<f64> {
        cholesky(self.whole().view(), self.moment.view()).x
    }
}

/// A player's standard error from the estimates that leave out one group of draws each (Tukey 1958).
fn jackknife(without: &[Vec<f64>], player: usize) -> f64 {
    let g = without.len() as f64;
    let mean = without.iter().map(|e| e[player]).sum::<f64>() / g;
    let squares: f64 = without.iter().map(|e| (e[player] - mean) * (e[player] - mean)).sum();
    math::sqrt(squares * (g - 1.0) / g)
}

/// Solves a plan at one go: all of [`Solving`], without groups of background rows.
pub fn solve(plan: &CoalitionPlan, values: &[f64], base: f64, full: f64, keep: Option<usize>) -> ShapSolution {
    let evaluated = Evaluated { values: values.to_vec(), moved: Vec::new() };
    let mut solving = Solving::new(plan, evaluated, Ends { base, full, base_moved: Vec::new() }, keep);
    while !solving.step(plan) {}
    solving.finish(plan)
}
