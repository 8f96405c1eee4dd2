//! Linear and logistic regression, fitted by Newton's method whose steps are solved by conjugate gradients (Nocedal and
//! Wright, Numerical Optimization, 2006, algorithm 7.1). Each piece of work is one pass over the training rows; no matrix
//! of second derivatives is ever formed. For a number the objective is quadratic and one Newton step solves it.

use crate::compute::sparse::{SparseRow, SparseRows};
use crate::model::loss::{Truth, loss, slope};
use crate::model::{Loss, OutputKind};
use serde::{Deserialize, Serialize};

/// Rows and truths that are fitted to.
#[derive(Clone, Debug)]
pub struct NewtonRows {
    /// Encoded rows (n x n_inputs).
    pub x: SparseRows,
    /// One a row; numbers in the target's unit.
    pub truth: Vec<Truth>,
}

/// A fit under way. Parameters are, for each raw output in turn, one weight an input and the intercept.
#[derive(Clone, Debug)]
pub struct Newton {
    output_kind: OutputKind,
    n_inputs: usize,
    l2: f64,
    pub(in crate::model) parameters: Vec<f64>,
    /// Mean prediction weights of the last gradient pass: probabilities (n x n_raw), from which curvature follows.
    probabilities: Vec<f64>,
    objective: f64,
    gradient: Vec<f64>,
    n_steps: usize,
    pub(in crate::model) phase: Phase,
}

/// What the next pass over the rows is for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::model) enum Phase {
    Gradient,
    Conjugate(Box<Conjugate>),
    Search { direction: Vec<f64>, slope: f64, length: f64 },
    Done,
}

/// Conjugate gradients for H d = -g.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::model) struct Conjugate {
    pub(in crate::model) d: Vec<f64>,
    pub(in crate::model) residual: Vec<f64>,
    pub(in crate::model) search: Vec<f64>,
    pub(in crate::model) rr: f64,
    pub(in crate::model) enough: f64,
    /// Passes that may still come, at least one.
    pub(in crate::model) left: usize,
}

/// What a piece of work came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worked {
    /// There is more to do.
    More,
    /// New parameters were accepted.
    Stepped,
    /// The optimum, as near as f64 gets.
    Done,
}

/// Newton steps at most: a separable data set without a penalty has no optimum.
pub const MAX_STEPS: usize = 60;
/// The mean gradient at which the optimum counts as reached.
const ENOUGH: f64 = 1e-11;

impl Newton {
    /// Starts from zero.
    pub fn new(output_kind: OutputKind, n_inputs: usize, l2: f64) -> Newton {
        let n = output_kind.n_raw() * (n_inputs + 1);
        Newton {
            output_kind,
            n_inputs,
            l2,
            parameters: vec![0.0; n],
            probabilities: Vec::new(),
            objective: f64::INFINITY,
            gradient: vec![0.0; n],
            n_steps: 0,
            phase: Phase::Gradient,
        }
    }

    /// Goes on after so many steps at these parameters, in some phase of the next step: gradient and curvature are made again.
    pub(in crate::model) fn go_on(&mut self, parameters: Vec<f64>, n_steps: usize, phase: Phase, rows: &NewtonRows) {
        (self.parameters, self.n_steps) = (parameters, n_steps);
        if !matches!(phase, Phase::Gradient) {
            // Where this pass would lead, the fit has been.
            self.start(rows);
        }
        self.phase = phase;
    }

    /// The parameters so far.
    pub fn parameters(&self) -> &[f64] {
        &self.parameters
    }

    /// Newton steps taken.
    pub fn n_steps(&self) -> usize {
        self.n_steps
    }

    /// One pass over the rows.
    pub fn work(&mut self, rows: &NewtonRows) -> Worked {
        match std::mem::replace(&mut self.phase, Phase::Done) {
            Phase::Done => return Worked::Done,
            Phase::Gradient => self.phase = self.start(rows),
            Phase::Conjugate(conjugate) => self.phase = self.conjugate(*conjugate, rows),
            Phase::Search { direction, slope, length } => {
                let to: Vec<f64> = self.parameters.iter().zip(&direction).map(|(p, d)| p + length * d).collect();
                let objective = self.objective(&to, rows);
                if objective <= self.objective + 1e-4 * length * slope {
                    self.parameters = to;
                    self.n_steps += 1;
                    self.phase = if self.n_steps < MAX_STEPS { Phase::Gradient } else { Phase::Done };
                    return Worked::Stepped;
                }
                // When a short step no longer helps, what is left is rounding.
                if length > 1e-6 {
                    self.phase = Phase::Search { direction, slope, length: length / 2.0 };
                }
            }
        }
        if matches!(self.phase, Phase::Done) { Worked::Done } else { Worked::More }
    }

    /// Objective, gradient and curvature at the parameters; then the first conjugate direction.
    fn start(&mut self, rows: &NewtonRows) -> Phase {
        let k = self.output_kind.n_raw();
        let width = self.n_inputs + 1;
        let mut gradient = vec![0.0; self.parameters.len()];
        let (mut raw, mut slopes) = (vec![0.0; k], vec![0.0; k]);
        let mut total = 0.0;
        self.probabilities.clear();
        for (x, &truth) in rows.x.iter().zip(&rows.truth) {
            lines(&self.parameters, x, &mut raw);
            total += loss(self.output_kind, Loss::CrossEntropy, &raw, truth);
            slope(self.output_kind, Loss::CrossEntropy, &raw, truth, &mut slopes);
            for (g, &s) in gradient.chunks_exact_mut(width).zip(&slopes) {
                x.add_to(g, s);
            }
            let predicted = self.output_kind.predict(&raw);
            match self.output_kind {
                OutputKind::Number => {}
                OutputKind::Logit => self.probabilities.push(predicted[1]),
                OutputKind::Softmax(_) => self.probabilities.extend(predicted),
            }
        }
        self.objective = self.scale() * total + self.penalty(&self.parameters);
        gradient.iter_mut().for_each(|g| *g *= self.scale());
        self.add_penalty(&self.parameters, &mut gradient);
        self.gradient = gradient;
        let largest = self.gradient.iter().fold(0.0f64, |m, g| m.max(g.abs()));
        let unit = self.gradient_unit(rows);
        if largest.is_nan() || largest <= ENOUGH * unit {
            return Phase::Done;
        }
        let residual: Vec<f64> = self.gradient.iter().map(|g| -g).collect();
        let rr: f64 = residual.iter().map(|r| r * r).sum();
        // Tighter the nearer the optimum, which keeps the convergence quadratic; a quadratic objective is solved outright.
        let share = if self.output_kind == OutputKind::Number { 1e-13 } else { (largest / unit).min(0.1) };
        let left = most_passes(residual.len());
        Phase::Conjugate(Box::new(Conjugate {
            d: vec![0.0; residual.len()],
            search: residual.clone(),
            residual,
            rr,
            enough: rr * share * share,
            left,
        }))
    }

    fn conjugate(&mut self, mut c: Conjugate, rows: &NewtonRows) -> Phase {
        let curved = self.curvature(&c.search, rows);
        let bend: f64 = c.search.iter().zip(&curved).map(|(s, h)| s * h).sum();
        if bend > 0.0 {
            let length = c.rr / bend;
            c.d.iter_mut().zip(&c.search).for_each(|(d, s)| *d += length * s);
            c.residual.iter_mut().zip(&curved).for_each(|(r, h)| *r -= length * h);
        }
        let rr: f64 = c.residual.iter().map(|r| r * r).sum();
        c.left -= 1;
        if bend > 0.0 && rr > c.enough && c.left > 0 {
            let turn = rr / c.rr;
            c.search.iter_mut().zip(&c.residual).for_each(|(s, r)| *s = r + turn * *s);
            c.rr = rr;
            return Phase::Conjugate(Box::new(c));
        }
        let slope: f64 = c.d.iter().zip(&self.gradient).map(|(d, g)| d * g).sum();
        if slope < 0.0 { Phase::Search { direction: c.d, slope, length: 1.0 } } else { Phase::Done }
    }

    /// The matrix of second derivatives times `v`.
    fn curvature(&self, v: &[f64], rows: &NewtonRows) -> Vec<f64> {
        let k = self.output_kind.n_raw();
        let width = self.n_inputs + 1;
        let mut out = vec![0.0; v.len()];
        let mut z = vec![0.0; k];
        for (i, x) in rows.x.iter().enumerate() {
            lines(v, x, &mut z);
            match self.output_kind {
                OutputKind::Number => {}
                OutputKind::Logit => {
                    let p = self.probabilities[i];
                    z[0] *= p * (1.0 - p);
                }
                OutputKind::Softmax(_) => {
                    let p = &self.probabilities[i * k..][..k];
                    let mean: f64 = p.iter().zip(&z).map(|(p, z)| p * z).sum();
                    z.iter_mut().zip(p).for_each(|(z, p)| *z = p * (*z - mean));
                }
            }
            for (o, &z) in out.chunks_exact_mut(width).zip(&z) {
                x.add_to(o, z);
            }
        }
        self.add_penalty(v, &mut out);
        out
    }

    fn objective(&self, parameters: &[f64], rows: &NewtonRows) -> f64 {
        let mut raw = vec![0.0; self.output_kind.n_raw()];
        let mut total = 0.0;
        for (x, &truth) in rows.x.iter().zip(&rows.truth) {
            lines(parameters, x, &mut raw);
            total += loss(self.output_kind, Loss::CrossEntropy, &raw, truth);
        }
        self.scale() * total + self.penalty(parameters)
    }

    /// Squared errors count half, so that their curvature is one.
    fn scale(&self) -> f64 {
        if self.output_kind == OutputKind::Number { 0.5 } else { 1.0 }
    }

    /// The size of a gradient that is far from the optimum.
    fn gradient_unit(&self, rows: &NewtonRows) -> f64 {
        let spread = rows.truth.iter().map(|t| match t {
            Truth::Number(y) => y.abs(),
            Truth::Class(_) => 1.0,
        });
        spread.sum::<f64>().max(f64::MIN_POSITIVE)
    }

    fn penalty(&self, parameters: &[f64]) -> f64 {
        let squares: f64 =
            parameters.chunks_exact(self.n_inputs + 1).flat_map(|w| &w[..self.n_inputs]).map(|w| w * w).sum();
        0.5 * self.l2 * squares
    }

    fn add_penalty(&self, v: &[f64], out: &mut [f64]) {
        let width = self.n_inputs + 1;
        for (o, v) in out.chunks_exact_mut(width).zip(v.chunks_exact(width)) {
            o[..self.n_inputs].iter_mut().zip(v).for_each(|(o, v)| *o += self.l2 * v);
        }
    }
}

/// Passes of conjugate gradients over the rows for one step, at most.
pub(in crate::model) fn most_passes(n_parameters: usize) -> usize {
    (4 * n_parameters).clamp(20, 2_000)
}

/// Raw outputs of a row.
pub fn raw_of(parameters: &[f64], x: &[f32], raw: &mut [f64]) {
    for (r, w) in raw.iter_mut().zip(parameters.chunks_exact(x.len() + 1)) {
        *r = w[x.len()] + x.iter().zip(w).map(|(&x, w)| f64::from(x) * w).sum::<f64>();
    }
}

/// The same of a row of those that are fitted to.
fn lines(parameters: &[f64], x: SparseRow, raw: &mut [f64]) {
    let width = parameters.len() / raw.len();
    raw.iter_mut().zip(parameters.chunks_exact(width)).for_each(|(r, w)| *r = x.line(w));
}
