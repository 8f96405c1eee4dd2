//! Whether a model is better than its baseline on rows that it has not seen: the one rule for it, from which the page takes what
//! it says beside scores and explanations.

use super::classes::brier;
use super::confusion::most_probable;
use super::evaluation::{Evaluation, Gain, PartScores};
use super::interval::{self, Interval};
use super::scores::{Metric, Scores};
use crate::dataset::Part;
use crate::model::Decision;
use crate::num::{math, stats};

/// How a model stands to its baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// It is better by more than chance.
    Beats(Gain),
    /// The difference may be chance, and if it is none, it is small.
    NoBetter(Gain),
    /// It is worse by more than chance.
    Worse(Gain),
    /// The difference may be chance, or large: the rows cannot tell.
    TooFewRows(Option<Gain>),
    /// There is no row that it was not trained on.
    NotTested,
}

/// A gain is large from ten points of accuracy up, or from a tenth of the baseline's error.
const LARGE: f64 = 0.1;
/// Rows say little where the accuracy may be lower by more than this than it is on them,
const POINTS: f64 = 0.1;
/// or RMSE larger by more than this share.
const SHARE: f64 = 0.2;

impl Gain {
    /// By how much the model is better: its accuracy is higher, or its error lower.
    pub fn by(&self) -> f64 {
        match self.metric {
            Metric::Accuracy => self.model - self.baseline,
            _ => self.baseline - self.model,
        }
    }

    fn may_be_large(&self) -> bool {
        let unit = if self.metric == Metric::Accuracy { 1.0 } else { self.baseline };
        self.interval.high > LARGE * unit
    }
}

/// Compares class probabilities (n x n_classes, row-major) with the baseline's (n_classes, the same for each row): first the
/// accuracy, of which the baseline's is that of always naming the most frequent class (Newcombe's paired interval), then the Brier
/// score (Student's interval of the rows' differences). A threshold that was moved gives up accuracy for something else, and then
/// the Brier score alone is compared, which knows no threshold. Empty for fewer than two rows.
pub fn gains_of_classes(probabilities: &[f64], baseline: &[f64], truth: &[u32], decision: Decision) -> Vec<Gain> {
    let n = truth.len() as f64;
    let always = most_probable(baseline) as u32;
    let rows = || probabilities.chunks_exact(baseline.len()).zip(truth);
    let mut counts = [0u32; 4];
    for (p, &t) in rows() {
        let (model, base) = (decision.class(p) as u32 == t, always == t);
        counts[2 * usize::from(!model) + usize::from(!base)] += 1;
    }
    let share = |other: usize| f64::from(counts[0] + counts[other]) / n;
    let accuracy = interval::of_paired(counts).map(|interval| Gain {
        metric: Metric::Accuracy,
        model: share(1),
        baseline: share(2),
        interval,
    });
    let errors = |of: &dyn Fn(&[f64], usize) -> f64| -> Vec<f64> { rows().map(|(p, &t)| of(p, t as usize)).collect() };
    let (ours, theirs) = (errors(&brier), errors(&|_, t| brier(baseline, t)));
    let brier = gain_of_means(Metric::Brier, &ours, &theirs);
    accuracy.filter(|_| brier.is_some() && !decision.is_moved()).into_iter().chain(brier).collect()
}

/// Compares predicted numbers with one number for all rows by RMSE; the interval is that of the means of squares, carried through
/// the root by its slope. Empty for fewer than two rows.
pub fn gains_of_numbers(predicted: &[f64], baseline: f64, truth: &[f64]) -> Vec<Gain> {
    let squares = |of: &dyn Fn(usize) -> f64| -> Vec<f64> {
        truth.iter().enumerate().map(|(i, t)| (t - of(i)) * (t - of(i))).collect()
    };
    let sides = [squares(&|i| predicted[i]), squares(&|_| baseline)];
    let roots = sides.each_ref().map(|s| math::sqrt(stats::mean(s).unwrap_or(0.0)));
    // Of each row its part in the root: their mean is half of the root, and their spread that of the root.
    let parts = |side: usize| sides[side].iter().map(move |s| if *s > 0.0 { s / (2.0 * roots[side]) } else { 0.0 });
    let [ours, theirs] = [0, 1].map(|side| parts(side).collect::<Vec<f64>>());
    let gain = gain_of_means(Metric::Rmse, &ours, &theirs).map(|half| {
        let by = roots[1] - roots[0];
        let low = half.interval.low - half.by() + by;
        let high = half.interval.high - half.by() + by;
        Gain { metric: Metric::Rmse, model: roots[0], baseline: roots[1], interval: Interval { low, high } }
    });
    gain.into_iter().collect()
}

/// Of two means of an error over the same rows.
fn gain_of_means(metric: Metric, model: &[f64], baseline: &[f64]) -> Option<Gain> {
    let less: Vec<f64> = baseline.iter().zip(model).map(|(b, m)| b - m).collect();
    let interval = interval::of_mean(&less)?;
    Some(Gain { metric, model: stats::mean(model)?, baseline: stats::mean(baseline)?, interval })
}

/// The verdict on the rows of one part. The first comparison that chance does not explain decides. Of two that a model without
/// merit takes part in, each finds some in 2.5 of 100 samples, so that both together do in at most 5.
pub fn verdict(part: &PartScores) -> Verdict {
    if part.part == Part::Train {
        return Verdict::NotTested;
    }
    match (part.gains.iter().find(|g| !g.interval.holds(0.0)), part.gains.first()) {
        (Some(gain), _) if gain.interval.low > 0.0 => Verdict::Beats(*gain),
        (Some(gain), _) => Verdict::Worse(*gain),
        (None, Some(gain)) if !gain.may_be_large() => Verdict::NoBetter(*gain),
        (None, gain) => Verdict::TooFewRows(gain.copied()),
    }
}

/// Whether the rows say little of other rows. For classes: the accuracy may be ten points lower than on these rows, by its
/// interval. For a number: RMSE may be a fifth larger; `rmse` is its interval, and without one nothing is said.
pub fn says_little(scores: &Scores, rmse: Option<Interval>) -> bool {
    match scores {
        Scores::Classes(s) => scores.interval(Metric::Accuracy).is_some_and(|i| s.accuracy - i.low > POINTS),
        Scores::Numbers(s) => rmse.is_some_and(|i| i.high > (1.0 + SHARE) * s.rmse),
    }
}

impl Evaluation {
    /// The part that says most of other rows, and the verdict on it.
    pub fn verdict(&self) -> Option<(&PartScores, Verdict)> {
        self.part(None).map(|part| (part, verdict(part)))
    }
}
