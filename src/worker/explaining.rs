//! Why the row is predicted so, as it is and (after a what-if) as it was before. A
//! what-if is first explained roughly, while the hand may still be moving, and then in full.

use super::computing::{Ask, Computing};
use super::hand::{Errand, Play};
use super::outbox::Outbox;
use super::predicting::Asked;
use super::protocol::{Event, Running, Stage, Update};
use super::session::{failed, keep, no_row};
use crate::compute::gpu::{GpuError, Mean};
use crate::dataset::Dataset;
use crate::explain::asking::averaged;
use crate::explain::{Background, ExplainSpec, Explainer, Local, RowChoice, Step};
use crate::model::{self, Model, ModelView, Predictions, Trained};
use crate::recipe::{Key, Keys, Recipe};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A fitted model with what was said of it.
#[derive(Debug)]
pub struct Fitted {
    /// The model.
    pub model: Model,
    /// Its predictions for all rows.
    pub predictions: Predictions,
    /// How the page sees it.
    pub view: ModelView,
}

impl Fitted {
    /// Says all that there is to say of a model.
    pub(super) fn new(model: Model, trained: Trained, dataset: &Dataset) -> Fitted {
        let predictions = Predictions::of(&model, dataset);
        let view = model::view(&model, dataset, trained);
        Fitted { model, predictions, view }
    }
}

/// How far the explanation is.
#[derive(Debug, Default)]
pub struct Explaining {
    key: Option<Key>,
    job: Option<Job>,
    /// Explanations of rows as they begin, newest last, so that a what-if does not compute them again.
    plain: Vec<(Key, Both)>,
    /// Counts the games.
    n_games: u32,
}

/// Kernel SHAP's explanation and LIME's.
pub(super) type Both = (Local, Local);

/// What is explained in one turn of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// The edited row with few samples, so that the page can follow a moving hand.
    Rough,
    /// The row without the edits.
    Original,
    /// The row with the edits.
    Edited,
}

/// An explanation under way.
#[derive(Debug)]
struct Job {
    background: Background,
    asked: Asked,
    /// Those still to come, the next one last.
    left: Vec<Turn>,
    n_turns: usize,
    now: Option<(Turn, Explainer)>,
    /// Which game that is, among all of the session.
    game_id: u32,
    original: Option<Both>,
    edited: Option<Both>,
    plain_key: Key,
    began: f64,
}

/// Unedited explanations kept.
const N_PLAIN: usize = 8;

impl Explaining {
    /// Whether what was asked for last is explained, or cannot be.
    pub fn has_explained(&self) -> bool {
        self.key.is_some() && self.job.is_none()
    }

    /// Begins anew, whatever was computed.
    pub fn compute_again(&mut self) {
        self.plain.clear();
        self.tell_again();
    }

    /// Begins anew, whatever was told.
    pub fn tell_again(&mut self) {
        self.key = None;
        self.job = None;
    }

    /// Does the next piece of work; whether there is more.
    #[expect(clippy::too_many_arguments, reason = "what is explained, what computes, and where it is told")]
    pub fn step(
        &mut self,
        recipe: &Recipe,
        keys: &Keys,
        dataset: &Dataset,
        fitted: &Fitted,
        computing: &Computing,
        now: f64,
        out: &mut Outbox,
    ) -> bool {
        if self.key.as_ref() != Some(&keys.explanation) {
            self.key = Some(keys.explanation.clone());
            self.job = self.begin(recipe, keys, dataset, fitted, now, out);
            return self.job.is_some();
        }
        let Some(job) = &mut self.job else { return false };
        if let Some((_, explainer)) = &mut job.now {
            let step = explainer.step(&fitted.model, dataset, &job.background);
            if step != Step::Done {
                if out.is_due(now) {
                    out.push(job.running(&keys.explanation, now));
                }
                return step == Step::More;
            }
            if let Some((turn, explainer)) = job.now.take() {
                let both = explainer.finish(dataset);
                if turn == Turn::Original {
                    // At once: a hand that moves on leaves the job behind, and needs this again.
                    keep(&mut self.plain, job.plain_key.clone(), both.clone(), N_PLAIN);
                }
                job.finish_turn(turn, both, keys, dataset, now, out);
            }
            return true;
        }
        if let Some(turn) = job.left.pop() {
            let mut explainer = job.explainer(turn, &recipe.explain, dataset, fitted);
            if let Some(speed) = computing.gpu_for(&explainer, &fitted.model) {
                explainer.ask_gpu(&fitted.model, &job.background, speed.rate);
            }
            job.now = Some((turn, explainer));
            self.n_games += 1;
            job.game_id = self.n_games;
            return true;
        }
        if let Some(job) = self.job.take() {
            job.finish(keys, dataset, now, out);
        }
        true
    }

    /// A background row for another worker to meet, where the game takes at least so many multiply-adds.
    pub fn lend(&mut self, model: &Model, least: f64) -> Option<Errand> {
        let job = self.job.as_mut()?;
        let (_, explainer) = job.now.as_mut().filter(|(_, e)| e.work(model) >= least && !e.asks_gpu())?;
        let background_idx = explainer.values_mut().lend()? as u32;
        Some(Errand { game_id: job.game_id, background_idx: Some(background_idx) })
    }

    /// The game that is played now, for a worker that was not told it.
    pub fn play(&self, game_id: u32, model: &Model, spec: &ExplainSpec) -> Option<Play> {
        let job = self.job.as_ref().filter(|job| job.game_id == game_id)?;
        let (turn, explainer) = job.now.as_ref()?;
        Some(Play {
            game_id,
            model: model.clone(),
            game: explainer.game().clone(),
            background: job.background.x.clone(),
            n_training: job.background.n_training,
            shap: if *turn == Turn::Rough { spec.rough().shap } else { spec.shap },
        })
    }

    /// What a GPU is to be asked for next.
    pub fn ask(&mut self, fitted: &Rc<Fitted>) -> Option<Ask> {
        let job = self.job.as_mut()?;
        let (_, explainer) = job.now.as_mut()?;
        let (block, background) = explainer.next_block(&job.background)?;
        let game = explainer.game();
        Some(Ask {
            game_id: job.game_id,
            fitted: fitted.clone(),
            row: game.row.clone(),
            columns: game.columns.clone(),
            background,
            block,
            averaged: averaged(fitted.model.head(), game.output),
        })
    }

    /// Takes what the GPU said; what is of an earlier game is of no use any more.
    ///
    /// # Errors
    /// What is wrong with it, be it found here.
    pub fn answer(&mut self, ask: &Ask, means: Result<Vec<Mean>, GpuError>) -> Result<(), GpuError> {
        let job = self.job.as_mut().filter(|job| job.game_id == ask.game_id);
        match job.and_then(|job| Some((job.now.as_mut()?, &job.background))) {
            Some(((_, explainer), background)) => explainer.take_means(&ask.fitted.model, background, means),
            None => means.map(|_| ()),
        }
    }

    /// Goes on without the GPU.
    pub fn leave_gpu(&mut self) {
        if let Some((_, explainer)) = self.job.as_mut().and_then(|job| job.now.as_mut()) {
            explainer.leave_gpu();
        }
    }

    /// Takes what another worker found; what is of an earlier game is of no use any more.
    pub fn take(&mut self, game_id: u32, background_idx: u32, outputs: Vec<f64>) {
        if let Some(explainer) = self.playing(game_id) {
            explainer.values_mut().take(background_idx as usize, outputs);
        }
    }

    /// Takes back what another worker will not bring.
    pub fn give_up(&mut self, game_id: u32, background_idx: u32) {
        if let Some(explainer) = self.playing(game_id) {
            explainer.values_mut().give_up(background_idx as usize);
        }
    }

    fn playing(&mut self, game_id: u32) -> Option<&mut Explainer> {
        let job = self.job.as_mut().filter(|job| job.game_id == game_id)?;
        job.now.as_mut().map(|(_, explainer)| explainer)
    }

    /// Finds the row, tells its prediction, and says what has to be explained.
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
        let asked = match spec.check() {
            Ok(()) => Asked::of(dataset, fitted, spec).map_err(no_row),
            Err(e) => Err(failed(&e)),
        };
        let asked = match asked {
            Ok(asked) => asked,
            Err(stage) => {
                out.push(Event::Prediction(Update { key: key.clone(), stage }));
                out.push(Event::Explanation(Update { key, stage: Stage::Empty }));
                return None;
            }
        };
        let background = Background::draw(dataset, spec, &fitted.model);
        let prediction = asked.prediction(dataset, fitted, &background);
        out.push(Event::Prediction(Update { key, stage: Stage::Ready(prediction) }));

        let row = asked.table_row(dataset).map_or(RowChoice::Own, RowChoice::Table);
        // Of the class that is explained, which an edited row of the user's own may have changed.
        let class = dataset.target.class_names().get(asked.output.class).cloned();
        let plain_spec = ExplainSpec { edits: BTreeMap::new(), row, class, ..spec.clone() };
        let plain_key = Recipe { explain: plain_spec, ..recipe.clone() }.keys().explanation;
        let known = self.plain.iter().find(|(k, _)| *k == plain_key).map(|(_, e)| e.clone());
        let is_edited = asked.row.x != asked.original.x;
        let mut left = Vec::new();
        if is_edited {
            left.push(Turn::Edited);
        }
        if known.is_none() {
            left.push(Turn::Original);
        }
        if is_edited {
            left.push(Turn::Rough);
        }
        let n_turns = left.len();
        let job = Job {
            background,
            asked,
            left,
            n_turns,
            now: None,
            game_id: 0,
            original: known,
            edited: None,
            plain_key,
            began: now,
        };
        out.push(job.running(&keys.explanation, now));
        Some(job)
    }
}

impl Job {
    fn explainer(&self, turn: Turn, spec: &ExplainSpec, dataset: &Dataset, fitted: &Fitted) -> Explainer {
        let row = if turn == Turn::Original { &self.asked.original } else { &self.asked.row };
        let rough = spec.rough();
        let spec = if turn == Turn::Rough { &rough } else { spec };
        Explainer::new(&fitted.model, dataset, &self.background, row.clone(), self.asked.output, spec)
    }

    fn finish_turn(&mut self, turn: Turn, both: Both, keys: &Keys, dataset: &Dataset, now: f64, out: &mut Outbox) {
        match turn {
            Turn::Original => self.original = Some(both),
            Turn::Edited => self.edited = Some(both),
            Turn::Rough => {
                let explained = self.asked.explained(both, self.original.clone(), true, dataset, now - self.began);
                out.push(Event::Rough(Update { key: keys.explanation.clone(), stage: Stage::Ready(explained) }));
            }
        }
    }

    fn finish(self, keys: &Keys, dataset: &Dataset, now: f64, out: &mut Outbox) {
        let (both, original) = match (self.edited, self.original) {
            (Some(edited), original) => (edited, original),
            (None, Some(original)) => (original, None),
            (None, None) => return,
        };
        let explained = self.asked.explained(both, original, false, dataset, now - self.began);
        out.push(Event::Explanation(Update { key: keys.explanation.clone(), stage: Stage::Ready(explained) }));
    }

    fn running(&self, key: &Key, now: f64) -> Event {
        let here = self.now.as_ref().map_or(0.0, |(_, e)| e.done());
        let whole = (self.n_turns - self.left.len() - usize::from(self.now.is_some())) as f64;
        let done = if self.n_turns == 0 { 1.0 } else { ((whole + here) / self.n_turns as f64).min(1.0) };
        Event::Explanation(Update { key: key.clone(), stage: Stage::Running(Running::at(done, now - self.began)) })
    }
}
