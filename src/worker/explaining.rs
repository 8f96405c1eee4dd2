//! The last stages: which row, what is predicted for it, and why, as it is and (after a what-if) as the table has it.

use super::outbox::Outbox;
use super::protocol::{Event, Explained, Prediction, Running, Stage, Update};
use super::session::{failed, no_row, seconds_left};
use crate::dataset::{Dataset, Target};
use crate::evaluate::{Evaluation, pick_row, rarest_class};
use crate::explain::{Background, ExplainSpec, Explainer, Local, RowToExplain};
use crate::model::{Model, ModelView, Output, Predictions};
use crate::num::stats;
use crate::recipe::{Key, Keys, Recipe};
use crate::table::Value;
use std::collections::BTreeMap;

/// A fitted model with what was said of it.
#[derive(Debug)]
pub struct Fitted {
    /// The model.
    pub model: Model,
    /// Its predictions for all rows.
    pub predictions: Predictions,
    /// How the page sees it.
    pub view: ModelView,
    /// Its scores.
    pub evaluation: Evaluation,
}

/// How far the explanation is.
#[derive(Debug, Default)]
pub struct Explaining {
    key: Option<Key>,
    job: Option<Job>,
    /// Explanations of rows as the table has them, newest last, so that a what-if does not compute them again.
    plain: Vec<(Key, (Local, Local))>,
}

/// An explanation under way.
#[derive(Debug)]
struct Job {
    background: Background,
    row_idx: usize,
    values: Vec<Value>,
    /// The original first, where it is needed and not yet known; then the row as edited.
    left: Vec<Explainer>,
    n_explainers: usize,
    done: Vec<(Local, Local)>,
    plain_key: Key,
    began: f64,
}

/// Unedited explanations kept.
const N_PLAIN: usize = 8;

impl Explaining {
    /// Does the next piece of work; whether there is more.
    pub fn step(
        &mut self,
        recipe: &Recipe,
        keys: &Keys,
        dataset: &Dataset,
        fitted: &Fitted,
        now: f64,
        out: &mut Outbox,
    ) -> bool {
        if self.key.as_ref() != Some(&keys.explanation) {
            self.key = Some(keys.explanation.clone());
            self.job = self.begin(recipe, keys, dataset, fitted, now, out);
            return self.job.is_some();
        }
        let Some(job) = &mut self.job else { return false };
        if let Some(explainer) = job.left.last_mut() {
            if explainer.step(&fitted.model, dataset, &job.background) {
                let finished = job.left.pop().map(|e| e.finish(dataset));
                job.done.extend(finished);
            } else if out.is_due(now) {
                out.push(job.running(&keys.explanation, now));
            }
            return true;
        }
        if let Some(job) = self.job.take() {
            self.finish(job, keys, dataset, now, out);
        }
        true
    }

    /// Finds the row, tells its prediction, and plans the explanations.
    fn begin(
        &mut self,
        recipe: &Recipe,
        keys: &Keys,
        dataset: &Dataset,
        fitted: &Fitted,
        now: f64,
        out: &mut Outbox,
    ) -> Option<Job> {
        let spec = &recipe.explain;
        let key = keys.explanation.clone();
        if let Err(e) = spec.check() {
            out.push(Event::Prediction(Update { key: key.clone(), stage: failed(&e) }));
            out.push(Event::Explanation(Update { key, stage: Stage::Empty }));
            return None;
        }
        let output = Output { class: class(dataset, spec), space: spec.space };
        let row_idx = match spec.row {
            None => pick_row(dataset, &fitted.predictions, output.class) as usize,
            Some(row) => match dataset.table_rows.binary_search(&row) {
                Ok(idx) => idx,
                Err(_) => {
                    out.push(Event::Prediction(Update { key: key.clone(), stage: no_row(row) }));
                    out.push(Event::Explanation(Update { key, stage: Stage::Empty }));
                    return None;
                }
            },
        };
        let background = Background::draw(dataset, spec);
        let row = RowToExplain::new(dataset, row_idx, spec);
        let prediction = prediction(dataset, fitted, &background, &row, row_idx, output);
        let values = prediction.values.clone();
        out.push(Event::Prediction(Update { key, stage: Stage::Ready(prediction) }));

        let plain_spec = ExplainSpec { edits: BTreeMap::new(), row: Some(dataset.table_rows[row_idx]), ..spec.clone() };
        let plain_key = Recipe { explain: plain_spec.clone(), ..recipe.clone() }.keys().explanation;
        let explainer = |row: RowToExplain| Explainer::new(&fitted.model, dataset, &background, row, output, spec);
        let original = RowToExplain::new(dataset, row_idx, &plain_spec);
        let known = self.plain.iter().find(|(k, _)| *k == plain_key).map(|(_, e)| e.clone());
        let is_edited = row.x != original.x;
        let mut left = Vec::new();
        if is_edited {
            left.push(explainer(row));
        }
        if known.is_none() {
            left.push(explainer(original));
        }
        let n_explainers = left.len();
        let done = known.into_iter().collect();
        let job = Job { row_idx, values, left, n_explainers, done, plain_key, began: now, background };
        out.push(job.running(&keys.explanation, now));
        Some(job)
    }

    fn finish(&mut self, job: Job, keys: &Keys, dataset: &Dataset, now: f64, out: &mut Outbox) {
        let mut done = job.done.into_iter();
        let Some(original) = done.next() else { return };
        self.plain.retain(|(k, _)| *k != job.plain_key);
        self.plain.push((job.plain_key, original.clone()));
        if self.plain.len() > N_PLAIN {
            self.plain.remove(0);
        }
        let edited = done.next();
        let (shap_original, lime_original) = match &edited {
            Some(_) => (Some(original.0.clone()), Some(original.1.clone())),
            None => (None, None),
        };
        let (shap, lime) = edited.unwrap_or(original);
        let explained = Explained {
            table_row: dataset.table_rows[job.row_idx],
            values: job.values,
            shap,
            lime,
            shap_original,
            lime_original,
            seconds: (now - job.began).max(0.0),
        };
        let key = keys.explanation.clone();
        out.push(Event::Explanation(Update { key, stage: Stage::Ready(explained) }));
    }
}

impl Job {
    fn running(&self, key: &Key, now: f64) -> Event {
        let here = self.left.last().map_or(0.0, Explainer::done);
        let whole = (self.n_explainers - self.left.len()) as f64;
        let done = if self.n_explainers == 0 { 1.0 } else { ((whole + here) / self.n_explainers as f64).min(1.0) };
        let seconds_left = seconds_left(done, now - self.began);
        let running = Running { done, seconds_left, paused: false, history: Vec::new() };
        Event::Explanation(Update { key: key.clone(), stage: Stage::Running(running) })
    }
}

/// The class that is explained: the one asked for, where the data set has it, else the rarest.
fn class(dataset: &Dataset, spec: &ExplainSpec) -> usize {
    let Target::Classes { names, .. } = &dataset.target else { return 0 };
    let asked = spec.class.as_ref().and_then(|c| names.iter().position(|n| n == c));
    asked.unwrap_or_else(|| rarest_class(dataset))
}

fn prediction(
    dataset: &Dataset,
    fitted: &Fitted,
    background: &Background,
    row: &RowToExplain,
    row_idx: usize,
    explained: Output,
) -> Prediction {
    let head = fitted.model.head();
    let predict = |x: &[f32]| head.predict(&fitted.model.raw(x));
    let values = |values: &[f64]| dataset.features.iter().zip(values).map(|(f, &v)| f.value(v)).collect();
    let rows: Vec<Vec<f64>> = background.x.rows().into_iter().map(|x| predict(&x.to_vec())).collect();
    let average = |k: usize| stats::sum(rows.iter().map(|r| r[k])) / rows.len() as f64;
    Prediction {
        table_row: dataset.table_rows[row_idx],
        part: dataset.part_of(row_idx as u32),
        truth: match &dataset.target {
            Target::Classes { names, codes } => Value::Level(names[codes[row_idx] as usize].clone()),
            Target::Numbers(y) => Value::Number(y[row_idx]),
        },
        original: values(&dataset.values.row(row_idx).to_vec()),
        values: values(&row.values),
        outputs: predict(&row.x),
        original_outputs: fitted.predictions.row(row_idx as u32).to_vec(),
        average: (0..head.n_outputs()).map(average).collect(),
        explained,
    }
}
