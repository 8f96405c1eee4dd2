//! What would flip the decision: for each feature by itself the nearest value, of the training range, with which another
//! class is predicted, or a number lands elsewhere. Every value that is told was predicted by the model itself. Where none is
//! found, none was on the grid that was looked at; that is no proof that there is none.

use super::Instance;
use crate::dataset::{Dataset, Encoder, Feature, MissingPolicy};
use crate::model::{Decision, Model, OutputKind};
use crate::num::order;
use crate::table::Value;
use serde::{Deserialize, Serialize};

/// What counts as another decision.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Goal {
    /// Another class; for a number the other side of the average prediction.
    Decision,
    /// For a number, a prediction that differs by at least this much, up or down.
    By(f64),
}

/// One change of one feature that flips the decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Counterfactual {
    /// Index of the feature.
    pub feature: usize,
    /// The value that does it.
    pub value: Value,
    /// The model's prediction with it: one value, or one probability a class.
    pub outputs: Vec<f64>,
    /// The class that is decided for with it; `None` where the target is a number.
    pub decided: Option<usize>,
    /// For a number, how far the value is from the present one, in training standard deviations; `None` for a level, and
    /// for a cell that is missing or becomes so.
    pub distance: Option<f64>,
    /// How far beyond the turning point the prediction is.
    pub margin: f64,
}

/// All single changes that flip the decision: numbers first, the smallest change first, then levels, the clearest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Counterfactuals {
    /// The changes.
    pub found: Vec<Counterfactual>,
    /// The class that is decided for without a change; `None` where the target is a number.
    pub decided: Option<usize>,
    /// Features that were tried.
    pub n_features: usize,
}

/// A search under way, one feature a step.
#[derive(Debug)]
pub struct Search {
    row: Instance,
    turn: Turn,
    counterfactuals: Counterfactuals,
}

/// Where the decision turns.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Turn {
    /// Another class than this one.
    Class(Decision, usize),
    /// The other side of this level.
    Level {
        /// The level.
        at: f64,
        /// Whether the prediction is above it, or on it, now.
        above: bool,
    },
    /// At least so far from this level.
    Far {
        /// The level.
        from: f64,
        /// How far.
        by: f64,
    },
}

impl Turn {
    /// The class that is decided for; `None` where the target is a number.
    fn class(self, outputs: &[f64]) -> Option<usize> {
        match self {
            Turn::Class(decision, _) => Some(decision.class(outputs)),
            Turn::Level { .. } | Turn::Far { .. } => None,
        }
    }
}

/// Values of a number that are looked at first, evenly over the training range.
const N_GRID: i64 = 128;

impl Search {
    /// Begins. Of classes `decision` says which is decided for; of a number `average` is the mean prediction over the background.
    pub fn new(model: &Model, row: Instance, goal: Goal, decision: Decision, average: f64) -> Search {
        let outputs = model.output_kind().predict(&model.raw(&row.x));
        let turn = match (model.output_kind(), goal) {
            (OutputKind::Number, Goal::Decision) => Turn::Level { at: average, above: outputs[0] >= average },
            (OutputKind::Number, Goal::By(by)) => Turn::Far { from: outputs[0], by: by.abs() },
            _ => Turn::Class(decision, decision.class(&outputs)),
        };
        let counterfactuals = Counterfactuals { decided: turn.class(&outputs), ..Counterfactuals::default() };
        Search { row, turn, counterfactuals }
    }

    /// Tries the next feature; `true` when all are tried.
    pub fn step(&mut self, model: &Model, dataset: &Dataset) -> bool {
        let feature_idx = self.counterfactuals.n_features;
        let Some(feature) = dataset.features.get(feature_idx) else { return true };
        let trial = Trial { model, feature, feature_idx, row: &self.row, turn: self.turn };
        let found = match &feature.encoder {
            Encoder::Scaled { deviation, flag, .. } => {
                let column = dataset.values.column(feature_idx);
                let train: Vec<f64> = dataset.parts.train.iter().map(|&i| column[i as usize]).collect();
                trial.numbers(&train, *deviation, *flag)
            }
            Encoder::OneHot { levels, missing, .. } => trial.levels(levels.len(), *missing),
        };
        self.counterfactuals.found.extend(found);
        self.counterfactuals.n_features += 1;
        self.counterfactuals.n_features == dataset.features.len()
    }

    /// What was found, in order.
    pub fn finish(mut self) -> Counterfactuals {
        let found = &mut self.counterfactuals.found;
        order::sort_ascending(found, |counterfactual| counterfactual.feature as f64);
        order::sort_descending(found, |counterfactual| counterfactual.distance.map_or(counterfactual.margin, |_| 0.0));
        order::sort_ascending(found, |counterfactual| counterfactual.distance.unwrap_or(f64::INFINITY));
        self.counterfactuals
    }
}

/// One feature being tried.
struct Trial<'a> {
    model: &'a Model,
    feature: &'a Feature,
    feature_idx: usize,
    row: &'a Instance,
    turn: Turn,
}

impl Trial<'_> {
    /// Predicts the row with other values of the feature.
    fn predict(&self, values: &[f64]) -> Vec<Vec<f64>> {
        let mut rows = Vec::with_capacity(values.len() * self.row.x.len());
        for &v in values {
            let start = rows.len();
            rows.extend_from_slice(&self.row.x);
            let columns = &self.feature.columns;
            self.feature.encode(v, &mut rows[start + columns.start..start + columns.end]);
        }
        let output_kind = self.model.output_kind();
        self.model.raw(&rows).chunks_exact(output_kind.n_raw()).map(|raw| output_kind.predict(raw)).collect()
    }

    /// How far beyond the turning point a prediction is; `None` where it is on this side.
    fn beyond(&self, outputs: &[f64]) -> Option<f64> {
        match self.turn {
            Turn::Class(decision, class) => (decision.class(outputs) != class).then(|| decision.margin(outputs)),
            Turn::Level { at, above } => ((outputs[0] >= at) != above).then(|| (outputs[0] - at).abs()),
            Turn::Far { from, by } => {
                let gone = (outputs[0] - from).abs();
                (gone >= by && gone > 0.0).then_some(gone - by)
            }
        }
    }

    fn counterfactual(&self, value: f64, distance: Option<f64>) -> Option<Counterfactual> {
        let outputs = self.predict(&[value]).pop()?;
        let margin = self.beyond(&outputs)?;
        let (value, decided) = (self.feature.value(value), self.turn.class(&outputs));
        Some(Counterfactual { feature: self.feature_idx, value, outputs, decided, distance, margin })
    }

    /// The nearest number below or above, and the missing cell where the model sees that it is one.
    fn numbers(&self, train: &[f64], scale: f64, flag: bool) -> Vec<Counterfactual> {
        let own = self.row.values[self.feature_idx];
        let seen = || train.iter().copied().filter(|v| !v.is_nan());
        let (min, max) = (seen().fold(f64::INFINITY, f64::min), seen().fold(f64::NEG_INFINITY, f64::max));
        let whole = seen().all(|v| v.fract() == 0.0);
        let mut found: Vec<Counterfactual> = Vec::new();
        if min <= max {
            let start = self.feature.filled(own);
            let ruler = Ruler::over(min, max, whole);
            let nearest = [1, -1].into_iter().filter_map(|way| self.nearest(&ruler, start, way, (min, max)));
            let sized = nearest.map(|v| (v, (v - start).abs() / scale));
            let best = sized.min_by(|a, b| a.1.total_cmp(&b.1));
            found.extend(best.and_then(|(v, size)| self.counterfactual(v, Some(size).filter(|_| !own.is_nan()))));
        }
        if flag && !own.is_nan() {
            found.extend(self.counterfactual(f64::NAN, None));
        }
        found
    }

    /// The first mark of the ruler that flips, going one way from `start`: looked for on an even grid, and then between the
    /// last that does not and the first that does.
    fn nearest(&self, ruler: &Ruler, start: f64, way: i64, (min, max): (f64, f64)) -> Option<f64> {
        let (low, high) = (ruler.mark_from(min), ruler.mark_to(max));
        // The marks beyond the present value; it may lie outside of the range itself.
        let (mut from, to) = if way > 0 {
            (ruler.mark_to(start).max(low - 1), high)
        } else {
            (ruler.mark_from(start).min(high + 1), low)
        };
        let stride = ((high - low) / N_GRID).max(1);
        let mut marks = Vec::new();
        let mut at = from;
        while (to - at) * way > 0 {
            at = if (to - at) * way > stride { at + stride * way } else { to };
            marks.push(at);
        }
        let values: Vec<f64> = marks.iter().map(|&m| ruler.value(m)).collect();
        let first = self.predict(&values).iter().position(|o| self.beyond(o).is_some())?;
        if first > 0 {
            from = marks[first - 1];
        }
        let mut flipped = marks[first];
        while (flipped - from).abs() > 1 {
            let middle = from + (flipped - from) / 2;
            let outputs = self.predict(&[ruler.value(middle)]).pop()?;
            if self.beyond(&outputs).is_some() {
                flipped = middle;
            } else {
                from = middle;
            }
        }
        Some(ruler.value(flipped))
    }

    /// Every other level that training rows have, and the missing cell where it is a level.
    fn levels(&self, n_levels: usize, missing: Option<u32>) -> Vec<Counterfactual> {
        let own = self.row.values[self.feature_idx];
        let trained = self.feature.columns.len().min(n_levels);
        let others = (0..trained).map(|l| l as f64).filter(|&l| l != self.feature.filled(own));
        // A missing cell is spoken of as one, whatever level stands for it.
        others
            .filter_map(|l| {
                self.counterfactual(
                    if missing.map(f64::from) == Some(l) && self.is_missing(l) { f64::NAN } else { l },
                    None,
                )
            })
            .collect()
    }

    /// Whether a level stands for missing cells and for nothing else.
    fn is_missing(&self, level: f64) -> bool {
        matches!(self.feature.missing, MissingPolicy::OwnLevel | MissingPolicy::ModeAndFlag)
            && self.feature.filled(f64::NAN) == level
    }
}

/// Round numbers over a range, so that what is found can be typed: multiples of a power of ten that divides the range into
/// a thousand to ten thousand parts, or whole numbers.
struct Ruler {
    /// Marks a unit, where there are several; else units a mark.
    per_unit: f64,
    unit: f64,
}

impl Ruler {
    fn over(min: f64, max: f64, whole: bool) -> Ruler {
        let extent = max - min;
        if whole && extent < 1e6 || extent <= 0.0 || !extent.is_finite() {
            return Ruler { per_unit: 1.0, unit: 1.0 };
        }
        let digits = libm::floor(libm::log10(extent / 1000.0));
        // Of the two the one that is a whole number, since a power of ten below one is none exactly.
        if digits < 0.0 {
            Ruler { per_unit: libm::pow(10.0, -digits), unit: 1.0 }
        } else {
            Ruler { per_unit: 1.0, unit: libm::pow(10.0, digits) }
        }
    }

    fn value(&self, mark: i64) -> f64 {
        mark as f64 * self.unit / self.per_unit
    }

    /// The last mark that is not above a value.
    fn mark_to(&self, v: f64) -> i64 {
        mark(libm::floor(v / self.unit * self.per_unit))
    }

    /// The first mark that is not below a value.
    fn mark_from(&self, v: f64) -> i64 {
        mark(libm::ceil(v / self.unit * self.per_unit))
    }
}

/// Within the whole numbers that f64 counts one by one.
fn mark(v: f64) -> i64 {
    v.clamp(-9e15, 9e15) as i64
}
